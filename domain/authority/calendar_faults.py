"""What is wrong with the calendar of an authority: days given twice or both ways, strikes that strike nothing, odd closures."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from domain.authority import Authority
from domain.authority.member_faults import EndsBeforeItBegins
from domain.authority.office_days import Closed, OfficeDays
from domain.calendar import NoHolidaysKnown, public_holidays
from domain.fault import Fault

#: Nobody is written to while the office is closed; a quarter of a year of that is a slip of the year.
_LONGEST = 92


class DayTwice(Fault):
    """The day {day} is given twice; take one of the two out."""


class HolidayAndNone(Fault):
    """The day {day} is given as a holiday and as no holiday; take it out of one of the two lists."""


class NoHolidayAnyway(Fault):
    """There is no public holiday in {land} on {day}; check the day, or take it out."""


class NoCalendarForThatYear(Fault):
    """The public holidays of {year} are not known; check the year."""


class ClosedTwice(Fault):
    """The office is closed twice at the same time, here and from {since} to {until}; put the two together."""


class ClosedTooLong(Fault):
    """The office would be closed for {days} days, and nobody would be written to; more than {limit} are not possible, check the years."""  # noqa: E501 - the sentence is one


def calendar_faults(authority: Authority) -> Iterator[Fault]:
    """Yield everything wrong with the days of an authority's own calendar."""
    days = authority.calendar
    for name in ("holidays", "no_holidays"):
        given: tuple[date, ...] = getattr(days, name)
        for n, day in enumerate(given):
            if day in given[:n]:
                yield DayTwice(("calendar", name, n), day=day)
    yield from _struck(days, authority.land)
    for n, closed in enumerate(days.closed):
        yield from _closed(closed, n)
    for (_, one), (n, other) in combinations(enumerate(days.closed), 2):
        if one.since <= other.until and other.since <= one.until:
            yield ClosedTwice(("calendar", "closed", n), since=one.since, until=one.until)


def _struck(days: OfficeDays, land: str) -> Iterator[Fault]:
    for n, day in enumerate(days.no_holidays):
        path = ("calendar", "no_holidays", n)
        if day in days.holidays:
            yield HolidayAndNone(path, day=day)
            continue
        try:
            known = public_holidays(day.year, land)
        except NoHolidaysKnown:
            yield NoCalendarForThatYear(path, year=day.year)
            continue
        if day not in known:
            yield NoHolidayAnyway(path, land=land, day=day)


def _closed(closed: Closed, n: int) -> Iterator[Fault]:
    path = ("calendar", "closed", n, "until")
    days = (closed.until - closed.since + timedelta(days=1)).days
    if days < 1:
        yield EndsBeforeItBegins(path)
    elif days > _LONGEST:
        yield ClosedTooLong(path, days=days, limit=_LONGEST)
