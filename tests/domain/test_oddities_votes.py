"""Votes that do not fit what the body is said to have done, and results of a day the case was on no agenda."""

from contextvars import copy_context

import pytest

from domain.commands import Actor, Correct, Resolve, Submit
from domain.commands.meetings import Schedule, Unschedule
from domain.dates import When
from domain.errors.meetings import NotForThisPaper
from domain.oddities import Odd, Oddity, oddities
from domain.vocabulary import MeetingOutcome
from tests.body_programmes import COUNCIL
from tests.offices import Desk, a_desk, refused
from wording.language import speak
from wording.oddities import noticed

OFFICE = Actor("o" * 16, "buero", frozenset({"office", "mayor"}))
ADOPTED, REJECTED = MeetingOutcome.ADOPTED, MeetingOutcome.REJECTED


def _desk(**said: object) -> Desk:
    desk = a_desk(COUNCIL, OFFICE, on=When("2001-01-08"), **said)
    desk.ask(Submit(stage="paper", on=When("2001-01-08")), OFFICE)
    return desk


def _odd(desk: Desk, asked: object) -> list[Oddity]:
    before = desk.dossier
    desk.ask(asked, OFFICE)  # type: ignore[arg-type]
    return [odd.kind for odd in oddities(before, desk.dossier)]


def _in_english(odd: Odd) -> str:
    speak("en")
    return noticed(odd)


def _result(day: str = "2001-11-07", outcome: MeetingOutcome = ADOPTED, **said: object) -> Resolve:
    return Resolve(stage="svv", on=When(day), outcome=outcome, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "vote", "outcome", "found"),
    [
        ("2001-11-07", "20:20:1", ADOPTED, [Oddity.NOT_CARRIED]),
        ("2001-11-07", "21:20", ADOPTED, []),
        ("2001-11-07", "21:20", REJECTED, [Oddity.CARRIED]),
        ("2001-11-07", "20:20", REJECTED, []),
        ("2002-11-06", "21:20", ADOPTED, [Oddity.NOT_CARRIED]),  # two thirds since 2002
        ("2002-11-06", "28:14", ADOPTED, []),
        ("2001-11-07", "einstimmig", ADOPTED, []),
        ("2001-11-07", "0 Ja", ADOPTED, [Oddity.NOT_CARRIED]),
        ("1989-11-07", "1:20", ADOPTED, []),  # no rules are handed down for then
        ("2001-11-07", "1:20", MeetingOutcome.POSTPONED, []),
    ],
)
def test_a_vote_in_numbers_is_held_against_the_rules_of_its_day(
    day: str, vote: str, outcome: MeetingOutcome, found: list[Oddity]
) -> None:
    desk = a_desk(COUNCIL, OFFICE, on=When("1989-01-08"))
    desk.ask(Submit(stage="paper", on=When("1989-01-08")), OFFICE)
    assert _odd(desk, _result(day, outcome, vote=vote)) == found


def test_fewer_votes_than_named_voters_are_noticed_with_both_numbers() -> None:
    desk = _desk()
    before = desk.dossier
    desk.ask(_result(vote="2:1", voters=tuple(letter * 16 for letter in "abcd")), OFFICE)
    [odd] = oddities(before, desk.dossier)
    assert copy_context().run(_in_english, odd) == "There are 3 votes, although 4 members voted."


@pytest.mark.parametrize(
    ("agenda", "day", "found"),
    [
        ("2001-11-07", "2001-11-07", []),
        ("2001-11-07", "2001-12-05", [Oddity.ANOTHER_AGENDA]),
        ("2001-11", "2001-11-07", []),
        ("2001-11", "2001-12-05", [Oddity.ANOTHER_AGENDA]),
    ],
)
def test_a_result_of_a_day_on_which_it_was_on_no_agenda_is_noticed(agenda: str, day: str, found: list[Oddity]) -> None:
    desk = _desk()
    desk.ask(Schedule(stage="svv", on=When("2001-10-23"), meets_on=When(agenda)), OFFICE)
    assert _odd(desk, _result(day)) == found


def test_without_any_agenda_and_after_it_was_taken_off_nothing_is_odd() -> None:
    desk = _desk()
    desk.ask(Schedule(stage="svv", on=When("2001-10-23"), meets_on=When("2001-11-07")), OFFICE)
    desk.ask(Unschedule(stage="svv", on=When("2001-11-01"), reason="verschoben"), OFFICE)
    assert _odd(desk, _result("2001-12-05", MeetingOutcome.POSTPONED)) == []
    assert _odd(desk, _result("2002-01-09")) == []


def test_a_mitteilung_is_not_adopted_by_a_correction_either() -> None:
    desk = _desk(paper="mitteilung")
    desk.ask(_result(outcome=MeetingOutcome.NOTED), OFFICE)
    assert isinstance(refused(desk, Correct(seq=3, outcome="adopted", reason="-"), OFFICE), NotForThisPaper)
