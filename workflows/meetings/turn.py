"""One try at changing a meeting: read what the store holds, say what has to happen, write facts and rows in one transaction.

What a try computed from something that has changed meanwhile is thrown away and computed anew; nothing is ever half done.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from domain.commands import Actor, Command
from domain.commands.meetings import Schedule, Unschedule
from domain.dates import When
from domain.dossier import Dossier
from domain.errors import NoSuchDossier, Refusal
from domain.errors.agendas import MeetingCancelled, MeetingChangedMeanwhile, MeetingHeld, NoSuchMeeting
from domain.events.meetings import Scheduled
from domain.meetings.agenda import acting_for, body_of
from domain.office_time import office_day
from domain.programme import Programme
from domain.programme.bodies import Body
from domain.standing import finished
from domain.vocabulary import MeetingState
from store import dossiers, meetings, programmes, writing
from store.database import Connection
from store.meetings import By, Item, Meeting
from workflows.house import House
from workflows.record import Asked, Receipt, gather_all, until_it_stands

_NAMESPACE = uuid.UUID("0f5f2a0e-6a3f-5b58-8a55-8b8e7a0c1d27")
_Given = TypeVar("_Given")


@dataclass
class Turn:
    """What one try knows: the meeting, its agenda and programme, who acts; and what is to be said and written."""

    house: House
    connection: Connection
    meeting: Meeting
    items: list[Item]
    programme: Programme
    body: Body
    actor: Actor
    by: By
    asked: list[Asked] = field(default_factory=list)
    statements: list[writing.Statement] = field(default_factory=list)

    @property
    def today(self) -> When:
        """The day in the office."""
        return When.of(office_day(self.house.clock.now()))

    def dossiers(self, ids: Iterable[str]) -> dict[str, Dossier]:
        """The dossiers with these ids; ids without a dossier are left out."""
        # PostgreSQL takes no NUL, and no id of ours holds one.
        wanted = sorted({id_ for id_ in ids if id_.isprintable()})
        held = dossiers.load_many(self.house.database, self.connection, wanted)
        return {one.dossier.id: one.dossier for one in held}

    def cases(self) -> list[tuple[Item, Dossier]]:
        """The cases on the agenda."""
        found = self.dossiers(item.dossier for item in self.items if item.dossier)
        return [(item, found[item.dossier]) for item in self.items if item.dossier]

    def ask(self, dossier: str, command: Command) -> None:
        """Say a command on a dossier; the key follows from the meeting as it was and the command's place, so it counts once."""
        said = f"{self.meeting.id}/{self.meeting.version}/{len(self.asked)}/{dossier}"
        self.asked.append(Asked(dossier, command, self.actor, uuid.uuid5(_NAMESPACE, said).hex))

    def schedule(self, dossier: str, stage: str, meeting: Meeting, *, public: bool) -> None:
        """Say that a case comes onto the agenda of a meeting."""
        meets_on = When.of(meeting.day)
        command = Schedule(stage=stage, on=self.today, meets_on=meets_on, meeting=meeting.id, public=public)
        self.ask(dossier, command)

    def unschedule(self, dossier: str, stage: str, meeting: str, reason: str) -> None:
        """Say that a case comes off the agenda of a meeting."""
        self.ask(dossier, Unschedule(stage=stage, on=self.today, reason=reason, meeting=meeting))

    def stands(self, item: Item, dossier: Dossier) -> bool:
        """Tell whether the history says that the case is on this agenda, and no end and no new round has come since."""
        home = dossier.programme.home[item.stage]
        there = dossier.scheduled(item.stage, item.round)
        on_it = there is not None and isinstance(there.event, Scheduled) and there.event.meeting == self.meeting.id
        return on_it and item.round == max(dossier.rounds[home.key], 1) and not finished(dossier, home)

    def change(self, after: Meeting, what: str, detail: dict[str, object]) -> Meeting:
        """Write the meeting as it is to be, and the note of it; give it as it will be."""
        self.statements += meetings.changed(self.meeting, after, self.by, what, detail)
        return replace(after, version=self.meeting.version + 1)

    def roll_on(self, following: Meeting, cases: Sequence[Item]) -> None:
        """Write cases at the end of the next meeting's agenda."""
        agenda = meetings.items(self.connection, following.id)
        left = {(item.dossier, item.stage): item.id for item in agenda}
        # A row that nobody took off, although the case was, gives way.
        self.statements += meetings.removed([left[key] for item in cases if (key := (item.dossier, item.stage)) in left])
        last = max((item.position for item in agenda), default=0)
        rows = [
            replace(item, id=str(uuid.uuid4()), meeting=following.id, position=last + n, number=str(last + n))
            for n, item in enumerate(cases, start=1)
        ]
        self.statements += meetings.added(rows)
        detail = {"from": self.meeting.id, "items": [row.id for row in rows]}
        self.statements += meetings.changed(following, following, self.by, "rolled_on", detail)


#: What is done with the results of the commands before anything is written: refuse it all, write more, say what to answer.
Finish = Callable[[Sequence[Receipt | Refusal]], _Given]
#: What happens in a turn.
Act = Callable[[Turn], Finish[_Given]]


def take_turn(house: House, meeting_id: str, actor: Actor, act: Act[_Given], *, seen: int | None = None) -> _Given:
    """Change a meeting that is still open: `act` says how. Refused and nothing changed, or done as a whole.

    `seen` is the version the person was looking at.
    """

    def once() -> _Given:
        with house.database.reading() as connection:
            turn = begin(house, connection, meeting_id, actor, seen=seen)
            finish = act(turn)
            results, changes = gather_all(house, connection, turn.asked)
            given = finish(results)
            writing.write(house.database, changes, connection, beside=turn.statements)
        return given

    return until_it_stands(once)


def begin(house: House, connection: Connection, meeting_id: str, actor: Actor, *, seen: int | None) -> Turn:
    """Read the meeting and its agenda; refused where there is none, it is over, somebody was faster, or they may not."""
    meeting = meetings.find(connection, meeting_id)
    if meeting is None:
        raise NoSuchMeeting(meeting=meeting_id)
    programme = programmes.programme_by_hash(connection, programmes.newest(connection)[meeting.programme])
    body = body_of(programme, meeting.body)
    behalf = acting_for(programme, body, actor)
    if meeting.state is MeetingState.CANCELLED:
        raise MeetingCancelled
    if meeting.state is MeetingState.HELD:
        raise MeetingHeld
    if seen is not None and seen != meeting.version:
        raise MeetingChangedMeanwhile
    by = By(actor.person, house.now(), behalf)
    return Turn(house, connection, meeting, meetings.items(connection, meeting_id), programme, body, actor, by)


def all_said(given: _Given) -> Finish[_Given]:
    """Refuse it all if one of the commands was refused; otherwise answer with `given`."""

    def finish(results: Sequence[Receipt | Refusal]) -> _Given:
        for result in results:
            if isinstance(result, Refusal):
                raise result
        return given

    return finish


def required(found: dict[str, Dossier], dossier: str) -> Dossier:
    """The dossier with this id; refused if there is none."""
    if dossier not in found:
        raise NoSuchDossier(reference=dossier)
    return found[dossier]
