"""Halting where something is odd: a clock that jumped, or far more to send than usual. Then a person says when to go on.

What a person let go on is let alone for the rest of the day on which it goes on.
"""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from domain.office_time import instant, moment, office_day
from store import halts as store
from store import ladders
from store.database import Connection
from store.halts import Halt
from store.ladders import Glance
from workflows.house import House

CLOCK: Final = "clock"
MANY: Final = "many"
PERSON: Final = "person"
#: A clock this far from where it should be has been set; two machines may differ by less.
DRIFT: Final = timedelta(minutes=5)
#: Nobody has looked at the ladders for longer than this: the machine was away, or its clock has jumped ahead.
SILENCE: Final = timedelta(days=8)
#: More letters than so many times the usual number are far more than usual; up to the second figure nobody is asked.
TIMES: Final = 3
FEW: Final = 50
#: The usual number is the median of so many days with letters.
DAYS: Final = 20


def open_halt(house: House) -> Halt | None:
    """The halt that lasts, or None."""
    with house.database.reading() as connection:
        return store.open_halt(connection)


def glance(connection: Connection, now: datetime) -> Glance:
    """Look whether anything is due, and when the ladders were climbed before."""
    return ladders.glance(connection, office_day(now).isoformat(), instant(now + DRIFT))


def odd(connection: Connection, now: datetime, seen: Glance, letters: int, *, contradicted: bool = False) -> Halt | None:
    """The halt that lasts, or the one there has to be before `letters` go out; None where all is as usual.

    `contradicted`: a second clock says another time.
    """
    if lasting := store.open_halt(connection):
        return lasting
    ended, day = store.last_ended(connection, instant(now + DRIFT)), office_day(now).isoformat()
    if seen.ahead:
        told = office_day(moment(seen.ahead)).isoformat()
        if ended is None or ended.why != CLOCK or ended.day < told:
            return _halt(now, CLOCK, day=told, owed=letters)
    if contradicted and not _trusted(ended, day):
        return _halt(now, CLOCK, day=day, owed=letters)
    if not letters or _may_go_on(connection, ended, now):
        return None
    if seen.last and now - moment(seen.last) > SILENCE:
        return _halt(now, CLOCK, day=day, owed=letters)
    usual = usually(connection, now)
    return _halt(now, MANY, day=day, owed=letters, usual=usual) if letters > max(TIMES * usual, FEW) else None


def usually(connection: Connection, now: datetime) -> int:
    """How many letters a day with letters has had lately, 0 before the first."""
    before = store.days_with_letters(connection, before=office_day(now).isoformat(), count=DAYS)
    return round(median(before)) if before else 0


def halt(house: House, one: Halt) -> None:
    """Halt the ladders, unless they are halted already."""
    with house.database.transaction() as connection:
        store.halt(connection, one)


def halt_now(house: House, why: str = CLOCK, by: str = "") -> None:
    """Halt the ladders, because a clock was seen to jump or because somebody (`by`, a handle) says so."""
    now = house.clock.now()
    halt(house, replace(_halt(now, why, day=office_day(now).isoformat()), halted_by=by))


def resume(house: House, actor: str) -> Halt | None:
    """Let the ladders go on, on the word of `actor` (a party's id or handle); None where they were not halted."""
    with house.database.transaction() as connection:
        lasting = store.open_halt(connection)
        if lasting is None or not store.end(connection, lasting.id, house.now(), actor):
            return None
    return lasting


def _halt(now: datetime, why: str, *, day: str, owed: int = 0, usual: int = 0) -> Halt:
    """A halt; where the clock is behind a climb, its day is that of the climb: whoever ends it knows of that one."""
    return Halt(uuid.uuid4().hex, instant(now), day, why, owed, usual)


def _trusted(ended: Halt | None, day: str) -> bool:
    """Tell whether a person has said today that this clock is the right one; while another one disagrees, that holds a day."""
    return ended is not None and ended.why == CLOCK and office_day(moment(ended.ended_at)).isoformat() == day


def _may_go_on(connection: Connection, ended: Halt | None, now: datetime) -> bool:
    """Tell whether a person has let go out what there is: until the end of the day on which the first of it went out."""
    if ended is None:
        return False
    days = store.letters_since(connection, ended.ended_at, until=instant(now + DRIFT))
    return days <= {office_day(now).isoformat()}
