"""Corrections: a new entry with a reason; the original stays, and the rules still hold."""

from dataclasses import replace
from datetime import date

import pytest

from domain.commands import ConfirmFunds, Correct, Decide, ReportStatus, Resolve, Return, Submit, Withdraw
from domain.dates import When
from domain.errors import (
    BeforeItsGate,
    DateNeeded,
    DetailNeeded,
    DetailNotAllowed,
    InTheFuture,
    NoSuchOutcome,
    NotYourRole,
    OverTheCap,
    ReasonNeeded,
    Refusal,
    TextMissing,
)
from domain.errors.corrections import (
    EntryVoid,
    NoSuchEntry,
    NotCorrectable,
    NothingCorrected,
    OthersStandOnIt,
    OthersWouldFall,
)
from domain.events import Decided, Resolved
from domain.standing import approval_status, finished, standing
from domain.vocabulary import (
    ApprovalStatus,
    CofinancingOutcome,
    DecisionOutcome,
    ImplementationStatus,
    MeetingOutcome,
    ReturnPurpose,
)
from tests.offices import BERLIN, CITY, TEAM, Desk, a_desk, a_dossier, refused

#: In a dossier granted by `a_dossier`: 1 opened, 2 submitted, 3 KG, 4 decided.
SUBMITTED, KG, DECIDED = 2, 3, 4


def test_a_corrected_date_counts_and_the_wrong_one_stays_on_record(granted: Desk) -> None:
    wrong = granted.dossier.entries
    granted.ask(Correct(seq=KG, on=When("2002-09-04"), reason="Zahlendreher"))
    assert granted.dossier.entries[: len(wrong)] == wrong
    assert granted.dossier.entries[KG - 1].on == "2002-07-04"
    [kg] = granted.dossier.at("kg", 1)
    assert kg.on == "2002-09-04"
    assert granted.dossier.version == len(wrong) + 1


def test_a_correction_may_be_corrected_by_another_one_and_the_last_word_counts(granted: Desk) -> None:
    for on in ("2002-09-04", "2002-09-05"):
        granted.ask(Correct(seq=KG, on=When(on), reason="noch einmal gelesen"))
    assert granted.dossier.at("kg", 1)[0].on == "2002-09-05"
    correction = granted.dossier.version
    assert isinstance(refused(granted, Correct(seq=correction, void=True, reason="-")), NotCorrectable)


def test_amount_outcome_and_effective_date_are_corrected_in_the_decision(granted: Desk) -> None:
    granted.ask(Correct(seq=DECIDED, amount=40_000_000, outcome="partially_granted", reason="Bescheid gelesen"))
    [decision] = granted.dossier.at("decision", 1)
    assert decision.event == Decided("decision", 1, DecisionOutcome.PARTIALLY_GRANTED, None, 40_000_000)
    assert finished(granted.dossier, granted.dossier.programme.by_key["approval"]) is None, "the money is still open"


def test_an_entry_taken_out_no_longer_counts(submitted: Desk) -> None:
    submitted.ask(Correct(seq=SUBMITTED, void=True, reason="falsches Aktenzeichen"))
    assert approval_status(submitted.dossier) is ApprovalStatus.OPEN
    assert isinstance(refused(submitted, Correct(seq=SUBMITTED, on=When("2002-05-25"), reason="-")), EntryVoid)
    assert submitted.ask(Submit(stage="submission", on=When("2002-05-25")))


def test_a_withdrawal_entered_by_mistake_is_taken_out_and_the_case_goes_on(submitted: Desk) -> None:
    submitted.ask(Withdraw(on=When("2002-06-01"), reason="falsche Akte"))
    assert approval_status(submitted.dossier) is ApprovalStatus.WITHDRAWN
    submitted.ask(Correct(seq=submitted.dossier.version, void=True, reason="gehört zu 2.3"))
    assert approval_status(submitted.dossier) is ApprovalStatus.SUBMITTED


