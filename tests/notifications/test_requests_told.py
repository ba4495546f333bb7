"""Letters a request for more time owes: a receipt while it waits, the answer while it is true, nothing about what is over."""

from collections.abc import Sequence

import pytest

from domain.commands import Command, Correct, Withdraw
from domain.commands.deadlines import EndDeadline, ExtendDeadline, RefuseExtension, RequestExtension, SetDeadline
from domain.dates import When
from domain.vocabulary import DeadlineOutcome
from notifications.catalogue import owed
from tests.notifications.letters import letter, opened
from tests.offices import Desk

DAY, UNTIL = When("2010-01-04"), When("2010-08-31")
SET = SetDeadline(deadline="report", role="city", due=When("2010-06-30"), on=DAY, title="Verwendungsnachweis")
ASK = RequestExtension(deadline="report", on=DAY, reason="Bank", until=UNTIL)
NO = RefuseExtension(deadline="report", on=DAY, reason="Der Mittelabruf endet vorher.")
YES = ExtendDeadline(deadline="report", until=UNTIL, on=DAY, reason="genehmigt")
MET = EndDeadline(deadline="report", outcome=DeadlineOutcome.MET, on=DAY, reason="da")
VOID = EndDeadline(deadline="report", outcome=DeadlineOutcome.VOIDED, on=DAY, reason="x")
OTHER_DAY = SetDeadline(deadline="report", role="city", due=UNTIL, on=DAY, source="Bescheid")


def owing(*asked: Command) -> Desk:
    """A dossier at the KG; entry 3 sets the deadline, what is asked begins with entry 4."""
    desk = opened("kg")
    for command in (SET, *asked):
        desk.ask(command)
    return desk


def taken_out(seq: int) -> Correct:
    return Correct(seq=seq, reason="falsche Akte", void=True)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ([ASK], ["extension_requested"]),
        ([ASK, YES], ["deadline_extended"]),
        ([ASK, NO], ["extension_refused"]),
        ([ASK, OTHER_DAY], ["deadline_set"]),
        ([ASK, NO, ASK], ["extension_refused", "extension_requested"]),
        ([ASK, NO, YES], ["deadline_extended"]),
        ([ASK, NO, OTHER_DAY], ["deadline_set"]),
        ([ASK, MET], []),
        ([ASK, NO, MET], []),
        ([ASK, VOID], ["deadline_voided"]),
        ([ASK, Withdraw(on=DAY, reason="verkauft")], ["withdrawal_confirmed"]),
        ([ASK, taken_out(4)], []),
        ([ASK, NO, taken_out(5)], ["extension_requested"]),
        ([ASK, YES, taken_out(5)], ["extension_requested"]),
    ],
)
def test_of_what_happened_since_they_were_last_told_they_hear_what_is_still_true(
    asked: Sequence[Command], told: list[str]
) -> None:
    assert [one.template for one in owed(owing(*asked).dossier, 3)] == told


@pytest.mark.parametrize("answer", [NO, YES])
def test_an_answer_they_were_told_and_that_is_taken_out_is_corrected_and_the_request_waits_again(answer: Command) -> None:
    desk = owing(ASK, answer, taken_out(5))
    assert [one.template for one in owed(desk.dossier, 5)] == ["correction"]
    text = letter(desk, "de").text
    assert "bis Mittwoch, 30. Juni 2010. Ihre Bitte um mehr Zeit ist noch nicht beantwortet." in text
    assert "has not been answered yet" in letter(desk, "en").text


def test_a_request_they_were_told_of_and_that_is_taken_out_is_corrected() -> None:
    desk = owing(ASK, taken_out(4))
    assert [one.template for one in owed(desk.dossier, 4)] == ["correction"]
    assert (
        "läuft weiter bis Mittwoch, 30. Juni 2010. Eine Bitte um mehr Zeit liegt uns damit nicht mehr vor."
        in letter(desk, "de").text
    )
    desk.ask(MET)
    assert "Bitte um mehr Zeit" not in letter(desk, "de").text


def test_a_refusal_says_why_and_neither_its_subject_nor_its_text_that_anything_was_decided_formally() -> None:
    done = letter(owing(ASK, NO), "de")
    assert done.subject == "[2.2] Antwort auf Ihre Bitte um mehr Zeit"
    assert "\n\n  Der Mittelabruf endet vorher.\n\n" in done.text
    assert "Es bleibt bei dem bisherigen Tag:\n\n– Verwendungsnachweis bis Mittwoch, 30. Juni 2010\n" in done.text
    assert done.text.endswith("Diese Nachricht ist kein Bescheid.\n")


def test_a_receipt_says_what_was_asked_and_that_the_old_day_holds() -> None:
    done = letter(owing(ASK), "de")
    assert "Sie bitten um Zeit bis Dienstag, 31. August 2010. Ihre Begründung:\n\n  Bank\n\n" in done.text
    assert "Bis wir Ihnen antworten, gilt der bisherige Tag:\n\n– Verwendungsnachweis bis Mittwoch, 30. Juni" in done.text
