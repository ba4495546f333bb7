"""One's own applications: the list, the page of one, its receipt, its dates, and what the applicant's side records."""

import asyncio
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from config.clock import office_day
from domain.commands import Command, Submit, SupplyDocuments, Withdraw
from domain.dates import When
from domain.errors import ReasonNeeded, Refusal
from domain.events import DocumentsSupplied, Submitted, Withdrawn
from domain.text import TEXT_LIMIT
from domain.typed import typed
from portal.calendar_file import calendar_file
from portal.errors import NotFound
from portal.forms import fields_of
from portal.own_case import OwnCase, ToDo, own_case, to_do, withdrawable
from portal.page import render
from portal.pages.apply import programmes_for
from portal.policy import Act, may
from portal.sent import a_key, seen_in
from portal.visitor import SignedIn, TheHouse, dossier_for
from store import dossiers, own, people
from store.access import Account
from store.change import Loaded
from store.people import Seat
from wording.refusals import said
from workflows.house import House
from workflows.inbox import person
from workflows.record import Asked, record

router = APIRouter()

#: Applications on one page.
PAGE = 25
_LONGEST_PAGE_NUMBER = 6


@router.get("/antraege")
def mine(request: Request, house: TheHouse, account: SignedIn, seite: str = "1") -> Response:
    """Show the cards of one's own applications, last changed first."""
    number = max(int(seite), 1) if seite.isascii() and seite.isdecimal() and len(seite) <= _LONGEST_PAGE_NUMBER else 1
    with house.database.reading() as connection:
        ids = own.dossiers_of(connection, account.sides, limit=PAGE + 1, offset=(number - 1) * PAGE)
        loaded = {one.dossier.id: one.dossier for one in dossiers.load_many(house.database, connection, ids[:PAGE])}
    cases = [own_case(account, loaded[id_]) for id_ in ids[:PAGE] if may(account, Act.READ_OWN, loaded[id_])]
    # What waits for oneself stands first on the page.
    cases.sort(key=lambda case: not case.todo)
    return render(
        request, "mine_list.html", cases=cases, number=number, more=len(ids) > PAGE,
        may_apply=bool(programmes_for(house, account)),
    )  # fmt: skip


