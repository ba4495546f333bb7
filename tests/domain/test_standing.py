"""Where a dossier stands: whose turn it is since when, how a proceeding ended, and the two axes in a word each."""

import pytest

from domain.answers import Passed, Rejected
from domain.commands import (
    Command,
    ConfirmFunds,
    Decide,
    ReportStatus,
    Resolve,
    Return,
    Submit,
    SupplyDocuments,
    Withdraw,
)
from domain.dates import When
from domain.standing import (
    NotYet,
    Returned,
    Waiting,
    Waits,
    approval_status,
    finished,
    is_finished,
    standing,
    waiting,
)
from domain.vocabulary import (
    ApprovalStatus,
    CofinancingOutcome,
    DecisionOutcome,
    ImplementationStatus,
    MeetingOutcome,
    ReturnPurpose,
)
from tests.offices import Desk, a_desk, a_dossier, instant

JULY = When("2002-07-04")
DOCUMENTS = Return(stage="submission", on=JULY, purpose=ReturnPurpose.DOCUMENTS, reason="Plan fehlt", due=When("2002-08-01"))


def stands(desk: Desk, stage: str) -> object:
    return standing(desk.dossier, desk.dossier.programme.stages[stage])


def lines(desk: Desk) -> list[tuple[str, str]]:
    return [(line.stage, line.role) for line in waiting(desk.dossier)]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("submission", [("submission", "city")]),
        ("kg", [("kg", "kg")]),
        ("decision", [("decision", "rp")]),
        ("cofinancing", [("cofinancing", "funders")]),
        ("end", []),
    ],
)
def test_the_worklist_names_the_stage_and_the_role_whose_turn_it_is(at: str, expected: list[tuple[str, str]]) -> None:
    assert lines(a_dossier(at)) == expected


def test_it_has_been_somebodys_turn_since_the_last_of_what_it_waited_for_was_recorded() -> None:
    """The second clock: when we were told, not when it happened."""
    desk = a_desk()
    assert stands(desk, "submission") == Waits("city", instant(1), None)
    desk.ask(Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.ADOPTED))
    desk.ask(Submit(stage="submission", on=When("2002-05-24")))
    assert stands(desk, "decision") == Waits("rp", instant(desk.dossier.version - 1), None)


def test_a_postponed_item_has_waited_since_the_postponement(submitted: Desk) -> None:
    submitted.ask(Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.POSTPONED))
    assert stands(submitted, "kg") == Waits("kg", instant(submitted.dossier.version - 1), None)


def test_the_period_of_a_stage_shows_once_the_chain_has_opened_it(confirmed: Desk) -> None:
    confirmed.follow()
    here = stands(confirmed, "decision")
    assert isinstance(here, Waits)
    assert here.due == "2010-04-06", "three months end on Easter Sunday; Monday is a holiday"


def test_a_stage_waits_for_what_it_needs_and_for_what_usually_comes_first() -> None:
    desk = a_desk()
    assert stands(desk, "kg") == NotYet(("submission",))
    assert stands(desk, "decision") == NotYet(("submission", "kg"))


def test_a_submission_sent_back_waits_for_the_applicant_until_its_due_day(submitted: Desk) -> None:
    submitted.ask(DOCUMENTS)
    assert stands(submitted, "submission") == Returned("city", instant(submitted.dossier.version - 1), When("2002-08-01"))
    assert list(waiting(submitted.dossier)) == [
        Waiting("submission", 1, "city", instant(submitted.dossier.version - 1), When("2002-08-01"), returned=True)
    ]
    submitted.ask(SupplyDocuments(stage="submission", on=JULY))
    assert stands(submitted, "submission") == Passed(When("2002-05-24"), "submitted", 2), "the first receipt counts"


def test_a_proceeding_that_has_not_begun_waits_for_nobody() -> None:
    desk = a_desk()
    assert stands(desk, "request") == NotYet(())
    assert finished(desk.dossier, desk.dossier.programme.by_key["amendment"]) is None


