"""The chain linter on deadlines and ladders: each finding has a programme, or an office, that has it."""

from dataclasses import replace
from typing import Any

import pytest

from domain.calendar import OfficeCalendar
from domain.deadlines.rules import Figure, RuleBook
from domain.duties.staff import staff_roles
from domain.errors.lint import (
    LadderTooLong,
    LadderUnused,
    NobodyIsHead,
    NobodyIsReminded,
    PeriodWithinHolidays,
    RuleHoldsNowhere,
    Severity,
)
from domain.programme.lint import findings
from domain.programme.lint_office import office_findings
from tests.domain.linting import OFFICE, TODAY, a_programme, holding, only, stage

#: A deadline of the sound programme that has nothing wrong.
_PROOF: dict[str, Any] = {
    "key": "proof", "title": {"de": "Nachweis"}, "role": "city", "since": "decision", "within": {"months": 6},
}  # fmt: skip


def with_deadline(words: dict[str, Any], **changed: object) -> None:
    words["deadlines"] = [{name: value for name, value in {**_PROOF, **changed}.items() if value is not None}]


def test_about_a_deadline_with_time_enough_nothing_is_said() -> None:
    programme = a_programme(with_deadline)
    assert findings(programme) == []
    assert office_findings(programme, OFFICE, TODAY) == []


@pytest.mark.parametrize(
    ("within", "said"),
    [
        ({"days": 13}, True), ({"days": 14}, False), ({"weeks": 1}, True), ({"weeks": 2}, False), ({"working_days": 9}, True),
        ({"working_days": 10}, False), ({"half_months": 1}, False), ({"months": 1}, False), ({"rule": "proof"}, False),
    ],
)  # fmt: skip
def test_a_first_reminder_before_the_period_begins_is_named(within: dict[str, object], said: bool) -> None:  # noqa: FBT001
    """The usual ladder begins fourteen days before the end."""
    duty = findings(a_programme(lambda words: with_deadline(words, within=within)))
    at_stage = findings(a_programme(lambda words: stage(words, "decision").update(within=within)))

    if not said:
        assert duty == at_stage == []
        return
    assert only(duty, LadderTooLong).path == ("deadlines", 0)
    assert only(at_stage, LadderTooLong).path == ("proceedings", 0, "stages", 3)
    assert duty[0].values["days"] == 14


def test_a_shorter_ladder_mends_it_and_a_ladder_nothing_names_is_named() -> None:
    def edit(words: dict[str, Any]) -> None:
        words["ladders"] = [{"key": "short", "rungs": [{"key": "soon", "days": -3}]}]
        with_deadline(words, within={"weeks": 1}, ladder="short")

    assert findings(a_programme(edit)) == []

    def unused(words: dict[str, Any]) -> None:
        edit(words)
        del words["deadlines"]

    assert only(findings(a_programme(unused)), LadderUnused).path == ("ladders", 0)


def test_a_programmes_own_usual_ladder_is_used_by_what_names_none() -> None:
    def edit(words: dict[str, Any]) -> None:
        words["ladders"] = [{"key": "usual", "rungs": [{"key": "soon", "days": -3}]}]
        with_deadline(words, within={"weeks": 1})

    assert findings(a_programme(edit)) == []


def test_a_deadline_that_counts_back_from_the_project_may_be_reminded_of_before_its_period() -> None:
    """The aim is named on the day of the opening; two weeks before its end nothing has to have begun."""
    programme = a_programme(lambda words: with_deadline(words, within={"weeks": 1}, since=None, before="begins"))
    assert findings(programme) == []


@pytest.mark.parametrize(("weeks", "said"), [(1, True), (2, False)])
def test_a_first_reminder_before_a_period_by_rule_begins_is_named_where_the_rule_holds(weeks: int, said: bool) -> None:  # noqa: FBT001
    rule = {"key": "proof", "since": "2020-01-01", "within": {"weeks": weeks}, "source": {"de": "Richtlinie"}}
    office = replace(OFFICE, calendar=OfficeCalendar("SN"), rules=RuleBook((Figure.model_validate(rule),)))
    programme = a_programme(lambda words: with_deadline(words, within={"rule": "proof"}))

    found = office_findings(programme, office, TODAY)

    assert [(type(one), one.path) for one in found] == ([(LadderTooLong, ("deadlines", 0))] if said else [])


@pytest.mark.parametrize(
    ("changed", "said"),
    [({}, True), ({"within": {"days": 5}}, False), ({"role": None}, False), ({"since": None, "before": "begins"}, False)],
)
def test_a_deadline_that_can_lie_within_holidays_is_named(changed: dict[str, object], said: bool) -> None:  # noqa: FBT001
    """Good Friday to Easter Monday 2027 are four days without a working day."""

    def edit(words: dict[str, Any]) -> None:
        words["ladders"] = [{"key": "short", "rungs": [{"key": "soon", "days": -1}]}]
        with_deadline(words, **{"within": {"days": 3}, "ladder": "short", **changed})

    found = office_findings(a_programme(edit), OFFICE, TODAY)

    assert [(type(one), one.path) for one in found] == ([(PeriodWithinHolidays, ("deadlines", 0, "within"))] if said else [])


def test_a_period_that_merely_ends_reminds_nobody_and_is_not_named() -> None:
    assert findings(a_programme(lambda words: with_deadline(words, role=None, within={"days": 3}))) == []


def test_a_deadline_of_an_office_role_nobody_holds_reminds_nobody() -> None:
    def edit(words: dict[str, Any]) -> None:
        words["roles"]["boss"] = {"de": "Leitung"}
        words["heads"] = ["boss"]
        with_deadline(words, role="boss")

    programme = a_programme(edit)
    found = [type(one) for one in office_findings(programme, OFFICE, TODAY)]
    assert found == [NobodyIsReminded, NobodyIsHead]
    assert office_findings(programme, holding(boss=["boss-1", "boss-2"]), TODAY) == []
    assert findings(programme) == [], "whoever is told last has something to do"
    assert "boss" in staff_roles(programme), "heads work for the office"


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ({}, False), ({"laender": ["SN"]}, False), ({"laender": ["BE"]}, True), ({"recipient": "municipality"}, True),
        ({"until": "2024-12-31"}, True), ({"programmes": ["other"]}, True),
    ],
)  # fmt: skip
def test_a_rule_that_does_not_hold_at_the_authority_today_is_an_error(figure: dict[str, object], said: bool) -> None:  # noqa: FBT001
    rule = {"key": "proof", "since": "2020-01-01", "within": {"months": 6}, "source": {"de": "Richtlinie"}, **figure}
    office = replace(OFFICE, calendar=OfficeCalendar("SN"), rules=RuleBook((Figure.model_validate(rule),)))

    found = office_findings(a_programme(lambda words: with_deadline(words, within={"rule": "proof"})), office, TODAY)

    if said:
        error = only(found, RuleHoldsNowhere)
        assert (error.severity, error.path) == (Severity.ERROR, ("deadlines", 0, "within", "rule"))
    else:
        assert found == []
