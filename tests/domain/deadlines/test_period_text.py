"""Periods as text: what entries keep reads back as it was, and what people type is understood or refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines.period_text import NotAPeriod, PeriodInHours, PeriodTooLong, SaturdaysOrNot, read_period, written
from domain.programme.timed import UNITS, Period


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period(days=1), "1 day"), (Period(days=28), "28 days"), (Period(working_days=10), "10 working days"),
        (Period(weeks=6), "6 weeks"), (Period(half_months=1), "1 half month"), (Period(months=6), "6 months"),
        (Period(years=1), "1 year"), (Period(rule="proof_of_use"), "rule proof_of_use"),
    ],
)  # fmt: skip
def test_entries_keep_a_period_in_these_words(period: Period, text: str) -> None:
    assert written(period) == text
    assert read_period(text) == period


@given(st.sampled_from(UNITS), st.integers(1, 30))
def test_what_was_written_reads_back(unit: str, count: int) -> None:
    period = Period.model_validate({unit: count})
    assert read_period(written(period)) == period


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("6 Monate", Period(months=6)), ("  1  Monat ", Period(months=1)), ("10 ARBEITSTAGE", Period(working_days=10)),
        ("2 Wochen", Period(weeks=2)), ("1 halber Monat", Period(half_months=1)), ("3 Jahre", Period(years=3)),
        ("28 Tage", Period(days=28)), ("1 WORKING day", Period(working_days=1)),
    ],
)  # fmt: skip
def test_people_may_type_german_and_any_case(typed: str, period: Period) -> None:
    assert read_period(typed) == period


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", NotAPeriod), ("bald", NotAPeriod), ("6", NotAPeriod), ("Monate 6", NotAPeriod), ("6Monate", NotAPeriod),
        ("-6 Monate", NotAPeriod), ("1.5 months", NotAPeriod), ("6 Monde", NotAPeriod), ("1e3 days", NotAPeriod),
        ("٦ days", NotAPeriod), ("99999 days", NotAPeriod), ("6 months; drop", NotAPeriod), ("rule ../etc", NotAPeriod),
        ("0 days", PeriodTooLong), ("9999 days", PeriodTooLong), ("31 years", PeriodTooLong),
        ("48 Stunden", PeriodInHours), ("1 hour", PeriodInHours), ("10 Werktage", SaturdaysOrNot),
    ],
)  # fmt: skip
def test_anything_else_is_refused(typed: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_period(typed)


def test_a_long_line_is_repeated_shortened() -> None:
    with pytest.raises(NotAPeriod) as refused:
        read_period("x" * 100_000)
    assert len(str(refused.value)) < 300


def test_a_period_of_nothing_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="exactly one unit"):
        written(Period())
