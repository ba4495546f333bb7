"""A project before its sponsor: it moves without an applicant, is called for, bid for, and somebody is selected."""

from datetime import date

import pytest

from domain.admission.opening import open_dossier
from domain.commands import Actor, Command, Correct, Decide, Resolve, Submit
from domain.commands.meetings import CloseBids, Propose, PublishCall, ReceiveBid, Select
from domain.dates import When
from domain.errors import AlreadySettled, DetailNeeded, ProceedingFinished, StageNotOpen
from domain.errors.duties import DecidesOwnProposal, OverSigningLimit, ProposalNeeded
from domain.errors.meetings import BidTwice, NoBids, NoSuchCode, NotABidder
from domain.events import Resolved, Submitted
from domain.events.chain import Closed
from domain.programme import Programme
from domain.standing import approval_status, finished, nothing_can_follow, waiting, with_next
from domain.vocabulary import ApprovalStatus, DecisionOutcome, MeetingOutcome, SelectionOutcome, StageKind
from tests.body_programmes import CALL
from tests.offices import BERLIN, LEIPZIG, Desk, a_desk, an_opening, refused

TEAM = Actor("p-team-p-team-p-t", "qm-team", frozenset({"team"}))
HEAD = Actor("p-head-p-head-p-h", "leitung", frozenset({"head"}))
ON = When("2009-03-02")
ANNA, BERT = "a" * 16, "b" * 16
STEPS: dict[str, Command] = {
    "idea": Submit(stage="idea", on=ON),
    "round": Resolve(stage="round", on=ON, outcome=MeetingOutcome.ADOPTED),
    "call": PublishCall(stage="call", on=ON, closes_on=When("2009-04-30")),
    "bid": ReceiveBid(stage="bids", on=ON, bidder=ANNA, amount=2_000_000),
    "bids": CloseBids(stage="bids", on=ON),
    "choice": Select(stage="choice", on=ON, outcome=SelectionOutcome.SELECTED, bidder=ANNA),
    "application": Submit(stage="application", on=ON),
}


def _until(stage: str) -> Desk:
    desk = a_desk(CALL, TEAM)
    for step, command in STEPS.items():
        if step == stage:
            break
        desk.ask(command, TEAM)
    return desk


def _waits(desk: Desk) -> list[str]:
    return [line.stage for line in waiting(desk.dossier)]


def test_without_a_bid_the_case_exists_and_moves_without_an_applicant() -> None:
    desk = _until("bid")
    assert (desk.dossier.applicant, desk.dossier.sponsor, desk.dossier.parties) == ("", "", frozenset())
    assert _waits(desk) == ["bids"]
    assert approval_status(desk.dossier) is ApprovalStatus.CALLED
    assert isinstance(refused(desk, STEPS["bids"], TEAM), NoBids)


def test_whoever_is_selected_becomes_sponsor_and_applicant() -> None:
    desk = _until("application")
    assert (desk.dossier.applicant, desk.dossier.sponsor) == (ANNA, ANNA)
    assert _waits(desk) == ["application"]
    assert approval_status(desk.dossier) is ApprovalStatus.SPONSOR_SELECTED


def test_only_a_bidder_of_the_round_can_be_selected_and_nobody_suitable_needs_a_reason() -> None:
    desk = _until("choice")
    other = Select(stage="choice", on=ON, outcome=SelectionOutcome.SELECTED, bidder=BERT)
    assert isinstance(refused(desk, other, TEAM), NotABidder)
    nobody = Select(stage="choice", on=ON, outcome=SelectionOutcome.NOBODY_SELECTED)
    assert isinstance(refused(desk, nobody, TEAM), DetailNeeded)
    desk.ask(Select(stage="choice", on=ON, outcome=SelectionOutcome.NOBODY_SELECTED, reason="Kein Konzept"), TEAM)
    assert _waits(desk) == ["choice"], "another look, or a new call"


def test_a_new_call_begins_a_round_in_which_earlier_bids_do_not_count() -> None:
    desk = _until("application")
    again = PublishCall(stage="call", on=ON, begins_round="Der Träger springt ab", keep=("idea", "round"))
    desk.ask(again, TEAM)
    assert (desk.dossier.sponsor, _waits(desk)) == ("", ["bids"])
    desk.ask(ReceiveBid(stage="bids", on=ON, bidder=BERT), TEAM)
    desk.ask(CloseBids(stage="bids", on=ON), TEAM)
    assert isinstance(refused(desk, STEPS["choice"], TEAM), NotABidder)


def test_bids_come_once_per_bidder_after_the_call_and_before_the_end() -> None:
    assert isinstance(refused(_until("call"), STEPS["bid"], TEAM), StageNotOpen)
    assert isinstance(refused(_until("bids"), STEPS["bid"], TEAM), BidTwice)
    assert isinstance(refused(_until("choice"), ReceiveBid(stage="bids", on=ON, bidder=BERT), TEAM), AlreadySettled)


