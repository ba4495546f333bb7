"""Declining optional mails by the link in them (RFC 8058): nobody signs in, no cookie is read or set.

The page says which kind of mail it is about and nothing of a person. Opening it changes nothing, because mail scanners open
links; only the button does, or a mail program that posts `List-Unsubscribe=One-Click` by itself. `portal.web.guard` lets such a
post come from anywhere: it can do no more than the link.
"""

import re

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from domain.vocabulary import OptionalMail
from portal.errors import NotFound
from portal.page import render
from portal.visitor import TheHouse
from workflows.house import House
from workflows.reminders import unsubscribing

_FIELD, _SAID = "List-Unsubscribe", "One-Click"
_TOKEN = re.compile("[A-Za-z0-9_-]{43}")
#: More fields than any such post has.
_MOST_FIELDS = 10
_KINDS = {name: kind for kind, name in unsubscribing.NAMES.items()}


def _nobody(request: Request) -> None:
    """Whoever comes is nobody here, also with a session: the page is the same for all."""
    request.state.session = None


router = APIRouter(prefix=unsubscribing.HERE, dependencies=[Depends(_nobody)])


@router.get("/{token}/{kind}")
def ask(request: Request, house: TheHouse, token: str, kind: str) -> Response:
    """Show which mails the button would end."""
    wanted = _kind(token, kind)
    if not unsubscribing.known(house, token):
        raise NotFound
    return _page(request, "unsubscribe.html", wanted)


@router.post("/{token}/{kind}")
async def decline(request: Request, house: TheHouse, token: str, kind: str) -> Response:
    """End them; answered at once, for mail programs follow no redirection (RFC 8058 3.2)."""
    wanted = _kind(token, kind)
    async with request.form(max_files=1, max_fields=_MOST_FIELDS) as form:
        clicked = form.get(_FIELD) == _SAID
    return await run_in_threadpool(_decline, request, house, token, wanted, clicked=clicked)


def _decline(request: Request, house: House, token: str, wanted: OptionalMail, *, clicked: bool) -> Response:
    if not (unsubscribing.decline(house, token, wanted) if clicked else unsubscribing.known(house, token)):
        raise NotFound
    return _page(request, "unsubscribed.html", wanted) if clicked else _page(request, "unsubscribe.html", wanted, status=400)


def _kind(token: str, kind: str) -> OptionalMail:
    """The kind of mail an address is about; raises NotFound for one that can be nobody's, before the store is asked."""
    if kind not in _KINDS or not _TOKEN.fullmatch(token):
        raise NotFound
    return _KINDS[kind]


def _page(request: Request, template: str, wanted: OptionalMail, status: int = 200) -> Response:
    response = render(request, template, status=status, kind=wanted.value, field=_FIELD, said=_SAID)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is as good as the button
    return response
