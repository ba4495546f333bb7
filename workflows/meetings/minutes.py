"""Recording what came out of a whole meeting at once: rehearsed first, then every accepted result in one transaction.

A row is once-only: its key follows from meeting, item and what is said. The same file again, or after a death at the commit,
changes nothing and gives the same receipts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain import standing
from domain.admission import admit
from domain.commands import Actor, Resolve
from domain.duties import role_in
from domain.errors import AlreadyRecorded, Refusal
from domain.errors.agendas import MeetingCancelled, NoSuchMeeting, NotAMember
from domain.errors.minutes import NotHeldYet
from domain.meetings.agenda import acting_for, body_of
from domain.meetings.minutes import Row
from domain.office_time import office_day
from domain.programme import Programme
from domain.vocabulary import MeetingState
from store import meetings, people
from store.change import Loaded
from store.database import Connection
from store.meetings import Meeting
from store.writing import Statement
from workflows.house import House
from workflows.inbox import newest
from workflows.meetings.minutes_rows import Meant, read
from workflows.names import shown_name
from workflows.preview import Preview, preview
from workflows.record import Asked, Receipt, record_all
from workflows.walk import CHAIN

__all__ = ["Rehearsal", "Row", "RowAhead", "RowResult", "record_minutes", "rehearse"]


@dataclass(frozen=True, slots=True)
class RowAhead:
    """What a row would lead to, or why it would be refused; one that is recorded already is refused as `AlreadyRecorded`."""

    item: str
    preview: Preview | None
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A meeting as it would be recorded: how many cases would get a result, and how many e-mails would go out.

    `seen` are the versions it was rehearsed on, by item; handed to `record_minutes`, a case that moves in between is reported.
    """

    rows: list[RowAhead]
    cases: int
    letters: int
    seen: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of a row: the receipt of its entry, or why nothing was recorded."""

    item: str
    receipt: Receipt | None
    refusal: Refusal | None


def rehearse(house: House, meeting: Meeting, rows: Sequence[Row], actor: Actor, *, present: Sequence[str] = ()) -> Rehearsal:
    """Say row by row what recording would lead to; nothing is written. Raises a Refusal where the meeting takes no results."""
    _require(house, meeting, actor, present)
    ahead: list[RowAhead] = []
    folded: dict[str, Loaded] = {}
    letters = 0
    cases: set[str] = set()
    meant = read(house, meeting, rows, actor, present)
    for one in meant:
        if one.loaded is None or one.command is None:
            told = AlreadyRecorded(seq=one.receipt.seq, reference=one.receipt.reference) if one.receipt else one.refusal
            ahead.append(RowAhead(one.row.item, None, told))
            continue
        loaded = folded.get(one.loaded.dossier.id, one.loaded)
        try:
            seen = preview(house, loaded, one.command, actor)
        except Refusal as refusal:
            ahead.append(RowAhead(one.row.item, None, refusal))
            continue
        # A case may stand on the agenda at two stages; its second result comes on top of the first.
        folded[loaded.dossier.id] = _folded(house, loaded, one.command, actor)
        ahead.append(RowAhead(one.row.item, seen, None))
        cases.add(loaded.dossier.id)
        letters += sum(letter.reachable for letter in seen.letters)
    versions = {one.row.item: one.loaded.dossier.version for one in meant if one.loaded}
    return Rehearsal(ahead, len(cases), letters, versions)


def record_minutes(
    house: House, meeting: Meeting, rows: Sequence[Row], actor: Actor, *, seen: Mapping[str, int] | None = None,
    present: Sequence[str] = (),
) -> list[RowResult]:  # fmt: skip
    """Record every row that can be recorded in one transaction, in which the meeting becomes held; a result per row.

    `seen` are the versions somebody was looking at, by item or dossier: a case that moved since is reported, and the others
    are saved. `present` are ids of members. An item without a row stays open. Raises a Refusal (nothing is recorded) where
    the meeting takes no results, and `store.errors.Locked` where nothing was recorded and it can be tried again.
    """
    behalf = _require(house, meeting, actor, present)
    meant = read(house, meeting, rows, actor, present)
    wanted = [
        Asked(one.loaded.dossier.id, one.command, actor, one.key, _seen(one, seen or {}))
        for one in meant
        if one.loaded and one.command
    ]

    def beside(connection: Connection, results: Sequence[Receipt | Refusal]) -> Sequence[Statement]:
        there = [*results, *(one.receipt for one in meant)]
        if rows and not any(isinstance(one, Receipt) for one in there):
            return ()
        return _held(connection, meeting, actor, present, at=house.now(), behalf=behalf)

    new = iter(record_all(house, wanted, beside=beside))
    return [_result(one, next(new) if one.command else one.receipt or one.refusal) for one in meant]


def _result(one: Meant, said: Receipt | Refusal | None) -> RowResult:
    return RowResult(one.row.item, said if isinstance(said, Receipt) else None, said if isinstance(said, Refusal) else None)


def _held(
    connection: Connection, meeting: Meeting, actor: Actor, present: Sequence[str], *, at: str, behalf: str
) -> Sequence[Statement]:
    """What makes the meeting held, as it stands now; nothing where it was held with the same people before."""
    now = meetings.find(connection, meeting.id)
    if now is None or now.state is MeetingState.CANCELLED:
        raise MeetingCancelled
    if now.state is MeetingState.HELD and (not present or set(present) == set(now.present)):
        return ()
    return meetings.held_statements(now, present, actor, at, behalf=behalf)


def _require(house: House, meeting: Meeting, actor: Actor, present: Sequence[str]) -> str:
    """Refuse the wrong person, a cancelled or coming meeting, strangers as members; give whom the actor stands in for."""
    programme, _ = newest(house, meeting.programme)
    behalf = acting_for(programme, body_of(programme, meeting.body), actor)
    with house.database.reading() as connection:
        now = meetings.find(connection, meeting.id)
        if now is None:
            raise NoSuchMeeting(meeting=meeting.id)
        if now.state is MeetingState.CANCELLED:
            raise MeetingCancelled
        today = office_day(house.clock.now())
        if now.day > today:
            raise NotHeldYet(on=now.day, today=today)
        if present:
            _require_members(connection, now, programme, present)
    return behalf


def _require_members(connection: Connection, meeting: Meeting, programme: Programme, present: Sequence[str]) -> None:
    day = meeting.day.isoformat()
    of_body = {"authority": meeting.authority, "programme": meeting.programme, "body": meeting.body}
    members = {member.party for member in meetings.members(connection, **of_body, day=day)}
    for party in present:
        if party not in members:
            name = shown_name(people.parties(connection, {party}), party)
            raise NotAMember(person=name, body=programme.bodies_by_key[meeting.body].title, day=meeting.day)


def _seen(one: Meant, seen: Mapping[str, int]) -> int:
    """The version somebody was looking at, or the one just read; what the chain alone added since is no news to anybody."""
    assert one.loaded is not None, "asked of rows with a case"  # noqa: S101 - for the type checker
    dossier = one.loaded.dossier
    then = seen.get(one.row.item, seen.get(dossier.id, dossier.version))
    moved = not 1 <= then <= dossier.version or any(entry.actor != CHAIN for entry in dossier.entries[then:])
    return then if moved else dossier.version


def _folded(house: House, loaded: Loaded, command: Resolve, actor: Actor) -> Loaded:
    dossier = loaded.dossier
    by = (actor.person, role_in(dossier.programme, actor, command))
    admitted = admit(dossier, command, actor, office_day(house.clock.now()))
    return replace(loaded, dossier=standing.with_next(dossier, admitted, at=house.now(), by=by))
