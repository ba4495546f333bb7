"""Every day of thirty years in all sixteen Länder against the second opinion of `oracle`, forwards and backwards."""

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.calendar import OfficeCalendar, is_working_day, next_working_day, previous_working_day
from domain.deadlines.derivation import derive
from domain.deadlines.periods import last_day
from domain.programme.timed import Period
from tests.domain.deadlines import oracle

FIRST, LAST = date(2010, 1, 1), date(2039, 12, 31)
OFFSET = oracle.PLACE[FIRST.year, FIRST.month, FIRST.day]
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
NAMES = [oracle.spelled(place) for place in range(len(oracle.ALMANAC))]
FORWARD = (
    ("days", 28), ("weeks", 2), ("months", 1), ("months", 6), ("years", 1), ("half_months", 3), ("working_days", 10),
)  # fmt: skip
BACKWARD = (("days", 10), ("weeks", 6), ("months", 1), ("half_months", 1), ("working_days", 5))
SHOWN = 5


def disagreements(calendar: OfficeCalendar) -> Iterator[str]:
    """Every period of every day on which the two do not agree."""
    second = oracle.SecondOpinion(calendar.land)
    for unit, count in FORWARD:
        period = Period.model_validate({unit: count})
        for place, day in enumerate(DAYS, start=OFFSET):
            if derive(day, period, calendar).due != (said := NAMES[second.end(place, unit, count)]):
                yield f"{count} {unit} from {day}: {said}"
    for unit, count in BACKWARD:
        period = Period.model_validate({unit: count})
        for place, day in enumerate(DAYS, start=OFFSET):
            if derive(day, period, calendar, back=True).due != (said := NAMES[second.latest(place, unit, count)]):
                yield f"{count} {unit} before {day}: {said}"


@pytest.mark.parametrize("land", oracle.LAENDER)
def test_every_period_of_every_day_of_thirty_years_agrees_with_the_second_opinion(land: str) -> None:
    assert list(disagreements(OfficeCalendar(land)))[:SHOWN] == []


@pytest.mark.parametrize("land", oracle.LAENDER)
def test_every_day_of_thirty_years_is_a_working_day_in_both_or_in_none(land: str) -> None:
    calendar, working = OfficeCalendar(land), set(oracle.SecondOpinion(land).working)
    assert [day for place, day in enumerate(DAYS, start=OFFSET) if is_working_day(day, calendar) != (place in working)] == []


@pytest.mark.parametrize("land", oracle.LAENDER)
def test_the_working_days_beside_every_day_agree(land: str) -> None:
    calendar, second = OfficeCalendar(land), oracle.SecondOpinion(land)
    for place, day in enumerate(DAYS, start=OFFSET):
        assert next_working_day(day, calendar).isoformat() == NAMES[second.on_or_after(place)]
        assert previous_working_day(day, calendar).isoformat() == NAMES[second.on_or_before(place)]


@pytest.mark.parametrize(("unit", "count"), [("days", 1), ("months", 1), ("months", 25), ("years", 3), ("half_months", 4)])
@pytest.mark.parametrize("back", [False, True])
def test_ends_that_do_not_move_agree_on_every_day(unit: str, count: int, *, back: bool) -> None:
    period = Period.model_validate({unit: count})
    low, high = date(2012, 1, 1), date(2038, 12, 31)
    for place, day in enumerate(DAYS, start=OFFSET):
        if low <= day <= high:
            expected = oracle.spelled(oracle.plain_end(place, unit, count, -1 if back else 1))
            assert last_day(day, period, back=back).isoformat() == expected


def test_one_holiday_too_few_or_too_many_does_not_pass_unnoticed() -> None:
    """The comparison bites: a single day that is wrong shows in every kind of period that can end there."""
    struck = OfficeCalendar("SN", struck=frozenset({date(2025, 11, 19)}))
    extra = OfficeCalendar("SN", extra=frozenset({date(2031, 6, 12)}))
    for wrong in (struck, extra):
        found = list(disagreements(wrong))
        assert {said.split()[1] for said in found} >= {"days", "weeks", "months", "years", "half_months", "working_days"}


def test_the_second_opinion_borrows_nothing() -> None:
    tree = ast.parse(Path(oracle.__file__).read_text("utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"bisect"}
    assert not any(isinstance(node, ast.Import) for node in ast.walk(tree))
