"""What is said of a stage ahead: between which minutes it is expected, and what that rests on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Reason(StrEnum):
    """What an expectation rests on, or why there is none."""

    ASSUMED = "assumed"
    ON_AGENDA = "on_agenda"
    RESULT_OUTSTANDING = "result_outstanding"
    NEXT_MEETING = "next_meeting"
    NO_FURTHER_MEETING = "no_further_meeting"
    NO_MEETING = "no_meeting"
    EARLIER_CASES = "earlier_cases"
    LONGER_THAN_EVER = "longer_than_ever"
    PERIOD = "period"
    OVERDUE = "overdue"
    CALL = "call"
    DEPENDS = "depends"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Why:
    """A reason with what it names: a day, a cut-off ("2002-07-04T14:00"), a number of cases, the id of a meeting."""

    reason: Reason
    day: date | None = None
    cut_off: str = ""
    cases: int = 0
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A stage is taken to be settled at that minute of the office's clock."""

    stage: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """The minutes between which something is expected; None where that cannot be said."""

    earliest: datetime
    likely: datetime | None = None
    latest: datetime | None = None

    def each(self, change: Callable[[datetime], datetime | None]) -> "Span":
        """The span with every minute changed alike; the earliest stays where nothing comes of it."""
        return Span(
            change(self.earliest) or self.earliest,
            change(self.likely) if self.likely else None,
            change(self.latest) if self.latest else None,
        )
