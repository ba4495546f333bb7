"""Applying: choose a programme, fill in one page, check it, send it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from config.clock import office_day
from domain import money
from domain.errors import AlreadySent, Refusal
from domain.programme import Programme
from portal.application_form import Typed, Wanted, read
from portal.applying import apply
from portal.errors import NotFound
from portal.forms import fields_of
from portal.page import render
from portal.policy import Act, may
from portal.sent import a_key
from portal.visitor import SignedIn, TheHouse
from store import own, people
from store.access import Account
from wording.language import spoken
from wording.refusals import said
from workflows.house import House
from workflows.inbox import newest

router = APIRouter()


def programmes_for(house: House, account: Account) -> list[Programme]:
    """The programmes a person may apply in."""
    known = (newest(house, key)[0] for key in sorted(account.roles))
    return [programme for programme in known if may(account, Act.APPLY, programme)]


@router.get("/antraege/neu")
def choose(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Show the programmes this person may apply in."""
    return render(request, "apply_choose.html", programmes=programmes_for(house, account))


@router.get("/antraege/neu/{programme}")
def form(request: Request, house: TheHouse, account: SignedIn, programme: str) -> Response:
    """Show the empty form."""
    wanted = _wanted(house, account, programme)
    return _page(request, house, account, wanted, read(wanted, {}, authority=account.authority, applicant=account.handle), {})


@router.post("/antraege/neu/{programme}")
async def send(request: Request, house: TheHouse, account: SignedIn, programme: str) -> Response:
    """Check what was typed, show it once more, and open the dossier when it is sent from there."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_send, request, house, account, programme, fields)


def _send(request: Request, house: House, account: Account, programme: str, fields: Mapping[str, str]) -> Response:
    wanted = _wanted(house, account, programme)
    typed = read(wanted, fields, authority=account.authority, applicant=account.handle)
    if typed.project is None:
        return _page(request, house, account, wanted, typed, fields, faults=typed.faults)
    if fields.get("step") == "change":
        return _page(request, house, account, wanted, typed, fields)
    if fields.get("step") != "send":
        return _page(request, house, account, wanted, typed, fields, template="apply_check.html")
    try:
        id_ = apply(house, account, typed.project, key=fields.get("key", ""))
    except Refusal as refusal:
        if isinstance(refusal, AlreadySent):
            fields = {**fields, "key": ""}  # a second application needs a key of its own
        return _page(request, house, account, wanted, typed, fields, faults={"": said(refusal)})
    return RedirectResponse(f"/antraege/{id_}/quittung", 303)


def _wanted(house: House, account: Account, key: str) -> Wanted:
    if key not in account.roles:
        raise NotFound
    programme, _hash = newest(house, key)
    if not may(account, Act.APPLY, programme):
        raise NotFound
    with house.database.reading() as connection:
        named = own.organisations(connection, account.authority)
    return Wanted(programme, {each.handle: each.name for each in named})


def _page(
    request: Request, house: House, account: Account, wanted: Wanted, typed: Typed, fields: Mapping[str, str],
    faults: Mapping[str, str] | None = None, template: str = "apply_form.html",
) -> Response:  # fmt: skip
    with house.database.reading() as connection:
        seat = people.seats(connection)[account.authority]
    words: dict[str, Any] = {"wanted": wanted, "values": typed.values, "faults": faults or {}, "seat": seat}
    return render(
        request, template, status=422 if faults else 200, **words, key=a_key(fields.get("key", "")),
        project=typed.project, total=_total(typed), cap=_cap(house, wanted),
        parts=_parts(wanted, typed), sources=_titles(wanted.programme),
    )  # fmt: skip


def _cap(house: House, wanted: Wanted) -> int | None:
    """The most a project may get today, in cents, where the programme sets a limit."""
    budget = wanted.programme.budget(office_day(house.clock.now()))
    return money.cents(budget.per_project) if budget else None


def _titles(programme: Programme) -> list[tuple[str, str, str]]:
    return [(source.key, source.title.into(spoken()), source.share or "") for source in programme.sources]


def _parts(wanted: Wanted, typed: Typed) -> list[tuple[str, str, int]]:
    """The plan as it would be sent: source, share, cents."""
    titles = {source.key: source.title.into(spoken()) for source in wanted.programme.sources}
    plan = typed.project.plan if typed.project else ()
    return [(titles[part.source], part.share or "", money.cents(part.amount or "0")) for part in plan]


def _total(typed: Typed) -> int:
    return money.cents(typed.project.requested or "0") if typed.project else 0
