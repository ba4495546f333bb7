"""Forecasts with what the house knows: its meetings, its calendar, and how long the stages of its programmes took lately."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from weakref import WeakKeyDictionary

import structlog

from domain.calendar import OfficeCalendar
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier
from domain.forecast import Forecast, forecast
from domain.forecast.assuming import assumptions
from domain.forecast.basis import Basis, Past, Sitting
from domain.forecast.radar import WillMiss, will_miss
from domain.forecast.spans import Assumption
from domain.forecast.turning import Turning, turning
from domain.forecast.visits import past, visits
from domain.meetings.agenda import stages_of
from domain.office_time import OFFICE_ZONE
from domain.programme import Stage
from store import dossiers, durations, meetings, worklist
from store.database import Connection, Database
from store.errors import Unreadable
from store.meetings import OPEN
from store.people import seats
from store.worklist import Asked
from workflows.house import House

log = structlog.get_logger()

#: What earlier cases took changes slowly, and costs a moment to read: it is kept for so long in a process.
KEPT = timedelta(minutes=10)
#: So many waiting cases of a programme are looked at for the radar, those that wait longest first.
MOST = 500
#: Counting what is left out ends here.
_COUNTED = 1_000_000


@dataclass(frozen=True)
class _Known:
    """What earlier cases took, as it was read at an instant."""

    at: datetime
    past: dict[str, Past]


_known: WeakKeyDictionary[Database, dict[tuple[str, str], _Known]] = WeakKeyDictionary()
_knowing = Lock()


def basis_of(house: House, dossier: Dossier) -> Basis:
    """What a forecast of the dossier is computed from."""
    opened = dossier.opened
    with house.database.reading() as connection:
        calendar = seats(connection)[opened.authority].calendar
        return _basis(house, connection, opened.authority, dossier.programme.programme, calendar)


def turning_of(house: House, dossier: Dossier) -> Turning | None:
    """The next cut-off the case can miss, and what that costs."""
    return turning(dossier, basis_of(house, dossier))


def ahead_of(house: House, dossier: Dossier) -> tuple[Forecast, Turning | None]:
    """When the stages ahead are to be expected, and the next cut-off to miss, from one look at the house."""
    basis = basis_of(house, dossier)
    return forecast(dossier, basis), turning(dossier, basis)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The stages ahead as things stand, under the assumptions made, and with each of them a day later."""

    plain: Forecast
    assumed: Forecast
    a_day_later: Forecast
    assume: tuple[Assumption, ...]


def what_if(house: House, dossier: Dossier, typed: Sequence[str]) -> WhatIf:
    """Answer a what-if question in words ("documents on 2026-09-12"); refused where the words say nothing."""
    basis = basis_of(house, dossier)
    assume = assumptions(dossier, typed, basis.now)
    later = [Assumption(one.stage, one.at + timedelta(days=1)) for one in assume]
    return WhatIf(forecast(dossier, basis), forecast(dossier, basis, assume), forecast(dossier, basis, later), assume)


@dataclass(frozen=True, slots=True)
class Radar:
    """The cases that miss a body's next cut-off for want of one thing, and how many waiting steps nobody looked at."""

    cases: tuple[WillMiss, ...]
    left: int


def radar(house: House, wanted: Sequence[tuple[str, str]], body: str = "") -> Radar:
    """Look at the cases of (authority, programme), those that wait longest first; the soonest cut-off comes first."""
    found: list[WillMiss] = []
    left = 0
    with house.database.reading() as connection:
        known = seats(connection)
        for authority, programme in wanted:
            basis = _basis(house, connection, authority, programme, known[authority].calendar)
            bodies = {sitting.body for sitting in basis.sittings if body in {"", sitting.body}}
            if bodies:
                some, more = _waiting(house, connection, authority, programme)
                left += more
                found += [missed for dossier in some for missed in _missed(dossier, bodies, basis)]
    ordered = sorted(found, key=lambda one: (one.until, one.meeting.meets_at, one.since, one.dossier.id, one.stage))
    return Radar(tuple(ordered), left)


def _missed(dossier: Dossier, bodies: Collection[str], basis: Basis) -> list[WillMiss]:
    stages: list[Stage] = [stage for body in sorted(bodies) for stage in stages_of(dossier.programme, body)]
    return [missed for stage in stages if (missed := will_miss(dossier, stage, basis)) is not None]


def _waiting(house: House, connection: Connection, authority: str, programme: str) -> tuple[list[Dossier], int]:
    """The cases of a programme at which somebody has to act, and how many steps more there are."""
    asked = Asked({role: [programme] for role in worklist.roles_waited_for(connection, authority)}, authority)
    lines = worklist.page(connection, asked, limit=MOST)
    more = worklist.count(connection, asked, most=_COUNTED) - MOST if len(lines) == MOST else 0
    return _readable(house, connection, sorted({line.dossier for line in lines})), more


def _readable(house: House, connection: Connection, ids: Sequence[str]) -> list[Dossier]:
    """The dossiers with these ids; one that was tampered with is left out and logged, the others are not kept from anybody."""
    try:
        return [one.dossier for one in dossiers.load_many(house.database, connection, ids)]
    except Unreadable:
        found = [_one(house, connection, id_) for id_ in ids]
        return [dossier for dossier in found if dossier is not None]


def _one(house: House, connection: Connection, id_: str) -> Dossier | None:
    try:
        loaded = dossiers.load(house.database, connection, id_)
    except Unreadable:
        log.exception("forecast.unreadable", dossier=id_)
        return None
    return loaded.dossier if loaded else None


def _basis(house: House, connection: Connection, authority: str, programme: str, calendar: OfficeCalendar) -> Basis:
    now = house.clock.now().astimezone(OFFICE_ZONE).replace(tzinfo=None, second=0, microsecond=0)
    since = now.isoformat(timespec="minutes")
    coming = meetings.between(connection, authority, since=since, programme=programme)
    sittings = tuple(Sitting(one.id, one.body, one.meets_at, one.papers_due) for one in coming if one.state in OPEN)
    took = _took(house, connection, authority, programme)
    return Basis(now, OFFICE_ZONE, Reckoning(calendar, house.rules), sittings, took)


def _took(house: House, connection: Connection, authority: str, programme: str) -> dict[str, Past]:
    """What the stages of a programme took lately, read anew every few minutes."""
    now = house.clock.now()
    with _knowing:
        held = _known.setdefault(house.database, {}).get((authority, programme))
    if held is not None and timedelta() <= now - held.at < KEPT:
        return held.past
    some = _readable(house, connection, durations.lately_changed(connection, authority, programme))
    found = past(visit for dossier in some for visit in visits(dossier))
    with _knowing:
        _known[house.database][authority, programme] = _Known(now, found)
    return found
