"""What is owed when an entry turns out to be wrong."""

from dataclasses import replace

from domain.commands import ConfirmFunds, Correct, ReportStatus, Resolve
from domain.dates import When
from domain.vocabulary import CofinancingOutcome, ImplementationStatus, MeetingOutcome
from notifications.catalogue import owed
from tests.notifications.letters import letter, opened
from tests.offices import Desk

KG = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED)
BY_ERDF = ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED, sources=("erdf",))
BY_TOWN = ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED, sources=("town",))


def templates(desk: Desk, after: int) -> list[str]:
    return [letter.template for letter in owed(desk.dossier, after)]


def test_an_entry_voided_before_anybody_was_told_owes_nothing() -> None:
    desk = opened("decision")
    desk.ask(Correct(seq=3, reason="falscher Vorgang", void=True))

    assert templates(desk, after=2) == []


def test_an_entry_corrected_before_anybody_was_told_owes_its_own_letter_only() -> None:
    desk = opened("decision")
    desk.ask(Correct(seq=3, reason="Zahlendreher", on=When("2002-07-05")))

    assert templates(desk, after=2) == ["meeting_outcome"]


def test_an_entry_told_already_owes_a_letter_about_the_correction() -> None:
    desk = opened("decision")
    desk.ask(Correct(seq=3, reason="Zahlendreher", on=When("2002-07-05")))

    assert [(o.seq, o.template) for o in owed(desk.dossier, 3)] == [(4, "correction")]


def test_of_two_corrections_of_one_entry_the_last_is_told() -> None:
    desk = opened("decision")
    desk.ask(Correct(seq=3, reason="Zahlendreher", on=When("2002-07-05")))
    desk.ask(Correct(seq=3, reason="doch nicht", on=When("2002-07-04")))

    assert [(o.seq, o.template) for o in owed(desk.dossier, 3)] == [(5, "correction")]


def test_a_correction_of_what_nobody_was_told_is_told_to_nobody() -> None:
    desk = opened("kg")
    desk.ask(ReportStatus(on=When("2002-03-01"), status=ImplementationStatus.PLANNING))
    desk.ask(Correct(seq=3, reason="verklickt", outcome="implementation"))

    assert templates(desk, after=3) == []


def test_one_sources_word_is_corrected_in_silence_while_others_are_missing() -> None:
    desk = opened("cofinancing")
    desk.ask(BY_ERDF)
    desk.ask(Correct(seq=5, reason="zu früh", outcome="declined"))

    assert templates(desk, after=5) == []


def test_financing_that_falls_by_a_correction_is_told() -> None:
    desk = opened("cofinancing")
    desk.ask(BY_ERDF)
    desk.ask(BY_TOWN)
    desk.ask(Correct(seq=5, reason="zu früh", outcome="declined"))

    assert [(o.seq, o.template) for o in owed(desk.dossier, 6)] == [(7, "correction")]


def test_financing_that_is_settled_by_a_correction_is_told() -> None:
    desk = opened("cofinancing")
    desk.ask(replace(BY_ERDF, outcome=CofinancingOutcome.DECLINED, reason="Haushalt"))
    desk.ask(BY_TOWN)
    desk.ask(Correct(seq=5, reason="falsch gelesen", outcome="confirmed"))

    assert [(o.seq, o.template) for o in owed(desk.dossier, 6)] == [(7, "correction")]
    assert "Jetzt gilt:\n\nIhre Finanzierung steht: EFRE 75 %, Stadt 25 %." in letter(desk, "de").text


def test_a_fact_recorded_anew_after_its_entry_was_voided_is_told() -> None:
    desk = opened("decision")
    desk.ask(Correct(seq=3, reason="falscher Vorgang", void=True))
    desk.ask(KG)

    assert templates(desk, after=3) == ["correction", "meeting_outcome"]


def test_corrected_grounds_of_a_decision_are_told_to_nobody_but_corrected_conditions_are() -> None:
    desk = opened("cofinancing")
    desk.ask(Correct(seq=4, reason="Abschrift verglichen", text="Neue Gründe, die im Haus bleiben"))
    assert templates(desk, after=4) == []
    desk.ask(Correct(seq=4, reason="Abschrift verglichen", amount=40_000_000, text="Noch bessere Gründe"))
    assert "Gründe" not in letter(desk, "de").text

    told = opened("decision")
    told.ask(Correct(seq=3, reason="Protokoll", outcome="adopted_with_conditions", text="Das zweite Team beginnt erst 2003."))
    text = letter(told, "de").text
    assert "das Ergebnis und die Auflagen oder Änderungen. Jetzt gilt:" in text
    assert "\n\n  Das zweite Team beginnt erst 2003.\n\n" in text
