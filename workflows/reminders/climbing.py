"""The climb: deciding every rung whose day has come, exactly once, and owing the mails that makes (promise P6, ADR 24).

A chunk is one transaction with rungs, letters and what its versions wait for next. All mails that share a version or a mailbox
go in one chunk, so a kill between two chunks leaves no mail half said; the next climb finds what is still to do. Whoever looks
at the same time loses by the guards of `store.ladders.write`, and looks again.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from config.crash import crashpoint
from domain.calendar import is_open
from domain.office_time import OFFICE_ZONE, instant, moment, office_day
from notifications.reminder import optional_kind
from store import halts as store
from store import ladders
from store.database import Connection
from store.errors import Moved
from store.halts import Halt
from store.ladders import Chunk, Glance
from store.people import Seat, seats
from workflows.house import House
from workflows.reminders import halts
from workflows.reminders.chunks import chunks
from workflows.reminders.clock_check import contradicted
from workflows.reminders.hours import CLOSES, OPENS
from workflows.reminders.planning import DayPlan, Planner, awake
from workflows.reminders.unsubscribing import with_tokens

#: So often a climb looks again because somebody was faster.
TRIES = 20


@dataclass(frozen=True, slots=True)
class Climbed:
    """What a climb did: letters owed, rungs decided; `halted` says why nothing was, where the ladders are halted."""

    letters: int = 0
    rungs: int = 0
    halted: str = ""


def climb(house: House) -> Climbed:
    """Decide what is due now. Outside the office's hours, on days it is closed and while the ladders are halted: nothing."""
    written: list[Climbed] = []
    for _ in range(TRIES):
        try:
            halted = _once(house, house.clock.now(), written)
        except Moved:
            continue  # somebody was faster: look again
        return Climbed(sum(each.letters for each in written), sum(each.rungs for each in written), halted)
    raise Moved


def due(house: House) -> bool:
    """Tell whether there is a ladder to climb now: one indexed query where nothing is due, none outside the office's hours."""
    now = house.clock.now()
    if not OPENS <= now.astimezone(OFFICE_ZONE).time() < CLOSES:
        return False
    with house.database.reading() as connection:
        today = office_day(now)
        seen = halts.glance(connection, now)
        silent = _silent_today(seen, now)
        if not (seen.due or silent) or store.open_halt(connection):
            return False
        if silent:
            return True
        at_work = [id_ for id_, seat in seats(connection).items() if is_open(today, seat.calendar)]
        return bool(ladders.awake(connection, today.isoformat(), at_work, limit=1))


def _once(house: House, now: datetime, done: list[Climbed]) -> str:
    """Climb once, noting in `done` each chunk that was written; why nothing was, or "". Raises Moved."""
    if not OPENS <= now.astimezone(OFFICE_ZONE).time() < CLOSES:
        return ""
    today = office_day(now)
    with house.database.reading() as connection:
        seen = halts.glance(connection, now)
    if seen.due:
        with house.database.snapshot() as connection:
            known = seats(connection)
            plan = planned(house, connection, known, today)
            odd = _odd(house, connection, now, seen, plan)
        if odd:
            halts.halt(house, odd)
            return odd.why
        readers = {mail.addressee.id for mail in plan.mails if optional_kind(mail.lines)}
        for chunk in list(chunks(house, known, plan, with_tokens(house, readers))):
            done.append(_write(house, chunk, today))  # noqa: PERF401 - what was written before a Moved counts
    if _silent_today(seen, now) and not any(each.rungs for each in done):
        with house.database.transaction() as connection:
            store.beat(connection, uuid.uuid5(uuid.NAMESPACE_OID, today.isoformat()).hex, today.isoformat(), instant(now))
    return ""


def _odd(house: House, connection: Connection, now: datetime, seen: Glance, plan: DayPlan) -> Halt | None:
    """The halt there is or has to be; where nothing is to be decided, nobody is asked what time it is."""
    if not plan.looked:
        return None
    return halts.odd(connection, now, seen, len(plan.mails), contradicted=contradicted(house, connection))


def _silent_today(seen: Glance, now: datetime) -> bool:
    """Tell whether nobody has looked at the ladders today: once a day that is noted, whatever there was to decide."""
    return not seen.last or office_day(moment(seen.last)) < office_day(now)


def planned(house: House, connection: Connection, known: dict[str, Seat], today: date) -> DayPlan:
    """What is to be decided now: all versions that are awake and whose authority is open today."""
    calendars = {id_: seat.calendar for id_, seat in known.items() if is_open(today, seat.calendar)}
    rows, memory = awake(house, connection, today, calendars)
    return Planner(house, connection, calendars).day(rows, memory, today)


def _write(house: House, chunk: Chunk, today: date) -> Climbed:
    """Write a chunk with the mark of the climb, all in one transaction."""
    done = Climbed(len(chunk.letters), len(chunk.rungs))
    if chunk.rungs:
        mark = {
            "id": uuid.uuid4().hex, "day": today.isoformat(), "ended_at": house.now(), "letters": done.letters,
            "rungs": done.rungs,
        }  # fmt: skip
        chunk = replace(chunk, climb=mark)
    with house.database.transaction() as connection:
        ladders.write(connection, chunk, lite=house.database.sqlite)
        crashpoint("rungs-decided")
    return done
