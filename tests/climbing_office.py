"""An office whose ladders are climbed: its clock set by the day, its rungs and mails read back."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text

from config.clock import FixedClock
from domain.commands.deadlines import SetDeadline
from domain.dates import When
from domain.office_time import office_day
from tests.houses import CONTACT, DESK, LEIPZIG, leipzig_case, letters
from tests.timed_mails import at
from workflows.house import House
from workflows.inbox import receive
from workflows.reminders.climbing import Climbed, climb

MAILBOX = f"{CONTACT}@example.org"
#: A Thursday; the usual ladder speaks on 10, 21, 25 and 28 September, 1 and 8 October.
DUE = When("2026-09-24")


@dataclass
class Office:
    """A house whose clock is set by the office's days."""

    house: House
    clock: FixedClock

    def at(self, day: str, hour: int = 9, minute: int = 0) -> "Office":
        """Set the clock to an hour of a day in the office."""
        at(self.clock, f"{day}T{hour:02}:{minute:02}")
        return self

    def due(self, name: str = "report:1", role: str = "applicant", due: When = DUE, reference: str = "2.2") -> None:
        """Set a deadline."""
        today = When.of(office_day(self.clock.at))
        self.ask(SetDeadline(deadline=name, role=role, due=due, on=today, title="Bericht", source="Bescheid"), reference)

    def ask(self, command: Any, reference: str = "2.2") -> None:  # noqa: ANN401 - any command
        """Record a command on a Leipzig case."""
        receive(self.house, reference, command, by=DESK, programme=LEIPZIG)

    def climb(self) -> Climbed:
        """Climb now."""
        return climb(self.house)

    def live(self, since: str, until: str) -> None:
        """Climb every morning from one day to another, both included; a second climb finds nothing."""
        day = date.fromisoformat(since)
        while day <= date.fromisoformat(until):
            self.at(day.isoformat()).climb()
            assert self.climb() == Climbed()
            day += timedelta(days=1)

    def rungs(self) -> list[tuple[str, str, str, str]]:
        """(day, rung, outcome, reason), in the order of days and rungs."""
        with self.house.database.reading() as connection:
            rows = connection.execute(text("SELECT day, rung, outcome, reason FROM rung ORDER BY day, planned_on, rung"))
            return [tuple(row) for row in rows]

    def mails(self) -> list[tuple[str, str, str]]:
        """(occasion, mailbox, template) of the mails about deadlines."""
        return sorted((one.occasion, one.recipient, one.template) for one in letters(self.house) if one.occasion)


def an_office(house: House, clock: FixedClock) -> Office:
    """The Leipzig case 2.2 with a deadline set on Monday, 24 August 2026."""
    found = Office(house, clock).at("2026-08-24")
    leipzig_case(house, "kg")
    found.due()
    return found
