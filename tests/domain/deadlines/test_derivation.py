"""What was left out and why, on the way from a start to an end; in words too."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import OfficeCalendar, is_working_day
from domain.deadlines.bounds import by_figure, combined
from domain.deadlines.derivation import Derivation, Skipped, Why, derive
from domain.deadlines.periods import last_day, last_day_with_first
from domain.deadlines.rules import Figure, Reckoning, RuleBook
from domain.programme.timed import Period
from domain.text import Text
from tests.domain.deadlines.reckonings import at, programme
from wording.language import speak
from wording.periods import explained, in_words

SAXONY = OfficeCalendar("SN")
SOURCE = Text(de="Nr. 1", en="No. 1")


@pytest.fixture(autouse=True)
def _in_english() -> None:
    speak("en")


def figure(**said: object) -> Figure:
    return Figure.model_validate(
        {"key": "some", "since": "2000-01-01", "within": {"months": 1}, "source": SOURCE.model_dump(), **said}
    )


def test_counting_working_days_leaves_out_weekends_and_holidays_each_with_its_reason() -> None:
    """The example of the issue: 3 October 2026 is a holiday that falls on a Saturday."""
    said = derive(date(2026, 9, 24), Period(working_days=10), SAXONY)
    unity = Text(de="Tag der Deutschen Einheit", en="German Unity Day")
    assert said.due == "2026-10-08"
    assert said.skipped == (
        Skipped(date(2026, 9, 26), Why.WEEKEND),
        Skipped(date(2026, 9, 27), Why.WEEKEND),
        Skipped(date(2026, 10, 3), Why.HOLIDAY, unity),
        Skipped(date(2026, 10, 4), Why.WEEKEND),
    )
    counted, computed = explained(said)
    left_out = "3 October 2026 (German Unity Day) and two weekends"
    assert counted == f"10 working days from 24 September 2026, left out: {left_out}; last day: 8 October 2026."
    assert computed == "This day is computed. What the notice says comes before it."


def test_an_end_that_moves_says_off_what_and_over_what() -> None:
    said = derive(date(2025, 4, 4), Period(weeks=2), SAXONY)
    assert (said.counted, said.end, said.moved) == (date(2025, 4, 18), date(2025, 4, 22), True)
    assert [one.day.day for one in said.skipped] == [18, 19, 20, 21]
    assert [one.why for one in said.skipped] == [Why.HOLIDAY, Why.WEEKEND, Why.WEEKEND, Why.HOLIDAY]
    assert explained(said)[:2] == [
        "2 weeks from 4 April 2025; last day: 18 April 2025.",
        "18 April 2025 is no working day (Good Friday); the period ends on the next one, 22 April 2025 (section 31 (3) VwVfG).",
    ]


def test_counted_back_the_end_moves_to_the_day_before() -> None:
    said = derive(date(2026, 6, 20), Period(weeks=6), SAXONY, back=True)
    assert (said.due, said.skipped) == ("2026-05-08", (Skipped(date(2026, 5, 9), Why.WEEKEND),))
    assert explained(said)[1] == (
        "9 May 2026 is no working day (Saturday); counted back, the last day is the working day before, 8 May 2026."
    )


def test_working_days_counted_back_leave_out_the_same_days() -> None:
    said = derive(date(2026, 10, 8), Period(working_days=10), SAXONY, back=True)
    assert (said.due, [one.day.isoformat() for one in said.skipped]) == (
        "2026-09-24", ["2026-09-26", "2026-09-27", "2026-10-03", "2026-10-04"],
    )  # fmt: skip
    assert explained(said)[0].startswith("10 working days back from 8 October 2026, left out: 3 October 2026 (")


def test_the_offices_own_holiday_is_named_as_such_and_a_struck_one_is_worked_on() -> None:
    own = OfficeCalendar("SN", extra=frozenset({date(2026, 6, 4)}), struck=frozenset({date(2026, 11, 18)}))
    said = derive(date(2026, 5, 28), Period(weeks=1), own)
    assert (said.due, said.skipped) == ("2026-06-05", (Skipped(date(2026, 6, 4), Why.LOCAL),))
    assert "4 June 2026 is no working day (holiday at the seat of the authority)" in explained(said)[1]
    assert derive(date(2026, 11, 11), Period(weeks=1), own).due == "2026-11-18"
    assert (
        "left out: 4 June 2026 (holiday at the seat of the authority); last day: 5"
        in explained(derive(date(2026, 6, 2), Period(working_days=2), own))[0]
    )


def test_days_on_which_the_office_is_merely_closed_move_nothing() -> None:
    closed = OfficeCalendar("SN", closed=((date(2026, 12, 28), date(2026, 12, 31)),))
    said = derive(date(2026, 12, 14), Period(weeks=2), closed)
    assert (said.due, said.skipped) == ("2026-12-28", ())


def test_an_end_that_may_not_move_says_so() -> None:
    said = derive(date(2026, 4, 30), Period(days=184), SAXONY, shifts=False)
    assert (said.due, said.moved, said.skipped[0].why) == ("2026-10-31", False, Why.HOLIDAY)
    assert "The end does not move to the next working day." in explained(said)


def test_a_figure_brings_its_name_its_source_and_its_own_words() -> None:
    said = derive(date(2026, 1, 28), Period(months=1), SAXONY, figure=figure(shifts=False))
    assert (said.due, said.rule, said.source) == ("2026-02-28", "some@2000-01-01", "Nr. 1")
    assert explained(said)[-2:] == ["Source: No. 1", "This day is computed. What the notice says comes before it."]


def test_a_figure_nobody_verified_says_so() -> None:
    said = derive(date(2026, 1, 28), Period(months=1), SAXONY, figure=figure(verified=False))
    assert not said.verified
    assert "This figure was not verified in the primary source." in explained(said)


@pytest.mark.parametrize(
    ("start", "said", "end"),
    [
        ("2025-11-20", {"within": {"years": 5}, "end_of": "year"}, "2030-12-31"),
        ("2026-10-15", {"within": {"months": 6}, "end_of": "month"}, "2027-04-30"),
        ("2026-08-31", {"within": {"months": 6}, "end_of": "month"}, "2027-02-28"),
        ("2026-03-01", {"within": {"months": 1}, "first_day_counts": True}, "2026-03-31"),
        ("2026-01-01", {"within": {"years": 1}, "first_day_counts": True}, "2026-12-31"),
        ("2026-01-31", {"within": {"months": 1}, "first_day_counts": True}, "2026-02-28"),
        ("2026-03-02", {"within": {"weeks": 1}, "first_day_counts": True}, "2026-03-08"),
    ],
)
def test_figures_that_run_to_the_end_of_a_month_or_year_or_count_their_first_day(
    start: str, said: dict[str, object], end: str
) -> None:
    derivation = derive(date.fromisoformat(start), figure(**said).within, SAXONY, figure=figure(shifts=False, **said))
    assert derivation.due == end
    words = " ".join(explained(derivation))
    assert ("first day counts" in words) == ("first_day_counts" in said)
    assert ("to the end of that" in words) == ("end_of" in said)


def test_a_figure_that_runs_to_the_end_of_a_year_cannot_be_counted_back() -> None:
    with pytest.raises(ValueError, match="counted back"):
        derive(date(2026, 1, 1), Period(years=1), SAXONY, back=True, figure=figure(end_of="year"))


def test_of_several_periods_all_are_explained_and_which_one_holds() -> None:
    starts = {"proof_of_use": date(2025, 8, 31), "proof_of_use_at_latest": date(2025, 12, 31)}
    said = explained(by_figure("proof_of_use", starts, at("SN"), programme()))
    assert said[0] == "6 months from 31 August 2025; last day: 28 February 2026."
    assert "6 months from 31 December 2025; last day: 30 June 2026." in said
    assert "Of these days the earliest holds: 2 March 2026." in said
    assert sum("This day is computed" in one for one in said) == 1


def test_one_unverified_figure_among_several_is_enough_to_say_so() -> None:
    one = derive(date(2026, 1, 1), Period(months=1), SAXONY, figure=figure())
    other = derive(date(2026, 1, 1), Period(months=2), SAXONY, figure=figure(verified=False))
    assert not combined((one, other), later=True).verified
    assert not combined((one, other), later=False).verified


def test_a_figure_counted_from_no_day_is_an_error() -> None:
    with pytest.raises(ValueError, match="from no day"):
        by_figure("proof_of_use", {}, at("SN"), programme())
    with pytest.raises(ValueError, match="from no day"):
        by_figure("proof_of_use", {"other": date(2026, 1, 1)}, at("SN"), programme())


def test_figures_bound_in_a_circle_are_an_error_and_no_endless_walk() -> None:
    bound = (figure(key="a", not_after="b"), figure(key="b", not_after="a"))
    with pytest.raises(ValueError, match="bound to itself"):
        by_figure("a", {"a": date(2026, 1, 1)}, Reckoning(SAXONY, RuleBook(bound)), programme())


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(days=1), "one day"), (Period(working_days=1), "one working day"), (Period(half_months=1), "half a month"),
        (Period(half_months=3), "3 half months"), (Period(years=12), "12 years"),
        (Period(rule="proof_of_use"), "as the rule sets say: proof_of_use"),
    ],
)  # fmt: skip
def test_periods_in_words(period: Period, words: str) -> None:
    assert in_words(period) == words


@pytest.mark.parametrize(
    ("count", "words"), [(2, "one weekend"), (15, "three weekends"), (20, "four weekends"), (30, "6 weekends")]
)
def test_weekends_are_counted_and_not_listed(count: int, words: str) -> None:
    said = explained(derive(date(2026, 9, 25), Period(working_days=count), OfficeCalendar("BE")))[0]
    assert words in said


def test_nothing_left_out_is_not_mentioned() -> None:
    assert explained(derive(date(2026, 9, 28), Period(working_days=2), SAXONY))[0] == (
        "2 working days from 28 September 2026; last day: 30 September 2026."
    )


days = st.dates(date(2005, 1, 1), date(2060, 12, 31))
laender = st.sampled_from(("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"))
MOST = {"days": 400, "weeks": 60, "months": 60, "years": 5, "half_months": 20, "working_days": 60}
periods = st.sampled_from(sorted(MOST)).flatmap(
    lambda unit: st.integers(1, MOST[unit]).map(lambda count: Period.model_validate({unit: count}))
)


@given(days, periods, laender, st.sampled_from(["forwards", "back"]))
def test_a_derivation_ends_where_the_period_does_and_says_every_day_it_left_out(
    start: date, period: Period, land: str, way: str
) -> None:
    calendar, back = OfficeCalendar(land), way == "back"
    said: Derivation = derive(start, period, calendar, back=back)
    assert said.counted == last_day(start, period, calendar, back=back)
    assert said.moved == (said.counted != said.end)
    assert not any(is_working_day(one.day, calendar) for one in said.skipped)
    if period.working_days:
        between = abs((said.end - start).days)
        assert between == period.working_days + len(said.skipped), "every day between is counted or left out"
    assert explained(said)[-1].startswith("This day is computed")


@given(days, st.integers(1, 60))
def test_a_period_whose_first_day_counts_ends_the_day_before_the_one_that_bears_the_number_of_its_start(
    start: date, months: int
) -> None:
    """§§ 187 (2), 188 (2) and (3) BGB; where the month has no such day, on its last."""
    following = last_day_with_first(start, Period(months=months)) + timedelta(days=1)
    assert following.day == start.day or (following.day == 1 and (following - timedelta(days=1)).day < start.day)
    assert (following.year - start.year) * 12 + following.month - start.month in {months, months + 1}


@pytest.mark.parametrize("bound", ["not_after", "not_before"])
def test_a_second_limit_that_cannot_be_counted_is_said_so_and_one_that_is_counted_is_not(bound: str) -> None:
    alone = derive(date(2026, 1, 1), Period(months=1), SAXONY, figure=figure(**{bound: "other"}))
    words = "the day it begins with is not on file"
    assert sum(words in one for one in explained(alone)) == 1
    other = derive(date(2026, 1, 1), Period(months=2), SAXONY, figure=figure())
    assert not [one for one in explained(combined((alone, other), later=False)) if words in one]
