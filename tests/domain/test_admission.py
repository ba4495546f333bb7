"""What may be recorded, by whom, and what each refusal says. A refusal changes nothing."""

import pytest

from domain.commands import (
    Command,
    ConfirmFunds,
    Decide,
    Resolve,
    Return,
    StageCommand,
    Submit,
    SupplyDocuments,
)
from domain.dates import When
from domain.errors import (
    AlreadySettled,
    BeforeItsGate,
    DateNeeded,
    DetailNeeded,
    DetailNotAllowed,
    GateWasRejected,
    InTheFuture,
    NoSuchOutcome,
    NoSuchStage,
    NotOfThisStage,
    NotYourRole,
    StageNotOpen,
)
from domain.events import Decided, Opened, Resolved, Submitted
from domain.programme import Programme
from domain.vocabulary import CofinancingOutcome, DecisionOutcome, MeetingOutcome, ReturnPurpose
from tests.offices import LEIPZIG, TODAY, Actor, Desk, a_desk, a_dossier, refused

JULY = When("2002-07-04")
DOCUMENTS = Return(stage="submission", on=JULY, purpose=ReturnPurpose.DOCUMENTS, reason="Finanzierungsplan fehlt")


def test_an_application_a_confirmation_and_a_decision_are_recorded_as_they_were_told(confirmed: Desk) -> None:
    events = confirmed.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED, amount=100))
    assert events == [Decided("decision", 1, DecisionOutcome.GRANTED, None, 100)]
    kinds = [type(entry.event) for entry in confirmed.dossier.entries]
    assert kinds == [Opened, Submitted, Resolved, Decided]


def test_the_body_of_a_meeting_is_the_one_the_programme_names(submitted: Desk) -> None:
    [event] = submitted.ask(Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.ADOPTED, vote="17 Ja, 2 Nein"))
    assert event == Resolved("kg", 1, MeetingOutcome.ADOPTED, "kg", vote="17 Ja, 2 Nein")


@pytest.mark.parametrize("stage", ["submission", "kg", "decision"])
def test_who_has_no_role_records_nothing(stage: str, passer_by: Actor) -> None:
    desk = a_dossier(stage)
    commands: dict[str, Command] = {
        "submission": Submit(stage="submission", on=JULY),
        "kg": Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.ADOPTED),
        "decision": Decide(stage="decision", on=JULY, outcome=DecisionOutcome.GRANTED),
    }
    assert isinstance(refused(desk, commands[stage], passer_by), NotYourRole)


def test_a_decision_belongs_to_the_authority_not_to_the_city(confirmed: Desk, city_clerk: Actor) -> None:
    refusal = refused(confirmed, Decide(stage="decision", on=JULY, outcome=DecisionOutcome.GRANTED), city_clerk)
    assert isinstance(refusal, NotYourRole)
    assert "Regional authority" in str(refusal)
    assert "Regierungspräsidium" in refusal.sentence(language="de")


def test_a_decision_needs_both_a_submission_and_a_confirmation(submitted: Desk) -> None:
    refusal = refused(submitted, Decide(stage="decision", on=JULY, outcome=DecisionOutcome.GRANTED))
    assert isinstance(refusal, StageNotOpen)
    assert "KG session" in str(refusal)


def test_the_kg_may_confirm_before_the_submission_comes_in() -> None:
    """Never validate kg_date >= submission_date."""
    desk = a_desk()
    desk.ask(Resolve(stage="kg", on=When("2002-09-04"), outcome=MeetingOutcome.ADOPTED))
    desk.ask(Submit(stage="submission", on=When("2002-09-24")))
    assert desk.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED))


@pytest.mark.parametrize("outcome", [DecisionOutcome.GRANTED, DecisionOutcome.REFUSED])
def test_a_decision_is_not_dated_before_what_it_rests_on(confirmed: Desk, outcome: DecisionOutcome) -> None:
    asked = Decide(stage="decision", on=When("2002-07-03"), outcome=outcome, reason="-")
    assert isinstance(refused(confirmed, asked), BeforeItsGate)
    assert confirmed.ask(Decide(stage="decision", on=When("2002-07"), outcome=outcome, reason="-")), "a month may hold both"


def test_a_rejection_by_the_body_leaves_only_a_refusal(submitted: Desk) -> None:
    submitted.ask(Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.REJECTED))
    assert isinstance(refused(submitted, Decide(stage="decision", on=JULY, outcome=DecisionOutcome.GRANTED)), GateWasRejected)
    assert submitted.ask(Decide(stage="decision", on=JULY, outcome=DecisionOutcome.REFUSED, reason="KG lehnte ab"))


@pytest.mark.parametrize("outcome", ["postponed", "not_dealt_with", "withdrawn", "noted"])
def test_a_body_may_deal_with_an_item_again_until_it_has_settled_it(submitted: Desk, outcome: str) -> None:
    """Domain rules 6.2; "noted" passes only where the item was for information."""
    submitted.ask(Resolve(stage="kg", on=JULY, outcome=MeetingOutcome(outcome)))
    submitted.ask(Resolve(stage="kg", on=When("2002-09-04"), outcome=MeetingOutcome.ADOPTED))
    again = refused(submitted, Resolve(stage="kg", on=When("2002-09-05"), outcome=MeetingOutcome.ADOPTED))
    assert isinstance(again, AlreadySettled)


