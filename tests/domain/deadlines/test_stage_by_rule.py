"""A stage whose period is a figure of the rule sets: its day is counted as the figure says, and explained by the same one."""

from datetime import date
from typing import Any

import pytest

from domain.calendar import OfficeCalendar
from domain.commands import Actor
from domain.dates import When
from domain.deadlines.explain import explain
from domain.deadlines.held import deadline
from domain.deadlines.rules import Figure, Reckoning, RuleBook
from domain.events.chain import StageOpened
from domain.follows import CHAIN, opens
from domain.programme import Programme
from tests.offices import LEIPZIG, Desk, a_desk


def by_rule() -> Desk:
    words: dict[str, Any] = LEIPZIG.model_dump(mode="json")
    stages = [stage for proceeding in words["proceedings"] for stage in proceeding["stages"]]
    for stage in stages:
        if stage["key"] == "submission":
            stage["within"] = {"rule": "answer"}
    return a_desk(Programme.model_validate(words))


def reckoning(**said: object) -> Reckoning:
    whole = {"key": "answer", "since": "2000-01-01", "within": {"months": 1}, "source": {"de": "Nr. 3"}, **said}
    return Reckoning(OfficeCalendar("SN"), RuleBook((Figure.model_validate(whole),)))


def opened(desk: Desk, by: Reckoning) -> StageOpened:
    desk.today = date(2009, 1, 1)
    event = opens(desk.dossier, desk.dossier.programme.stages["submission"], desk.today, by)
    assert event is not None
    return event


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ({}, "2009-02-02"),
        ({"shifts": False}, "2009-02-01"),
        ({"end_of": "month"}, "2009-03-02"),
        ({"end_of": "year"}, "2009-12-31"),
    ],
)
def test_the_figures_own_words_hold(said: dict[str, object], due: str) -> None:
    """1 February 2009 and 28 February 2009 fall on a weekend."""
    assert opened(by_rule(), reckoning(**said)).due == due


def test_a_rule_no_rule_set_has_opens_the_stage_without_a_day() -> None:
    """The linter of programmes names it; a case does not stop for it."""
    assert opened(by_rule(), Reckoning(OfficeCalendar("SN"))).due is None


def test_the_day_is_explained_by_the_figure_it_was_counted_by() -> None:
    desk, by = by_rule(), reckoning(end_of="month")
    desk.file([(opened(desk, by), When.of(desk.today))], Actor(CHAIN, CHAIN, frozenset()))
    found = deadline(desk.dossier, "submission:1")
    assert found is not None
    (step,) = explain(desk.dossier, found, by)
    assert step.derivation is not None
    assert (step.derivation.due, step.derivation.rule, step.differs) == ("2009-03-02", "answer@2000-01-01", False)
