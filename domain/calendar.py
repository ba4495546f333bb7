"""Working days at the seat of an authority: every day but Saturdays, Sundays and the public holidays there (§ 193 BGB).

The days come from the data shipped with the package `holidays`, without a network. 24 and 31 December are working
days. Brandenburg's Easter Sunday and Whit Sunday are holidays by statute; being Sundays they change nothing here.
Holidays kept only in some municipalities of a Land (Corpus Christi in Saxony, the Peace Festival of Augsburg) are not
in the data: an authority's file adds them, and strikes days that are wrong. Days on which the office is closed without
being holidays move no period; they only keep it from writing to people.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from domain.text import Text

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class NoHolidaysKnown(LookupError):
    """The holiday data do not reach that year; a deadline computed without them could be wrong by days."""


@cache
def public_holidays(year: int, land: str) -> frozenset[date]:
    """The public holidays of a Land ("SN") in a year; raises NoHolidaysKnown before 1991 and after 2100."""
    calendar = holidays.country_holidays("DE", subdiv=land, years=year)
    if not calendar.start_year <= year <= calendar.end_year:
        raise NoHolidaysKnown(
            f"the public holidays of {land} are known from {calendar.start_year} to {calendar.end_year}, not in {year}"
        )
    return frozenset(calendar)


@cache
def holiday_names(year: int, land: str) -> Mapping[date, Text]:
    """What the public holidays of a Land are called, in German and English; raises NoHolidaysKnown."""
    german, english = (holidays.country_holidays("DE", subdiv=land, years=year, language=each) for each in ("de", "en_US"))
    return {day: Text(de=german[day], en=english[day]) for day in public_holidays(year, land)}


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """The calendar of one authority: its Land, holidays the data lack or have too many, and when the office is closed.

    `closed` are pairs of first and last day.
    """

    land: str
    extra: frozenset[date] = frozenset()
    struck: frozenset[date] = frozenset()
    closed: tuple[tuple[date, date], ...] = ()


def is_holiday(day: date, calendar: OfficeCalendar) -> bool:
    """Tell whether it is a public holiday at the seat of the authority."""
    return day in calendar.extra or (day in public_holidays(day.year, calendar.land) and day not in calendar.struck)


def is_working_day(day: date, calendar: OfficeCalendar) -> bool:
    """Tell whether a period can end on that day, as § 193 BGB and § 31 (3) VwVfG mean it."""
    return day.weekday() < _SATURDAY and not is_holiday(day, calendar)


def is_open(day: date, calendar: OfficeCalendar) -> bool:
    """Tell whether anybody is in the office: a working day on which it is not closed."""
    return is_working_day(day, calendar) and not any(first <= day <= last for first, last in calendar.closed)


def next_open(day: date, calendar: OfficeCalendar) -> date:
    """Give the day itself if the office is open then, otherwise the first one after it."""
    while not is_open(day, calendar):
        day += _ONE_DAY
    return day


def next_working_day(day: date, calendar: OfficeCalendar) -> date:
    """Give the day itself if it is a working day there, otherwise the first one after it."""
    while not is_working_day(day, calendar):
        day += _ONE_DAY
    return day


def previous_working_day(day: date, calendar: OfficeCalendar) -> date:
    """Give the day itself if it is a working day there, otherwise the last one before it: for periods counted back."""
    while not is_working_day(day, calendar):
        day -= _ONE_DAY
    return day
