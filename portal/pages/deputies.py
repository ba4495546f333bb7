"""Deputies: who stands in for whom. Staff name one for themselves, administrators for everybody they administer."""

import asyncio
from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain.duties.staff import staff_roles
from domain.errors import Refusal
from domain.office_time import office_day
from domain.programme import Programme
from portal.errors import NotFound
from portal.office import people
from portal.page import render
from portal.policy import Act, may
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from store import deputies as rows
from store import roster, staff
from store.access import Account
from store.database import Connection
from store.roster import Person
from wording import values
from wording.language import N_, _, spoken
from wording.refusals import said as worded
from workflows import deputies
from workflows.deputies import Wanted
from workflows.house import House
from workflows.inbox import newest
from workflows.roster_change import known_programmes

router = APIRouter()

_FILL_IN = N_('Fill in "{field}".')


@router.get("/vertretungen")
def overview(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Show who stands in for whom from today on, and the form that names a deputy."""
    _of_the_office(house, account)
    return _page(request, house, account, {})


@router.post("/vertretungen")
async def name(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Name a deputy."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_name, request, house, account, fields)


@router.post("/vertretungen/beenden")
async def end(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Let the deputy whose button was pressed stand in no longer."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_end, request, house, account, fields)


def _name(request: Request, house: House, account: Account, fields: Mapping[str, str]) -> Response:
    _of_the_office(house, account)
    days, faults = _days(fields)
    labels = {"absent": _("Who is away"), "deputy": _("Who stands in")}
    # Whoever names a deputy for themselves is not asked who is away.
    chosen = {"absent": fields.get("absent", "") if _administers(house, account) else account.handle}
    chosen["deputy"] = fields.get("deputy", "")
    faults |= {field: _(_FILL_IN).format(field=labels[field]) for field, handle in chosen.items() if not handle}
    if faults:
        return _page(request, house, account, fields, faults)
    wanted = Wanted(chosen["absent"], chosen["deputy"], days["since"], days["until"], fields.get("programme", ""))
    try:
        deputies.name(house, people.by(account), wanted)
    except Refusal as refusal:
        return _page(request, house, account, fields, {"deputy": worded(refusal)})
    return RedirectResponse("/vertretungen", 303)


def _days(fields: Mapping[str, str]) -> tuple[dict[str, date], dict[str, str]]:
    days: dict[str, date] = {}
    faults: dict[str, str] = {}
    for field in ("since", "until"):
        try:
            days[field] = values.whole_day_on_a_form(fields.get(field, ""))
        except values.NotReadable as error:
            faults[field] = str(error)
    return days, faults


def _end(request: Request, house: House, account: Account, fields: Mapping[str, str]) -> Response:
    _of_the_office(house, account)
    try:
        deputies.end(house, people.by(account), fields.get("deputy_id", ""))
    except Refusal as refusal:
        return _page(request, house, account, {}, {"": worded(refusal)})
    return RedirectResponse("/vertretungen", 303)


def _of_the_office(house: House, account: Account) -> None:
    """Raise NotFound for whoever works for no office themselves: what one holds for somebody else is not handed on."""
    with house.database.reading() as connection:
        if not rows.of_the_office(connection, account.party):
            raise NotFound


def _administers(house: House, account: Account) -> bool:
    return any(may(account, Act.MANAGE_PEOPLE, newest(house, key)[0]) for key in account.roles)


def _page(
    request: Request, house: House, account: Account, typed: Mapping[str, str], faults: Mapping[str, str] | None = None
) -> Response:
    everybody = _administers(house, account)
    today = office_day(house.clock.now())
    with house.database.reading() as connection:
        known = known_programmes(connection)
        found = deputies.listed(connection, account.authority, today, person="" if everybody else account.party)
        colleagues = _colleagues(connection, account.authority, known)
    return render(
        request, "deputies.html", status=422 if faults else 200, faults=faults or {}, typed=typed, found=found,
        colleagues=[one for one in colleagues if everybody or one.id != account.party], everybody=everybody,
        programmes=[(key, programme.title.into(spoken())) for key, programme in known.items()],
        today=today.isoformat(),
    )  # fmt: skip


def _colleagues(connection: Connection, authority: str, known: Mapping[str, Programme]) -> list[Person]:
    """Whoever works for the office in any programme and can sign in, by name."""
    ids = {
        one.id
        for key, programme in known.items()
        for one in staff.staff_of(connection, authority=authority, programme=key, roles=staff_roles(programme))
    }
    return sorted(roster.with_ids(connection, ids).values(), key=lambda who: (who.name.casefold(), who.handle))
