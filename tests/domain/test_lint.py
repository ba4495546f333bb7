"""The chain linter on programmes alone, and where a programme meets an office: each finding has a programme that has it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import OfficeCalendar, is_working_day
from domain.errors.lint import (
    BodyUnused,
    Finding,
    NobodyCallsMeetings,
    NobodyCanRecord,
    NobodyHolds,
    NobodyMaySign,
    NobodyRefers,
    NoMeetings,
    NoMembers,
    NoSecretary,
    OneHolderNoDeputy,
    PeriodWithinHolidays,
    RoleUnused,
    Severity,
    SignsNothing,
    TooFewForFourEyes,
    WaitsForAReferral,
)
from domain.programme import Programme
from domain.programme.lint import findings
from domain.programme.lint_office import Office, longest_rest, office_findings
from domain.text import Text
from tests.office_programmes import LEIPZIG

Edit = Callable[[dict[str, Any]], None]
TODAY = date(2026, 11, 23)

#: A sound programme: two people for everything, bodies that meet, and nothing to be said about it.
_WORDS: dict[str, Any] = {
    "programme": "sound",
    "title": {"de": "Richtig"},
    "roles": {"city": {"de": "Stadt"}, "clerk": {"de": "Geschäftsstelle"}, "office": {"de": "Amt"}},
    "administrators": ["office"],
    "withdrawn_by": ["city"],
    "bodies": [
        {"key": "council", "title": {"de": "Rat"}, "secretary": "clerk"},
        {"key": "committee", "title": {"de": "Ausschuss"}, "secretary": "clerk"},
    ],
    "proceedings": [
        {
            "key": "approval",
            "title": {"de": "Bewilligung"},
            "stages": [
                {"key": "application", "kind": "submission", "role": "city", "title": {"de": "Antrag"}},
                {
                    "key": "council", "kind": "meeting", "body": "council", "role": "clerk", "needs": ["application"],
                    "title": {"de": "Rat"},
                },
                {
                    "key": "committee", "kind": "meeting", "body": "committee", "role": "clerk", "by_referral": True,
                    "title": {"de": "Ausschuss"},
                },
                {
                    "key": "decision", "kind": "decision", "role": "office", "needs": ["council"], "four_eyes": True,
                    "within": {"weeks": 6}, "title": {"de": "Entscheidung"},
                },
            ],
        }
    ],
}  # fmt: skip
OFFICE = Office(
    title=Text(de="Amt"),
    calendar=OfficeCalendar("SN"),
    holders={role: frozenset({f"{role}-1", f"{role}-2"}) for role in _WORDS["roles"]},
    covered=frozenset(),
    meeting=frozenset({"council", "committee"}),
    manned=frozenset({"council", "committee"}),
)


def a_programme(edit: Edit = lambda _words: None) -> Programme:
    words = Programme.model_validate(_WORDS).model_dump(mode="json", exclude_defaults=True)
    edit(words)
    return Programme.model_validate(words)


def stage(words: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for one in words["proceedings"][0]["stages"] if one["key"] == key)


def only(found: list[Finding], kind: type[Finding]) -> Finding:
    """The one finding there is; its sentence has every value."""
    assert [type(one) for one in found] == [kind]
    assert "{" not in str(found[0])
    return found[0]


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


def holding(**roles: list[str]) -> Office:
    return replace(OFFICE, holders={**OFFICE.holders, **{role: frozenset(people) for role, people in roles.items()}})


def test_a_stage_at_which_nobody_can_record_is_an_error() -> None:
    found = only(office_findings(a_programme(), holding(city=[]), TODAY), NobodyCanRecord)

    assert found.severity is Severity.ERROR
    assert found.path == ("proceedings", 0, "stages", 0)


def test_a_role_cases_wait_for_and_nobody_holds_is_named_where_somebody_else_can_record() -> None:
    programme = a_programme(lambda words: stage(words, "application").update(recorded_by=["city", "office"]))

    assert only(office_findings(programme, holding(city=[]), TODAY), NobodyHolds).path[-1] == "role"


def test_one_person_in_an_office_role_needs_a_deputy() -> None:
    alone = holding(clerk=["clerk-1"])

    assert only(office_findings(a_programme(), alone, TODAY), OneHolderNoDeputy).path == ("roles", "clerk")
    assert office_findings(a_programme(), replace(alone, covered=frozenset({"clerk-1"})), TODAY) == []


def test_a_single_applicant_needs_no_deputy() -> None:
    assert office_findings(a_programme(), holding(city=["city-1"]), TODAY) == []


def test_four_eyes_need_two_people() -> None:
    covered = replace(holding(office=["office-1"]), covered=frozenset({"office-1"}))

    found = only(office_findings(a_programme(), covered, TODAY), TooFewForFourEyes)

    assert found.severity is Severity.ERROR


def test_an_administrator_may_be_the_second_pair_of_eyes() -> None:
    def edit(words: dict[str, Any]) -> None:
        words["administrators"] = ["office", "clerk"]

    covered = replace(holding(office=["office-1"]), covered=frozenset({"office-1"}))
    assert office_findings(a_programme(edit), covered, TODAY) == []


def test_a_body_that_does_not_meet_has_no_members_or_nobody_to_call_it_is_named() -> None:
    one = frozenset({"council"})
    for office, kind in ((replace(OFFICE, meeting=one), NoMeetings), (replace(OFFICE, manned=one), NoMembers)):
        assert only(office_findings(a_programme(), office, TODAY), kind).path == ("bodies", 1)

    def edit(words: dict[str, Any]) -> None:
        words["roles"]["secretary"] = {"de": "Schriftführung"}
        words["bodies"][1]["secretary"] = "secretary"

    found = only(office_findings(a_programme(edit), OFFICE, TODAY), NobodyCallsMeetings)
    assert found.path == ("bodies", 1, "secretary")


@pytest.mark.parametrize(
    ("within", "said"),
    [({"days": 3}, True), ({"days": 4}, True), ({"days": 5}, False), ({"weeks": 1}, False), ({"months": 1}, False)],
)
def test_a_period_that_can_pass_without_a_working_day_is_named(within: dict[str, int], said: bool) -> None:  # noqa: FBT001
    """Good Friday to Easter Monday 2027 are four days without a working day."""
    found = office_findings(a_programme(lambda words: stage(words, "decision").update(within=within)), OFFICE, TODAY)

    assert [type(one) for one in found] == ([PeriodWithinHolidays] if said else [])
    if said:
        values = {name: str(value) for name, value in found[0].values.items()}
        assert (values["start"], values["days"]) == ("25.03.2027", "4")


def test_the_longest_rest_over_christmas_differs_by_land() -> None:
    """In 2026 Christmas falls on Friday and Saturday: three days; Epiphany makes no difference to that."""
    december = (date(2026, 12, 1), date(2026, 12, 31))

    assert longest_rest(OfficeCalendar("SN"), *december) == (date(2026, 12, 25), 3)


@given(st.sampled_from(["SN", "BE", "BY", "BB"]), st.dates(date(2015, 1, 1), date(2040, 1, 1)), st.integers(0, 120))
def test_the_longest_rest_is_one_and_none_is_longer(land: str, since: date, days: int) -> None:
    until = since + timedelta(days=days)
    found = longest_rest(OfficeCalendar(land), since, until)
    resting = [not is_working_day(since + timedelta(days=n), OfficeCalendar(land)) for n in range(days + 1)]

    longest = max((len(run) for run in "".join("x" if rest else " " for rest in resting).split()), default=0)
    assert (found[1] if found else 0) == longest
    if found:
        assert all(not is_working_day(found[0] + timedelta(days=n), OfficeCalendar(land)) for n in range(found[1]))


def test_the_programmes_of_the_tests_get_only_warnings() -> None:
    assert {one.severity for one in findings(LEIPZIG)} <= {Severity.WARNING}
