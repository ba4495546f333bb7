"""Meetings of bodies and their agendas: what is asked of them, and the statements that change them.

Nothing here opens a transaction: the statements go out beside the facts they belong to (`store.writing.write`). Every one that
changes a meeting names the version it was computed from; where that has passed, the whole transaction is Moved.
"""

import json
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection, Executable, RowMapping, case, delete, insert, select, update

from domain.commands import Actor
from domain.vocabulary import MeetingState
from store.members import Member, members
from store.tables.meetings import AgendaItemRow, MeetingChangeRow, MeetingRow
from store.writing import ONE_ROW

__all__ = ["Item", "Meeting", "Member", "members"]

MEETING = MeetingRow.__table__  # type: ignore[attr-defined]
ITEM = AgendaItemRow.__table__  # type: ignore[attr-defined]
CHANGE = MeetingChangeRow.__table__  # type: ignore[attr-defined]

#: Meetings that are still to come, or at least not over: their agenda can change.
OPEN = (MeetingState.SCHEDULED, MeetingState.INVITED)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a body; times are of the office's clock ("2002-07-04T18:00"), `present` holds ids of members."""

    id: str
    authority: str
    programme: str
    body: str
    meets_at: str
    place: str
    state: MeetingState
    papers_due: str
    present: tuple[str, ...]
    sequence: int
    version: int
    #: The instant it was last changed, where it was read from the store.
    changed_at: str = field(default="", compare=False)

    @property
    def day(self) -> date:
        """The day on which it takes place."""
        return date.fromisoformat(self.meets_at[:10])


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an agenda: a case at a stage in a round, or other business by its title. `number` is what is printed."""

    id: str
    meeting: str
    position: int
    number: str
    dossier: str
    stage: str
    round: int
    title: str
    public: bool


def find(connection: Connection, id_: str) -> Meeting | None:
    """The meeting with this id, or None."""
    if not id_.isprintable():
        return None  # PostgreSQL takes no NUL, and no id of ours holds one.
    row = connection.execute(select(MEETING).where(MEETING.c.id == id_)).mappings().one_or_none()
    return None if row is None else _meeting(row)


def find_many(connection: Connection, ids: Sequence[str]) -> dict[str, Meeting]:
    """The meetings with these ids; ids without a meeting are left out."""
    rows = connection.execute(select(MEETING).where(MEETING.c.id.in_(sorted(set(ids))))).mappings()
    return {row["id"]: _meeting(row) for row in rows}


def between(
    connection: Connection, authority: str, *, since: str = "", until: str = "", programme: str = "", body: str = ""
) -> list[Meeting]:
    """The meetings of an authority ("" means every one) in the order of their times.

    `since` and `until` are days or times, both included; a day as `until` includes the whole day.
    """
    wanted = select(MEETING)
    for column, value in ((MEETING.c.authority, authority), (MEETING.c.programme, programme), (MEETING.c.body, body)):
        if value:
            wanted = wanted.where(column == value)
    if since:
        wanted = wanted.where(MEETING.c.meets_at >= since)
    if until:
        wanted = wanted.where(MEETING.c.meets_at <= (until if len(until) > len("2002-07-04") else f"{until}T24:00"))
    rows = connection.execute(wanted.order_by(MEETING.c.meets_at, MEETING.c.id)).mappings()
    return [_meeting(row) for row in rows]


def items(connection: Connection, meeting_id: str) -> list[Item]:
    """The agenda of a meeting, in its order."""
    rows = connection.execute(select(ITEM).where(ITEM.c.meeting == meeting_id).order_by(ITEM.c.position, ITEM.c.id))
    return [_item(row) for row in rows.mappings()]


def next_after(connection: Connection, meeting: Meeting, *, not_before: str = "") -> Meeting | None:
    """The next meeting of the same body that is scheduled or invited, not before the time `not_before`, or None."""
    wanted = select(MEETING).where(
        MEETING.c.authority == meeting.authority, MEETING.c.programme == meeting.programme, MEETING.c.body == meeting.body,
        MEETING.c.meets_at >= max(meeting.meets_at, not_before), MEETING.c.id != meeting.id, MEETING.c.state.in_(OPEN),
    )  # fmt: skip
    row = connection.execute(wanted.order_by(MEETING.c.meets_at, MEETING.c.id).limit(1)).mappings().one_or_none()
    return None if row is None else _meeting(row)


@dataclass(frozen=True, slots=True)
class By:
    """Who changes a meeting, for whom they stand in ("" for nobody), and at which instant."""

    actor: str
    at: str
    behalf: str = ""


def called(meeting: Meeting, by: By) -> list[Executable]:
    """The statements that make a meeting."""
    row = _row(meeting, by.at) | {"id": meeting.id, "authority": meeting.authority}
    row |= {"programme": meeting.programme, "body": meeting.body}
    return [insert(MEETING).values(row), noted(meeting, by, "called", {"meets_at": meeting.meets_at})]


def changed(before: Meeting, after: Meeting, by: By, what: str, detail: Mapping[str, object]) -> list[Executable]:
    """The statements that make a meeting what `after` says; Moved where somebody changed it since `before` was read."""
    guarded = update(MEETING).where(MEETING.c.id == before.id, MEETING.c.version == before.version)
    row = _row(replace(after, version=before.version + 1), by.at)
    return [guarded.values(row).execution_options(**ONE_ROW), noted(before, by, what, detail)]


def held_statements(meeting: Meeting, present: Sequence[str], actor: Actor, at: str, *, behalf: str = "") -> list[Executable]:
    """The statements by which a meeting becomes `held` (or, held already, who was there is said again).

    `present` are ids of members, `at` the instant. Goes out beside the results; Moved where the meeting has changed.
    """
    fresh = meeting.state is not MeetingState.HELD
    after = replace(
        meeting, state=MeetingState.HELD, present=tuple(present) or meeting.present, sequence=meeting.sequence + fresh
    )
    return changed(meeting, after, By(actor.person, at, behalf), "held", {"present": list(after.present)})


def added(items_: Sequence[Item]) -> list[Executable]:
    """The statements that put items on an agenda."""
    rows = [_item_row(item) for item in items_]
    return [insert(ITEM).values(rows)] if rows else []


def removed(item_ids: Sequence[str]) -> list[Executable]:
    """The statements that take items off an agenda."""
    return [delete(ITEM).where(ITEM.c.id.in_(item_ids))] if item_ids else []


def placed(items_: Sequence[Item]) -> list[Executable]:
    """The statements that give the items the positions they carry."""
    if not items_:
        return []
    positions = {item.id: item.position for item in items_}
    return [update(ITEM).where(ITEM.c.id.in_(positions)).values(position=case(positions, value=ITEM.c.id))]


def numbered(numbers: Mapping[str, str]) -> list[Executable]:
    """The statements that give items the printed numbers named by their ids; "" prints the position."""
    return [update(ITEM).where(ITEM.c.id.in_(numbers)).values(number=case(dict(numbers), value=ITEM.c.id))] if numbers else []


def shown(item_id: str, *, public: bool) -> list[Executable]:
    """The statement that moves an item to the public part, or to the non-public one."""
    return [update(ITEM).where(ITEM.c.id == item_id).values(public=public)]


def noted(meeting: Meeting, by: By, what: str, detail: Mapping[str, object]) -> Executable:
    """The statement that notes what somebody did; `detail` holds ids and days only."""
    said = json.dumps(detail, sort_keys=True)
    # Several notes have one instant; ids that grow keep them in their order.
    id_ = f"{time.time_ns():016x}{uuid.uuid4().hex[:16]}"
    row = {
        "id": id_, "meeting": meeting.id, "actor": by.actor, "behalf": by.behalf,
        "changed_at": by.at, "what": what, "detail": said,
    }  # fmt: skip
    return insert(CHANGE).values(row)


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of a meeting's log."""

    actor: str
    behalf: str
    at: str
    what: str
    detail: str


