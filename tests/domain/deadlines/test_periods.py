"""Deadlines worked out by hand, and what holds for every period."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import NoHolidaysKnown, OfficeCalendar, is_working_day
from domain.dates import When
from domain.deadlines.derivation import derive
from domain.deadlines.periods import last_day
from domain.programme.timed import Period

LAENDER = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
A_MONTH, TWO_WEEKS, A_YEAR = Period(months=1), Period(weeks=2), Period(months=12)

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
periods = st.one_of(
    st.integers(1, 400).map(lambda n: Period(days=n)),
    st.integers(1, 60).map(lambda n: Period(weeks=n)),
    st.integers(1, 60).map(lambda n: Period(months=n)),
)
laender = st.sampled_from(LAENDER)


@pytest.mark.parametrize(
    ("case", "notified", "period", "land", "ends"),
    [
        ("D01", "2025-02-07", A_MONTH, "SN", "2025-03-07"),
        ("D02 Epiphany is no holiday in Saxony", "2024-12-06", A_MONTH, "SN", "2025-01-06"),
        ("D03 but it is one in Saxony-Anhalt", "2024-12-06", A_MONTH, "ST", "2025-01-07"),
        ("D04 notified on a Sunday", "2025-03-23", A_MONTH, "SN", "2025-04-23"),
        ("D06 the 31st becomes the 29th", "2028-01-31", A_MONTH, "SN", "2028-02-29"),
        ("D08 Repentance Day", "2025-11-05", TWO_WEEKS, "SN", "2025-11-20"),
        ("D08 only in Saxony", "2025-11-05", TWO_WEEKS, "BE", "2025-11-19"),
        ("D08 not in Brandenburg", "2025-11-05", TWO_WEEKS, "BB", "2025-11-19"),
        ("D09 Women's Day in Berlin", "2027-02-08", A_MONTH, "BE", "2027-03-09"),
        ("D09 not in Brandenburg", "2027-02-08", A_MONTH, "BB", "2027-03-08"),
        ("D09 not in Saxony", "2027-02-08", A_MONTH, "SN", "2027-03-08"),
        ("D11 Berlin's holiday of 2025 alone", "2025-04-08", A_MONTH, "BE", "2025-05-09"),
        ("D11 not in Brandenburg", "2025-04-08", A_MONTH, "BB", "2025-05-08"),
        ("D11 not in Saxony", "2025-04-08", A_MONTH, "SN", "2025-05-08"),
        ("D12 from Good Friday over Easter", "2025-04-04", TWO_WEEKS, "SN", "2025-04-22"),
        ("D12 in Brandenburg, Easter Sunday too", "2025-04-04", TWO_WEEKS, "BB", "2025-04-22"),
        ("D12 in Berlin", "2025-04-04", TWO_WEEKS, "BE", "2025-04-22"),
        ("D14 documents within 28 days", "2025-12-05", Period(days=28), "SN", "2026-01-02"),
        ("D15 proof of use", "2025-08-31", Period(months=6), "SN", "2026-03-02"),
        ("D15 the other limit", "2025-12-31", Period(months=6), "SN", "2026-06-30"),
        ("D17 outer limit of the proof", "2026-10-31", Period(months=6), "SN", "2027-04-30"),
        ("D18 six weeks", "2026-01-16", Period(weeks=6), "SN", "2026-02-27"),
        ("D18 two months", "2026-01-16", Period(months=2), "SN", "2026-03-16"),
        ("D18 six months", "2026-01-16", Period(months=6), "SN", "2026-07-16"),
        ("D19 no appeal instruction", "2025-02-07", A_YEAR, "SN", "2026-02-09"),
        ("D20 action in court", "2026-01-30", A_MONTH, "SN", "2026-03-02"),
        ("D22 extended from the moved end", "2026-03-02", Period(days=10), "SN", "2026-03-12"),
        ("D29 from a leap day", "2024-02-29", A_YEAR, "SN", "2025-02-28"),
    ],
)
def test_a_period_ends_on_the_day_the_law_says(case: str, notified: str, period: Period, land: str, ends: str) -> None:
    """§ 31 (1) and (3) VwVfG with §§ 187 (1), 188 (2), (3) BGB."""
    assert derive(date.fromisoformat(notified), period, OfficeCalendar(land)).due == When(ends), case


def test_the_end_before_the_move_is_kept_apart_for_periods_that_do_not_move() -> None:
    """§ 31 (4) VwVfG: a Bewilligungszeitraum may end on a Saturday that is a holiday (D17)."""
    assert last_day(date(2026, 4, 30), Period(days=184)) == date(2026, 10, 31)


@pytest.mark.parametrize(
    ("start", "count", "back", "end"),
    [
        ("2026-01-31", 1, "", "2026-02-15"),
        ("2026-01-31", 2, "", "2026-02-28"),
        ("2026-01-31", 3, "", "2026-03-15"),
        ("2026-03-31", 3, "back", "2026-02-13"),
    ],
)
def test_half_a_month_is_fifteen_days_counted_after_the_whole_months(start: str, count: int, back: str, end: str) -> None:
    """§ 189 BGB; two half months are a month and not thirty days."""
    assert last_day(date.fromisoformat(start), Period(half_months=count), back=bool(back)) == date.fromisoformat(end)


def test_working_days_cannot_be_counted_without_a_calendar() -> None:
    with pytest.raises(ValueError, match="calendar of an authority"):
        last_day(date(2026, 1, 1), Period(working_days=1))


@given(days, periods, laender)
def test_every_end_is_a_working_day_and_never_before_the_last_day_of_the_period(start: date, period: Period, land: str) -> None:
    end = derive(start, period, OfficeCalendar(land)).end
    assert is_working_day(end, OfficeCalendar(land))
    raw = last_day(start, period)
    assert raw <= end
    skipped = [raw + timedelta(days=n) for n in range((end - raw).days)]
    assert not any(is_working_day(day, OfficeCalendar(land)) for day in skipped), "no working day is skipped"


@given(days, st.integers(0, 400), periods, laender)
def test_what_begins_later_never_ends_earlier(start: date, later: int, period: Period, land: str) -> None:
    calendar = OfficeCalendar(land)
    assert derive(start, period, calendar).end <= derive(start + timedelta(days=later), period, calendar).end


@given(days, st.integers(1, 60))
def test_months_end_on_the_day_with_the_same_number_or_the_last_of_the_month(start: date, months: int) -> None:
    """§ 188 (2) and (3) BGB."""
    end = last_day(start, Period(months=months))
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == min(start.day, calendar.monthrange(end.year, end.month)[1])


@given(days, st.integers(1, 60))
def test_weeks_end_on_the_day_with_the_same_name(start: date, weeks: int) -> None:
    """§ 188 (2) BGB."""
    end = last_day(start, Period(weeks=weeks))
    assert end.weekday() == start.weekday()
    assert end == last_day(start, Period(days=7 * weeks))


@pytest.mark.parametrize("period", [Period(), Period(days=1, months=1), Period(weeks=2, months=1)])
def test_a_period_without_exactly_one_unit_has_no_end(period: Period) -> None:
    with pytest.raises(ValueError, match="exactly one unit"):
        derive(date(2025, 1, 1), period, OfficeCalendar("SN"))


def test_no_end_is_given_for_a_year_whose_holidays_nobody_knows() -> None:
    with pytest.raises(NoHolidaysKnown, match="not in 2110"):
        derive(date(2100, 12, 1), Period(months=120), OfficeCalendar("SN"))
