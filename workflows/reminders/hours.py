"""When mails about deadlines may leave: from 8 to 18 o'clock in the office, on days on which it is open."""

from datetime import date, datetime, time, timedelta
from typing import Final

from domain.calendar import OfficeCalendar, is_open, next_open
from domain.office_time import OFFICE_ZONE

OPENS: Final = time(8)
CLOSES: Final = time(18)


def opening(day: date) -> datetime:
    """The instant at which mails of a day may leave."""
    return datetime.combine(day, OPENS, OFFICE_ZONE)


def first_window(since: datetime, calendar: OfficeCalendar) -> datetime:
    """The first instant not before `since` at which mails may leave: that one itself, or when the next window opens."""
    local = since.astimezone(OFFICE_ZONE)
    if is_open(local.date(), calendar) and OPENS <= local.time() < CLOSES:
        return since
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return opening(next_open(day, calendar))
