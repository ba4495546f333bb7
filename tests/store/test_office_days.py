"""The calendar of an authority in the store: as its file says, and brought up to date when the file changes."""

from datetime import date

from domain.authority import Authority
from domain.calendar import OfficeCalendar, is_open, is_working_day
from store.people import is_kept, keep_authority, seats
from workflows.house import House


def town(**calendar: object) -> Authority:
    return Authority.model_validate(
        {"authority": "town", "title": {"de": "Stadt"}, "land": "SN", "contact": "o@example.org", "calendar": calendar}
    )


def kept(house: House, authority: Authority) -> OfficeCalendar:
    """Keep what the file says, as every start does; a second time there is nothing left to write."""
    with house.database.transaction() as connection:
        keep_authority(connection, authority)
        assert is_kept(connection, authority)
    with house.database.reading() as connection:
        return seats(connection)["town"].calendar


def test_an_authority_without_a_calendar_of_its_own_has_that_of_its_land(a_house: House) -> None:
    assert kept(a_house, town()) == OfficeCalendar("SN")


def test_own_holidays_struck_ones_and_closed_days_come_back_as_they_were_written(a_house: House) -> None:
    calendar = kept(
        a_house,
        town(
            holidays=["2026-06-04"],
            no_holidays=["2026-11-18"],
            closed=[{"since": "2026-12-28", "until": "2026-12-31", "reason": "Betriebsruhe – „zwischen den Jahren“"}],
        ),
    )
    assert not is_working_day(date(2026, 6, 4), calendar), "Corpus Christi, kept in some places of Saxony"
    assert is_working_day(date(2026, 11, 18), calendar)
    assert (is_working_day(date(2026, 12, 28), calendar), is_open(date(2026, 12, 28), calendar)) == (True, False)


def test_what_the_file_says_later_holds(a_house: House) -> None:
    kept(a_house, town(holidays=["2026-06-04"]))
    later = town(holidays=["2027-05-27"])
    with a_house.database.reading() as connection:
        assert not is_kept(connection, later)
    assert kept(a_house, later).extra == {date(2027, 5, 27)}
    assert kept(a_house, town()) == OfficeCalendar("SN")
