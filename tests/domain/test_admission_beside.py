"""What happens beside the stages: documents, withdrawal, status, money, and the texts people type."""

from dataclasses import replace

import pytest

from domain.commands import (
    Assign,
    Command,
    ConfirmFunds,
    Correct,
    Decide,
    FileDocument,
    ReportStatus,
    Resolve,
    Return,
    Submit,
    SupplyDocuments,
    Withdraw,
)
from domain.dates import When
from domain.errors import (
    AwaitsDocuments,
    BeforeItsGate,
    ControlCharacter,
    DetailNeeded,
    InTheFuture,
    NoSuchSource,
    NothingAskedFor,
    NothingToReturn,
    NotReturnable,
    NotYourRole,
    ProceedingFinished,
    ReasonNeeded,
    Refusal,
    StageNotOpen,
    TextTooLong,
)
from domain.errors.corrections import NotCorrectable
from domain.events import Assigned, DocumentFiled, Returned
from domain.standing import waiting
from domain.vocabulary import CofinancingOutcome, DecisionOutcome, ImplementationStatus, MeetingOutcome, ReturnPurpose
from tests.offices import CITY, Actor, Desk, a_desk, a_dossier, refused

JULY = When("2002-07-04")
DOCUMENTS = Return(stage="submission", on=JULY, purpose=ReturnPurpose.DOCUMENTS, reason="Finanzierungsplan fehlt")


def test_documents_are_asked_for_supplied_and_asked_for_again(submitted: Desk, case_officer: Actor, city_clerk: Actor) -> None:
    supplied = SupplyDocuments(stage="submission", on=JULY)
    assert isinstance(refused(submitted, supplied), NothingAskedFor)
    for _ in range(2):
        submitted.ask(DOCUMENTS, case_officer)
        assert isinstance(refused(submitted, DOCUMENTS), NothingToReturn)
        assert isinstance(refused(submitted, Submit(stage="submission", on=JULY)), AwaitsDocuments)
        submitted.ask(supplied, city_clerk)


def test_while_documents_are_missing_nothing_is_granted_but_a_refusal_is_possible(confirmed: Desk) -> None:
    """An applicant who never answers cannot keep the authority from ending the proceeding."""
    confirmed.ask(DOCUMENTS)
    grant = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED)
    assert isinstance(refused(confirmed, grant), StageNotOpen)
    assert confirmed.ask(
        Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.REFUSED, reason="Unterlagen fehlen")
    )


def test_only_what_was_submitted_goes_back(submitted: Desk) -> None:
    kg = Return(stage="kg", on=JULY, purpose=ReturnPurpose.DOCUMENTS, reason="-")
    assert isinstance(refused(submitted, kg), NotReturnable)
    assert isinstance(refused(a_dossier("submission"), DOCUMENTS), NothingToReturn)
    assert isinstance(refused(a_dossier("cofinancing"), DOCUMENTS), ProceedingFinished)


def test_the_applicant_takes_the_application_back_and_that_ends_it(submitted: Desk, city_clerk: Actor) -> None:
    submitted.ask(Withdraw(on=JULY, reason="Haus verkauft"), city_clerk)
    assert isinstance(refused(submitted, Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.ADOPTED)), ProceedingFinished)
    assert isinstance(refused(submitted, Withdraw(on=JULY, reason="noch einmal")), ProceedingFinished)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_withdrawal_and_a_return_need_a_reason(submitted: Desk, reason: str) -> None:
    assert isinstance(refused(submitted, Withdraw(on=JULY, reason=reason)), ReasonNeeded)
    asked = Return(stage="submission", on=JULY, purpose=ReturnPurpose.REWORK, reason=reason)
    assert isinstance(refused(submitted, asked), ReasonNeeded)


def test_the_implementation_may_be_reported_before_anything_is_approved(case_officer: Actor) -> None:
    """Work began in March 2002, the application came in May. Two axes."""
    desk = a_desk()
    desk.ask(ReportStatus(on=When("2002-03"), status=ImplementationStatus.IMPLEMENTATION), case_officer)
    assert desk.dossier.implementation is ImplementationStatus.IMPLEMENTATION
    assert isinstance(refused(desk, ReportStatus(on=JULY, status=ImplementationStatus.PLANNING), CITY), NotYourRole)