def log(connection: Connection, meeting_id: str) -> list[Noted]:
    """What was done with a meeting, oldest first."""
    wanted = select(CHANGE.c.actor, CHANGE.c.behalf, CHANGE.c.changed_at, CHANGE.c.what, CHANGE.c.detail)
    rows = connection.execute(wanted.where(CHANGE.c.meeting == meeting_id).order_by(CHANGE.c.changed_at, CHANGE.c.id))
    return [Noted(*row) for row in rows]


def _meeting(row: RowMapping) -> Meeting:
    return Meeting(
        row["id"], row["authority"], row["programme"], row["body"], row["meets_at"], row["place"], MeetingState(row["state"]),
        row["papers_due"], tuple(json.loads(row["present"] or "[]")), row["sequence"], row["version"], row["changed_at"],
    )  # fmt: skip


def _row(meeting: Meeting, at: str) -> dict[str, object]:
    """The columns of a meeting that can change."""
    return {
        "meets_at": meeting.meets_at, "place": meeting.place, "state": meeting.state.value, "papers_due": meeting.papers_due,
        "present": json.dumps(list(meeting.present)) if meeting.present else "", "sequence": meeting.sequence,
        "version": meeting.version, "changed_at": at,
    }  # fmt: skip


def _item(row: RowMapping) -> Item:
    values = {name: row[name] for name in Item.__slots__}
    return Item(**values | {"number": row["number"] or str(row["position"]), "public": bool(row["public"])})


def _item_row(item: Item) -> dict[str, object]:
    """A number that only repeats the position is not kept, so that it moves along with the item."""
    row = {name: getattr(item, name) for name in Item.__slots__}
    return row | {"number": "" if item.number == str(item.position) else item.number}
