"""What looks like a slip is noticed and recorded all the same; what the sources contain is admitted as it stands."""

from contextvars import copy_context
from dataclasses import replace

import pytest

from domain.commands import Correct, Decide, ReportStatus, Resolve, Return, Submit
from domain.dates import When
from domain.dossier import Dossier, fold
from domain.events import Opened
from domain.oddities import Odd, Oddity, oddities
from domain.vocabulary import DecisionOutcome, ImplementationStatus, MeetingOutcome, ReturnPurpose
from tests.offices import Desk, a_dossier
from wording.language import speak
from wording.oddities import noticed

MAY_24 = When("2002-05-24")


def _after(desk: Desk, *asked: object) -> tuple[Odd, ...]:
    """What is odd once the last of these was recorded, and was not before it."""
    before = desk.dossier
    for one in asked:
        before = desk.dossier
        desk.ask(one)  # type: ignore[arg-type]
    return oddities(before, desk.dossier)


def _requesting(dossier: Dossier, cents: int) -> Dossier:
    first = dossier.entries[0]
    assert isinstance(first.event, Opened)
    opened = replace(first, event=replace(first.event, requested=cents))
    return fold(dossier.id, dossier.programme, (opened, *dossier.entries[1:]))


def test_a_session_before_the_application_came_in_is_noticed_and_a_month_that_may_lie_after_it_is_not() -> None:
    for on, kinds in {
        "2002-05-23": [Oddity.MEETING_BEFORE_APPLICATION],
        "2002-05": [],
        "2002-05-24": [],
        "2002-07-04": [],
    }.items():
        found = _after(a_dossier("kg"), Resolve(stage="kg", on=When(on), outcome=MeetingOutcome.ADOPTED))
        assert [odd.kind for odd in found] == kinds, on
    early = a_dossier("kg")
    [odd] = _after(early, Resolve(stage="kg", on=When("2002-05-23"), outcome=MeetingOutcome.ADOPTED))
    assert (odd.seq, odd.day) == (early.dossier.version, MAY_24)


def test_the_second_session_before_the_second_submission_of_measure_2_2_is_noticed_at_the_submission_only(
    granted: Desk,
) -> None:
    desk = a_dossier("decision")
    again = Resolve(
        stage="kg", on=When("2002-09-04"), outcome=MeetingOutcome.ADOPTED, begins_round="zweite Bestätigung laut Blatt"
    )
    assert _after(desk, again) == ()
    [odd] = _after(desk, Submit(stage="submission", on=When("2002-09-24")))
    assert odd == Odd(Oddity.MEETING_BEFORE_APPLICATION, desk.dossier.version - 1, When("2002-09-24"))
    assert oddities(granted.dossier, granted.dossier) == ()


@pytest.mark.parametrize(
    ("resubmit", "odd"),
    [("2002-07-03", True), ("2002-07-04", True), ("2002-07", False), ("2002-06", True), ("2002-08-01", False)],
)
def test_a_day_of_resubmission_has_to_lie_after_the_session(resubmit: str, odd: bool) -> None:  # noqa: FBT001
    asked = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.RESUBMISSION, resubmit_on=When(resubmit))
    assert bool(_after(a_dossier("kg"), asked)) is odd


def test_a_deadline_for_documents_has_to_lie_after_the_return() -> None:
    asked = Return(
        stage="submission", on=When("2002-06-10"), purpose=ReturnPurpose.DOCUMENTS, reason="Belege", due=When("2002-06-01")
    )
    assert [odd.kind for odd in _after(a_dossier("kg"), asked)] == [Oddity.DUE_NOT_LATER]
    assert _after(a_dossier("kg"), replace(asked, due=When("2002-06-11"))) == ()


def test_more_than_was_applied_for_is_noticed() -> None:
    desk = a_dossier("decision")
    desk.dossier = _requesting(desk.dossier, 100_000)
    asked = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED, amount=100_001)
    assert _after(desk, asked) == (Odd(Oddity.MORE_THAN_REQUESTED, desk.dossier.version, amount=100_001, limit=100_000),)
    assert _after(desk, Correct(seq=desk.dossier.version, amount=100_000, reason="Zahlendreher")) == ()


def test_a_grant_corrected_to_less_without_grounds_is_noticed_until_the_grounds_are_there(granted: Desk) -> None:
    partly = Correct(seq=4, outcome="partially_granted", reason="Bescheid gelesen")
    assert [odd.kind for odd in _after(granted, partly)] == [Oddity.NO_GROUNDS]
    assert _after(granted, Correct(seq=4, text="Die Mittel reichen nicht.", reason="Bescheid gelesen")) == ()


def test_a_corrected_date_is_looked_at_like_a_new_one(granted: Desk) -> None:
    assert [odd.kind for odd in _after(granted, Correct(seq=3, on=When("2002-05-01"), reason="Protokoll"))] == [
        Oddity.MEETING_BEFORE_APPLICATION
    ]


def test_a_day_far_before_everything_else_is_noticed_but_not_in_the_file_of_an_old_case(submitted: Desk) -> None:
    assert _after(submitted, ReportStatus(on=When("1997-06"), status=ImplementationStatus.PLANNING)) == ()
    submitted.follow()  # the chain's own days are those of the office, years after the case
    assert _after(submitted, ReportStatus(on=When("1997-07"), status=ImplementationStatus.PREPARATION)) == ()
    [odd] = _after(submitted, ReportStatus(on=When("1992-05-24"), status=ImplementationStatus.PLANNING))
    assert odd.kind is Oddity.LONG_AGO


def _in_english() -> set[str]:
    speak("en")
    return {noticed(Odd(kind, 1, MAY_24, 100_001, 100_000)) for kind in Oddity}


def test_every_oddity_has_a_sentence_with_its_values() -> None:
    said = copy_context().run(_in_english)
    assert len(said) == len(Oddity)
    assert "1,000.01 EUR is more than was applied for (1,000.00 EUR)." in said
    assert all("{" not in one for one in said)
