"""Forecasts: from the cut-off to the meeting to the decision."""

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar import OfficeCalendar
from domain.commands import Resolve, Submit
from domain.commands.meetings import Schedule
from domain.dates import When
from domain.deadlines.held import deadlines
from domain.deadlines.rules import Reckoning, RuleBook, RuleSet
from domain.events.deadlines import DeadlineExtended
from domain.forecast import Reason, forecast
from domain.forecast.basis import Past, Sitting, spread
from domain.forecast.turning import days_between, turning
from domain.programme import Programme
from domain.vocabulary import MeetingOutcome
from tests.domain.forecasts import DECISIONS, SITTINGS, a_basis, at, awaiting_documents, minute
from tests.offices import CASE_OFFICER, LEIPZIG, Desk, a_desk, a_dossier


def likely(desk: Desk, on: str) -> dict[str, date | None]:
    found = forecast(desk.dossier, a_basis(), [at("submission", on)])
    return {step.stage: step.likely for step in found.steps}


def test_documents_in_the_minute_of_the_cut_off_reach_the_meeting_and_a_minute_later_the_next_one() -> None:
    desk = awaiting_documents()

    assert likely(desk, "2010-01-15T14:00")["kg"] == date(2010, 1, 21)
    assert likely(desk, "2010-01-15T14:01")["kg"] == date(2010, 2, 25)


def test_the_decision_follows_the_meeting_by_the_median_of_earlier_cases_with_a_range() -> None:
    found = forecast(awaiting_documents().dossier, a_basis(), [at("submission", "2010-01-15T14:00")])

    decision = found.at("decision")
    assert decision is not None
    assert (decision.why.reason, decision.why.cases) == (Reason.EARLIER_CASES, 10)
    assert decision.likely == date(2010, 2, 23), "33 days after the meeting"
    assert decision.earliest == date(2010, 2, 4)
    assert decision.latest == date(2010, 4, 21), "90 days after the meeting"


def test_a_counted_day_on_which_the_office_does_not_work_moves_on_and_a_meetings_day_does_not() -> None:
    sunday = (Sitting("meeting-1", "kg", "2010-04-04T10:00"),)
    found = forecast(a_dossier("kg").dossier, a_basis(sittings=sunday, past={"decision": Past((1,) * 5)}))

    kg, decision = found.at("kg"), found.at("decision")
    assert kg is not None
    assert decision is not None
    assert kg.likely == date(2010, 4, 4), "Easter Sunday, and the body meets"
    assert decision.likely == date(2010, 4, 6), "Easter Monday is a holiday"


def test_with_too_few_earlier_cases_the_period_of_the_programme_speaks_and_without_one_nothing_does() -> None:
    found = forecast(a_dossier("kg").dossier, a_basis(past={"decision": Past((30,) * 4)}))

    decision, funds = found.at("decision"), found.at("cofinancing")
    assert decision is not None
    assert funds is not None
    assert (decision.earliest, decision.likely, decision.latest) == (date(2010, 1, 21), date(2010, 4, 21), date(2010, 4, 21))
    assert decision.why.reason is Reason.PERIOD, "three months from the meeting on"
    assert (funds.likely, funds.latest, funds.why.reason) == (None, None, Reason.UNKNOWN)
    assert funds.earliest == date(2010, 1, 21), "not before the meeting all the same"


def test_beyond_the_calendar_only_the_last_meeting_is_said() -> None:
    found = forecast(awaiting_documents().dossier, a_basis(), [at("submission", "2010-03-01T08:00")])

    kg = found.at("kg")
    assert kg is not None
    assert (kg.likely, kg.latest) == (None, None)
    assert (kg.why.reason, kg.why.day) == (Reason.NO_FURTHER_MEETING, date(2010, 2, 25))
    assert kg.earliest >= date(2010, 2, 25)


def test_without_any_meeting_set_earlier_cases_speak_if_there_are_enough() -> None:
    without = forecast(a_dossier("kg").dossier, a_basis(sittings=())).at("kg")
    with_past = forecast(a_dossier("kg").dossier, a_basis(sittings=(), past={"kg": Past((30,) * 5)})).at("kg")

    assert without is not None
    assert with_past is not None
    assert (without.likely, without.why.reason) == (None, Reason.NO_MEETING)
    assert (with_past.likely, with_past.why.reason) == (date(2010, 2, 3), Reason.EARLIER_CASES)


def test_a_case_on_an_agenda_takes_that_day_even_if_the_papers_were_late() -> None:
    desk = a_dossier("kg")
    desk.ask(Schedule(stage="kg", meets_on=When("2010-01-21"), meeting="meeting-1", on=When("2010-01-04")))

    kg = forecast(desk.dossier, a_basis("2010-01-18T09:00")).at("kg")

    assert kg is not None
    assert (kg.earliest, kg.likely, kg.latest) == (date(2010, 1, 21),) * 3
    assert kg.why.reason is Reason.ON_AGENDA


def test_a_meeting_that_is_over_without_a_result_is_waited_for_a_month_and_then_nothing_is_said() -> None:
    desk = a_dossier("kg")
    desk.ask(Schedule(stage="kg", meets_on=When("2010-01-21"), meeting="meeting-1", on=When("2010-01-04")))

    soon = forecast(desk.dossier, a_basis("2010-01-25T09:00")).at("kg")
    late = forecast(desk.dossier, a_basis("2010-02-23T09:00")).at("kg")

    assert soon is not None
    assert late is not None
    assert (soon.likely, soon.latest) == (date(2010, 1, 25), date(2010, 2, 25))
    assert soon.why.reason is late.why.reason is Reason.RESULT_OUTSTANDING
    assert late.likely is None


