"""Where a period ends before its end moves off a holiday: §§ 187-189 BGB through § 31 (1) VwVfG.

The move, and when there is none, is `domain.deadlines.derivation`'s. An extension is counted from the end of the earlier
period as it was moved (§ 190 BGB), so its start is simply that day. Hours are not counted.
"""

import calendar as almanac
from datetime import date, timedelta

from domain.calendar import OfficeCalendar, is_working_day
from domain.programme.timed import Period

_MONTHS_A_YEAR = 12
#: Half a month is fifteen days (§ 189 (1) BGB), half a year and a quarter are six and three months. Of one and a half
#: months the fifteen days are counted last (§ 189 (2)), so that two half months are a month and not thirty days.
_HALF_A_MONTH = 15
_ONE_DAY = timedelta(days=1)


def last_day(start: date, period: Period, calendar: OfficeCalendar | None = None, *, back: bool = False) -> date:
    """Give the day on which the period ends before any move off a holiday; `back` counts it towards the past.

    The day of the event does not count (§ 187 (1) BGB). Weeks, months and years end on the day with the same name or number
    (§ 188 (2)), and where the month has no such day, on its last (§ 188 (3)). Working days need the calendar.
    """
    count = -period.count if back else period.count
    match period.unit:
        case "days":
            return start + timedelta(days=count)
        case "weeks":
            return start + timedelta(weeks=count)
        case "half_months":
            months, half = divmod(period.count, 2)
            way = -1 if back else 1
            return months_later(start, way * months) + timedelta(days=way * half * _HALF_A_MONTH)
        case "months":
            return months_later(start, count)
        case "years":
            return months_later(start, _MONTHS_A_YEAR * count)
        case _:
            if calendar is None:
                raise ValueError("working days are counted by the calendar of an authority")
            return _working_days_later(start, count, calendar)


def last_day_with_first(start: date, period: Period, calendar: OfficeCalendar | None = None) -> date:
    """Give the end, before any move, of a period that starts with the beginning of the day `start`: that day counts.

    It ends with the day before the one that bears the start's name or number (§§ 187 (2), 188 (2) BGB): a month from 1 March
    ends on 31 March, a year from 1 January on 31 December.
    """
    if period.unit in {"days", "working_days", "weeks"} or start.day > 1:
        return last_day(start - _ONE_DAY, period, calendar)
    return last_day(start, period) - _ONE_DAY


def months_later(start: date, count: int) -> date:
    """The day with the same number so many months later, or the last of a month that has no such day (§ 188 (3) BGB)."""
    years, month = divmod(start.month - 1 + count, _MONTHS_A_YEAR)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, almanac.monthrange(year, month)[1]))


def _working_days_later(start: date, count: int, calendar: OfficeCalendar) -> date:
    day, step = start, _ONE_DAY if count > 0 else -_ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, calendar):
            day += step
    return day
