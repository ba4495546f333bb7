"""Votes: what minutes say, and what a body's rules of the day make of it."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.commands import Actor, Resolve
from domain.commands.meetings import DeclareConflict
from domain.dates import When
from domain.errors import NotYourRole
from domain.errors.meetings import BiasedVote, MoreVotesThanVoters, NamedInSecret
from domain.events import Resolved
from domain.meetings.votes import Count, How, carried, quorate, read
from domain.programme.bodies import BodyRules
from domain.vocabulary import MeetingOutcome
from tests.body_programmes import COUNCIL
from tests.offices import CASE_OFFICER, a_dossier, refused

SIMPLE = BodyRules(since=date(2000, 1, 1))
TWO_THIRDS = BodyRules(since=date(2000, 1, 1), majority="2/3", reaching=True, quorum="2/3")
counts = st.builds(Count, *(st.integers(0, 60),) * 3)


@pytest.mark.parametrize(
    ("said", "is_read"),
    [
        ("einstimmig", How.UNANIMOUS),
        ("Mehrheitlich.", How.MAJORITY),
        ("7 Ja, 0 Nein, 1 Enthaltung", Count(7, 0, 1)),
        ("17 Ja 2 Nein", Count(17, 2, 0)),
        ("9 in favour, 3 against, 2 abstentions", Count(9, 3, 2)),
        ("7:2:1", Count(7, 2, 1)),
        ("7/2", Count(7, 2, 0)),
        ("nach längerer Aussprache", None),
        ("", None),
    ],
)
def test_a_vote_is_read_as_minutes_have_it(said: str, is_read: Count | How | None) -> None:
    assert read(said) == is_read


@given(counts)
def test_numbers_are_read_back_as_they_were_written(count: Count) -> None:
    assert read(f"{count.yes} Ja, {count.no} Nein, {count.abstained} Enthaltungen") == count
    assert read(f"{count.yes}:{count.no}:{count.abstained}") == count


@given(counts)
def test_a_motion_is_carried_by_more_than_half_of_the_votes_cast(count: Count) -> None:
    assert carried(count, SIMPLE) is (count.yes > count.no)


@given(counts)
def test_two_thirds_are_reached_and_not_exceeded(count: Count) -> None:
    cast = count.yes + count.no
    assert carried(count, TWO_THIRDS) is (cast > 0 and Fraction(count.yes, cast) >= Fraction(2, 3))


def test_a_tie_is_rejected_or_left_to_the_chair() -> None:
    chair = BodyRules.model_validate({"since": "2000-01-01", "tie": "chair"})
    assert carried(Count(3, 3, 1), SIMPLE) is False
    assert carried(Count(3, 3, 1), chair) is None


@pytest.mark.parametrize(("present", "enough"), [(13, False), (14, True)])
def test_the_quorum_is_a_share_of_the_members(present: int, enough: bool) -> None:  # noqa: FBT001 - the datum under test
    assert quorate(present, 21, TWO_THIRDS) is enough


def test_rules_are_those_of_the_day() -> None:
    body = COUNCIL.bodies_by_key["svv"]
    assert [getattr(body.rules_on(date(year, 6, 1)), "majority", None) for year in (1989, 2001, 2002)] == [None, "1/2", "2/3"]


def _vote(**said: Any) -> Resolve:  # noqa: ANN401 - fields of Resolve by name
    return Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED, **said)


def test_the_vote_of_a_biased_member_is_refused_however_their_bias_is_known() -> None:
    desk = a_dossier("kg", applicant="p" * 16)
    assert isinstance(refused(desk, _vote(voters=("m" * 16,), biased=("m" * 16,))), BiasedVote)
    assert isinstance(refused(desk, _vote(voters=("p" * 16,))), BiasedVote), "their own case"
    desk.ask(DeclareConflict(on=When("2002-07-01"), party="m" * 16), CASE_OFFICER)
    assert isinstance(refused(desk, _vote(voters=("m" * 16, "n" * 16))), BiasedVote)
    [event] = desk.ask(_vote(voters=("n" * 16,), biased=("m" * 16,)))
    assert isinstance(event, Resolved)
    assert (event.voters, event.biased) == (("n" * 16,), ("m" * 16,))


def test_there_are_not_more_votes_than_voters_and_no_names_in_a_secret_ballot() -> None:
    desk = a_dossier("kg")
    two = ("m" * 16, "n" * 16)
    assert isinstance(refused(desk, _vote(vote="3 Ja", voters=two)), MoreVotesThanVoters)
    assert isinstance(refused(desk, _vote(vote="2 Ja", voters=two, secret=True)), NamedInSecret)
    desk.ask(_vote(vote="2 Ja", secret=True))


def test_somebody_without_a_role_declares_nobody_biased() -> None:
    passer_by = Actor("x" * 16, "fremd", frozenset({"city"}))
    asked = DeclareConflict(on=When("2002-07-01"), party="m" * 16)
    assert isinstance(refused(a_dossier("kg"), asked, passer_by), NotYourRole)
