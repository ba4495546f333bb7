"""Meetings and rows that take no result: each says why, and stops no other."""

from datetime import timedelta

import pytest

from config.clock import FixedClock
from domain.commands import Details
from domain.dates import When
from domain.errors import DetailNeeded, NoSuchOutcome
from domain.errors.agendas import MeetingCancelled, NoSuchItem, NotAMember, NotYourBody
from domain.errors.meetings import BiasedVote, MoreVotesThanVoters
from domain.errors.minutes import BusinessHasNoResult, ItemTwice, NotHeldYet, OnLaterAgenda
from domain.meetings.minutes import Row
from domain.vocabulary import MeetingOutcome, MeetingState
from store.people import party_id
from tests.councils import (
    AUTHORITY,
    BODY,
    COMMITTEES,
    MOVER,
    OFFICE,
    PROGRAMME,
    a_meeting,
    changes,
    now,
    refusals,
    results,
    said_of,
    seated,
    secretary,
    walked,
)
from workflows.house import House
from workflows.meetings import Wanted, add_business, call_meeting, cancel, put_on_agenda
from workflows.meetings.minutes import record_minutes, rehearse

ADOPTED = MeetingOutcome.ADOPTED


def test_every_row_that_cannot_be_recorded_says_why_and_stops_no_other(a_house: House) -> None:
    meeting, items = walked(a_house, 5)
    business = add_business(a_house, meeting.id, "Verschiedenes", True, secretary(a_house))
    rows = [
        Row(items[0].id, "approved"),
        Row(items[1].id, MeetingOutcome.REFERRED),
        Row(items[2].id, ADOPTED, on=When("2001-10-01")),
        Row("not-an-item", ADOPTED),
        Row(business.id, ADOPTED),
        Row(items[3].id, ADOPTED),
        Row(items[3].id, MeetingOutcome.REJECTED),
        Row(items[4].id, MeetingOutcome.NOTED),
    ]

    ahead = rehearse(a_house, meeting, rows, secretary(a_house))
    done = record_minutes(a_house, meeting, rows, secretary(a_house))

    kinds = [type(row.refusal).__name__ for row in done]
    assert kinds == [type(row.refusal).__name__ for row in ahead.rows]
    assert kinds == [
        NoSuchOutcome.__name__, DetailNeeded.__name__, "BeforeItsGate", NoSuchItem.__name__, BusinessHasNoResult.__name__,
        "NoneType", ItemTwice.__name__, "NoneType",
    ]  # fmt: skip
    assert ahead.cases == 2


def test_a_meeting_of_which_nothing_could_be_recorded_is_not_held(a_house: House) -> None:
    meeting, items = walked(a_house, 1)

    record_minutes(a_house, meeting, [Row(items[0].id, "approved")], secretary(a_house))

    assert now(a_house, meeting).state is MeetingState.SCHEDULED
    assert changes(a_house, meeting) == ["called", "put_on"]


def test_a_meeting_without_any_result_can_have_been_held(a_house: House) -> None:
    meeting, _ = walked(a_house, 1)

    assert record_minutes(a_house, meeting, [], secretary(a_house)) == []

    assert now(a_house, meeting).state is MeetingState.HELD


def test_a_cancelled_or_coming_meeting_takes_no_results(a_house: House, clock: FixedClock) -> None:
    meeting, items = walked(a_house, 1)
    coming = call_meeting(
        a_house, authority=AUTHORITY, programme=PROGRAMME, body=BODY, place="",
        meets_at=f"{(clock.at + timedelta(days=7)).date()}T18:00", actor=secretary(a_house),
    )  # fmt: skip
    for act in (rehearse, record_minutes):
        with pytest.raises(NotHeldYet):
            act(a_house, coming, [], secretary(a_house))

    cancel(a_house, meeting.id, now(a_house, meeting).version, secretary(a_house), reason="Krankheit", roll_on=False)
    for act in (rehearse, record_minutes):
        with pytest.raises(MeetingCancelled):
            act(a_house, meeting, results(items), secretary(a_house))


def test_a_case_that_stands_on_a_later_agenda_has_no_result_of_the_earlier_one(a_house: House) -> None:
    meeting, items = walked(a_house, 1)
    later = a_meeting(a_house, When("2001-12-05"))
    put_on_agenda(a_house, later.id, [Wanted(items[0].dossier, "svv")], secretary(a_house))

    done = record_minutes(a_house, meeting, results(items), secretary(a_house))

    assert refusals(done) == [OnLaterAgenda]


@pytest.mark.parametrize("handle", [MOVER, COMMITTEES])
def test_only_who_keeps_the_bodys_meetings_rehearses_or_records_one(handle: str, a_house: House) -> None:
    meeting, items = walked(a_house, 1)

    for act in (rehearse, record_minutes):
        with pytest.raises(NotYourBody):
            act(a_house, meeting, results(items), secretary(a_house, handle))
    assert said_of(a_house, meeting, items[0]) is None


def test_more_votes_than_voters_and_a_biased_vote_are_refused(a_house: House) -> None:
    meeting, items = walked(a_house, 2)
    one, mover = seated(a_house, OFFICE, MOVER)
    rows = [Row(items[0].id, ADOPTED, Details(vote="2:0")), Row(items[1].id, ADOPTED, Details(voters=(one, mover)))]

    done = record_minutes(a_house, meeting, rows, secretary(a_house), present=[one, mover])

    assert refusals(done) == [MoreVotesThanVoters, BiasedVote]


def test_a_stranger_cannot_have_been_present(a_house: House) -> None:
    meeting, items = walked(a_house, 1)
    seated(a_house, COMMITTEES)

    with pytest.raises(NotAMember):
        record_minutes(a_house, meeting, results(items), secretary(a_house), present=[party_id(AUTHORITY, OFFICE)])
    assert said_of(a_house, meeting, items[0]) is None