def test_a_case_that_is_to_come_up_again_waits_for_the_day_of_resubmission() -> None:
    desk = a_dossier("kg")
    again = Resolve(
        stage="kg", outcome=MeetingOutcome.RESUBMISSION, resubmit_on=When("2010-02-01"), on=When("2010-01-04")
    )  # fmt: skip
    desk.ask(again)

    kg = forecast(desk.dossier, a_basis()).at("kg")

    assert kg is not None
    assert kg.likely == date(2010, 2, 25)


def test_the_end_of_the_period_is_what_documents_are_expected_by_and_once_it_has_passed_nothing_is_said() -> None:
    desk = awaiting_documents(due="2010-01-14")

    due = forecast(desk.dossier, a_basis()).at("submission")
    over = forecast(desk.dossier, a_basis("2010-01-15T08:00"))

    assert due is not None
    assert (due.earliest, due.likely, due.why.reason) == (date(2010, 1, 4), date(2010, 1, 14), Reason.PERIOD)
    late, kg = over.at("submission"), over.at("kg")
    assert late is not None
    assert kg is not None
    assert (late.likely, late.why.reason) == (None, Reason.OVERDUE)
    assert (kg.earliest, kg.likely, kg.why.reason) == (date(2010, 1, 21), None, Reason.DEPENDS)


def test_a_stage_that_has_lasted_longer_than_any_before_is_not_guessed_at() -> None:
    desk = a_dossier("decision")

    alike = forecast(desk.dossier, a_basis("2010-02-15T09:00")).at("decision")
    never = forecast(desk.dossier, a_basis("2010-06-01T09:00")).at("decision")

    assert alike is not None
    assert never is not None
    assert (alike.earliest, alike.why.cases) == (date(2010, 2, 18), 2), "only two took 42 days or more"
    assert (never.earliest, never.likely, never.why.reason) == (date(2010, 6, 1), None, Reason.LONGER_THAN_EVER)


def test_nothing_is_expected_of_a_case_that_is_over_or_of_stages_nobody_referred_it_to() -> None:
    assert forecast(a_dossier("end").dossier, a_basis()).steps == ()
    assert [step.stage for step in forecast(a_desk().dossier, a_basis()).steps] == [
        "submission",
        "kg",
        "decision",
        "cofinancing",
    ]


def test_missing_the_next_cut_off_costs_the_weeks_until_the_meeting_after_it() -> None:
    found = turning(awaiting_documents().dossier, a_basis())

    assert found is not None
    assert (found.wanted, found.meeting, found.until) == (("submission",), "kg", minute("2010-01-15T14:00"))
    assert found.lost == 35
    assert days_between(found.in_time.at("decision"), found.too_late.at("decision")) == 35


@pytest.mark.parametrize("stage", ["kg", "decision", "end"])
def test_a_case_that_owes_a_body_nothing_has_no_cut_off_to_miss(stage: str) -> None:
    assert turning(a_dossier(stage).dossier, a_basis()) is None


def test_the_outer_days_leave_out_a_tenth_on_either_side() -> None:
    assert spread(tuple(range(1, 6))) == (1, 3, 5)
    assert spread(tuple(range(1, 20))) == (2, 10, 18)
    assert spread((7,)) == (7, 7, 7)


def test_papers_close_a_meeting_and_without_a_day_for_them_its_beginning_does() -> None:
    assert DECISIONS.enough
    assert Sitting("m", "kg", "2010-01-21T18:00").cut_off == minute("2010-01-21T18:00")
    assert [one.cut_off for one in SITTINGS] == [minute("2010-01-15T14:00"), minute("2010-02-19T14:00")]


def test_an_extended_period_is_what_documents_are_expected_by() -> None:
    desk = awaiting_documents(due="2010-01-14")
    (name,) = (one.name for one in deadlines(desk.dossier) if one.holds and one.stage == "submission")
    more = DeadlineExtended(name, When("2010-01-20"), "Urlaub")
    desk.file([(more, When("2010-01-11"))], CASE_OFFICER)

    step = forecast(desk.dossier, a_basis("2010-01-15T08:00")).at("submission")

    assert step is not None
    assert (step.likely, step.why.reason) == (date(2010, 1, 20), Reason.PERIOD)


def test_where_nobody_knows_the_holidays_yet_no_day_is_counted() -> None:
    far = (Sitting("meeting-1", "kg", "2099-12-20T18:00"),)

    decision = forecast(a_dossier("kg").dossier, a_basis(sittings=far, past={"decision": Past((400,) * 5)})).at("decision")

    assert decision is not None
    assert (decision.earliest, decision.likely, decision.why.reason) == (date(2099, 12, 20), None, Reason.UNKNOWN)


def test_a_period_by_rule_is_counted_in_the_figures_own_words() -> None:
    """One month from the KG on 21 January, to the end of that month, which is a Sunday and stays."""
    raw = LEIPZIG.model_dump(mode="json")
    decision = next(stage for one in raw["proceedings"] for stage in one["stages"] if stage["key"] == "decision")
    decision["within"] = {"rule": "answer"}
    told = {"key": "answer", "since": "2000-01-01", "within": {"months": 1}, "end_of": "month", "shifts": False}
    rules = RuleBook.of([RuleSet.model_validate({
        "rules": "r", "title": {"de": "Regeln"}, "figures": [{**told, "source": {"de": "Nr. 1"}}],
    })])  # fmt: skip
    desk = a_desk(Programme.model_validate(raw))
    desk.ask(Submit(stage="submission", on=When("2010-01-04")))
    basis = replace(a_basis(past={}), reckoning=Reckoning(OfficeCalendar("SN"), rules))

    step = forecast(desk.dossier, basis).at("decision")

    assert step is not None
    assert (step.likely, step.why.reason) == (date(2010, 2, 28), Reason.PERIOD)