@pytest.mark.parametrize(
    ("outcome", "detail"),
    [
        ("adopted_amended", {"conditions": "Kürzung"}),
        ("adopted_with_conditions", {"conditions": "ohne Fest"}),
        ("referred", {"referred_to": "Bauausschuss"}),
        ("resubmission", {"resubmit_on": When("2002-09")}),
    ],
)
def test_an_outcome_that_says_nothing_by_itself_needs_its_detail(
    submitted: Desk, outcome: str, detail: dict[str, object]
) -> None:
    refusal = refused(submitted, Resolve(stage="kg", on=JULY, outcome=MeetingOutcome(outcome)))
    assert isinstance(refusal, DetailNeeded)
    assert next(iter(detail)) in str(refusal)
    assert submitted.ask(Resolve(stage="kg", on=JULY, outcome=MeetingOutcome(outcome), **detail))  # type: ignore[arg-type] # one detail each


@pytest.mark.parametrize("outcome", [DecisionOutcome.REFUSED, DecisionOutcome.PARTIALLY_GRANTED])
def test_less_than_everything_asked_for_needs_grounds(confirmed: Desk, outcome: DecisionOutcome) -> None:
    """§ 39 VwVfG."""
    assert isinstance(refused(confirmed, Decide(stage="decision", on=When("2002-11-18"), outcome=outcome)), DetailNeeded)


def test_a_refusal_names_no_amount(confirmed: Desk) -> None:
    asked = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.REFUSED, reason="-", amount=1)
    assert isinstance(refused(confirmed, asked), DetailNotAllowed)


def test_an_early_start_counts_from_its_effective_date_and_needs_one() -> None:
    desk = a_desk()
    assert isinstance(refused(desk, Decide(stage="consent", outcome=DecisionOutcome.GRANTED)), DetailNeeded)
    asked = Decide(stage="consent", outcome=DecisionOutcome.GRANTED, effective_on=When("2000-11-16"))
    assert desk.ask(asked) == [Decided("consent", 1, DecisionOutcome.GRANTED, When("2000-11-16"))]


def test_no_other_decision_has_an_effective_date(confirmed: Desk) -> None:
    asked = Decide(stage="decision", on=JULY, outcome=DecisionOutcome.GRANTED, effective_on=JULY)
    assert isinstance(refused(confirmed, asked), DetailNotAllowed)


def test_nothing_is_decided_twice(granted: Desk) -> None:
    asked = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED)
    assert isinstance(refused(granted, asked), AlreadySettled)


@pytest.mark.parametrize("on", [None, When.unknown()])
def test_a_stage_needs_a_date_unless_the_programme_lets_it_go_without(submitted: Desk, on: When | None) -> None:
    assert isinstance(refused(submitted, Resolve(stage="kg", on=on, outcome=MeetingOutcome.ADOPTED)), DateNeeded)
    granted = a_dossier("cofinancing")
    assert granted.ask(ConfirmFunds(stage="cofinancing", on=on, outcome=CofinancingOutcome.CONFIRMED))


def test_the_future_cannot_be_recorded_and_today_can(submitted: Desk) -> None:
    assert isinstance(
        refused(submitted, Resolve(stage="kg", on=When("2010-01-05"), outcome=MeetingOutcome.ADOPTED)), InTheFuture
    )
    assert submitted.ask(Resolve(stage="kg", on=When.of(TODAY), outcome=MeetingOutcome.ADOPTED))


def test_an_unknown_stage_is_answered_with_the_known_ones(submitted: Desk) -> None:
    refusal = refused(submitted, Submit(stage="beauty-contest", on=JULY))
    assert isinstance(refusal, NoSuchStage)
    assert "submission, kg, decision, cofinancing" in str(refusal)


@pytest.mark.parametrize(
    ("said", "known"),
    [
        (Decide(stage="kg", on=JULY, outcome=DecisionOutcome.GRANTED), "adopted"),
        (Submit(stage="kg", on=JULY), "adopted"),
        (Resolve(stage="decision", on=JULY, outcome=MeetingOutcome.ADOPTED), "granted"),
        (ConfirmFunds(stage="decision", on=JULY, outcome=CofinancingOutcome.CONFIRMED), "granted"),
        (SupplyDocuments(stage="cofinancing"), "confirmed"),
        (Resolve(stage="submission", on=JULY, outcome=MeetingOutcome.ADOPTED), "submitted"),
    ],
)
def test_what_is_no_matter_of_a_stage_is_refused_with_what_is(said: StageCommand, known: str) -> None:
    desk = a_dossier(said.stage)
    before = desk.dossier.version
    refusal = refused(desk, said)
    assert isinstance(refusal, NotOfThisStage)
    assert known in str(refusal)
    assert desk.dossier.version == before


def test_an_outcome_the_programme_does_not_list_is_refused() -> None:
    said = LEIPZIG.model_dump(mode="json")
    kg = next(stage for course in said["proceedings"] for stage in course["stages"] if stage["key"] == "kg")
    kg["outcomes"] = ["adopted", "rejected"]
    desk = a_desk(Programme.model_validate(said))
    refusal = refused(desk, Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.POSTPONED))
    assert isinstance(refusal, NoSuchOutcome)
    assert "adopted, rejected" in str(refusal)
    assert desk.ask(Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.REJECTED))
