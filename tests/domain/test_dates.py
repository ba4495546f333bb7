"""Dates as paper gives them: a day, a month, or nothing; compared with certainty only."""

import calendar
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from domain.dates import When

day_dates = st.dates().map(When.of)
month_dates = st.dates().map(lambda day: When(f"{day:%Y-%m}" if day.year > 999 else f"{day.year:04}-{day.month:02}"))
any_date = st.one_of(day_dates, month_dates, st.just(When.unknown()))


class Letter(BaseModel):
    """Something with a date in it, as programme files and command lines have."""

    on: When


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2002-05-24", date(2002, 5, 24), date(2002, 5, 24)),
        ("2002-06", date(2002, 6, 1), date(2002, 6, 30)),
        ("2000-02", date(2000, 2, 1), date(2000, 2, 29)),
        ("unknown", date.min, date.max),
    ],
)
def test_a_date_is_as_wide_as_the_paper_leaves_it(written: str, first: date, last: date) -> None:
    """Domain rules 9.17: "06/2002" is not the first of June."""
    when = When(written)
    assert (when.first, when.last) == (first, last)


@given(any_date)
def test_a_date_stays_the_characters_it_was_written_as(when: When) -> None:
    assert When(str(when)) == when
    assert Letter.model_validate_json(Letter(on=when).model_dump_json()).on == when


@given(any_date, any_date)
def test_certainly_after_holds_for_every_reading_or_not_at_all(one: When, other: When) -> None:
    if one.certainly_after(other):
        assert one.known
        assert other.known
        assert one.last >= one.first > other.last >= other.first
        assert not other.certainly_after(one)
    else:
        assert one.first <= other.last


def test_a_month_is_not_certainly_before_a_day_within_it() -> None:
    assert not When("2002-06-15").certainly_after(When("2002-06"))
    assert not When("2002-06").certainly_after(When("2002-06-15"))
    assert When("2002-07").certainly_after(When("2002-06-30"))


def test_a_date_not_handed_down_is_after_nothing_and_nothing_is_after_it() -> None:
    assert not When.unknown().certainly_after(When("1900-01-01"))
    assert not When("2100-01-01").certainly_after(When.unknown())


@pytest.mark.parametrize(
    "written",
    [
        "",
        "24.05.2002",
        "2002-5-24",
        "2002-05-24T00:00",
        "2002",
        "02-05-24",
        "2002-05-24\n",
        "\u0662002-05-24",
        "Unknown",
    ],
)
def test_another_way_of_writing_is_refused_with_the_right_one(written: str) -> None:
    with pytest.raises(ValueError, match="write a day as 2002-05-24, a month as 2002-06, or unknown"):
        When(written)


@pytest.mark.parametrize("written", ["2002-02-29", "2002-13", "2002-00", "0000-01-01", "2002-04-31"])
def test_a_day_the_calendar_does_not_have_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="does not exist in the calendar"):
        When(written)


@pytest.mark.parametrize(
    ("written", "german", "english"),
    [
        ("2002-05-04", "04.05.2002", "4 May 2002"),
        ("2002-06", "06/2002", "06/2002"),
        ("unknown", "nicht überliefert", "not handed down"),
    ],
)
def test_a_date_is_shown_as_the_office_writes_it(written: str, german: str, english: str) -> None:
    assert When(written).show("de") == german
    assert When(written).show("en") == english


@given(st.dates())
def test_a_day_is_shown_with_all_its_parts(day: date) -> None:
    shown = When.of(day).show("de").split(".")
    assert [int(part) for part in shown] == [day.day, day.month, day.year]
    assert calendar.month_name[day.month] in When.of(day).show("en")


@pytest.mark.parametrize("given_", [date(2002, 5, 24), datetime(2002, 5, 24, 8, 30), "2002-05-24", When("2002-05-24")])  # noqa: DTZ001 - YAML gives naive ones
def test_a_day_that_yaml_has_already_read_is_taken(given_: object) -> None:
    assert Letter.model_validate({"on": given_}).on == When("2002-05-24")


@pytest.mark.parametrize("given_", [20020524, None, ["2002-05-24"]])
def test_what_is_no_date_is_refused_by_pydantic(given_: object) -> None:
    with pytest.raises(ValidationError, match="a date is written as 2002-05-24 or 2002-06"):
        Letter.model_validate({"on": given_})