def test_a_reported_status_is_corrected_to_a_word_of_its_own_axis(submitted: Desk) -> None:
    submitted.ask(ReportStatus(on=When("2002-03"), status=ImplementationStatus.COMPLETED))
    seq = submitted.dossier.version
    assert isinstance(refused(submitted, Correct(seq=seq, outcome="granted", reason="-")), NoSuchOutcome)
    submitted.ask(Correct(seq=seq, outcome="planning", reason="falsches Kästchen"))
    assert submitted.dossier.implementation is ImplementationStatus.PLANNING


@pytest.mark.parametrize("seq", [0, -1, 99])
def test_an_entry_that_does_not_exist_is_not_corrected(granted: Desk, seq: int) -> None:
    assert isinstance(refused(granted, Correct(seq=seq, void=True, reason="-")), NoSuchEntry)


def test_what_the_opening_or_the_chain_wrote_is_not_corrected(submitted: Desk) -> None:
    submitted.follow()
    for seq in (1, submitted.dossier.version):
        assert isinstance(refused(submitted, Correct(seq=seq, void=True, reason="-")), NotCorrectable)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (Correct(seq=KG, reason="nichts"), NothingCorrected),
        (Correct(seq=KG, reason=" ", void=True), ReasonNeeded),
        (Correct(seq=KG, reason="-", outcome="granted"), NoSuchOutcome),
        (Correct(seq=SUBMITTED, reason="-", outcome="granted"), DetailNotAllowed),
        (Correct(seq=KG, reason="-", amount=1), DetailNotAllowed),
        (Correct(seq=KG, reason="-", effective_on=When("2002-07-04")), DetailNotAllowed),
        (Correct(seq=KG, reason="-", on=When("2010-01-05")), InTheFuture),
        (Correct(seq=KG, reason="-", on=When.unknown()), DateNeeded),
        (Correct(seq=SUBMITTED, reason="-", text="neu"), DetailNotAllowed),
        (Correct(seq=KG, reason="-", text=""), TextMissing),
        (Correct(seq=KG, reason="-", text=" \u200b "), TextMissing),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(granted: Desk, asked: Correct, kind: type[Refusal]) -> None:
    assert isinstance(refused(granted, asked), kind)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (Correct(seq=SUBMITTED, reason="-", void=True), OthersStandOnIt),
        (Correct(seq=KG, reason="-", on=When("2002-11-19")), BeforeItsGate),
        (Correct(seq=DECIDED, reason="-", on=When("2002-07-03")), BeforeItsGate),
        (Correct(seq=KG, reason="-", outcome="rejected"), OthersWouldFall),
        (Correct(seq=KG, reason="-", outcome="postponed"), OthersWouldFall),
    ],
)
def test_a_correction_does_not_pull_the_gate_from_under_a_decision(granted: Desk, asked: Correct, kind: type[Refusal]) -> None:
    assert isinstance(refused(granted, asked), kind)


def test_a_kept_result_holds_up_what_rests_on_it_in_a_later_round(confirmed: Desk) -> None:
    confirmed.ask(Submit(stage="submission", on=When("2002-09-24"), begins_round="neuer Plan", keep=("kg",)))
    confirmed.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED))
    assert isinstance(refused(confirmed, Correct(seq=KG, void=True, reason="-")), OthersStandOnIt)
    assert confirmed.ask(Correct(seq=SUBMITTED, void=True, reason="die erste zählt nicht mehr"))


def test_documents_asked_for_after_the_jury_met_do_not_keep_the_jurys_date_from_being_corrected() -> None:
    desk = a_desk(BERLIN, actor=TEAM, on=When("2009-01-02"), area="Pankstraße")
    desk.ask(Submit(stage="application", on=When("2009-01-02")), TEAM)
    desk.ask(Resolve(stage="vote", on=When("2009-02-03"), outcome=MeetingOutcome.ADOPTED), TEAM)
    asked = Return(stage="application", on=When("2009-02-04"), purpose=ReturnPurpose.DOCUMENTS, reason="Belege fehlen")
    desk.ask(asked, TEAM)
    assert desk.ask(Correct(seq=3, on=When("2009-02-02"), reason="Protokoll gelesen"), TEAM)


