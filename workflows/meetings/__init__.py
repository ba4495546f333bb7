"""Meetings of bodies: calling, moving, inviting and cancelling them. Their agendas are kept in `workflows.meetings.agendas`.

A meeting is a row, what came of a case only ever an event of its dossier; both change in one transaction (docs/adr/0020).
"""

import uuid
from dataclasses import replace
from datetime import date

from domain.commands import Actor
from domain.dates import When
from domain.errors import NoSuchAuthority
from domain.errors.agendas import (
    CancelReasonNeeded,
    DealtWith,
    InvitedAlready,
    MeetsAlready,
    PapersAfterMeeting,
    PlaceBad,
)
from domain.meetings.agenda import acting_for, body_of, dealt_with, office_time, papers_due
from domain.office_time import OFFICE_ZONE
from domain.programme.bodies import Body
from domain.text import normal
from domain.typed import typed
from domain.vocabulary import MeetingState
from notifications.invitation import Occasion
from store import meetings
from store.database import Connection
from store.meetings import By, Meeting
from store.people import lock, seats
from wording.language import N_, _, spoken
from workflows.house import House
from workflows.inbox import newest
from workflows.meetings.agendas import add_business, put_on_agenda, renumber, reorder, show, take_off
from workflows.meetings.invitations import invited
from workflows.meetings.proposing import Proposal, Wanted, proposals
from workflows.meetings.turn import Finish, Turn, all_said, take_turn

__all__ = [
    "Proposal", "Wanted", "add_business", "call_meeting", "cancel", "change_meeting", "default_papers_due", "invite",
    "proposals", "put_on_agenda", "renumber", "reorder", "show", "take_off",
]  # fmt: skip

_MOVED = N_("meeting moved from {before} to {after}")
_LONGEST_PLACE = 300


def call_meeting(
    house: House, *, authority: str, programme: str, body: str, meets_at: str, place: str, actor: Actor,
    papers_due: str | None = None,
) -> Meeting:  # fmt: skip
    """Set the time of a meeting ("2002-07-04T18:00", the office's clock) and the place; refused at a time it has one already.

    `papers_due` is such a time too, "" for no limit; left out, it follows from the rule of the body.
    """
    version, _hash = newest(house, programme)
    found = body_of(version, body)
    behalf = acting_for(version, found, actor)
    office_time(meets_at)
    with house.database.transaction() as connection:
        default = default_papers_due(connection, authority, found, meets_at)
        due = default if papers_due is None else papers_due
        made = Meeting(
            str(uuid.uuid4()), authority, programme, body, meets_at, _place(place), MeetingState.SCHEDULED,
            _due(due, meets_at), (), 0, 1,
        )  # fmt: skip
        lock(connection, authority)
        _alone(connection, made, found)
        for statement in meetings.called(made, By(actor.person, house.now(), behalf)):
            connection.execute(statement)
    return made


def default_papers_due(connection: Connection, authority: str, body: Body, meets_at: str) -> str:
    """Until when papers for a meeting at this time have to be in by the rule of its body, "" where it has none."""
    known = seats(connection)
    if authority not in known:
        raise NoSuchAuthority(authority=authority, known=", ".join(sorted(known)))
    return papers_due(date.fromisoformat(meets_at[:10]), body.papers_due, known[authority].calendar)


def change_meeting(
    house: House, meeting_id: str, seen: int, actor: Actor, *, meets_at: str | None = None, place: str | None = None,
    papers_due: str | None = None,
) -> Meeting:  # fmt: skip
    """Change time, place or the end of the papers; what is left out stays. `seen` is the version the person looked at.

    On another day every case on the agenda is scheduled anew. An end of the papers that followed from the body's rule
    follows the new day; one that was set by hand stays.
    """

    def act(turn: Turn) -> Finish[Meeting]:
        before = turn.meeting
        after = replace(before, meets_at=office_time(meets_at or before.meets_at))
        after = replace(after, place=before.place if place is None else _place(place))
        due = before.papers_due if papers_due is None else papers_due
        if papers_due is None and due == default_papers_due(turn.connection, before.authority, turn.body, before.meets_at):
            due = default_papers_due(turn.connection, before.authority, turn.body, after.meets_at)
        after = replace(after, papers_due=_due(due, after.meets_at))
        if after.meets_at != before.meets_at:
            _alone(turn.connection, after, turn.body)
        _on_another_day(turn, after)
        moved = (after.meets_at, after.place) != (before.meets_at, before.place)
        after = replace(after, sequence=before.sequence + moved)
        detail: dict[str, object] = {"meets_at": [before.meets_at, after.meets_at], "place": before.place != after.place}
        if moved and before.state is MeetingState.INVITED:
            turn.statements += invited(turn, after, Occasion.MOVED)
        return all_said(turn.change(after, "changed", detail | {"papers_due": [before.papers_due, after.papers_due]}))

    return take_turn(house, meeting_id, actor, act, seen=seen)


