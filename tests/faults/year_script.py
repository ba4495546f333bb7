"""What happens in the year: cases opened, deadlines set, extended, met and withdrawn, on the days of busy weeks; by a seed.

Each act is recorded in the house as people record it, and noted for the calculator in its own words.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import text

from config.application import Project
from domain.commands import Assign, Command, Submit, Withdraw
from domain.commands.deadlines import EndDeadline, ExtendDeadline, ResumeClock, SetDeadline, StopClock
from domain.dates import When
from domain.events.deadlines import NewDue
from domain.vocabulary import DeadlineOutcome, OptionalMail, OwedBy
from store import case_views
from store.people import party_id
from tests.faults.year_office import APPLICANTS, DECLINES, LADDERS, LAND, LOOKS, OFFICERS, PROGRAMME
from tests.faults.year_oracle import Case, Deadline, Version, workday
from tests.houses import a_key
from workflows.house import House
from workflows.inbox import open_case, receive
from workflows.reminders.unsubscribing import choose
from workflows.walk import catch_up

FIRST, LAST = date(2026, 1, 2), date(2027, 1, 29)
BY = OFFICERS[0]
WHY = "steht in der Akte"


def busy(day: date) -> bool:
    """Facts are recorded on the first three days of every third week, and on one Saturday; the others are quiet."""
    return day.isocalendar().week % 3 == 1 and day.isoweekday() in {1, 2, 3} and day < date(2026, 12, 1)


@dataclass
class Script:
    """Plays the year into a house."""

    seed: int
    cases: list[Case] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    looks: dict[tuple[str, str], set[date]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Seed the chance."""
        self.chance = random.Random(self.seed)  # noqa: S311 - a seeded year, nothing secret

    def play(self, house: House, day: date) -> None:
        """What people record on a busy day, and what follows from it."""
        if not self.cases:
            choose(house, party_id(*DECLINES), OptionalMail.EARLY, wanted=False)
        for _ in range(3):
            if len(self.cases) < 100:
                self._open(house, day)
        catch_up(house)
        if day == date(2026, 9, 7):
            # Both its first rungs come in the outage of the week after.
            case = next(case for case in self.cases if case.reference not in self.gone)
            self.set_deadline(house, case, "short:9", day, date(2026, 9, 19))
        for case in self.chance.sample(self.cases, min(14, len(self.cases))):
            if case.reference not in self.gone:
                self._act(house, case, day)
        catch_up(house)
        self._look(house, day)

    def _look(self, house: House, day: date) -> None:
        """Somebody opens the pages of their cases."""
        theirs = [case for case in self.cases if (case.authority, case.applicant) == LOOKS]
        with house.database.transaction() as connection:
            for case in theirs:
                found = connection.execute(text("SELECT id FROM dossier WHERE reference = :of"), {"of": case.reference})
                id_ = found.scalar_one()
                case_views.note(connection, id_, party_id(*LOOKS), house.now(), lite=house.database.sqlite)
                self.looks.setdefault((case.authority, case.reference), set()).add(day)

    def set_deadline(self, house: House, case: Case, name: str, day: date, due: date) -> None:
        """Set a deadline, or another day for one that is there."""
        role = LADDERS[name.partition(":")[0]][0]
        self._ask(house, case, SetDeadline(deadline=name, role=role, due=When.of(due), on=When.of(day), reason=WHY))
        self._renew(case, name, day, due)

    def open(self, house: House, day: date, authority: str, applicant: str, officer: str = "") -> Case:
        """Open a case; its application is due 45 days later."""
        number = len(self.cases) + 1
        case = Case(authority, f"J-{number}", applicant, officer)
        project = Project(
            authority=authority, programme=PROGRAMME, reference=case.reference, title=f"Vorhaben {number}",
            applicant=case.applicant,
        )  # fmt: skip
        open_case(house, project, When.of(day), None, by=BY, key=a_key())
        if case.officer:
            self._ask(house, case, Assign(officer=party_id(authority, case.officer), on=When.of(day)))
        self._renew(case, "application:1", day, workday(authority, day + timedelta(days=45)))
        self.cases.append(case)
        return case

    def _open(self, house: House, day: date) -> None:
        authority = self.chance.choice(sorted(LAND))
        case = self.open(house, day, authority, self.chance.choice(APPLICANTS), self.chance.choice([*OFFICERS, ""]))
        self.set_deadline(house, case, f"{self._kind()}:1", day, day + timedelta(days=self.chance.randint(1, 130)))

    def _kind(self) -> str:
        return self.chance.choice([key for key in LADDERS if key != "application"])

    def _act(self, house: House, case: Case, day: date) -> None:
        name = self.chance.choice(sorted(case.deadlines))
        now = case.deadlines[name].versions[-1]
        if now.ended:
            if len(case.deadlines) < 5:
                kind = self._kind()
                fresh = f"{kind}:{len(case.deadlines) + 1}"
                self.set_deadline(house, case, fresh, day, day + timedelta(days=self.chance.randint(1, 90)))
        elif self.chance.random() < 0.07:
            self._withdraw(house, case, day)
        elif now.due is None:
            self._resume(house, case, name, day)
        elif name == "application:1":
            self._ask(house, case, Submit(stage="application", on=When.of(day)))
            self._end(case, name, day, "met")
        else:
            self._change(house, case, name, day, now.due)

    def _change(self, house: House, case: Case, name: str, day: date, due: date) -> None:
        match self.chance.randrange(6):
            case 0:
                self._ask(house, case, EndDeadline(deadline=name, outcome=DeadlineOutcome.MET, on=When.of(day), reason=WHY))
                self._end(case, name, day, "met")
            case 1:
                self._ask(house, case, EndDeadline(deadline=name, outcome=DeadlineOutcome.VOIDED, on=When.of(day), reason=WHY))
                self._end(case, name, day, "voided")
            case 2 if name.startswith("check"):
                stop = StopClock(party=OwedBy.SPONSOR, on=When.of(day), reason=WHY, deadlines=(name,))
                self._ask(house, case, stop)
                self._renew(case, name, day, None)
            case 3:
                self.set_deadline(house, case, name, day, day + timedelta(days=self.chance.randint(0, 60)))
            case _:
                # Where its day has passed this is more time after the end; sometimes too little to lie ahead.
                until = due + timedelta(days=self.chance.randint(1, 50))
                self._ask(house, case, ExtendDeadline(deadline=name, until=When.of(until), on=When.of(day), reason=WHY))
                self._renew(case, name, day, until)

    def _resume(self, house: House, case: Case, name: str, day: date) -> None:
        rested = [version for version in case.deadlines[name].versions if version.due][-1].due
        assert rested
        due = max(rested, day) + timedelta(days=self.chance.randint(0, 30))
        self._ask(house, case, ResumeClock(on=When.of(day), reason=WHY, dues=(NewDue(name, When.of(due)),)))
        self._renew(case, name, day, due)

    def _withdraw(self, house: House, case: Case, day: date) -> None:
        self._ask(house, case, Withdraw(on=When.of(day), reason=WHY))
        self.gone.add(case.reference)
        for name, deadline in case.deadlines.items():
            if not deadline.versions[-1].ended:
                self._end(case, name, day, "voided")

    def _ask(self, house: House, case: Case, command: Command) -> None:
        receive(house, case.reference, command, by=BY, programme=PROGRAMME, authority=case.authority)

    def _renew(self, case: Case, name: str, day: date, due: date | None) -> None:
        deadline = case.deadlines.setdefault(name, Deadline(name))
        if deadline.versions:
            self._end(case, name, day, "superseded")
        deadline.versions.append(Version(due, day))

    def _end(self, case: Case, name: str, day: date, how: str) -> None:
        last = case.deadlines[name].versions[-1]
        last.ended, last.how = day, how