def test_a_grant_is_not_taken_from_under_an_amendment() -> None:
    desk = a_dossier("end")
    desk.ask(Submit(stage="request", on=When("2003-01-02")))
    money = desk.dossier.at("cofinancing", 1)[0].seq
    refusal = refused(desk, Correct(seq=money, outcome="declined", reason="-"))
    assert isinstance(refusal, OthersWouldFall)
    assert f"{desk.dossier.version} (" in str(refusal)


def test_a_corrected_amount_keeps_the_cap() -> None:
    desk = a_desk(BERLIN, actor=TEAM, on=When("2009-01-02"), area="Pankstraße")
    desk.today = date(2016, 1, 1)
    desk.ask(Submit(stage="application", on=When("2015-01-02")), TEAM)
    desk.ask(Resolve(stage="vote", on=When("2015-02-03"), outcome=MeetingOutcome.ADOPTED), TEAM)
    desk.ask(Decide(stage="award", on=When("2015-02-04"), outcome=DecisionOutcome.GRANTED, amount=100_000), TEAM)
    with pytest.raises(OverTheCap):
        desk.ask(Correct(seq=4, amount=150_001, reason="Tippfehler"), TEAM)
    assert desk.ask(Correct(seq=4, amount=150_000, reason="Tippfehler"), TEAM)


def test_only_the_administration_corrects(granted: Desk) -> None:
    with pytest.raises(NotYourRole):
        granted.ask(Correct(seq=KG, on=When("2002-09-04"), reason="-"), CITY)


def test_a_refusal_corrected_to_a_grant_goes_on_where_the_grant_would(confirmed: Desk) -> None:
    confirmed.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.REFUSED, reason="-"))
    approval = confirmed.dossier.programme.by_key["approval"]
    assert finished(confirmed.dossier, approval) == "refused"
    confirmed.ask(Correct(seq=confirmed.dossier.version, outcome="granted", reason="Bescheid verwechselt"))
    assert finished(confirmed.dossier, approval) is None
    cofinancing = confirmed.dossier.programme.stages["cofinancing"]
    assert type(standing(confirmed.dossier, cofinancing)).__name__ == "Waits"


def test_whoever_takes_an_entry_out_is_told_which_entries_stand_on_it_and_on_those(granted: Desk) -> None:
    granted.ask(ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED))
    refusal = refused(granted, Correct(seq=KG, void=True, reason="-"))
    titles = {key: stage.title.into("en") for key, stage in granted.dossier.programme.stages.items()}
    assert str(refusal) == (
        f"Entry 3 cannot be taken out, because others stand on it: 4 ({titles['decision']}), "
        f"5 ({titles['cofinancing']}). Take those out first, the last one first."
    )
    for seq in (5, DECIDED, KG):
        assert granted.ask(Correct(seq=seq, void=True, reason="falsche Akte"))


def test_the_grounds_of_a_decision_the_conditions_of_a_session_and_a_refusal_to_pay_are_corrected(granted: Desk) -> None:
    granted.ask(ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.DECLINED, reason="Haushalt"))
    for seq in (KG, DECIDED, 5):
        granted.ask(Correct(seq=seq, text=f"Neu {seq}", reason="Abschrift verglichen"))
    events = [granted.dossier.facts[seq - 1].event for seq in (KG, DECIDED, 5)]
    assert [getattr(event, "conditions", "") or getattr(event, "reason", "") for event in events] == ["Neu 3", "Neu 4", "Neu 5"]
    granted.ask(Correct(seq=DECIDED, on=When("2002-11-19"), reason="Datum"))
    assert getattr(granted.dossier.facts[DECIDED - 1].event, "reason", "") == "Neu 4", "what is not named stays"


def test_a_confirmation_becomes_one_with_conditions_where_the_correction_says_them(granted: Desk) -> None:
    asked = Correct(seq=KG, outcome="adopted_with_conditions", reason="Protokoll gelesen")
    assert isinstance(refused(granted, asked), DetailNeeded)
    granted.ask(replace(asked, text="Ohne Feuerwerk"))
    event = granted.dossier.facts[KG - 1].event
    assert isinstance(event, Resolved)
    assert (event.outcome, event.conditions) == (MeetingOutcome.ADOPTED_WITH_CONDITIONS, "Ohne Feuerwerk")