ADOPT = Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.ADOPTED)
GRANT = Decide(stage="decision", on=JULY, outcome=DecisionOutcome.GRANTED)
PART = Decide(stage="decision", on=JULY, outcome=DecisionOutcome.PARTIALLY_GRANTED, reason="Mittel knapp")
REFUSE = Decide(stage="decision", on=JULY, outcome=DecisionOutcome.REFUSED, reason="nicht förderfähig")
REJECT = Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.REJECTED)
SETTLE = Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.SETTLED)
FUND = ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED)
DECLINE = ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.DECLINED, reason="Haushaltssperre")
POSTPONE = Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.POSTPONED)
BACK = Withdraw(on=JULY, reason="Haus verkauft")


@pytest.mark.parametrize(
    ("then", "status", "result"),
    [
        ([], ApprovalStatus.SUBMITTED, None),
        ([DOCUMENTS], ApprovalStatus.AWAITING_DOCUMENTS, None),
        ([POSTPONE], ApprovalStatus.SUBMITTED, None),
        ([ADOPT], ApprovalStatus.CONSULTED, None),
        ([REJECT], ApprovalStatus.SUBMITTED, None),
        ([ADOPT, GRANT], ApprovalStatus.GRANTED, None),
        ([ADOPT, PART], ApprovalStatus.PARTIALLY_GRANTED, None),
        ([ADOPT, GRANT, DECLINE], ApprovalStatus.GRANTED, None),
        ([ADOPT, GRANT, FUND], ApprovalStatus.FUNDED, "granted"),
        ([ADOPT, PART, FUND], ApprovalStatus.FUNDED, "partially_granted"),
        ([ADOPT, REFUSE], ApprovalStatus.REFUSED, "refused"),
        ([REJECT, REFUSE], ApprovalStatus.REFUSED, "refused"),
        ([SETTLE], ApprovalStatus.SETTLED, "settled"),
        ([BACK], ApprovalStatus.WITHDRAWN, "withdrawn"),
        ([ADOPT, BACK], ApprovalStatus.WITHDRAWN, "withdrawn"),
    ],
)
def test_the_approval_stands_in_one_word_and_ends_with_one_result(
    submitted: Desk, then: list[Command], status: ApprovalStatus, result: str | None
) -> None:
    """Postponed does not close the case, withdrawn is not rejected."""
    for command in then:
        submitted.ask(command)
    assert approval_status(submitted.dossier) is status
    assert finished(submitted.dossier, submitted.dossier.programme.by_key["approval"]) == result
    assert is_finished(submitted.dossier) is (result is not None)
    assert (lines(submitted) == []) is (result is not None), "somebody waits as long as it goes on"


@pytest.mark.parametrize("reported", list(ImplementationStatus))
def test_the_two_axes_do_not_touch_each_other(submitted: Desk, reported: ImplementationStatus) -> None:
    """Approval and implementation are two axes."""
    before = approval_status(submitted.dossier)
    submitted.ask(ReportStatus(on=JULY, status=reported))
    assert approval_status(submitted.dossier) is before
    assert submitted.dossier.implementation is reported
    submitted.ask(ADOPT)
    assert submitted.dossier.implementation is reported


def test_a_body_that_says_no_rejects_the_stage_and_leaves_the_decision_to_the_authority(submitted: Desk) -> None:
    submitted.ask(REJECT)
    assert stands(submitted, "kg") == Rejected(JULY, "rejected", 3)
    assert lines(submitted) == [("decision", "rp")]


def test_a_dossier_with_an_amendment_under_way_is_not_finished() -> None:
    desk = a_dossier("end")
    assert is_finished(desk.dossier)
    desk.ask(Submit(stage="request", on=When("2003-01-02")))
    assert not is_finished(desk.dossier)
    assert lines(desk) == [("change", "rp")]
    assert approval_status(desk.dossier) is ApprovalStatus.FUNDED


def test_an_early_start_goes_its_own_way_beside_the_approval() -> None:
    """Orthogonal to the chain."""
    desk = a_desk()
    desk.ask(Decide(stage="consent", outcome=DecisionOutcome.GRANTED, effective_on=When("2000-11-16")))
    assert finished(desk.dossier, desk.dossier.programme.by_key["early_start"]) == "granted"
    assert approval_status(desk.dossier) is ApprovalStatus.OPEN
    assert lines(desk) == [("submission", "city")]