def invite(house: House, meeting_id: str, seen: int, actor: Actor) -> Meeting:
    """Invite the members: each gets a letter with the meeting as a calendar file, and so does whoever keeps it."""

    def act(turn: Turn) -> Finish[Meeting]:
        if turn.meeting.state is MeetingState.INVITED:
            raise InvitedAlready
        after = replace(turn.meeting, state=MeetingState.INVITED, sequence=turn.meeting.sequence + 1)
        turn.statements += invited(turn, after, Occasion.INVITED)
        return all_said(turn.change(after, "invited", {}))

    return take_turn(house, meeting_id, actor, act, seen=seen)


def cancel(house: House, meeting_id: str, seen: int, actor: Actor, *, reason: str, roll_on: bool) -> Meeting:
    """Call a meeting off; `reason` stays in the history of every case on its agenda.

    With `roll_on` the cases go onto the agenda of the body's next meeting; without one, or without a next meeting, they are
    proposals again.
    """
    if not reason.strip():
        raise CancelReasonNeeded

    def act(turn: Turn) -> Finish[Meeting]:
        now = house.clock.now().astimezone(OFFICE_ZONE).strftime("%Y-%m-%dT%H:%M")
        following = meetings.next_after(turn.connection, turn.meeting, not_before=now) if roll_on else None
        cases = turn.cases()
        for item, dossier in cases:
            if dealt_with(dossier, item.stage, turn.meeting.id):
                raise DealtWith(title=dossier.opened.reference)
        there = [item for item, dossier in cases if turn.stands(item, dossier)]
        for item in there:
            turn.unschedule(item.dossier, item.stage, turn.meeting.id, reason)
            if following:
                turn.schedule(item.dossier, item.stage, following, public=item.public)
        if following and there:
            turn.roll_on(following, there)
        after = replace(turn.meeting, state=MeetingState.CANCELLED, sequence=turn.meeting.sequence + 1)
        if turn.meeting.state is MeetingState.INVITED:
            turn.statements += invited(turn, after, Occasion.CANCELLED)
        rolled = {"rolled_on_to": following.id} if following and there else {}
        return all_said(turn.change(after, "cancelled", {"items": [item.id for item in there], **rolled}))

    return take_turn(house, meeting_id, actor, act, seen=seen)


def _on_another_day(turn: Turn, after: Meeting) -> None:
    """Schedule every case on the agenda anew where the day has changed: its history says when it comes up."""
    before = turn.meeting
    if after.day == before.day:
        return
    days = {"before": When.of(before.day).show(spoken()), "after": When.of(after.day).show(spoken())}
    for item, dossier in turn.cases():
        if turn.stands(item, dossier):
            turn.unschedule(item.dossier, item.stage, before.id, _(_MOVED).format(**days))
            turn.schedule(item.dossier, item.stage, after, public=item.public)


def _alone(connection: Connection, meeting: Meeting, body: Body) -> None:
    """Refuse a second meeting of a body at the same time: it is the same one, called twice."""
    there = meetings.between(
        connection,
        meeting.authority,
        since=meeting.meets_at,
        until=meeting.meets_at,
        programme=meeting.programme,
        body=body.key,
    )
    if any(one.state is not MeetingState.CANCELLED and one.id != meeting.id for one in there):
        raise MeetsAlready(body=body.title)


def _due(due: str, meets_at: str) -> str:
    if due and office_time(due, earlier=1) > meets_at:
        raise PapersAfterMeeting
    return due


def _place(said: str) -> str:
    place = normal(said).strip()
    if len(place) > _LONGEST_PLACE or len(place.splitlines()) > 1:
        raise PlaceBad
    return typed("place", place) if place else ""
