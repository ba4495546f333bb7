"""A body resolves with its quorum: fewer than its rules of the day ask for are noticed, and recorded all the same."""

from contextvars import copy_context
from datetime import date

import pytest

from domain.commands import Actor, Resolve, Submit
from domain.dates import When
from domain.dossier import Dossier
from domain.oddities import Odd, Oddity, oddities
from domain.programme import Programme
from domain.vocabulary import MeetingOutcome
from tests.body_programmes import COUNCIL
from tests.offices import a_desk
from wording.language import speak
from wording.oddities import noticed

OFFICE = Actor("o" * 16, "buero", frozenset({"office", "mayor"}))
ADOPTED = MeetingOutcome.ADOPTED
#: Half of the members until the end of 2001; from 2002 on the rules of these tests name no quorum.
OLD, NEW = "2001-11-07", "2002-11-06"


def _ten(body: str, day: date) -> int:
    assert (body, day.year) in {("svv", 2001), ("svv", 2002)}
    return 10


def _recorded(
    day: str = OLD, outcome: MeetingOutcome = ADOPTED, programme: Programme = COUNCIL, **said: object
) -> tuple[Dossier, Dossier]:
    desk = a_desk(programme, OFFICE, on=When("2001-01-08"))
    desk.ask(Submit(stage="paper", on=When("2001-01-08")), OFFICE)
    before = desk.dossier
    desk.ask(Resolve(stage="svv", on=When(day), outcome=outcome, **said), OFFICE)  # type: ignore[arg-type]
    return before, desk.dossier


def _voters(count: int) -> tuple[str, ...]:
    return tuple(f"{number:036}" for number in range(count))


@pytest.mark.parametrize(
    ("said", "few"),
    [
        ({"vote": "4:0"}, True),
        ({"vote": "3:0:1"}, True),
        ({"vote": "3:0:2"}, False),
        ({"vote": "einstimmig"}, False),  # how many it were is not said
        ({}, False),
        ({"voters": _voters(4)}, True),
        ({"voters": _voters(5), "vote": "einstimmig"}, False),
        ({"vote": "4:0", "outcome": MeetingOutcome.NOTED}, True),
        ({"vote": "1:3", "outcome": MeetingOutcome.REJECTED}, True),
        ({"vote": "4:0", "outcome": MeetingOutcome.POSTPONED}, False),
        ({"vote": "4:0", "day": NEW}, False),
    ],
)
def test_too_few_members_are_noticed_where_the_body_resolves(said: dict[str, object], few: bool) -> None:  # noqa: FBT001 - the datum under test
    found = oddities(*_recorded(**said), _ten)  # type: ignore[arg-type]
    assert (Oddity.NO_QUORUM in [odd.kind for odd in found]) is few


def test_nobody_is_counted_where_nobody_keeps_the_members() -> None:
    assert oddities(*_recorded(vote="1:0")) == ()
    assert oddities(*_recorded(vote="1:0"), lambda _body, _day: 0) == ()


def test_it_is_said_once_and_not_again_with_the_next_entry() -> None:
    before, after = _recorded(vote="4:0")
    assert len(oddities(before, after, _ten)) == 1
    assert oddities(after, after, _ten) == ()


@pytest.mark.parametrize(("bias", "few"), [("leaves", True), ("may_stay", False)])
def test_a_biased_member_counts_where_they_may_stay(bias: str, few: bool) -> None:  # noqa: FBT001 - the datum under test
    words = COUNCIL.model_dump(mode="json")
    words["bodies"][0]["rules"] = [{"since": "1990-01-01", "quorum": "1/2", "bias": bias}]
    said = _recorded(programme=Programme.model_validate(words), vote="4:0", biased=("b" * 36,))
    assert bool(oddities(*said, _ten)) is few


def test_the_sentence_names_both_numbers_and_the_share() -> None:
    [odd] = oddities(*_recorded(vote="4:0"), _ten)
    told = "Only 4 of the body's 10 members took part; by its rules of that day, 1/2 of them make a quorum."
    assert copy_context().run(_in_english, odd) == told


def _in_english(odd: Odd) -> str:
    speak("en")
    return noticed(odd)
