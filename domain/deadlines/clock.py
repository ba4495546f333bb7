"""Whose time it is: days booked per party over the whole case, and the days until which deadlines run that have rested.

Booked is by the days on which things happened, not by those on which they were recorded. While several parties owe a step at
once, the day is the office's if it is one of them: it could have gone on.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from domain import standing
from domain.calendar import NoHolidaysKnown, OfficeCalendar, next_working_day
from domain.dates import When
from domain.deadlines.held import deadlines
from domain.deadlines.over import owed_by
from domain.dossier import Dossier, extend, fold
from domain.events import Recorded
from domain.events.deadlines import ClockResumed, ClockStopped, NewDue
from domain.vocabulary import DeadlineState, OwedBy

#: Who is booked where several owe a step at once: the first of these among them.
_FIRST = (OwedBy.OFFICE, OwedBy.LAND, OwedBy.MEETING, OwedBy.SPONSOR)


def owing(dossier: Dossier, proceeding: str = "") -> frozenset[OwedBy]:
    """All who owe the next step now, in one proceeding or in any; nobody once it is finished."""
    home = dossier.programme.home
    return frozenset(
        owed_by(dossier.programme, line.role, line.stage)
        for line in standing.waiting(dossier)
        if proceeding in {"", home[line.stage].key}
    )


def bookings(dossier: Dossier, today: date) -> dict[OwedBy, int]:
    """How many days each party owed the next step, from the first entry's day to `today`; days are calendar days."""
    booked = dict.fromkeys(OwedBy, 0)
    steps = list(_steps(dossier, today))
    for (day, party), (following, _) in zip(steps, [*steps[1:], (today, None)], strict=True):
        if party is not None:
            booked[party] += max((following - day).days, 0)
    return booked


def _steps(dossier: Dossier, today: date) -> Iterator[tuple[date, OwedBy | None]]:
    """From which day on whose time it was, in the order things happened; None while nobody owes anything."""
    opened, *others = dossier.facts
    days = {fact.seq: _day(fact, today) for fact in others}
    others.sort(key=lambda fact: (days[fact.seq], fact.seq))
    first = min([_day(opened, today), *days.values()])
    then = fold(dossier.id, dossier.programme, [opened])
    stop: OwedBy | None = None
    yield first, _whose(then, stop)
    for day, group in groupby(others, key=lambda fact: days[fact.seq]):
        happened = list(group)
        then, stop = extend(then, happened), _stopped(happened, stop)
        yield day, _whose(then, stop)


def _day(fact: Recorded, today: date) -> date:
    """The day it happened; the one it was recorded on where none is handed down."""
    day = fact.on.first if fact.on.known else date.fromisoformat(fact.recorded_at[: len("2026-09-24")])
    return min(day, today)


def _stopped(happened: Sequence[Recorded], before: OwedBy | None) -> OwedBy | None:
    """The party a person or the chain stopped the clock for, after these facts."""
    for fact in happened:
        if isinstance(fact.event, ClockStopped):
            before = fact.event.party
        elif isinstance(fact.event, ClockResumed):
            before = None
    return before


def _whose(dossier: Dossier, stop: OwedBy | None) -> OwedBy | None:
    there = owing(dossier)
    if there and stop is not None:
        return stop
    return foremost(there) if there else None


def foremost(parties: frozenset[OwedBy]) -> OwedBy:
    """Who is booked where several owe a step at once; ValueError for nobody."""
    return min(parties, key=_FIRST.index)


def resumed(dossier: Dossier, on: date, calendar: OfficeCalendar, names: Sequence[str] = ()) -> tuple[NewDue, ...]:
    """The days until which deadlines that rest run if they go on on that day: as many days more as they rested.

    All that rest, or those named. An end on a weekend or holiday moves on, as any end does (§ 31 (3) VwVfG).
    """
    found = []
    for one in deadlines(dossier):
        due = next((version.due for version in reversed(one.versions) if version.due is not None), None)
        if one.state is not DeadlineState.STOPPED or due is None or (names and one.name not in names):
            continue
        rested = max((on - stopped_on(dossier, one.name, on)).days, 0)
        day = _moved(due.last + timedelta(days=rested), calendar) if rested else due.last
        found.append(NewDue(one.name, When.of(day)))
    return tuple(found)


def _moved(day: date, calendar: OfficeCalendar) -> date:
    """The working day an end moves to; in a year nobody knows the holidays of the end stays, so that the case can go on."""
    try:
        return next_working_day(day, calendar)
    except NoHolidaysKnown:
        return day


def stop_of(dossier: Dossier, name: str) -> Recorded | None:
    """The entry that last stopped the clock of a deadline, or None."""
    stops = (f for f in reversed(dossier.facts) if isinstance(f.event, ClockStopped) and name in f.event.deadlines)
    return next(stops, None)


def stopped_on(dossier: Dossier, name: str, today: date) -> date:
    """The day since which a deadline rests, at the latest `today`."""
    stop = stop_of(dossier, name)
    return today if stop is None else _day(stop, today)
