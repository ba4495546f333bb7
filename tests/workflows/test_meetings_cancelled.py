"""Meetings that were cancelled or held: where their cases go, and that nothing about them changes any more."""

from collections.abc import Callable

import pytest

from domain.commands import Return, Submit, Withdraw
from domain.dates import When
from domain.errors.agendas import (
    CancelReasonNeeded,
    DealtWith,
    MeetingCancelled,
    MeetingHeld,
)
from domain.vocabulary import MeetingOutcome, MeetingState, ReturnPurpose
from store import meetings
from store.meetings import Item, Meeting
from store.writing import write
from tests.houses import CITY, DESK, findings
from tests.meetings import (
    ACTS,
    SECOND,
    THIRD,
    a_meeting,
    agenda,
    log,
    now,
    on_agenda,
    put_on,
    resolve,
    said,
    secretary,
)
from workflows.house import House
from workflows.inbox import receive
from workflows.meetings import Wanted, cancel, change_meeting, proposals, put_on_agenda, take_off


def test_a_case_that_was_withdrawn_is_not_told_of_a_move(a_house: House) -> None:
    meeting = a_meeting(a_house)
    case = put_on(a_house, meeting, "3.1")[0].dossier
    receive(a_house, "3.1", Withdraw(on=When("2026-11-20"), reason="kein Bedarf"), by=CITY)

    change_meeting(a_house, meeting.id, 2, secretary(a_house), meets_at=SECOND)
    cancel(a_house, meeting.id, 3, secretary(a_house), reason="Krankheit", roll_on=True)

    assert said(a_house, case)[-1] == "Withdrawn"
    assert findings(a_house) == []


@pytest.mark.parametrize("act", [
    lambda house, meeting: change_meeting(house, meeting.id, 2, secretary(house), meets_at=THIRD),
    lambda house, meeting: cancel(house, meeting.id, 2, secretary(house), reason="Krankheit", roll_on=True),
    lambda house, meeting: take_off(house, meeting.id, [agenda(house, meeting)[0].id], secretary(house), "zurück"),
])  # fmt: skip
def test_a_case_that_went_back_for_rework_holds_no_agenda_up(a_house: House, act: Callable[[House, Meeting], object]) -> None:
    meeting = a_meeting(a_house)
    a_meeting(a_house, SECOND)
    case = put_on(a_house, meeting, "3.1")[0].dossier
    rework = Return(stage="submission", on=When("2026-11-23"), purpose=ReturnPurpose.REWORK, reason="Finanzplan")
    receive(a_house, "3.1", rework, by=DESK)

    act(a_house, meeting)

    assert said(a_house, case)[-1] == "RoundBegun"
    receive(a_house, "3.1", Submit(stage="submission", on=When("2026-11-23")), by=CITY)
    another = a_meeting(a_house, "2026-12-20T18:00")
    assert [(one.round, one.why) for one in proposals(a_house, another)] == [(2, "new")]
    (item,) = put_on_agenda(a_house, another.id, [Wanted(case, "kg")], secretary(a_house))
    assert isinstance(item, Item)
    assert item.round == 2
    assert findings(a_house) == []


def test_a_cancelled_meetings_cases_go_onto_the_next_agenda(a_house: House) -> None:
    meeting, following, last = a_meeting(a_house), a_meeting(a_house, SECOND), a_meeting(a_house, THIRD)
    there = put_on(a_house, following, "3.0")
    cases = [item.dossier for item in put_on(a_house, meeting, "3.1", "3.2")]

    after = cancel(a_house, meeting.id, 2, secretary(a_house), reason="Krankheit", roll_on=True)

    assert (after.state, after.sequence) == (MeetingState.CANCELLED, 1)
    rolled = agenda(a_house, following)
    assert [(item.dossier, item.position, item.number) for item in rolled] == [
        (there[0].dossier, 1, "1"), (cases[0], 2, "2"), (cases[1], 3, "3"),
    ]  # fmt: skip
    assert [on_agenda(a_house, case) for case in cases] == [("2026-12-10", following.id)] * 2
    assert agenda(a_house, last) == []
    assert [item.dossier for item in agenda(a_house, meeting)] == cases, "what was to be dealt with can still be looked up"
    assert log(a_house, following)[-1] == "rolled_on"
    assert proposals(a_house, last) == []
    assert findings(a_house) == []


@pytest.mark.parametrize("roll_on", [False, True])
def test_without_a_next_meeting_the_cases_are_proposals_again(a_house: House, *, roll_on: bool) -> None:
    meeting = a_meeting(a_house)
    case = put_on(a_house, meeting, "3.1")[0].dossier
    if not roll_on:
        a_meeting(a_house, SECOND)

    cancel(a_house, meeting.id, 2, secretary(a_house), reason="Krankheit", roll_on=roll_on)

    third = a_meeting(a_house, THIRD)
    assert [(one.dossier, one.why) for one in proposals(a_house, third)] == [(case, "cancelled")]
    assert said(a_house, case)[-1] == "Unscheduled"


def test_a_meeting_that_was_cancelled_or_dealt_with_something_is_over(a_house: House) -> None:
    meeting, other = a_meeting(a_house), a_meeting(a_house, SECOND)
    item = put_on(a_house, meeting, "3.1")[0]
    resolve(a_house, "3.1", MeetingOutcome.POSTPONED)
    with pytest.raises(CancelReasonNeeded):
        cancel(a_house, meeting.id, 2, secretary(a_house), reason=" ", roll_on=True)
    with pytest.raises(DealtWith):
        cancel(a_house, meeting.id, 2, secretary(a_house), reason="Krankheit", roll_on=True)
    with pytest.raises(DealtWith):
        take_off(a_house, meeting.id, [item.id], secretary(a_house), "nicht reif")

    cancel(a_house, other.id, 1, secretary(a_house), reason="Krankheit", roll_on=True)
    for act in ACTS:
        with pytest.raises(MeetingCancelled):
            act(a_house, other, 2)


def test_a_held_meeting_is_over(a_house: House) -> None:
    meeting = a_meeting(a_house)
    actor = secretary(a_house)
    write(a_house.database, [], beside=meetings.held_statements(meeting, ["p-1", "p-2"], actor, a_house.now()))

    held = now(a_house, meeting)
    assert (held.state, held.present, held.sequence, held.version) == (MeetingState.HELD, ("p-1", "p-2"), 1, 2)
    write(a_house.database, [], beside=meetings.held_statements(held, [], actor, a_house.now()))
    assert (now(a_house, meeting).present, now(a_house, meeting).sequence) == (("p-1", "p-2"), 1)
    for act in ACTS:
        with pytest.raises(MeetingHeld):
            act(a_house, meeting, 3)
