"""When a concept is due again: months after it was last agreed to, by the cycle of that day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.commands import Actor, Decide, Submit
from domain.dates import When
from domain.sheet.cycle import due_again
from domain.vocabulary import DecisionOutcome
from tests.domain.programme_words import chain, programme, stage, submission
from tests.offices import Desk, a_desk

OFFICER = Actor("p-officer", "officer", frozenset({"officer"}))
CYCLE = [{"since": "2014-01-01", "months": 24}, {"since": "2021-01-01", "months": 36}]


def a_concept(**more: Any) -> Desk:  # noqa: ANN401 - words of a programme by name
    """A concept of a programme with a cycle, just opened."""
    update = chain(
        "update",
        stage("draft", "submission", undated=True),
        stage("agreed", needs=["draft"], undated=True),
        starts="on_request",
        requires="approval",
        rounds=True,
    )
    approval = chain(
        "approval", submission(undated=True), stage("first"), stage("decision", needs=["submission"], undated=True), rounds=True
    )
    words = programme(approval, update, **{"cycle": CYCLE, **more})
    desk = a_desk(words, OFFICER, on=When.unknown())
    desk.today = date(2026, 1, 5)
    return desk


def agreed(desk: Desk, *days: str, outcome: DecisionOutcome = DecisionOutcome.GRANTED) -> Desk:
    """The concept agreed to on the first day, its updates on the others."""
    desk.ask(Submit(stage="submission"), OFFICER)
    desk.ask(Decide(stage="first", on=When("2015-01-01"), outcome=DecisionOutcome.GRANTED), OFFICER)
    desk.ask(Decide(stage="decision", on=When(days[0]), outcome=outcome, reason="Grund"), OFFICER)
    for number, day in enumerate(days[1:], start=1):
        begins = "Fortschreibung" if number > 1 else ""
        desk.ask(Submit(stage="draft", round=number, begins_round=begins), OFFICER)
        desk.ask(Decide(stage="agreed", on=When(day), outcome=DecisionOutcome.GRANTED), OFFICER)
    return desk


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (["2016-06-20"], "2018-06-20"),
        (["2020-12-31"], "2022-12-31"),
        (["2021-01-01"], "2024-01-01"),
        (["2016-02-29"], "2018-02-28"),
        (["2016-06"], "2018-06"),
        (["2016-06-20", "2018-07-02"], "2020-07-02"),
        (["2016-06-20", "2018-07-02", "2021-06-30"], "2024-06-30"),
    ],
)
def test_a_concept_is_due_again_by_the_cycle_of_the_day_it_was_last_agreed_to(days: list[str], due: str) -> None:
    assert due_again(agreed(a_concept(), *days).dossier) == due


def test_a_draft_of_an_update_puts_nothing_off() -> None:
    desk = agreed(a_concept(), "2016-06-20")
    desk.ask(Submit(stage="draft"), OFFICER)
    assert due_again(desk.dossier) == "2018-06-20"


@pytest.mark.parametrize("day", ["unknown", "2013-12-31"])
def test_without_a_day_or_before_the_first_cycle_nothing_is_said(day: str) -> None:
    assert due_again(agreed(a_concept(), day).dossier) is None


def test_a_concept_that_was_refused_or_not_agreed_to_yet_is_due_on_no_day() -> None:
    assert due_again(a_concept().dossier) is None
    assert due_again(agreed(a_concept(), "2016-06-20", outcome=DecisionOutcome.REFUSED).dossier) is None


def test_a_programme_without_a_cycle_has_no_such_day() -> None:
    assert due_again(agreed(a_concept(cycle=[]), "2016-06-20").dossier) is None


@given(st.integers(min_value=0, max_value=4000), st.integers(min_value=1, max_value=240))
def test_it_is_due_in_the_month_that_many_months_later_and_never_on_a_later_day_of_it(days: int, months: int) -> None:
    first = date(2014, 1, 1) + timedelta(days=days)
    desk = agreed(a_concept(cycle=[{"since": "2014-01-01", "months": months}]), first.isoformat())
    due = due_again(desk.dossier)
    assert due is not None
    assert (due.first.year * 12 + due.first.month) - (first.year * 12 + first.month) == months
    assert due.first.day <= first.day
