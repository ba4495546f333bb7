"""Days an authority's file says about its own calendar; `domain.authority.calendar_faults` finds what is wrong with them."""

from pydantic import Field

from domain.calendar import OfficeCalendar
from domain.programme.written import Day, Words


class Closed(Words):
    """The office is closed from `since` to `until`, both included, without these being holidays: nobody is written to."""

    since: Day
    until: Day
    reason: str = Field(default="", max_length=200)


class OfficeDays(Words):
    """Public holidays of the seat that the holiday data lack, those they have wrongly, and when the office is closed."""

    holidays: tuple[Day, ...] = ()
    no_holidays: tuple[Day, ...] = ()
    closed: tuple[Closed, ...] = ()

    def calendar(self, land: str) -> OfficeCalendar:
        """The calendar of an authority seated in that Land."""
        closed = tuple((each.since, each.until) for each in self.closed)
        return OfficeCalendar(land, frozenset(self.holidays), frozenset(self.no_holidays), closed)

    def stored(self) -> str:
        """As the store keeps it: JSON, or nothing where the file says nothing."""
        return self.model_dump_json(exclude_defaults=True) if self != OfficeDays() else ""
