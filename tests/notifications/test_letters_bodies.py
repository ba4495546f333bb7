"""Who is told of agendas, selections and conditions, and when nobody is."""

import pytest

from domain.commands import Correct, Resolve
from domain.commands.meetings import DeclareConflict, Propose, Schedule, SettleCondition, Unschedule
from domain.dates import When
from domain.vocabulary import ConditionOutcome, DecisionOutcome, MeetingOutcome
from notifications.catalogue import addressees, owed
from tests.notifications.letters import READER, SITUATIONS, letter, opened
from tests.offices import Actor, Desk

TODAY = When("2010-01-04")
TEAM = Actor("u" * 16, "qm-team", frozenset({"team"}))


def templates(desk: Desk, after: int = 2) -> list[str]:
    return [one.template for one in owed(desk.dossier, after)]


def put_on(desk: Desk, day: str, *, public: bool = True) -> None:
    desk.ask(Schedule(stage="kg", on=TODAY, meets_on=When(day), public=public))


def take_off(desk: Desk) -> None:
    desk.ask(Unschedule(stage="kg", on=TODAY, reason="Saal zu klein"))


@pytest.mark.parametrize("public", [True, False])
def test_an_agenda_ahead_is_told_and_never_that_it_is_non_public(public: bool) -> None:  # noqa: FBT001 - the datum under test
    desk = opened("kg")
    put_on(desk, "2010-01-14", public=public)
    assert templates(desk) == ["scheduled"]
    done = letter(desk, "de")
    assert "öffentlich" not in done.text
    assert done.subject == "[2.2] Ihr Antrag wird am 14.01.2010 beraten"


@pytest.mark.parametrize("day", ["2002-07-04", "2010-01-03", "2009-12", "unknown"])
def test_nobody_is_told_of_a_meeting_that_was_over_when_it_was_recorded(day: str) -> None:
    desk = opened("kg")
    put_on(desk, day)
    assert templates(desk) == []


def test_a_meeting_of_the_same_day_is_told() -> None:
    desk = opened("kg")
    put_on(desk, "2010-01-04")
    assert templates(desk) == ["scheduled"]


def test_taken_off_and_put_on_again_is_one_letter_about_the_new_day() -> None:
    desk = opened("kg")
    put_on(desk, "2010-01-14")
    take_off(desk)
    assert templates(desk) == [], "an agenda it has left is not written about"
    put_on(desk, "2010-01-21")
    assert templates(desk) == ["scheduled"]
    assert letter(desk, "de").subject == "[2.2] Neuer Termin: Beratung am 21.01.2010"


def test_put_on_again_for_the_same_day_is_no_news() -> None:
    desk = opened("kg")
    put_on(desk, "2010-01-14")
    told = desk.dossier.version
    take_off(desk)
    put_on(desk, "2010-01-14")
    assert templates(desk, after=told) == []


def test_after_a_postponement_the_next_day_is_told_as_a_day_and_not_as_a_new_one() -> None:
    desk = opened("kg")
    put_on(desk, "2010-01-04")
    desk.ask(Resolve(stage="kg", on=TODAY, outcome=MeetingOutcome.POSTPONED))
    told = desk.dossier.version
    put_on(desk, "2010-01-21")
    assert templates(desk, after=told) == ["scheduled"]
    assert letter(desk, "de").subject == "[2.2] Ihr Antrag wird am 21.01.2010 beraten"


def test_a_result_recorded_meanwhile_makes_its_agenda_old_news() -> None:
    desk = opened("kg")
    put_on(desk, "2010-01-04")
    desk.ask(Resolve(stage="kg", on=TODAY, outcome=MeetingOutcome.ADOPTED))
    assert templates(desk) == ["meeting_outcome"]


def test_proposals_and_conflicts_are_told_to_nobody() -> None:
    desk = opened("decision")
    before = desk.dossier.version
    desk.ask(Propose(stage="decision", on=TODAY, outcome=DecisionOutcome.REFUSED, reason="Mittel"))
    desk.ask(DeclareConflict(on=TODAY, party="x" * 16))
    desk.ask(Correct(seq=desk.dossier.version, void=True, reason="verwechselt"))
    assert templates(desk, after=before) == []


def test_the_selected_bidder_is_written_to_and_told_when_it_was_wrong() -> None:
    desk = SITUATIONS["selected"]()
    [told] = owed(desk.dossier, 0)
    assert (told.template, told.addressee_id) == ("selected", READER.id)
    before = desk.dossier.version
    desk.ask(Correct(seq=told.seq, void=True, reason="falscher Bieter"), TEAM)
    [again] = owed(desk.dossier, before)
    assert (again.template, again.addressee_id) == ("correction", READER.id)
    assert READER.id in addressees(desk.dossier)
    assert READER.id not in desk.dossier.parties


def test_a_selection_taken_out_before_anybody_was_told_is_told_to_nobody() -> None:
    desk = SITUATIONS["selected"]()
    desk.ask(Correct(seq=desk.dossier.version, void=True, reason="falscher Bieter"), TEAM)
    assert templates(desk, after=0) == []


def test_the_end_of_a_condition_is_told_unless_the_condition_is_gone() -> None:
    desk = opened("kg")
    outcome = MeetingOutcome.ADOPTED_WITH_CONDITIONS
    desk.ask(Resolve(stage="kg", on=TODAY, outcome=outcome, conditions="ohne Fest\nBericht"))
    told = desk.dossier.version
    desk.ask(SettleCondition(seq=3, number=2, on=TODAY, outcome=ConditionOutcome.MET, proof="Vermerk"))
    assert templates(desk, after=told) == ["condition_settled"]
    text = letter(desk, "de").text
    assert "  Bericht\n" in text
    assert "ohne Fest" not in text
    assert "Eine weitere Auflage ist noch offen." in text
    desk.ask(Correct(seq=3, text="ohne Fest", reason="Protokoll"))
    assert templates(desk, after=told) == ["correction"]