def test_every_source_of_the_plan_confirms_for_itself(granted: Desk) -> None:
    def funds(outcome: CofinancingOutcome, *sources: str, reason: str = "") -> ConfirmFunds:
        return ConfirmFunds(stage="cofinancing", outcome=outcome, sources=sources, reason=reason)

    assert isinstance(refused(granted, funds(CofinancingOutcome.CONFIRMED, "lottery")), NoSuchSource)
    assert isinstance(refused(granted, funds(CofinancingOutcome.DECLINED, "town")), DetailNeeded)
    granted.ask(funds(CofinancingOutcome.DECLINED, "town", reason="Haushaltssperre"))
    granted.ask(funds(CofinancingOutcome.CONFIRMED, "erdf"))
    granted.ask(funds(CofinancingOutcome.CONFIRMED, "town"))
    assert isinstance(refused(granted, funds(CofinancingOutcome.CONFIRMED)), ProceedingFinished)


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("reason", "a\r\nBcc: all@example.org", ControlCharacter),
        ("reason", "x" * 5_000, TextTooLong),
        ("vote", "17\nJa", ControlCharacter),
    ],
)
def test_typed_texts_keep_the_rules_whichever_command_they_come_with(
    confirmed: Desk, field: str, text: str, kind: type[Refusal]
) -> None:
    asked: Command
    if field == "vote":
        asked = Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.ADOPTED, vote=text)
    else:
        asked = Decide(stage="decision", on=JULY, outcome=DecisionOutcome.REFUSED, reason=text)
    assert isinstance(refused(confirmed, asked), kind)


def test_nothing_goes_back_before_it_came_in(submitted: Desk) -> None:
    asked = Return(stage="submission", on=When("2002-05-23"), purpose=ReturnPurpose.DOCUMENTS, reason="Plan fehlt")
    assert isinstance(refused(submitted, asked), BeforeItsGate)


def test_a_dossier_keeps_its_texts_composed_and_without_outer_blanks(submitted: Desk) -> None:
    asked = Return(stage="submission", on=JULY, purpose=ReturnPurpose.DOCUMENTS, reason="  Mu\u0308ll ", documents=(" a ",))
    [event] = submitted.ask(asked)
    assert event == Returned("submission", 1, ReturnPurpose.DOCUMENTS, "Müll", ("a",))


def test_a_dossier_is_given_to_somebody_and_back_without_moving_any_proceeding(submitted: Desk, case_officer: Actor) -> None:
    before = list(waiting(submitted.dossier))
    assert submitted.dossier.officer == ""
    for officer in ("an-officer", "another-officer", ""):
        assert submitted.ask(Assign(on=JULY, officer=officer), case_officer) == [Assigned(officer)]
        assert submitted.dossier.officer == officer
    assert list(waiting(submitted.dossier)) == before


def test_only_administrators_assign_and_not_ahead_of_time(submitted: Desk, city_clerk: Actor) -> None:
    assert isinstance(refused(submitted, Assign(on=JULY, officer="an-officer"), city_clerk), NotYourRole)
    assert isinstance(refused(submitted, Assign(on=JULY, officer="an-officer"), CITY), NotYourRole)
    assert isinstance(refused(submitted, Assign(on=When("2099-01-01"), officer="an-officer")), InTheFuture)


def test_an_assignment_is_followed_by_another_and_not_corrected(submitted: Desk, case_officer: Actor) -> None:
    submitted.ask(Assign(on=JULY, officer="an-officer"), case_officer)
    asked = Correct(seq=submitted.dossier.version, reason="Versehen", void=True)
    assert isinstance(refused(submitted, asked), NotCorrectable)
    assert submitted.dossier.officer == "an-officer"


PLAN = FileDocument(on=JULY, document="d" * 32, digest="0" * 64, size=1234, media_type="application/pdf")


def test_a_document_is_filed_beside_the_stages_and_moves_none_of_them(submitted: Desk, city_clerk: Actor) -> None:
    waited = list(waiting(submitted.dossier))

    [event] = submitted.ask(PLAN, city_clerk)

    assert event == DocumentFiled("d" * 32, "0" * 64, 1234, "application/pdf")
    assert list(waiting(submitted.dossier)) == waited


def test_a_document_can_be_filed_when_all_is_over(submitted: Desk, city_clerk: Actor) -> None:
    """A proof of use comes years after the decision, the answer to a withdrawal after it."""
    submitted.ask(Withdraw(on=JULY, reason="Haus verkauft"), city_clerk)
    assert submitted.ask(PLAN, city_clerk)


def test_whoever_holds_no_role_files_nothing_and_nobody_files_tomorrow(submitted: Desk) -> None:
    assert isinstance(refused(submitted, PLAN, Actor("x" * 16, "fremd", frozenset())), NotYourRole)
    assert isinstance(refused(submitted, replace(PLAN, on=When("2999-01-01"))), InTheFuture)
