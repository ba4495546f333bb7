"""Corrections of what happened around the bodies: bids, selections, proposals, conditions, conflicts, referrals."""

import pytest

from domain.commands import Actor, Correct, Resolve, Submit
from domain.commands.meetings import (
    CloseBids,
    DeclareConflict,
    Propose,
    PublishCall,
    ReceiveBid,
    Schedule,
    Select,
    SettleCondition,
)
from domain.dates import When
from domain.errors import DetailNotAllowed
from domain.errors.corrections import NotCorrectable, OthersStandOnIt, OthersWouldFall
from domain.meetings.conditions import conditions
from domain.standing import waiting
from domain.vocabulary import ConditionOutcome, DecisionOutcome, MeetingOutcome, SelectionOutcome
from tests.body_programmes import CALL, COUNCIL
from tests.offices import Desk, a_desk, a_dossier, refused

TEAM = Actor("t" * 16, "qm-team", frozenset({"team"}))
OFFICE = Actor("o" * 16, "buero", frozenset({"office", "mayor"}))
ON = When("2009-03-02")
ANNA, BERT = "a" * 16, "b" * 16


def _void(seq: int) -> Correct:
    return Correct(seq=seq, void=True, reason="falsche Akte")


def _called() -> Desk:
    """Entries: 2 idea, 3 round, 4 call, 5 and 6 bids, 7 closed."""
    desk = a_desk(CALL, TEAM)
    desk.ask(Submit(stage="idea", on=ON), TEAM)
    desk.ask(Resolve(stage="round", on=ON, outcome=MeetingOutcome.ADOPTED), TEAM)
    desk.ask(PublishCall(stage="call", on=ON), TEAM)
    for bidder in (ANNA, BERT):
        desk.ask(ReceiveBid(stage="bids", on=ON, bidder=bidder), TEAM)
    desk.ask(CloseBids(stage="bids", on=ON), TEAM)
    return desk


def test_the_bid_of_whoever_was_selected_stays_until_the_selection_is_taken_out() -> None:
    desk = _called()
    desk.ask(Select(stage="choice", on=ON, outcome=SelectionOutcome.SELECTED, bidder=ANNA), TEAM)
    refusal = refused(desk, _void(5), TEAM)
    assert isinstance(refusal, OthersStandOnIt)
    assert "8 (Auswahl)" in str(refusal)
    desk.ask(_void(6), TEAM)
    desk.ask(_void(8), TEAM)
    assert desk.dossier.sponsor == ""
    assert [line.stage for line in waiting(desk.dossier)] == ["choice"]
    desk.ask(_void(5), TEAM)


def test_a_call_and_the_end_of_bids_are_corrected_by_their_day_and_taken_out_with_what_stands_on_them_first() -> None:
    desk = _called()
    desk.ask(Correct(seq=7, on=When("2009-03-05"), reason="Amtsblatt"), TEAM)
    desk.ask(_void(7), TEAM)
    assert [line.stage for line in waiting(desk.dossier)] == ["bids"]


def test_a_proposal_taken_out_is_no_proposal_and_its_outcome_is_not_corrected() -> None:
    desk = a_dossier("decision")
    desk.ask(Propose(stage="decision", on=When("2002-10-01"), outcome=DecisionOutcome.GRANTED))
    seq = desk.dossier.version
    assert isinstance(refused(desk, Correct(seq=seq, outcome="refused", reason="-")), DetailNotAllowed)
    desk.ask(_void(seq))
    assert desk.dossier.proposed("decision", 1) is None


def test_a_declared_bias_taken_out_binds_nobody() -> None:
    desk = a_dossier("kg")
    desk.ask(DeclareConflict(on=When("2002-07-01"), party=ANNA))
    assert isinstance(refused(desk, Correct(seq=desk.dossier.version, outcome="granted", reason="-")), DetailNotAllowed)
    desk.ask(_void(desk.dossier.version))
    assert desk.dossier.conflicted == frozenset()


def test_an_end_of_a_condition_taken_out_opens_it_again() -> None:
    desk = a_dossier("kg")
    adopted = MeetingOutcome.ADOPTED_WITH_CONDITIONS
    desk.ask(Resolve(stage="kg", on=When("2002-07-04"), outcome=adopted, conditions="ohne Fest"))
    desk.ask(SettleCondition(seq=3, number=1, on=When("2002-07-05"), outcome=ConditionOutcome.MET, proof="Plan"))
    assert isinstance(refused(desk, Correct(seq=4, outcome="waived", reason="-")), DetailNotAllowed)
    desk.ask(_void(4))
    assert [one.open for one in conditions(desk.dossier)] == [True]


def test_an_agenda_is_left_by_taking_the_case_off_it() -> None:
    desk = a_dossier("kg")
    desk.ask(Schedule(stage="kg", on=When("2002-06-01"), meets_on=When("2002-07-04")))
    assert isinstance(refused(desk, _void(desk.dossier.version)), NotCorrectable)


@pytest.mark.parametrize(
    "wrong", [Correct(seq=3, reason="falsche Akte", void=True), Correct(seq=3, reason="falsche Akte", outcome="postponed")]
)
def test_a_referral_stays_while_the_committee_has_dealt_with_it(wrong: Correct) -> None:
    desk = a_desk(COUNCIL, OFFICE)
    desk.ask(Submit(stage="paper", on=ON), OFFICE)
    desk.ask(Resolve(stage="svv", on=ON, outcome=MeetingOutcome.REFERRED, referred_to="Hauptausschuss"), OFFICE)
    desk.ask(Resolve(stage="ha", on=ON, outcome=MeetingOutcome.NOTED), OFFICE)
    refusal = refused(desk, wrong, OFFICE)
    assert isinstance(refusal, OthersStandOnIt | OthersWouldFall)
    assert "4 (HA)" in str(refusal)
    desk.ask(_void(4), OFFICE)
    desk.ask(wrong, OFFICE)
