"""Asking for more time for a deadline of one's own application: the reason, a look at what is sent, the receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from domain.commands.deadlines import RequestExtension
from domain.deadlines.held import Deadline
from domain.deadlines.held import deadline as held
from domain.deadlines.requested import can_be_asked, request_for, theirs
from domain.dossier import Dossier
from domain.errors import Refusal
from domain.office_time import office_day
from portal.applicant.more_time import about, fields_of_request, understood
from portal.applicant.own_case import own_case
from portal.applicant.own_deadlines import ended_on
from portal.applicant.recorded import recorded
from portal.applicant.stale import overtaken_since, shown_again
from portal.errors import NotFound
from portal.page import render
from portal.policy import Act, may
from portal.visitor import SignedIn, TheHouse, acting, dossier_for
from portal.web.forms import fields_of
from portal.web.parking import restored, restoring
from store import people
from store.access import Account
from store.change import Loaded
from wording.language import spoken
from workflows.house import House
from workflows.preview import preview

router = APIRouter()

_INVALID = 422


@dataclass(frozen=True, slots=True)
class _Desk:
    """A request on its way: whose, in which dossier, for which deadline."""

    house: House
    account: Account
    loaded: Loaded
    one: Deadline

    @property
    def dossier(self) -> Dossier:
        return self.loaded.dossier


def _desk(house: House, account: Account, id_: str, name: str) -> _Desk:
    """The deadline of that name if it is for the applicant's side, and this person may ask; raises NotFound otherwise."""
    loaded = dossier_for(house, account, id_, Act.READ_OWN)
    found = held(loaded.dossier, name)
    if found is None or not theirs(found) or not may(account, Act.REQUEST_EXTENSION, loaded.dossier):
        raise NotFound
    return _Desk(house, account, loaded, found)


@router.get("/antraege/{id_}/mehr-zeit/{name}")
@restoring
def more_time_form(request: Request, house: TheHouse, account: SignedIn, id_: str, name: str) -> Response:
    """Ask for the reason, and until when; where a request waits already the page of the application says so."""
    at = _desk(house, account, id_, name)
    if not can_be_asked(at.one):
        raise NotFound
    if request_for(at.dossier, at.one):
        return RedirectResponse(f"/antraege/{id_}#fristen", 303)
    return _form(request, at, restored(request))


@router.post("/antraege/{id_}/mehr-zeit/{name}")
async def more_time(request: Request, house: TheHouse, account: SignedIn, id_: str, name: str) -> Response:
    """Show what is about to be sent, then send it."""
    fields = await fields_of(request)
    return await run_in_threadpool(_answer, request, house, account, (id_, name), fields)


def _answer(request: Request, house: House, account: Account, place: tuple[str, str], fields: Mapping[str, str]) -> Response:
    at = _desk(house, account, *place)
    command, wrong = understood(at.one, fields, office_day(house.clock.now()))
    if command is None:
        return _form(request, at, fields, wrong=wrong)
    match fields.get("step"):
        case "change":
            return _form(request, at, fields, overtaken_since(at.dossier, account, fields))
        case "send":
            refused = recorded(house, account, at.dossier, command, fields)
        case _:
            refused = overtaken_since(at.dossier, account, fields) or _foreseen(at, command)
            if refused is None:
                return _page(request, at, fields, "mine_more_time_check.html", wished=command.until, typed=fields)
    if refused is not None:
        return _form(request, at, fields, refused)
    return RedirectResponse(f"/antraege/{at.dossier.id}/quittung", 303)


def _foreseen(at: _Desk, command: RequestExtension) -> Refusal | None:
    """What recording would refuse, so that it is said before the last click."""
    try:
        preview(at.house, at.loaded, command, acting(at.account, at.dossier))
    except Refusal as refusal:
        return refusal
    return None


def _form(
    request: Request, at: _Desk, fields: Mapping[str, str], refused: Refusal | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    again = shown_again(at.dossier, fields, refused)
    faults = dict(wrong or {})
    if refused is not None:
        faults["" if again.changes else about(refused)] = again.sentence
    return _page(
        request, at, fields, "mine_more_time.html", refused, status=_INVALID if wrong else again.status,
        form=fields_of_request(), typed=fields, faults=faults,
    )  # fmt: skip


def _page(
    request: Request, at: _Desk, fields: Mapping[str, str], template: str, refused: Refusal | None = None, *,
    status: int = 200, **words: Any,  # noqa: ANN401 - as `render`
) -> Response:  # fmt: skip
    again = shown_again(at.dossier, fields, refused)
    with at.house.database.reading() as connection:
        seat = people.seats(connection)[at.dossier.opened.authority]
    due = at.one.due
    return render(
        request, template, status=status, case=own_case(at.account, at.dossier), seat=seat,
        title=at.one.title.into(spoken()), due=due.show(spoken()) if due else "",
        ended=ended_on(at.one) if due and due < office_day(at.house.clock.now()).isoformat() else "",
        seen=again.seen, key=again.key, changes=again.changes, **words,
    )  # fmt: skip
