"""When a period ends: §§ 187 (1), 188 (2) and (3) BGB through § 31 (1) VwVfG, moved off holidays by § 31 (3) VwVfG.

Not for appointments (§ 31 (5)), for periods in which an authority renders a benefit (§ 31 (4)) or for deadlines counted
backwards: none of these moves to the next working day. `last_day` gives the end without the move.
"""

import calendar
from datetime import date, timedelta

from domain.calendar import next_working_day
from domain.dates import When
from domain.programme import Period

_MONTHS_A_YEAR = 12


def end_of_period(start: date, period: Period, land: str) -> When:
    """Give the last day of a period set in motion by an event on `start`, at an authority seated in `land`.

    An end on a Saturday, a Sunday or a public holiday of the Land moves to the next working day (§ 31 (3) VwVfG).
    Raises ValueError for a period without exactly one unit, NoHolidaysKnown beyond the years of the holiday data.
    """
    return When.of(next_working_day(last_day(start, period), land))


def last_day(start: date, period: Period) -> date:
    """Give the day on which the period ends before any move off a holiday.

    The day of the event does not count (§ 187 (1) BGB). Weeks and months end on the day with the same name or number
    (§ 188 (2)), and where the month has no such day, on its last (§ 188 (3)).
    """
    match period:
        case Period(days=int(days), weeks=None, months=None):
            return start + timedelta(days=days)
        case Period(days=None, weeks=int(weeks), months=None):
            return start + timedelta(weeks=weeks)
        case Period(days=None, weeks=None, months=int(months)):
            return months_later(start, months)
        case _:
            raise ValueError("a period has exactly one unit: days, weeks or months")


def months_later(start: date, months: int) -> date:
    """The day with the same number so many months later, or the last of a month that has no such day (§ 188 (3) BGB)."""
    years, month = divmod(start.month - 1 + months, _MONTHS_A_YEAR)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
