"""A body: the rules it votes by, and its members; people who sit on it are shown to staff only."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from domain.errors import Refusal
from domain.errors.people import NobodyLikeThat, SeveralLikeThat
from portal.errors import BUSY, NotFound
from portal.meetings.bodies import Seen, body
from portal.page import render
from portal.visitor import SignedIn, TheHouse, acting_in
from portal.web.forms import fields_of
from store import roster
from store.access import Account
from store.errors import TryAgain
from wording.language import N_, _, spoken
from wording.refusals import said
from wording.values import NotReadable, whole_day_on_a_form
from workflows.house import House
from workflows.meetings import members
from workflows.meetings.members import Place

router = APIRouter(prefix="/gremien")

_INVALID, _UNAVAILABLE = 422, 503
_WHOLE_DAY = N_("Give a whole day, such as 24.05.2002.")
_DONE = {"mitglied": N_("The member is kept."), "ende": N_("The end of the membership is kept.")}
#: More than a handle or an address has.
_LONGEST = 254


@router.get("/{programme}/{body_key}")
def one(request: Request, house: TheHouse, account: SignedIn, programme: str, body_key: str) -> Response:
    """Show the rules in force and the members."""
    return _page(request, body(house, account, programme, body_key), {})


@router.post("/{programme}/{body_key}")
async def change(request: Request, house: TheHouse, account: SignedIn, programme: str, body_key: str) -> Response:
    """Keep a new member, or the end of a membership (`ende` names its person)."""
    fields = await fields_of(request)
    return await run_in_threadpool(_change, request, house, account, (programme, body_key), fields)


def _change(request: Request, house: House, account: Account, where: tuple[str, str], fields: Mapping[str, str]) -> Response:
    seen = body(house, account, *where)
    if not seen.keeps:
        raise NotFound
    act, last = (_end, "bis_ende") if fields.get("ende") else (_add, "bis")
    days: dict[str, date | None] = {}
    wrong: dict[str, str] = {}
    for name in ("seit", last):
        try:
            days[name] = whole_day_on_a_form(fields[name]) if fields.get(name) else None
        except NotReadable as error:
            wrong[name] = str(error)
    needed = "seit" if act is _add else last
    if not fields.get(needed):
        wrong[needed] = _(_WHOLE_DAY)
    if wrong:
        return _page(request, seen, fields, wrong=wrong, status=_INVALID)
    try:
        act(house, account, Place(account.authority, *where), fields, days)
    except Refusal as refusal:
        return _page(request, seen, fields, sentence=said(refusal), status=_INVALID)
    except TryAgain:
        return _page(request, seen, fields, sentence=_(BUSY), status=_UNAVAILABLE)
    return RedirectResponse(f"{seen.home}?getan={'ende' if act is _end else 'mitglied'}", 303)


def _add(house: House, account: Account, where: Place, fields: Mapping[str, str], days: Mapping[str, date | None]) -> None:
    word = fields.get("wer", "")[:_LONGEST]
    with house.database.reading() as connection:
        found = roster.by_word(connection, account.authority, word) if word else []
    if not found:
        raise NobodyLikeThat(word=word)
    if len(found) > 1:
        raise SeveralLikeThat(word=word, handles=", ".join(one.handle for one in found))
    since = days["seit"]
    assert since is not None, "a field that is empty was refused"  # noqa: S101 - for the type checker
    members.add_member(
        house, where, found[0].handle, acting_in(account, where.programme), since=since, until=days["bis"],
        chair="vorsitz" in fields,
    )  # fmt: skip


def _end(house: House, account: Account, where: Place, fields: Mapping[str, str], days: Mapping[str, date | None]) -> None:
    members.end_member(house, where, fields["ende"], acting_in(account, where.programme), until=days["bis_ende"])


def _page(
    request: Request, seen: Seen, typed: Mapping[str, str], *, wrong: Mapping[str, str] | None = None, sentence: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    done = _(_DONE.get(request.query_params.get("getan", ""), ""))
    return render(
        request, "body.html", status=status, seen=seen, title=seen.body.title.into(spoken()), typed=typed, wrong=wrong or {},
        sentence=sentence, done=done,
    )  # fmt: skip