def _decide(cents: int) -> Decide:
    return Decide(stage="decision", on=ON, outcome=DecisionOutcome.GRANTED, amount=cents)


def test_a_decision_takes_four_eyes_and_a_signature_that_reaches_far_enough() -> None:
    desk = _until("end")
    assert isinstance(refused(desk, _decide(2_000_000), HEAD), ProposalNeeded)
    desk.ask(Propose(stage="decision", on=ON, outcome=DecisionOutcome.GRANTED, amount=2_000_000), TEAM)
    assert isinstance(refused(desk, _decide(100), TEAM), DecidesOwnProposal)
    colleague = Actor("p-mate-p-mate-p-m", "kollegin", frozenset({"team"}))
    assert isinstance(refused(desk, _decide(500_001), colleague), OverSigningLimit)
    assert isinstance(refused(desk, Decide(stage="decision", on=ON, outcome=DecisionOutcome.GRANTED), colleague), DetailNeeded)
    desk.ask(_decide(2_000_000), HEAD)
    assert finished(desk.dossier, CALL.by_key["approval"]) == "granted"


def test_a_deputy_does_not_decide_what_the_absent_person_prepared() -> None:
    desk = _until("end")
    absent = Actor(HEAD.person, HEAD.handle, frozenset({"team", "head"}))
    desk.ask(Propose(stage="decision", on=ON, outcome=DecisionOutcome.GRANTED, amount=100), absent)
    deputy = Actor("p-dep-p-dep-p-dep", "vertretung", frozenset({"head"}), {"head": HEAD.person})
    assert isinstance(refused(desk, _decide(100), deputy), DecidesOwnProposal)


@pytest.mark.parametrize(("codes", "fits"), [((), True), (("HF2",), True), (("HF1",), False), (("HF9",), False)])
def test_codes_are_those_valid_on_the_day(codes: tuple[str, ...], fits: bool) -> None:  # noqa: FBT001 - the datum under test
    asked = an_opening(CALL, on=When("2010-01-02"), codes=codes)
    if fits:
        open_dossier(CALL, asked, None, TEAM, date(2010, 1, 4))
        return
    with pytest.raises(NoSuchCode) as caught:
        open_dossier(CALL, asked, None, TEAM, date(2010, 1, 4))
    assert "HF2" in str(caught.value)


def _rejected_idea() -> Desk:
    desk = _until("round")
    desk.ask(Resolve(stage="round", on=ON, outcome=MeetingOutcome.REJECTED), TEAM)
    return desk


def test_an_idea_its_body_rejects_has_ended_because_nothing_behind_it_can_take_its_turn() -> None:
    desk = _rejected_idea()
    assert (finished(desk.dossier, CALL.by_key["approval"]), _waits(desk)) == ("refused", [])
    assert approval_status(desk.dossier) is ApprovalStatus.REFUSED
    assert [event.result for event in desk.follow() if isinstance(event, Closed)] == ["refused"]
    assert isinstance(refused(desk, STEPS["call"], TEAM), ProceedingFinished)


def test_a_rejected_idea_can_be_brought_in_again_and_is_open_then() -> None:
    desk = _rejected_idea()
    desk.follow()
    desk.ask(Submit(stage="idea", on=ON, begins_round="Neu gefasst"), TEAM)
    assert (finished(desk.dossier, CALL.by_key["approval"]), _waits(desk)) == (None, ["round"])
    desk.ask(STEPS["round"], TEAM)
    assert _waits(desk) == ["call"]


def test_a_body_that_corrects_its_no_opens_the_case_again() -> None:
    desk = _rejected_idea()
    desk.follow()
    seq = desk.dossier.at("round", 1)[-1].seq
    desk.ask(Correct(seq=seq, reason="Verlesen", outcome=MeetingOutcome.ADOPTED), TEAM)
    assert (finished(desk.dossier, CALL.by_key["approval"]), _waits(desk)) == (None, ["call"])


@pytest.mark.parametrize("office", [LEIPZIG, BERLIN])
def test_where_a_decision_can_still_refuse_a_bodys_no_ends_nothing(office: Programme) -> None:
    desk = a_desk(office, Actor("p-all", "buero", frozenset(office.roles)), area="Kiez")
    approval = office.by_key["approval"]
    first, meeting = approval.stages[0].key, next(stage.key for stage in approval.stages if stage.kind is StageKind.MEETING)
    desk.dossier = with_next(
        desk.dossier, [(Submitted(first, 1), ON), (Resolved(meeting, 1, MeetingOutcome.REJECTED, "x"), ON)]
    )
    assert (finished(desk.dossier, approval), nothing_can_follow(desk.dossier, approval)) == (None, False)
    assert _waits(desk) == [next(stage.key for stage in approval.stages if stage.kind is StageKind.DECISION)]
