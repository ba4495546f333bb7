"""An independent calculator: from what happened to deadlines, and on which days the ladders were climbed, who was told what.

Written from the rules alone (ADR 24), rung by rung and not day by day; it imports nothing of the ladder's code.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.faults.year_office import APPLICANT, CHIEF, CLOSED, DECLINES, EXTRA, HOLIDAYS, LADDERS, LAND, OFFICERS, mailbox

DAY = timedelta(days=1)


def works(authority: str, day: date) -> bool:
    """Whether somebody is in the office."""
    text = day.isoformat()
    holidays = HOLIDAYS[LAND[authority]] | EXTRA.get(authority, frozenset())
    return day.isoweekday() < 6 and text not in holidays and not any(a <= text <= b for a, b in CLOSED.get(authority, ()))


def workday(authority: str, day: date) -> date:
    """The day or the next one on which a period can end: days on which the office is merely closed are such days."""
    holidays = HOLIDAYS[LAND[authority]] | EXTRA.get(authority, frozenset())
    while day.isoweekday() > 5 or day.isoformat() in holidays:
        day += DAY
    return day


@dataclass
class Version:
    """One due day (None: the clock rests), when it was recorded, and when and how it ended."""

    due: date | None
    recorded: date
    ended: date | None = None
    how: str = ""


@dataclass
class Deadline:
    """A deadline of a case with its versions."""

    name: str
    versions: list[Version] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Its key in the programme."""
        return self.name.partition(":")[0]


@dataclass
class Case:
    """A case: whose it is, who works on it."""

    authority: str
    reference: str
    applicant: str
    officer: str
    deadlines: dict[str, Deadline] = field(default_factory=dict)


@dataclass(frozen=True)
class Absence:
    """Somebody is away and somebody else stands in, from a day to a day."""

    authority: str
    absent: str
    deputy: str
    since: date
    until: date


#: (authority, reference, deadline, number of the version, rung, addressee, day, outcome, reason)
Row = tuple[str, str, str, int, str, str, str, str, str]


