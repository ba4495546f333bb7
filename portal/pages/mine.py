"""One's own applications: the list, the page of one, its receipt, its dates, and what the applicant's side records."""

import asyncio
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain.commands import Withdraw
from domain.dates import When
from domain.deadlines.held import deadlines
from domain.deadlines.requested import request_for
from domain.errors import ReasonNeeded, Refusal
from domain.events import Submitted
from domain.office_time import office_day
from domain.text import TEXT_LIMIT
from domain.typed import typed
from portal.applicant.calendar_file import calendar_file
from portal.applicant.own_ahead import ahead_of
from portal.applicant.own_case import OwnCase, own_case, withdrawable
from portal.applicant.own_deadlines import own_deadlines
from portal.applicant.receipt import receipt_of, received
from portal.applicant.recorded import recorded
from portal.applicant.seen import note_view
from portal.applicant.stale import overtaken_since, shown_again
from portal.documents import document_list
from portal.errors import NotFound
from portal.page import render
from portal.pages.apply import drafts_for, programmes_for
from portal.policy import Act, may
from portal.visitor import SignedIn, TheHouse, dossier_for
from portal.web import behind
from portal.web.forms import fields_of
from portal.web.numbers import number
from portal.web.parking import restored, restoring
from store import dossiers, own, people
from store.access import Account
from store.change import Loaded
from store.people import Seat
from workflows.calendar_entries import case_entries
from workflows.deadlines import reckoning_of
from workflows.house import House
from workflows.names import shown_name

router = APIRouter()

#: Applications on one page.
PAGE = 25


@router.get("/antraege")
def mine(request: Request, house: TheHouse, account: SignedIn, seite: str = "1") -> Response:
    """Show the cards of one's own applications, last changed first."""
    page = max(number(seite, digits=6), 1)
    with house.database.reading() as connection:
        ids = own.dossiers_of(connection, account.sides, limit=PAGE + 1, offset=(page - 1) * PAGE)
        loaded = {one.dossier.id: one.dossier for one in dossiers.load_many(house.database, connection, ids[:PAGE])}
        acting = people.parties(connection, set(account.organisations))
    today = When.of(office_day(house.clock.now()))
    own_ids = [id_ for id_ in ids[:PAGE] if may(account, Act.READ_OWN, loaded[id_])]
    cases = [own_case(account, loaded[id_], today=today) for id_ in own_ids]
    # What waits for oneself stands first on the page.
    cases.sort(key=lambda case: not case.todo)
    return render(
        request, "mine_list.html", cases=cases, number=page, more=len(ids) > PAGE,
        organisations={id_: shown_name(acting, id_) for id_ in acting},
        may_apply=bool(programmes_for(house, account)), drafts=drafts_for(house, account) if page == 1 else [],
    )  # fmt: skip


