"""The chain linter where a programme meets an office: each finding has an office that has it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import OfficeCalendar, is_working_day
from domain.errors.lint import (
    NobodyCallsMeetings,
    NobodyCanRecord,
    NobodyHolds,
    NoMeetings,
    NoMembers,
    OneHolderNoDeputy,
    PeriodWithinHolidays,
    Severity,
    TooFewForFourEyes,
)
from domain.programme.lint_office import longest_rest, office_findings
from tests.domain.linting import OFFICE, TODAY, a_programme, holding, only, stage


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
