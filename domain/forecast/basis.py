"""What a forecast is computed from beside the dossier: meetings that are set, how long stages took, the calendar, the hour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from domain.deadlines.rules import Reckoning

#: From so many past cases on their durations say something about the next one.
FEWEST = 5
#: The range leaves out the shortest and the longest tenth.
_TENTH = 10


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting still to come; times are of the office's clock ("2002-07-04T18:00"), `papers_due` "" where nothing limits."""

    id: str
    body: str
    meets_at: str
    papers_due: str = ""

    @property
    def begins(self) -> datetime:
        """When it begins."""
        return datetime.fromisoformat(self.meets_at)

    @property
    def cut_off(self) -> datetime:
        """The last minute in which a case can become ready for it: that of the papers, else its beginning."""
        return datetime.fromisoformat(self.papers_due or self.meets_at)

    @property
    def day(self) -> date:
        """The day on which it takes place."""
        return self.begins.date()


@dataclass(frozen=True, slots=True)
class Past:
    """The days a stage took in earlier cases, shortest first."""

    days: tuple[int, ...] = ()

    @property
    def enough(self) -> bool:
        """Tell whether there are enough cases to say anything."""
        return len(self.days) >= FEWEST

    def lasting(self, elapsed: int) -> tuple[int, ...]:
        """The cases that took at least so many days: those alike to one that has lasted so long already."""
        return tuple(one for one in self.days if one >= elapsed)


def spread(days: tuple[int, ...]) -> tuple[int, int, int]:
    """The tenth, the middle and the ninetieth percentile of days in order; at least one day.

    The ranks are those of a prediction: between the two outer ones a further case falls at least eight times out of ten, once
    there are nine cases; with fewer they are the shortest and the longest there are.
    """
    count = len(days)
    low = max((count + 1) // _TENTH, 1)
    return days[low - 1], days[count // 2], days[count - low]


@dataclass(frozen=True, slots=True)
class Basis:
    """What the days are computed from; `now` is the office's clock without a zone, `zone` reads instants of the store by it."""

    now: datetime
    zone: tzinfo
    reckoning: Reckoning
    sittings: tuple[Sitting, ...] = ()
    past: Mapping[str, Past] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day in the office."""
        return self.now.date()

    def local(self, instant: str) -> datetime:
        """An instant of the store ("2002-07-04T16:00:00.000000Z") as the office's clock showed it, to the minute."""
        read = datetime.fromisoformat(instant).astimezone(self.zone)
        return read.replace(tzinfo=None, second=0, microsecond=0)

    def ahead(self, body: str | None) -> list[Sitting]:
        """The meetings of a body that have not begun, soonest first."""
        found = (one for one in self.sittings if one.body == body and one.begins > self.now)
        return sorted(found, key=lambda one: (one.meets_at, one.id))

    def reached(self, body: str | None, ready: datetime, not_before: date = date.min) -> Sitting | None:
        """The next meeting of a body that a case can still come up in which is ready at that minute, or None."""
        later = (one for one in self.ahead(body) if one.cut_off >= ready and one.begins >= ready and one.day >= not_before)
        return next(later, None)
