"""Access keys for programs: the list of one's own, making one (shown once, on the answer), ending one. And what the API is."""

import asyncio
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain.errors import Refusal
from portal.api import keys
from portal.api.keys import MOST_DAYS, Scope
from portal.page import render
from portal.signing_in import sessions
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from portal.web.numbers import number
from store.access import Account
from wording.language import N_, _
from wording.refusals import said
from workflows.house import House

router = APIRouter()

_WORDS = {
    Scope.READ: N_("Read what I may see"),
    Scope.RECORD: N_("Record what I may record"),
    Scope.APPLY: N_("Send applications in my name"),
    Scope.PEOPLE: N_("Read and change people and their roles"),
    Scope.OPERATIONS: N_("Read the numbers of operations"),
}
_FOR_ADMINISTRATORS = frozenset({Scope.PEOPLE, Scope.OPERATIONS})
_DAYS = "90"
_CHOOSE = N_("Choose at least one thing the key is for.")
_BAD_DAYS = N_("Say for how many days the key is to last: a number from 1 to {most}.")


@router.get("/api")
def about(request: Request, house: TheHouse) -> Response:
    """Say what the programming interface is, how to get a key, and where its description lies."""
    return render(request, "api.html", address=(house.settings.public_url or str(request.base_url)).rstrip("/"))


@router.get("/konto/schluessel")
def own(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Show one's own keys, and the form for a new one."""
    return _page(request, house, account, {"days": _DAYS})


@router.post("/konto/schluessel")
async def make(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Make a key and show it, this once."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_make, request, house, account, fields)


@router.post("/konto/schluessel/{id_}/beenden")
async def end(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """End a key; programs that use it are refused from now on."""
    await fields_of(request)
    await asyncio.to_thread(keys.end, house, account, id_)
    return RedirectResponse("/konto/schluessel", 303)


def _make(request: Request, house: House, account: Account, fields: Mapping[str, str]) -> Response:
    scopes = frozenset(scope for scope in _offered(house, account) if fields.get(f"scope.{scope}"))
    days = fields.get("days", "")
    lasts = number(days, digits=3)
    faults: dict[str, str] = {}
    if not scopes:
        faults["scopes"] = _(_CHOOSE)
    if not 1 <= lasts <= MOST_DAYS:
        faults["days"] = _(_BAD_DAYS).format(most=MOST_DAYS)
    token = ""
    try:
        keys.named(fields.get("name", ""))
        token = "" if faults else keys.make(house, account, name=fields.get("name", ""), scopes=scopes, days=lasts)
    except keys.TooManyKeys as refusal:
        faults[""] = said(refusal)
    except Refusal as refusal:
        faults = {"name": said(refusal), **faults}
    if faults:
        return _page(request, house, account, fields, faults)
    return render(request, "tokens_made.html", status=201, token=token, name=fields["name"])


def _offered(house: House, account: Account) -> list[Scope]:
    """What a key of this person can be for; what only administrators may do is offered to them alone."""
    administers = sessions.is_administrator(house, account)
    return [scope for scope in Scope if administers or scope not in _FOR_ADMINISTRATORS]


def _page(
    request: Request, house: House, account: Account, fields: Mapping[str, str], faults: Mapping[str, str] | None = None
) -> Response:
    rows = [
        (token, ", ".join(_(_WORDS[Scope(scope)]) for scope in Scope if scope in token.scopes), expired)
        for token, expired in keys.lasting(house, account)
    ]
    return render(
        request, "tokens.html", status=422 if faults else 200, rows=rows, most=MOST_DAYS,
        offered=[(scope.value, _(_WORDS[scope])) for scope in _offered(house, account)], fields=fields,
        faults=faults or {},
    )  # fmt: skip
