"""Calling again for what is left of a yearly budget: administrators say for which area and until when, never how much."""

import uuid
from datetime import date

from domain.admission.cleaned import ONE_LINE
from domain.commands import Actor
from domain.errors import NoSuchProgramme, NotYourRole
from domain.errors.budgets import CallDays, CalledAlready, NoSuchFundCall, NothingLeft, NoYearlyBudget
from domain.office_time import office_day
from domain.programme import Programme
from domain.text import Text, listed
from domain.typed import typed
from store import fund_calls, programmes
from store.database import Connection
from store.fund_calls import FundCall
from store.people import lock
from workflows.budgets import left_of
from workflows.house import House

_CALL = Text(de="Aufruf", en="Call")


def open_call(
    house: House, *, authority: str, programme: str, area: str, closes_on: date, actor: Actor, opens_on: date | None = None
) -> FundCall:
    """Call for applications to what is left for an area in this year; raises a Refusal where nothing is left."""
    area = typed("area", area, limit=ONE_LINE["area"])
    today = office_day(house.clock.now())
    first = opens_on or today
    with house.database.transaction() as connection:
        lock(connection, authority)
        version = _version(connection, programme)
        _require(version, actor)
        year = first.year
        if not today <= first <= closes_on or closes_on.year != year:
            raise CallDays(year=year)
        left = left_of(connection, authority=authority, programme=programme, area=area, year=year)
        if left is None:
            raise NoYearlyBudget(programme=version.title, year=year)
        if not left:
            raise NothingLeft(area=area, year=year)
        for other in fund_calls.calls(connection, authority=authority, programme=programme, not_before=today.isoformat()):
            if (other.area, other.year) == (area, year):
                raise CalledAlready(area=area, until=date.fromisoformat(other.closes_on))
        made = FundCall(
            uuid.uuid4().hex, authority, programme, area, year, left, first.isoformat(), closes_on.isoformat(), house.now(),
            actor.person,
        )  # fmt: skip
        fund_calls.add(connection, made)
    return made


def close_call(house: House, *, authority: str, programme: str, call: str, actor: Actor) -> None:
    """End a call before its time; raises a Refusal if it is none of this programme, or is over."""
    today = office_day(house.clock.now()).isoformat()
    with house.database.transaction() as connection:
        _require(_version(connection, programme), actor)
        known = fund_calls.calls(connection, authority=authority, programme=programme, not_before=today)
        if call not in {one.id for one in known} or not fund_calls.close(connection, call, house.now()):
            raise NoSuchFundCall(call=call)


def open_calls(house: House, *, authority: str = "", programme: str = "", coming: bool = False) -> list[tuple[FundCall, int]]:
    """The calls that last today, with what is left for them now; with `coming` also those that have not begun.

    A call whose money was given meanwhile is left out for applicants, and shown to the office with nothing left.
    """
    today = office_day(house.clock.now())
    with house.database.reading() as connection:
        found = []
        for call in fund_calls.calls(connection, authority=authority, programme=programme, not_before=today.isoformat()):
            left = left_of(connection, authority=call.authority, programme=call.programme, area=call.area, year=call.year)
            if coming or (left and call.open_on(today)):
                found.append((call, left or 0))
    return found


def _version(connection: Connection, programme: str) -> Programme:
    known = programmes.newest(connection)
    if programme not in known:
        raise NoSuchProgramme(programme=programme, known=", ".join(sorted(known)))
    return programmes.programme_by_hash(connection, known[programme])


def _require(version: Programme, actor: Actor) -> None:
    if actor.roles.isdisjoint(version.administrators):
        titles = [version.roles[role] for role in version.administrators]
        roles = listed(titles)
        raise NotYourRole(person=actor.handle, stage=_CALL, roles=roles)
