"""Rounds: numbered, begun for a reason, keeping what a person says still counts."""

from typing import Any

import pytest

from domain.commands import Decide, Resolve, Return, Submit
from domain.dates import When
from domain.errors import (
    AlreadySettled,
    NoRoundBegins,
    NoSuchStage,
    NothingToKeep,
    OnlyOneRound,
    ProceedingFinished,
    ProceedingNotOpen,
    RoundIsEmpty,
    RoundNeedsReason,
    RoundOutOfOrder,
    StageNotOpen,
)
from domain.events import Resolved, RoundBegun, Submitted
from domain.standing import answer
from domain.vocabulary import DecisionOutcome, MeetingOutcome, ReturnPurpose
from tests.offices import BERLIN, TEAM, Desk, a_desk, a_dossier

SEPTEMBER = When("2002-09-04")
AGAIN = Resolve(stage="kg", on=SEPTEMBER, outcome=MeetingOutcome.ADOPTED, round=2, begins_round="Träger gewechselt")


def test_the_leipzig_sheet_is_recorded_in_the_order_it_happened(confirmed: Desk) -> None:
    """In round 2 the KG confirmed on 04.09.2002, before the second submission of 24.09.2002."""
    assert confirmed.ask(AGAIN) == [
        RoundBegun("approval", 2, "Träger gewechselt"),
        Resolved("kg", 2, MeetingOutcome.ADOPTED, "kg"),
    ]
    decide = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED)
    with pytest.raises(StageNotOpen, match="round 2: it needs Submission first"):
        confirmed.ask(decide)
    assert confirmed.ask(Submit(stage="submission", on=When("2002-09-24"), round=2)) == [Submitted("submission", 2)]
    assert confirmed.ask(decide)


def test_a_new_round_neither_voids_nor_keeps_an_earlier_result_by_itself(confirmed: Desk) -> None:
    """An explicit choice of a person, with a reason."""
    with pytest.raises(RoundNeedsReason):
        confirmed.ask(Submit(stage="submission", on=SEPTEMBER, round=2))
    confirmed.ask(Submit(stage="submission", on=SEPTEMBER, round=2, begins_round="neuer Plan"))
    kg = confirmed.dossier.programme.stages["kg"]
    assert answer(confirmed.dossier, kg, 2) is None
    assert answer(confirmed.dossier, kg, 1) is not None, "round 1 stays on record"


def test_what_is_kept_counts_in_the_new_round_and_in_the_one_after(confirmed: Desk) -> None:
    confirmed.ask(Submit(stage="submission", on=SEPTEMBER, round=2, begins_round="neuer Plan", keep=("kg",)))
    confirmed.ask(Submit(stage="submission", on=SEPTEMBER, round=3, begins_round="noch einer", keep=("kg",)))
    kg = confirmed.dossier.programme.stages["kg"]
    assert answer(confirmed.dossier, kg, 3) == answer(confirmed.dossier, kg, 1)
    assert confirmed.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED))


def test_what_is_kept_is_not_recorded_again(confirmed: Desk) -> None:
    confirmed.ask(Submit(stage="submission", on=SEPTEMBER, round=2, begins_round="neuer Plan", keep=("kg",)))
    with pytest.raises(AlreadySettled):
        confirmed.ask(Resolve(stage="kg", on=SEPTEMBER, outcome=MeetingOutcome.ADOPTED))


def test_a_reason_for_a_new_round_begins_the_next_one_without_its_number(confirmed: Desk) -> None:
    begun, _ = confirmed.ask(Submit(stage="submission", on=SEPTEMBER, begins_round="neuer Plan"))
    assert begun == RoundBegun("approval", 2, "neuer Plan")


@pytest.mark.parametrize("number", [3, 4, -1])
def test_rounds_are_not_skipped(confirmed: Desk, number: int) -> None:
    with pytest.raises(RoundOutOfOrder):
        confirmed.ask(Submit(stage="submission", on=SEPTEMBER, round=number, begins_round="neuer Plan"))


