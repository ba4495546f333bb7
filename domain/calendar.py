"""Working days of the Länder: every day but Saturdays, Sundays and the public holidays of the Land.

The days come from the data shipped with the package `holidays`, without a network. 24 and 31 December are working
days. Brandenburg's Easter Sunday and Whit Sunday are holidays by statute; being Sundays they change nothing here.
Holidays kept only in some municipalities of a Land (Corpus Christi in Saxony, the Peace Festival of Augsburg) are not
in the data.
"""

from datetime import date, timedelta
from functools import cache

import holidays

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


def is_working_day(day: date, land: str) -> bool:
    """Tell whether an office in the Land works on that day, as § 193 BGB and § 31 (3) VwVfG mean it."""
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year, land)


def next_working_day(day: date, land: str) -> date:
    """Give the day itself if it is a working day in the Land, otherwise the first one after it."""
    while not is_working_day(day, land):
        day += _ONE_DAY
    return day


def previous_working_day(day: date, land: str) -> date:
    """Give the day itself if it is a working day in the Land, otherwise the last one before it: for periods counted back."""
    while not is_working_day(day, land):
        day -= _ONE_DAY
    return day
