"""Referral: a paper travels to committees and back, in order or side by side; what a Mitteilung can become."""

from typing import Any

import pytest

from domain.commands import Actor, Resolve, Submit
from domain.dates import When
from domain.errors.meetings import NotForThisPaper, NotReferred
from domain.meetings.referral import committees_named
from domain.standing import finished, waiting
from domain.vocabulary import MeetingOutcome
from tests.body_programmes import COUNCIL
from tests.offices import Desk, a_desk, refused

OFFICE = Actor("p-office", "office", frozenset({"office", "mayor"}))
DAY = When("2001-11-07")


def _desk(paper: str = "beschluss") -> Desk:
    desk = a_desk(COUNCIL, OFFICE, paper=paper)
    desk.ask(Submit(stage="paper", on=When("2001-10-23")), OFFICE)
    return desk


def _resolve(desk: Desk, stage: str, outcome: MeetingOutcome, **said: Any) -> None:  # noqa: ANN401 - fields of Resolve by name
    desk.ask(Resolve(stage=stage, on=DAY, outcome=outcome, **said), OFFICE)


def _waits(desk: Desk) -> set[str]:
    return {line.stage for line in waiting(desk.dossier)}


def _result(desk: Desk) -> str | None:
    return finished(desk.dossier, COUNCIL.by_key["approval"])


def test_a_committee_has_nothing_to_do_until_the_paper_is_referred_to_it() -> None:
    desk = _desk()
    assert _waits(desk) == {"svv"}
    assert isinstance(refused(desk, Resolve(stage="ha", on=DAY, outcome=MeetingOutcome.ADOPTED), OFFICE), NotReferred)


def test_a_paper_referred_to_two_committees_comes_back_when_both_have_spoken() -> None:
    desk = _desk()
    _resolve(desk, "svv", MeetingOutcome.REFERRED, referred_to="Hauptausschuss und Bauausschuss")
    assert _waits(desk) == {"ha", "bau"}
    _resolve(desk, "ha", MeetingOutcome.ADOPTED)
    assert _waits(desk) == {"bau"}
    _resolve(desk, "bau", MeetingOutcome.REJECTED)
    assert _waits(desk) == {"svv"}, "advice ends nothing"
    _resolve(desk, "svv", MeetingOutcome.ADOPTED)
    assert (_waits(desk), _result(desk)) == (set(), "passed")


def test_a_committee_may_refer_a_paper_on_to_another() -> None:
    desk = _desk()
    _resolve(desk, "svv", MeetingOutcome.REFERRED, referred_to="ha")
    _resolve(desk, "ha", MeetingOutcome.REFERRED, referred_to="Bauausschuss")
    assert _waits(desk) == {"bau"}
    _resolve(desk, "bau", MeetingOutcome.ADOPTED)
    assert _waits(desk) == {"ha"}
    _resolve(desk, "ha", MeetingOutcome.ADOPTED)
    assert _waits(desk) == {"svv"}


def test_what_a_committee_said_before_does_not_answer_a_second_referral() -> None:
    desk = _desk()
    for _ in range(2):
        _resolve(desk, "svv", MeetingOutcome.REFERRED, referred_to="ha")
        assert _waits(desk) == {"ha"}
        _resolve(desk, "ha", MeetingOutcome.ADOPTED)
        assert _waits(desk) == {"svv"}


def test_a_referral_out_of_the_house_leaves_the_paper_with_the_body() -> None:
    desk = _desk()
    _resolve(desk, "svv", MeetingOutcome.REFERRED, referred_to="Fachausschuss des Landtags")
    assert _waits(desk) == {"svv"}


def test_a_paper_adopted_at_once_ends_without_any_committee() -> None:
    desk = _desk()
    _resolve(desk, "svv", MeetingOutcome.ADOPTED)
    assert _result(desk) == "passed"


@pytest.mark.parametrize(
    ("said", "bodies"),
    [
        ("ha", ("ha",)),
        ("Hauptausschuss, BAUAUSSCHUSS", ("ha", "bau")),
        ("Main committee; bau", ("ha", "bau")),
        ("Hauptausschuss und Bauausschuss", ("ha", "bau")),
        ("Hauptausschuss, ha", ("ha",)),
        ("Petitionsausschuss", ()),
        ("", ()),
    ],
)
def test_committees_are_found_by_key_or_title(said: str, bodies: tuple[str, ...]) -> None:
    assert committees_named(COUNCIL, said) == bodies


@pytest.mark.parametrize("outcome", [MeetingOutcome.ADOPTED, MeetingOutcome.REJECTED])
def test_a_mitteilung_is_noted_and_nothing_else(outcome: MeetingOutcome) -> None:
    desk = _desk("mitteilung")
    assert isinstance(refused(desk, Resolve(stage="svv", on=DAY, outcome=outcome), OFFICE), NotForThisPaper)
    _resolve(desk, "svv", MeetingOutcome.POSTPONED)
    _resolve(desk, "svv", MeetingOutcome.NOTED)
    assert _result(desk) == "passed"