@router.get("/antraege/{id_}")
def one(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Show one's own application: what is to be done, what has happened, what is expected, whom to ask."""
    case, _loaded = _case(house, account, id_)
    return render(
        request, "mine_case.html", case=case, seat=_seat(house, case), dates=any(todo.due for todo in case.todo),
        sent=any(isinstance(fact.event, Submitted) for fact in case.dossier.facts),
    )  # fmt: skip


@router.get("/antraege/{id_}/quittung")
def receipt(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Show what was received, when, and the hash under which it is kept."""
    case, _loaded = _case(house, account, id_)
    received = [f for f in case.dossier.facts if isinstance(f.event, Submitted | DocumentsSupplied | Withdrawn)]
    if not received:
        raise NotFound
    with house.database.reading() as connection:
        lines = [(fact, _kind(fact.event), own.hash_of(connection, id_, fact.seq)) for fact in received]
    return render(request, "mine_receipt.html", case=case, seat=_seat(house, case), lines=lines)


@router.get("/antraege/{id_}/termine.ics")
def dates(house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Give the days on which something of the applicant is due, as a calendar file."""
    case, _loaded = _case(house, account, id_)
    if not any(todo.due for todo in case.todo):
        raise NotFound
    name = f'attachment; filename="termine-{id_[:8]}.ics"'
    return Response(
        calendar_file(case, house.settings.public_url), media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": name, "Cache-Control": "no-store"},
    )  # fmt: skip


@router.get("/antraege/{id_}/nachreichen/{stage}")
def supply_form(request: Request, house: TheHouse, account: SignedIn, id_: str, stage: str) -> Response:
    """Ask whether what was asked for was sent."""
    loaded, todo = _asked_of(house, account, id_, stage)
    return _supply_page(request, house, account, loaded, todo)


@router.post("/antraege/{id_}/nachreichen/{stage}")
async def supply(request: Request, house: TheHouse, account: SignedIn, id_: str, stage: str) -> Response:
    """Record that it was sent."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_supply, request, house, account, (id_, stage), fields)


def _supply(request: Request, house: House, account: Account, place: tuple[str, str], fields: Mapping[str, str]) -> Response:
    id_, stage = place
    loaded = dossier_for(house, account, id_, Act.READ_OWN)
    if not may(account, Act.RECORD, loaded.dossier, stage=stage):
        raise NotFound
    kind = {"documents": SupplyDocuments, "application": Submit}.get(fields.get("what", ""))
    if kind is None:
        raise NotFound
    today = When.of(office_day(house.clock.now()))
    refused = _recorded(house, account, loaded, kind(stage=stage, on=today), fields)
    todo = to_do(account, loaded.dossier, stage)
    if refused and todo is not None:
        return _supply_page(request, house, account, loaded, todo, refused, fields.get("key", ""))
    if refused:
        raise refused
    return RedirectResponse(f"/antraege/{id_}/quittung", 303)


@router.get("/antraege/{id_}/zurueckziehen")
def withdraw_form(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Ask for the reason of a withdrawal."""
    loaded = dossier_for(house, account, id_, Act.READ_OWN)
    if not may(account, Act.WITHDRAW, loaded.dossier) or not withdrawable(loaded.dossier):
        raise NotFound
    return _withdraw_page(request, house, account, loaded, {})


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
        template = "mine_withdraw.html" if fields.get("step") == "change" else "mine_withdraw_check.html"
        return _withdraw_page(request, house, account, loaded, fields, template=template)
    today = When.of(office_day(house.clock.now()))
    if refused := _recorded(house, account, loaded, Withdraw(on=today, reason=reason), fields):
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


def _asked_of(house: House, account: Account, id_: str, stage: str) -> tuple[Loaded, ToDo]:
    """The dossier and what it asks of this person at the stage; NotFound if it asks for nothing, or of somebody else."""
    loaded = dossier_for(house, account, id_, Act.READ_OWN)
    todo = to_do(account, loaded.dossier, stage)
    if todo is None or not todo.mine:
        raise NotFound
    return loaded, todo


def _recorded(house: House, account: Account, loaded: Loaded, command: Command, fields: Mapping[str, str]) -> Refusal | None:
    """Record a command in the person's name; give the refusal if there is one."""
    opened = loaded.dossier.opened
    try:
        actor = person(house, account.authority, opened.programme, account.handle)
        record(house, Asked(loaded.dossier.id, command, actor, fields.get("key", ""), seen_in(fields)))
    except Refusal as refusal:
        return refusal
    return None


def _supply_page(
    request: Request, house: House, account: Account, loaded: Loaded, todo: ToDo, refused: Refusal | None = None, key: str = ""
) -> Response:
    case = own_case(account, loaded.dossier)
    return render(
        request, "mine_supply.html", status=422 if refused else 200, case=case, todo=todo, seat=_seat(house, case),
        seen=loaded.dossier.version, key=a_key(key), faults={"": said(refused)} if refused else {},
    )  # fmt: skip


def _withdraw_page(
    request: Request, house: House, account: Account, loaded: Loaded, fields: Mapping[str, str],
    refused: Refusal | None = None, template: str = "mine_withdraw.html",
) -> Response:  # fmt: skip
    case = own_case(account, loaded.dossier)
    return render(
        request, template, status=422 if refused else 200, case=case, seat=_seat(house, case),
        reason=fields.get("reason", ""), seen=loaded.dossier.version, key=a_key(fields.get("key", "")),
        faults={"reason": said(refused)} if refused else {},
    )  # fmt: skip
