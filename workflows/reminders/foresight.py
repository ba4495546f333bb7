"""The rehearsal: who will get what and when if nothing happens until then, and who got what; both in one shape (`model`)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.calendar import OfficeCalendar, is_open
from domain.dates import When
from domain.deadlines import held
from domain.office_time import OFFICE_ZONE, office_day
from domain.programme.timed import Ladder
from domain.text import Text
from domain.vocabulary import RungOutcome
from notifications.reminder import Line
from store import dossiers, rungs_sent
from store.ladders import Awake, Past
from store.people import parties, seats
from store.programmes import programme_by_hash
from store.rungs_sent import Sent
from workflows.house import House
from workflows.reminders.addressees import ladder_of, tells_of
from workflows.reminders.hours import CLOSES
from workflows.reminders.letters import Kind
from workflows.reminders.model import Planned, Spoken
from workflows.reminders.planning import DayPlan, Memory, Planner, awake

_ONE_DAY = timedelta(days=1)


def preview(house: House, until: date) -> list[Planned]:
    """The mails of every day up to `until`, if nothing happens meanwhile: by day and mailbox. Nothing is changed.

    Begins with today, or with tomorrow where today's hours are over.
    """
    now = house.clock.now()
    day = office_day(now)
    if now.astimezone(OFFICE_ZONE).time() >= CLOSES:
        day += _ONE_DAY
    with house.database.snapshot() as connection:
        calendars = {id_: seat.calendar for id_, seat in seats(connection).items()}
        rows, known = awake(house, connection, until, calendars)
        rehearsal = _Rehearsal(Planner(house, connection, calendars), calendars, rows, known)
        return [mail for each in rehearsal.days(day, until) for mail in each.mails]


class _Rehearsal:
    """Plans day after day, as if each was written before the next."""

    def __init__(
        self,
        planner: Planner,
        calendars: dict[str, OfficeCalendar],
        rows: list[Awake],
        known: Memory,
    ) -> None:
        self._planner = planner
        self._calendars = calendars
        self._memory: defaultdict[tuple[str, str], list[Past]] = defaultdict(list)
        for key, past in known.items():
            self._memory[key] += past
        self._asleep: defaultdict[str, list[Awake]] = defaultdict(list)
        for row in rows:
            self._asleep[row.wake_on].append(row)

    def days(self, day: date, until: date) -> Iterator[DayPlan]:
        """The plan of each day on which anything is decided."""
        while day <= until:
            if plan := self._day(day):
                yield plan
            day += _ONE_DAY

    def _day(self, day: date) -> DayPlan | None:
        come = [on for on in self._asleep if on <= day.isoformat()]
        awake = [row for on in come for row in self._asleep.pop(on)]
        rows = [row for row in awake if is_open(day, self._calendars[row.authority])]
        for row in awake:
            if not is_open(day, self._calendars[row.authority]):
                self._asleep[row.wake_on].append(row)
        if not rows:
            return None
        plan = self._planner.day(sorted(rows, key=lambda row: row.key), self._memory, day)
        for one in plan.looked:
            row = one.row
            for decision in one.silent:
                self._note(row, decision.rung.key, RungOutcome.DROPPED, "", day)
            for decision, _, people in one.tells:
                for known in people:
                    self._note(row, decision.rung.key, RungOutcome.SENT, known.id, day)
            if one.wake_on:
                self._asleep[one.wake_on].append(replace(row, wake_on=one.wake_on, climbed=row.climbed + 1))
        return plan

    def _note(self, row: Awake, rung: str, outcome: RungOutcome, addressee: str, day: date) -> None:
        past = Past(row.dossier, row.deadline, row.version, rung, outcome.value, addressee, day.isoformat())
        self._memory[row.dossier, row.deadline].append(past)


def sent(house: House, since: date, until: date) -> list[Planned]:
    """What was said from the day `since` to the day `until`, both included, as the rungs and letters have it."""
    with house.database.snapshot() as connection:
        rows = rungs_sent.sent(connection, since.isoformat(), until.isoformat())
        people = parties(connection, {row.written_to for row in rows})
        cases = {row.dossier for row in rows}
        loaded = {one.dossier.id: one.dossier for one in dossiers.load_many(house.database, connection, sorted(cases))}
        mails: defaultdict[tuple[str, str], list[tuple[Sent, Line]]] = defaultdict(list)
        for row in rows:
            programme = programme_by_hash(connection, row.programme_hash)
            tells = tells_of(programme, row.ladder, row.rung)
            deadline = held.deadline(loaded[row.dossier], row.deadline)
            title = deadline.title if deadline else Text(de=row.deadline)
            line = Line(row.dossier, row.reference, row.title, title, When(row.due), row.rung, tells, "")
            mails[row.day, row.recipient].append((row, line))
    made = []
    for (day, recipient), told in mails.items():
        first = told[0][0]
        rungs = tuple(Spoken(r.dossier, r.deadline, r.version, r.rung, r.addressee, r.planned_on, r.reason) for r, _ in told)
        kind: Kind = "digest" if any(row.template == "digest" for row, _ in told) else "reminder"
        lines = tuple(line for _, line in told)
        made.append(Planned(date.fromisoformat(day), first.authority, recipient, people[first.written_to], kind, rungs, lines))
    return made


def ladders_of(house: House, mails: Sequence[Planned]) -> dict[tuple[str, str, int], Ladder]:
    """The ladder of every version the mails are about, by dossier, deadline and number: for saying its rungs in words."""
    with house.database.reading() as connection:
        found = rungs_sent.ladders_of(connection, {each.dossier for mail in mails for each in mail.rungs})
        programmes = {hash_: programme_by_hash(connection, hash_) for hash_ in {hash_ for _, hash_ in found.values()}}
        return {key: ladder_of(programmes[hash_], ladder) for key, (ladder, hash_) in found.items()}
