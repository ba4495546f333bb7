"""Meetings of bodies: called, moved and invited, by whom, and what that says in the histories of the cases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.errors import NoSuchAuthority, NoSuchProgramme, Refusal
from domain.errors.agendas import (
    InvitedAlready,
    MeetingCancelled,
    MeetingChangedMeanwhile,
    MeetingTimeBad,
    MeetsAlready,
    NoSuchBody,
    NoSuchMeeting,
    NotYourBody,
    PapersAfterMeeting,
    PlaceBad,
)
from domain.vocabulary import MeetingState
from store import meetings
from store.meetings import Meeting
from tests.houses import CITY, DESK, KG, LEIPZIG, findings, leipzig_case
from tests.meetings import (
    ACTS,
    FIRST,
    SECOND,
    a_meeting,
    agenda,
    everything,
    log,
    now,
    on_agenda,
    put_on,
    said,
    secretary,
)
from workflows.house import House
from workflows.inbox import person
from workflows.meetings import call_meeting, cancel, change_meeting, invite, proposals, put_on_agenda, take_off


def test_a_meeting_is_called_and_found_between_two_days(a_house: House) -> None:
    first, second = a_meeting(a_house), a_meeting(a_house, SECOND)

    assert (first.state, first.sequence, first.version, first.present) == (MeetingState.SCHEDULED, 0, 1, ())
    assert log(a_house, first) == ["called"]
    with a_house.database.reading() as connection:
        assert meetings.between(connection, "leipzig") == [first, second]
        assert meetings.between(connection, "leipzig", since="2026-12-04", programme=LEIPZIG, body="kg") == [second]
        assert meetings.between(connection, "leipzig", until="2026-12-03") == [first]
        assert meetings.between(connection, "berlin") == []
        assert meetings.next_after(connection, first) == second
        assert meetings.next_after(connection, second) is None


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"meets_at": "03.12.2026 18:00"}, MeetingTimeBad),
        ({"meets_at": "2026-13-03T18:00"}, MeetingTimeBad),
        ({"meets_at": "2026-12-03T18:00:00"}, MeetingTimeBad),
        ({"meets_at": "1802-12-03T18:00"}, MeetingTimeBad),
        ({"meets_at": ""}, MeetingTimeBad),
        ({"papers_due": "2026-12-04T12:00"}, PapersAfterMeeting),
        ({"papers_due": "soon"}, MeetingTimeBad),
        ({"place": "Rathaus\nSaal 2"}, PlaceBad),
        ({"place": "x" * 301}, PlaceBad),
        ({"body": "stadtrat"}, NoSuchBody),
        ({"programme": "gibt-es-nicht"}, NoSuchProgramme),
        ({"authority": "gibt-es-nicht"}, NoSuchAuthority),
    ],
)
def test_what_is_no_meeting_is_refused(a_house: House, typed: dict[str, str], refusal: type[Refusal]) -> None:
    said = {"authority": "leipzig", "programme": LEIPZIG, "body": "kg", "meets_at": FIRST, "place": "Rathaus", **typed}
    with pytest.raises(refusal) as caught:
        call_meeting(a_house, actor=secretary(a_house), **said)
    assert "{" not in str(caught.value)
    assert everything(a_house)["meeting"] == []


def test_a_body_meets_once_at_a_time(a_house: House) -> None:
    meeting = a_meeting(a_house)
    with pytest.raises(MeetsAlready):
        a_meeting(a_house)

    cancel(a_house, meeting.id, 1, secretary(a_house), reason="Krankheit", roll_on=False)
    again, other = a_meeting(a_house), a_meeting(a_house, SECOND)

    with pytest.raises(MeetsAlready):
        change_meeting(a_house, other.id, 1, secretary(a_house), meets_at=FIRST)
    assert now(a_house, again).version == 1


def test_two_calls_at_once_make_one_meeting(a_house: House) -> None:
    def call(_turn: int) -> Meeting | Refusal:
        try:
            return a_meeting(a_house)
        except MeetsAlready as refusal:
            return refusal

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(call, range(4)))

    assert sum(isinstance(one, Meeting) for one in given) == 1
    assert len(everything(a_house)["meeting"]) == 1


def test_a_move_to_another_day_is_told_in_every_case(a_house: House) -> None:
    meeting = a_meeting(a_house)
    cases = [item.dossier for item in put_on(a_house, meeting, "3.1", "3.2")]

    after = change_meeting(a_house, meeting.id, 2, secretary(a_house), meets_at=SECOND)

    assert (after, after.sequence, after.version) == (now(a_house, meeting), 1, 3)
    for case in cases:
        assert said(a_house, case)[-3:] == ["Scheduled", "Unscheduled", "Scheduled"]
        assert on_agenda(a_house, case) == ("2026-12-10", meeting.id)
    assert log(a_house, meeting) == ["called", "put_on", "changed"]
    assert findings(a_house) == []


def test_another_hour_or_place_says_nothing_in_the_cases(a_house: House) -> None:
    meeting = a_meeting(a_house)
    case = put_on(a_house, meeting, "3.1")[0].dossier

    after = change_meeting(a_house, meeting.id, 2, secretary(a_house), meets_at="2026-12-03T17:00", place=" Saal 2 ")
    later = change_meeting(a_house, meeting.id, 3, secretary(a_house), papers_due="2026-12-01T12:00")

    assert (after.place, after.sequence) == ("Saal 2", 1)
    assert (later.papers_due, later.sequence, later.meets_at) == ("2026-12-01T12:00", 1, "2026-12-03T17:00")
    assert said(a_house, case)[-1] == "Scheduled"


def test_members_are_invited_once(a_house: House) -> None:
    meeting = a_meeting(a_house)
    after = invite(a_house, meeting.id, 1, secretary(a_house))

    assert (after.state, after.sequence) == (MeetingState.INVITED, 1)
    assert now(a_house, meeting) == after
    with pytest.raises(InvitedAlready):
        invite(a_house, meeting.id, 2, secretary(a_house))


@pytest.mark.parametrize("act", ACTS)
def test_who_looked_at_an_older_version_is_told_so(a_house: House, act: Callable[[House, Meeting, int], object]) -> None:
    meeting = a_meeting(a_house)
    change_meeting(a_house, meeting.id, 1, secretary(a_house), place="Saal 2")
    before = everything(a_house)

    with pytest.raises(MeetingChangedMeanwhile):
        act(a_house, meeting, 1)
    assert everything(a_house) == before


@pytest.mark.parametrize("act", ACTS)
def test_of_two_secretaries_at_once_one_is_told_so(a_house: House, act: Callable[[House, Meeting, int], object]) -> None:
    meeting = a_meeting(a_house)
    put_on(a_house, meeting, "3.1", "3.2")

    def once(_turn: int) -> object:
        try:
            return act(a_house, meeting, 2)
        except Refusal as refusal:
            return type(refusal)

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(once, range(4)))

    assert sum(isinstance(one, Meeting) for one in given) == 1
    assert {one for one in given if not isinstance(one, Meeting)} <= {MeetingChangedMeanwhile, MeetingCancelled}
    assert now(a_house, meeting).version == 3
    assert findings(a_house) == []


@pytest.mark.parametrize("act", ACTS)
def test_there_has_to_be_a_meeting(a_house: House, act: Callable[[House, Meeting, int], object]) -> None:
    meeting = a_meeting(a_house)
    gone = Meeting(
        "0" * 16, meeting.authority, meeting.programme, "kg", FIRST, "", MeetingState.SCHEDULED, "", (), 0, 1
    )  # fmt: skip
    with pytest.raises(NoSuchMeeting):
        act(a_house, gone, 1)


@pytest.mark.parametrize("who", [CITY, "rp-bewilligung"])
def test_only_the_secretary_and_who_administers_the_programme_keep_meetings(a_house: House, who: str) -> None:
    meeting = a_meeting(a_house)
    put_on(a_house, meeting, "3.1")
    before = everything(a_house)
    actor = person(a_house, "leipzig", LEIPZIG, who)
    acts: list[Callable[[], object]] = [
        lambda: call_meeting(
            a_house, authority="leipzig", programme=LEIPZIG, body="kg", meets_at=SECOND, place="", actor=actor
        ),
        lambda: change_meeting(a_house, meeting.id, 2, actor, place="Saal 2"),
        lambda: invite(a_house, meeting.id, 2, actor),
        lambda: cancel(a_house, meeting.id, 2, actor, reason="Krankheit", roll_on=True),
        lambda: put_on_agenda(a_house, meeting.id, [], actor),
        lambda: take_off(a_house, meeting.id, [agenda(a_house, meeting)[0].id], actor, "nicht reif"),
    ]
    for act in acts:
        with pytest.raises(Refusal) as caught:
            act()
        assert isinstance(caught.value, NotYourBody) or act is acts[4]
    assert everything(a_house) == before


@pytest.mark.parametrize("who", [KG, DESK])
def test_the_secretary_and_the_administrator_keep_meetings(a_house: House, who: str) -> None:
    actor = person(a_house, "leipzig", LEIPZIG, who)
    meeting = call_meeting(a_house, authority="leipzig", programme=LEIPZIG, body="kg", meets_at=FIRST, place="", actor=actor)
    leipzig_case(a_house, "kg", "3.1")
    assert [one.reference for one in proposals(a_house, meeting)] == ["3.1"]
    assert invite(a_house, meeting.id, 1, actor).state is MeetingState.INVITED