@dataclass
class Calculator:
    """Calculates the rows of a year; `climbs` are the days on which the ladders were climbed, in order."""

    climbs: Sequence[date]
    absences: Sequence[Absence]
    erased: dict[tuple[str, str], date]
    #: By authority and reference: the days on which the applicant opened the case at noon.
    looks: dict[tuple[str, str], set[date]] = field(default_factory=dict)

    def rows(self, cases: Sequence[Case]) -> set[Row]:
        """Everything that has to be decided."""
        found = [row for case in cases for deadline in case.deadlines.values() for row in self._deadline(case, deadline)]
        said: defaultdict[tuple[str, str], set[tuple[object, ...]]] = defaultdict(set)
        for row in found:
            if row[7] == "told":
                said[row[6], mailbox(row[0], row[5]).lower()].add(row[:5])
        return {self._named(row, said) for row in found}

    def _named(self, row: Row, said: dict[tuple[str, str], set[tuple[object, ...]]]) -> Row:
        if row[7] != "told":
            return row
        several = len(said[row[6], mailbox(row[0], row[5]).lower()]) > 1
        return (*row[:7], "merged" if several else "sent", row[8])

    def _climb(self, authority: str, day: date) -> date | None:
        """The first climb on or after a day on which the office is open."""
        return next((c for c in self.climbs[bisect_right(self.climbs, day - DAY) :] if works(authority, c)), None)

    def _deadline(self, case: Case, deadline: Deadline) -> Iterator[Row]:
        mails = 0
        owners = {key for key, _, tells in LADDERS[deadline.kind][1] if tells == "owner"}
        for number, version in enumerate(deadline.versions):
            made = list(self._version(case, deadline.kind, version, mails))
            mails += len({rung for _, rung, _, outcome, _ in made if outcome == "told" and rung in owners})
            for at, rung, addressee, outcome, reason in made:
                yield (case.authority, case.reference, deadline.name, number, rung, addressee, at.isoformat(), outcome, reason)

    def _version(self, case: Case, kind: str, version: Version, mails: int) -> Iterator[tuple[date, str, str, str, str]]:
        first = self._climb(case.authority, version.recorded + DAY)
        after = self._climb(case.authority, version.ended + DAY) if version.ended else None
        rungs = LADDERS[kind][1]
        if first is None:
            return
        if version.due is None:
            if version.ended and version.ended < first:
                yield from ((first, key, "", "dropped", version.how) for key, _, _ in rungs)
            else:
                yield from ((first, key, "", "dropped", "stopped") for key, _, _ in rungs)
            return
        when: list[tuple[date, str, str, date]] = []
        for key, days, tells in rungs:
            speaks = self._speaks(case.authority, version.due, days)
            come = first if speaks <= version.recorded else self._climb(case.authority, speaks)
            come = max(come, first) if come else None
            if version.ended and (come is None or come > version.ended):
                if after:
                    yield after, key, "", "dropped", version.how
            elif come and speaks <= version.recorded:
                yield come, key, "", "dropped", "past"
            elif come:
                when.append((come, key, tells, speaks))
        yield from self._told(case, kind, rungs, when, mails)

    def _speaks(self, authority: str, due: date, days: int) -> date:
        # Nobody reads on its last day that it is over: after it is after the working day the end moves to.
        day = (workday(authority, due) if days > 0 else due) + timedelta(days=days)
        while not works(authority, day):
            day = day + DAY if days > 0 else day - DAY
        return day

    def _told(
        self,
        case: Case,
        kind: str,
        rungs: Sequence[tuple[str, int, str]],
        when: Sequence[tuple[date, str, str, date]],
        mails: int,
    ) -> Iterator[tuple[date, str, str, str, str]]:
        speaking = [key for key, _, tells in rungs if tells == "owner"]
        for place, (come, key, tells, speaks) in enumerate(when):
            if any(later[0] == come and later[2] == tells for later in when[place + 1 :]):
                yield come, key, "", "overtaken", "later_missed"
                continue
            if tells == "owner":
                # The later rungs of the owner, which are all still to come: one that came with this one has overtaken it.
                to_come = len(speaking) - speaking.index(key) - 1
                if 3 - mails - to_come <= 0:
                    yield come, key, "", "suppressed", "enough"
                    continue
            people, why = self._people(case, kind, tells, come)
            if people and (spared := self._spared(case, kind, key, come)):
                people, why = [], spared
            mails += bool(people) and tells == "owner"
            for person in people:
                yield come, key, person, "told", "due" if come == speaks else "late"
            if not people:
                yield come, key, "", "suppressed", why

    def _spared(self, case: Case, kind: str, key: str, come: date) -> str:
        """Why the early reminder is not needed: declined, or the case was opened at noon of the day before."""
        ahead = [rung for rung, days, tells in LADDERS[kind][1] if tells == "owner" and days < 0]
        if LADDERS[kind][0] != APPLICANT or len(ahead) < 2 or key != ahead[0]:
            return ""
        if (case.authority, case.applicant) == DECLINES:
            return "declined"
        return "seen" if come - DAY in self.looks.get((case.authority, case.reference), ()) else ""

    def _people(self, case: Case, kind: str, tells: str, day: date) -> tuple[list[str], str]:
        if tells == "owner" and LADDERS[kind][0] == APPLICANT:
            gone = self.erased.get((case.authority, case.applicant))
            if gone and gone < day:
                return [], "nobody"
            return ([case.applicant], "") if mailbox(case.authority, case.applicant) else ([], "no_address")
        if tells in {"owner", "officer"}:
            return [case.officer] if case.officer else sorted([*OFFICERS, CHIEF]), ""
        if tells == "head":
            return [CHIEF], ""
        found = {
            each.deputy for each in self.absences
            if (each.authority, each.absent) == (case.authority, case.officer) and each.since <= day <= each.until
        }  # fmt: skip
        return sorted(found), "" if found else "no_deputy"