def test_what_is_kept_has_to_be_a_stage(confirmed: Desk) -> None:
    with pytest.raises(NoSuchStage):
        confirmed.ask(Submit(stage="submission", on=SEPTEMBER, round=2, begins_round="neuer Plan", keep=("jury",)))


def test_a_return_for_rework_begins_the_next_round_and_keeps_what_is_named(confirmed: Desk) -> None:
    asked = Return(stage="submission", on=SEPTEMBER, purpose=ReturnPurpose.REWORK, reason="Kosten zu hoch", keep=("kg",))
    _, begun = confirmed.ask(asked)
    assert begun == RoundBegun("approval", 2, "Kosten zu hoch", ("kg",))
    confirmed.ask(Submit(stage="submission", on=When("2002-09-24")))
    assert confirmed.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED))


def test_a_programme_without_rounds_has_one() -> None:
    desk = a_desk(BERLIN, actor=TEAM, on=When("2009-01-02"), area="Pankstraße")
    desk.ask(Submit(stage="application", on=When("2009-01-02")), TEAM)
    with pytest.raises(OnlyOneRound):
        desk.ask(Submit(stage="application", on=When("2009-01-03"), round=2, begins_round="neu"), TEAM)
    asked = Return(stage="application", on=When("2009-01-03"), purpose=ReturnPurpose.REWORK, reason="neu")
    with pytest.raises(OnlyOneRound):
        desk.ask(asked, TEAM)


def test_an_approval_that_ended_has_no_further_round() -> None:
    desk = a_dossier("end")
    with pytest.raises(ProceedingFinished):
        desk.ask(Submit(stage="submission", on=SEPTEMBER, round=2, begins_round="mehr Geld"))


def test_an_amendment_begins_once_the_approval_was_granted_and_may_be_followed_by_another(granted: Desk) -> None:
    request = Submit(stage="request", on=When("2003-01-02"))
    with pytest.raises(ProceedingNotOpen):
        granted.ask(request)
    desk = a_dossier("end")
    assert desk.ask(request) == [Submitted("request", 1)]
    desk.ask(Decide(stage="change", on=When("2003-02-03"), outcome=DecisionOutcome.GRANTED))
    begun, _ = desk.ask(Submit(stage="request", on=When("2004-01-02"), begins_round="Laufzeit"))
    assert begun == RoundBegun("amendment", 2, "Laufzeit")


def test_an_empty_round_is_not_left_for_another_one() -> None:
    with pytest.raises(RoundIsEmpty):
        a_desk().ask(Submit(stage="submission", on=SEPTEMBER, round=2, begins_round="neuer Plan"))


@pytest.mark.parametrize("kept", ["cofinancing", "consent"])
def test_only_a_stage_of_the_proceeding_with_something_on_record_is_kept(confirmed: Desk, kept: str) -> None:
    with pytest.raises(NothingToKeep):
        confirmed.ask(Submit(stage="submission", on=SEPTEMBER, round=2, begins_round="neuer Plan", keep=(kept,)))
    asked = Return(stage="submission", on=SEPTEMBER, purpose=ReturnPurpose.REWORK, reason="Kosten", keep=(kept,))
    with pytest.raises(NothingToKeep):
        confirmed.ask(asked)


@pytest.mark.parametrize("extra", [{"begins_round": "neu"}, {"keep": ("submission",)}, {"keep": ("nonsense",)}])
def test_what_only_a_new_round_can_mean_is_refused_where_none_begins(extra: dict[str, Any]) -> None:
    """A clerk who types what to keep and forgets the reason is told, not left believing that it was kept."""
    desk = a_dossier(at="kg")
    with pytest.raises(NoRoundBegins):
        desk.ask(Resolve(stage="kg", on=SEPTEMBER, outcome=MeetingOutcome.ADOPTED, round=1, **extra))


@pytest.mark.parametrize("number", [0, -1])
def test_there_is_no_round_before_the_first(confirmed: Desk, number: int) -> None:
    with pytest.raises(RoundOutOfOrder):
        confirmed.ask(Submit(stage="submission", on=SEPTEMBER, round=number))