@router.get("/antraege/{id_}")
def one(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Show one's own application: what is to be done, what has happened, what is expected, whom to ask."""
    case, loaded = _case(house, account, id_)
    news = behind.behind(request, loaded, house.clock.now())
    if (nothing := behind.nothing_new(request, news)) is not None:
        return nothing
    case = own_case(account, loaded.dossier, ahead_of(house, loaded.dossier), When.of(office_day(house.clock.now())))
    page = render(
        request, "mine_case.html", case=case, behind=news, seat=_seat(house, case), dates=case_entries(house, account, id_),
        sent=any(isinstance(fact.event, Submitted) for fact in case.dossier.facts),
        documents=document_list.of_own(house, account, case.dossier),
        deadlines=own_deadlines(
            case.dossier, reckoning_of(house, case.dossier), office_day(house.clock.now()),
            may_ask=may(account, Act.REQUEST_EXTENSION, case.dossier),
        ),
    )  # fmt: skip
    note_view(request, house, account, id_)
    return behind.only_the_word(request, news, page)


@router.get("/antraege/{id_}/quittung")
def receipt(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Show what was received, when, and the hash under which it is kept."""
    case, _loaded = _case(house, account, id_)
    facts = received(case.dossier)
    if not facts:
        raise NotFound
    with house.database.reading() as connection:
        lines = [(fact, _kind(fact.event), own.hash_of(connection, id_, fact.seq)) for fact in facts]
    told = receipt_of(house, account, case)
    waits = any(request_for(case.dossier, held) for held in deadlines(case.dossier))
    return render(request, "mine_receipt.html", case=case, seat=_seat(house, case), lines=lines, told=told, waits=waits)


@router.get("/antraege/{id_}/termine.ics")
def dates(house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Give the days that count for the applicant's side, as a calendar file."""
    case, _loaded = _case(house, account, id_)
    file = calendar_file(house, account, case)
    if not file:
        raise NotFound
    name = f'attachment; filename="termine-{id_[:8]}.ics"'
    return Response(
        file, media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": name, "Cache-Control": "no-store"},
    )  # fmt: skip


@router.get("/antraege/{id_}/zurueckziehen")
@restoring
def withdraw_form(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Ask for the reason of a withdrawal."""
    loaded = dossier_for(house, account, id_, Act.READ_OWN)
    if not may(account, Act.WITHDRAW, loaded.dossier) or not withdrawable(loaded.dossier):
        raise NotFound
    return _withdraw_page(request, house, account, loaded, restored(request))


@router.post("/antraege/{id_}/zurueckziehen")
async def withdraw(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Show what is about to happen, then take the application back."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_withdraw, request, house, account, id_, fields)


def _withdraw(request: Request, house: House, account: Account, id_: str, fields: Mapping[str, str]) -> Response:
    loaded = dossier_for(house, account, id_, Act.READ_OWN)
    if not may(account, Act.WITHDRAW, loaded.dossier):
        raise NotFound
    # Browsers send line breaks as CR LF; the history keeps LF.
    reason = fields.get("reason", "").replace("\r\n", "\n")
    try:
        if not reason:
            raise ReasonNeeded(act="withdraw")
        typed("reason", reason, limit=TEXT_LIMIT, lines=True)
    except Refusal as refusal:
        return _withdraw_page(request, house, account, loaded, fields, refusal)
    if fields.get("step") != "send":
        if overtaken := overtaken_since(loaded.dossier, account, fields):
            return _withdraw_page(request, house, account, loaded, fields, overtaken)
        template = "mine_withdraw.html" if fields.get("step") == "change" else "mine_withdraw_check.html"
        return _withdraw_page(request, house, account, loaded, fields, template=template)
    today = When.of(office_day(house.clock.now()))
    if refused := recorded(house, account, loaded.dossier, Withdraw(on=today, reason=reason), fields):
        return _withdraw_page(request, house, account, loaded, fields, refused)
    return RedirectResponse(f"/antraege/{id_}/quittung", 303)


def _case(house: House, account: Account, id_: str) -> tuple[OwnCase, Loaded]:
    loaded = dossier_for(house, account, id_, Act.READ_OWN)
    return own_case(account, loaded.dossier), loaded


def _seat(house: House, case: OwnCase) -> Seat:
    with house.database.reading() as connection:
        return people.seats(connection)[case.dossier.opened.authority]


def _kind(event: object) -> str:
    return type(event).__name__


def _withdraw_page(
    request: Request, house: House, account: Account, loaded: Loaded, fields: Mapping[str, str],
    refused: Refusal | None = None, template: str = "mine_withdraw.html",
) -> Response:  # fmt: skip
    case = own_case(account, loaded.dossier)
    again = shown_again(loaded.dossier, fields, refused)
    return render(
        request, template, status=again.status, case=case, seat=_seat(house, case),
        reason=fields.get("reason", ""), seen=again.seen, key=again.key, changes=again.changes,
        faults={"" if again.changes else "reason": again.sentence} if refused else {},
    )  # fmt: skip
