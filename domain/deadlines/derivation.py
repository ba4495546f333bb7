"""How a date came about: what was counted, what was left out and why, whether the end moved, and what says so.

A derivation is computed and says so wherever it is shown. What the notice says comes before it; a person records that as a
deadline whose day they named.
"""

import calendar as almanac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.calendar import (
    NoHolidaysKnown,
    OfficeCalendar,
    holiday_names,
    is_working_day,
    next_working_day,
    previous_working_day,
)
from domain.dates import When
from domain.deadlines.periods import last_day, last_day_with_first
from domain.deadlines.rules import Figure
from domain.programme.timed import Period
from domain.text import Text

_ONE_DAY = timedelta(days=1)
#: Outside of these no period ends in a year whose holidays are known, and the almanac itself may end before the period does.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_SATURDAY = 5
_DECEMBER = 12


class Why(StrEnum):
    """Why a day does not count, or no period ends on it."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    #: A holiday at the seat that the holiday data lack; the authority's file names it.
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was left out; `name` is that of a public holiday."""

    day: date
    why: Why
    name: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """A computed day with its reasons.

    `counted` is the last day of the period itself, `end` the day that holds; they differ where the end moved (`moved`) off a
    weekend or holiday. `skipped` are, in the order of the calendar, the days left out while counting working days and those
    the end moved over. `back` says that the period was counted towards the past, `shifts` whether its end may move at all.
    `rule` names the dated figure ("proof_of_use@2025-05-01"), `source` in German what says so; both are empty where there
    is none. `beside` are other periods of which this one has the earliest or, with `later`, the latest end.
    """

    start: date
    period: Period
    back: bool
    counted: date
    end: date
    skipped: tuple[Skipped, ...] = ()
    moved: bool = False
    shifts: bool = True
    rule: str = ""
    source: str = ""
    figure: Figure | None = None
    beside: tuple["Derivation", ...] = ()
    later: bool = False

    @property
    def due(self) -> When:
        """The end as entries keep it."""
        return When.of(self.end)

    @property
    def verified(self) -> bool:
        """Tell whether the primary text of every figure it rests on was read; true where it rests on none."""
        own = self.figure is None or self.figure.verified
        return own and all(one.verified for one in self.beside)


def derive(
    start: date,
    period: Period,
    calendar: OfficeCalendar,
    *,
    back: bool = False,
    shifts: bool = True,
    figure: Figure | None = None,
    source: str = "",
) -> Derivation:
    """Count `period` from the event on `start` at the authority with that calendar.

    With `figure` its own words hold too: whether its end moves, whether the first day counts, whether it runs to the end of
    the month or year; `shifts=False` keeps any end where it is. Counted `back` an end moves to the working day before.
    Raises ValueError for a period without exactly one unit or a figure that cannot be counted back, NoHolidaysKnown beyond
    the years of the holiday data.
    """
    if not _FIRST_YEAR <= start.year <= _LAST_YEAR:
        raise NoHolidaysKnown(f"no holidays are known anywhere near {start}")
    counted = _counted(start, period, calendar, figure, back=back)
    may_move = shifts and (figure is None or figure.shifts)
    move = previous_working_day if back else next_working_day
    end = move(counted, calendar) if may_move else counted
    return Derivation(
        start=start, period=period, back=back, counted=counted, end=end, shifts=may_move, moved=end != counted,
        skipped=tuple(_left_out(start, counted, end, calendar, working=period.unit == "working_days")),
        rule=figure.name if figure else "", source=source or (str(figure.source) if figure else ""), figure=figure,
    )  # fmt: skip


def _counted(start: date, period: Period, calendar: OfficeCalendar, figure: Figure | None, *, back: bool) -> date:
    if figure is None or not (figure.first_day_counts or figure.end_of):
        return last_day(start, period, calendar, back=back)
    if back:
        raise ValueError(f"{figure.name} is not a figure that can be counted back")
    count = last_day_with_first if figure.first_day_counts else last_day
    day = count(start, period, calendar)
    match figure.end_of:
        case "month":
            return day.replace(day=almanac.monthrange(day.year, day.month)[1])
        case "year":
            return date(day.year, _DECEMBER, 31)
        case _:
            return day


def _left_out(start: date, counted: date, end: date, calendar: OfficeCalendar, *, working: bool) -> Iterator[Skipped]:
    """The days without work between start and end: of working days all, of other periods those the end moved over."""
    first, last = min(start if working else counted, end), max(start if working else counted, end)
    day = first
    while day <= last:
        if day != start and not is_working_day(day, calendar):
            yield skipped_day(day, calendar)
        day += _ONE_DAY


def skipped_day(day: date, calendar: OfficeCalendar) -> Skipped:
    """Why a day is no working day; a holiday is named even on a weekend: whoever looks the date up expects it."""
    if day not in calendar.struck and (name := holiday_names(day.year, calendar.land).get(day)):
        return Skipped(day, Why.HOLIDAY, name)
    if day in calendar.extra:
        return Skipped(day, Why.LOCAL)
    return Skipped(day, Why.WEEKEND)
