"""Working days against a second, independent list of the holidays: every day of 2023 to 2050 in all sixteen Länder."""

from datetime import date, timedelta

import pytest

from domain.calendar import OfficeCalendar, is_working_day, next_working_day

LAENDER = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
EPIPHANY, WOMENS_DAY, ASSUMPTION, CHILDRENS_DAY = (1, 6), (3, 8), (8, 15), (9, 20)
REFORMATION, ALL_SAINTS = (10, 31), (11, 1)
NATIONAL = {(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)}
OF_A_LAND = {
    "BW": {EPIPHANY, ALL_SAINTS}, "BY": {EPIPHANY, ALL_SAINTS}, "ST": {EPIPHANY, REFORMATION},
    "BE": {WOMENS_DAY}, "MV": {WOMENS_DAY, REFORMATION},
    "BB": {REFORMATION}, "HB": {REFORMATION}, "HH": {REFORMATION}, "NI": {REFORMATION}, "SH": {REFORMATION},
    "SN": {REFORMATION}, "TH": {CHILDRENS_DAY, REFORMATION},
    "NW": {ALL_SAINTS}, "RP": {ALL_SAINTS}, "SL": {ALL_SAINTS, ASSUMPTION}, "HE": set[tuple[int, int]](),
}  # fmt: skip
CORPUS_CHRISTI = {"BW", "BY", "HE", "NW", "RP", "SL"}


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def second_list(year: int, land: str) -> set[date]:
    sunday = easter(year)
    moving = {-2, 1, 39, 50} | ({60} if land in CORPUS_CHRISTI else set())
    found = {date(year, month, day) for month, day in NATIONAL | OF_A_LAND[land]}
    found |= {sunday + timedelta(days=n) for n in moving}
    if land == "SN":
        before = date(year, 11, 22)
        found.add(before - timedelta(days=(before.weekday() - 2) % 7))
    return found | ({date(2025, 5, 8), date(2028, 6, 17)} if land == "BE" else set())


@pytest.mark.parametrize("land", LAENDER)
def test_every_day_agrees_with_the_second_list(land: str) -> None:
    first, last = date(2023, 1, 1), date(2050, 12, 31)
    free = set[date]().union(*(second_list(year, land) for year in range(first.year, last.year + 1)))
    every_day = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert [day for day in every_day if is_working_day(day, OfficeCalendar(land)) == (day.weekday() > 4 or day in free)] == []


@pytest.mark.parametrize("land", LAENDER)
@pytest.mark.parametrize("day", [date(2025, 12, 24), date(2025, 12, 31)])
def test_christmas_eve_and_new_years_eve_are_working_days(day: date, land: str) -> None:
    assert is_working_day(day, OfficeCalendar(land))


def test_a_working_day_is_its_own_next_one() -> None:
    assert next_working_day(date(2025, 4, 17), OfficeCalendar("SN")) == date(2025, 4, 17)


def test_easter_is_left_as_a_whole_in_brandenburg() -> None:
    """Easter Sunday is a public holiday there by statute, beside the Friday and the Monday."""
    assert next_working_day(date(2025, 4, 18), OfficeCalendar("BB")) == date(2025, 4, 22)


def test_a_holiday_on_a_sunday_is_not_made_up_for() -> None:
    """No Land moves a holiday to Monday: 3 October 2027 is a Sunday."""
    assert next_working_day(date(2027, 10, 3), OfficeCalendar("SN")) == date(2027, 10, 4)
