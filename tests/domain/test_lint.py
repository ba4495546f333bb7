"""The chain linter on programmes alone: each finding has a programme that has it."""

from typing import Any

import pytest

from domain.errors.lint import (
    BodyUnused,
    Finding,
    NobodyMaySign,
    NobodyRefers,
    NoSecretary,
    RoleUnused,
    Severity,
    SignsNothing,
    WaitsForAReferral,
)
from domain.programme.lint import findings
from domain.programme.lint_office import office_findings
from tests.domain.linting import OFFICE, TODAY, a_programme, only, stage
from tests.office_programmes import LEIPZIG


def test_about_a_sound_programme_in_a_well_staffed_office_nothing_is_said() -> None:
    assert findings(a_programme()) == []
    assert office_findings(a_programme(), OFFICE, TODAY) == []


@pytest.mark.parametrize("field", ["needs", "usually_after"])
def test_a_stage_that_comes_after_one_by_referral_would_wait_for_ever(field: str) -> None:
    def edit(words: dict[str, Any]) -> None:
        stage(words, "decision")[field] = ["committee"]

    found = only(findings(a_programme(edit)), WaitsForAReferral)

    assert found.severity is Severity.ERROR
    assert found.path == ("proceedings", 0, "stages", 3, field, 0)


def test_a_stage_by_referral_nobody_can_refer_to_never_gets_a_case() -> None:
    found = only(
        findings(a_programme(lambda words: stage(words, "council").update(outcomes=["adopted", "rejected"]))), NobodyRefers
    )

    assert found.severity is Severity.ERROR
    assert found.path[-1] == "by_referral"


def test_a_role_and_a_body_with_nothing_to_do_are_named() -> None:
    role = only(findings(a_programme(lambda words: words["roles"].update(guest={"de": "Gast"}))), RoleUnused)
    body = only(
        findings(a_programme(lambda words: words["bodies"].append({"key": "jury", "title": {"de": "Jury"}}))), BodyUnused
    )

    assert (role.path, body.path) == (("roles", "guest"), ("bodies", 2))
    assert {role.severity, body.severity} == {Severity.WARNING}


def test_a_body_that_meets_without_a_secretary_is_named() -> None:
    def edit(words: dict[str, Any]) -> None:
        del words["bodies"][1]["secretary"]

    assert only(findings(a_programme(edit)), NoSecretary).path == ("bodies", 1)


@pytest.mark.parametrize(
    ("signing", "budgets", "kinds"),
    [
        ([{"role": "office", "up_to": "5000"}], [], [NobodyMaySign]),
        ([{"role": "office", "up_to": "5000"}], ["4000"], []),
        ([{"role": "office", "up_to": "5000"}], ["4000", "6000"], [NobodyMaySign]),
        ([{"role": "clerk", "up_to": "5000"}], [], [SignsNothing]),
        ([], [], []),
    ],
    ids=["everybody is limited", "the cap is lower", "a later cap is higher", "a role that decides nothing", "no limits"],
)
def test_amounts_nobody_may_sign_are_found(
    signing: list[dict[str, str]], budgets: list[str], kinds: list[type[Finding]]
) -> None:
    def edit(words: dict[str, Any]) -> None:
        words["signing"] = signing
        words["budgets"] = [
            {"since": f"{2015 + n}-01-01", "per_area_and_year": "10000", "per_project": cap} for n, cap in enumerate(budgets)
        ]

    assert [type(one) for one in findings(a_programme(edit))] == kinds


def test_where_a_second_role_may_sign_without_a_limit_no_amount_is_left_over() -> None:
    def edit(words: dict[str, Any]) -> None:
        words["signing"] = [{"role": "office", "up_to": "5000"}]
        stage(words, "decision")["recorded_by"] = ["office", "clerk"]

    assert findings(a_programme(edit)) == []


def test_the_programmes_of_the_tests_get_only_warnings() -> None:
    assert {one.severity for one in findings(LEIPZIG)} <= {Severity.WARNING}
