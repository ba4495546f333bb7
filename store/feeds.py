"""Calendars people subscribe to: found by the hash of their secret address, and what they hold, read in few statements.

How many dates there are changes nothing in how often the database is asked. What somebody may see is for the caller to say.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    union,
    update,
)

from domain.events.deadlines import Notified
from domain.vocabulary import MeetingState, OwedBy
from store.tables import DossierRow, EventRow, PartyOfRow, PartyRow
from store.tables.deadlines import DeadlineRow, FeedRow
from store.tables.meetings import AgendaItemRow, MeetingRow

FEED = FeedRow.__table__  # type: ignore[attr-defined]
DEADLINE = DeadlineRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]
PARTY = PartyRow.__table__  # type: ignore[attr-defined]
PARTY_OF = PartyOfRow.__table__  # type: ignore[attr-defined]
MEETING = MeetingRow.__table__  # type: ignore[attr-defined]
ITEM = AgendaItemRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar somebody subscribes to: "own", or that of a "body". Instants; `used_at` and `ended_at` empty until then."""

    id: str
    party: str
    kind: str
    programme: str
    body: str
    made_at: str
    used_at: str = ""
    ended_at: str = ""


_FEED = [FEED.c[name] for name in Feed.__slots__]


def make(connection: Connection, feed: Feed, token_hash: str) -> None:
    """Keep a new one under the hash of its secret."""
    connection.execute(insert(FEED).values(asdict(feed) | {"token_hash": token_hash}))


def hold(connection: Connection, party: str) -> None:
    """Let those who make one for the same person at once count one after the other. Call inside a transaction."""
    connection.execute(select(PARTY.c.id).where(PARTY.c.id == party).with_for_update(key_share=True)).all()


def of(connection: Connection, party: str) -> list[Feed]:
    """A person's calendars that last, the newest first."""
    wanted = select(*_FEED).where(FEED.c.party == party, FEED.c.ended_at == "")
    return [Feed(*row) for row in connection.execute(wanted.order_by(FEED.c.made_at.desc(), FEED.c.id))]


def with_hash(connection: Connection, token_hash: str) -> Feed | None:
    """The calendar with this hash unless it was ended."""
    row = connection.execute(select(*_FEED).where(FEED.c.token_hash == token_hash, FEED.c.ended_at == "")).one_or_none()
    return None if row is None else Feed(*row)


def end(connection: Connection, party: str, id_: str, at: str) -> bool:
    """End a person's calendar; False if they have none with this id that lasts."""
    ended = update(FEED).where(FEED.c.id == id_, FEED.c.party == party, FEED.c.ended_at == "")
    return connection.execute(ended.values(ended_at=at)).rowcount == 1


def end_all(connection: Connection, party: str, at: str) -> None:
    """End every calendar of a person."""
    connection.execute(update(FEED).where(FEED.c.party == party, FEED.c.ended_at == "").values(ended_at=at))


def touch(connection: Connection, id_: str, at: str) -> None:
    """Note that one was fetched."""
    connection.execute(update(FEED).where(FEED.c.id == id_).values(used_at=at))


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of what is wanted ("2026-09-24"), and how many dates of a kind at most."""

    since: str
    until: str
    most: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose deadlines are wanted, within an authority: those owed in the applications of `sides`, and those of an office.

    `officer` gets the cases given to them in `programmes`; `roles` are those a person holds for the office, by programme.
    `dossier` is the one that is wanted, empty for all.
    """

    authority: str
    sides: Collection[str]
    officer: str
    roles: Mapping[str, Collection[str]]
    dossier: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that runs: its day, how many versions it has had, when the last was recorded, and the entry that founded it.

    `own` where it is one of the person's own applications.
    """

    dossier: str
    deadline: str
    due: str
    role: str
    round: int
    reference: str
    title: str
    programme_hash: str
    own: bool
    versions: int
    changed_at: str
    founded_by: tuple[str, int, str]


def deadlines(connection: Connection, asked: Asked, span: Span) -> list[Due]:
    """The deadlines that run, the earliest first; one statement. One that is owed by both sides comes twice."""
    wanted_of = [DEADLINE.c.dossier == asked.dossier] if asked.dossier else []
    branches = [_cut(one.where(*wanted_of), span) for one in _branches(asked)]
    keys = union(*branches).subquery("keys")
    versions = DEADLINE.alias("versions")
    same = (versions.c.dossier == keys.c.dossier, versions.c.deadline == keys.c.deadline)
    founding = EVENT.alias("founding")
    first = select(func.min(versions.c.version)).where(*same).scalar_subquery()
    wanted = (
        select(
            keys.c.dossier, keys.c.deadline, keys.c.due, keys.c.role, keys.c.round, DOSSIER.c.reference, DOSSIER.c.title,
            DOSSIER.c.programme_hash, keys.c.own, select(func.count()).where(*same).scalar_subquery(), EVENT.c.recorded_at,
            founding.c.type, founding.c.type_version, founding.c.payload,
        )
        .join_from(keys, DOSSIER, DOSSIER.c.id == keys.c.dossier)
        .join(EVENT, and_(EVENT.c.dossier == keys.c.dossier, EVENT.c.seq == keys.c.version))
        .join(founding, and_(founding.c.dossier == keys.c.dossier, founding.c.seq == first))
        # Of the periods that merely end, the applicant's side is told those of its appeals (`domain.deadlines.held`).
        .where(or_(keys.c.own == 0, keys.c.role != literal_column("''"), founding.c.type == Notified.__name__))
        .order_by(keys.c.due, keys.c.dossier, keys.c.deadline, keys.c.own)
    )  # fmt: skip
    return [Due(*row[:8], bool(row[8]), row[9], row[10], (row[11], row[12], row[13])) for row in connection.execute(wanted)]


def _branches(asked: Asked) -> list[Select[Any]]:
    """The keys of the deadlines, a statement for each reason somebody gets them."""
    sponsors = or_(DEADLINE.c.owed_by == OwedBy.SPONSOR.value, DEADLINE.c.role == literal_column("''"))
    theirs = _keys(own=True).join(PARTY_OF, PARTY_OF.c.dossier == DEADLINE.c.dossier)
    found = [theirs.where(PARTY_OF.c.party.in_(sorted(asked.sides)), DEADLINE.c.authority == asked.authority, sponsors)]
    if asked.roles:
        given = _keys(own=False).join(DOSSIER, DOSSIER.c.id == DEADLINE.c.dossier)
        found.append(
            given.where(
                DOSSIER.c.authority == asked.authority,
                DOSSIER.c.officer == asked.officer,
                DOSSIER.c.programme.in_(sorted(asked.roles)),
            )
        )
        held = (
            and_(DEADLINE.c.programme == programme, DEADLINE.c.role.in_(sorted(roles)))
            for programme, roles in sorted(asked.roles.items())
        )
        found.append(_keys(own=False).where(DEADLINE.c.authority == asked.authority, or_(*held)))
    return found


def _keys(*, own: bool) -> Select[Any]:
    mark: ColumnElement[int] = literal(int(own)).label("own")
    return select(
        DEADLINE.c.dossier, DEADLINE.c.deadline, DEADLINE.c.version, DEADLINE.c.due, DEADLINE.c.role, DEADLINE.c.round, mark
    ).select_from(DEADLINE)


def _cut(branch: Select[Any], span: Span) -> Select[Any]:
    """The earliest of a branch that run within the span; the state stands as text, so that the partial index is known by it."""
    runs = branch.where(
        DEADLINE.c.state == literal_column("'open'"), DEADLINE.c.due >= span.since, DEADLINE.c.due <= span.until
    )
    return select(runs.order_by(DEADLINE.c.due, DEADLINE.c.dossier).limit(span.most).subquery())


@dataclass(frozen=True, slots=True)
class Discussed:
    """A case on an agenda: only on which day, at which stage, and whether the meeting was called off."""

    item: str
    dossier: str
    reference: str
    title: str
    programme_hash: str
    stage: str
    round: int
    day: str
    cancelled: bool
    sequence: int
    changed_at: str


def discussed(connection: Connection, sides: Collection[str], span: Span, dossier: str = "") -> list[Discussed]:
    """When the applications of these parties come up in meetings, whether the public may know or not; one statement.

    `dossier` is the one that is wanted, empty for all.
    """
    only = [ITEM.c.dossier == dossier] if dossier else []
    theirs = select(PARTY_OF.c.dossier).where(PARTY_OF.c.party.in_(sorted(sides)))
    wanted = (
        select(
            ITEM.c.id, ITEM.c.dossier, DOSSIER.c.reference, DOSSIER.c.title, DOSSIER.c.programme_hash, ITEM.c.stage,
            ITEM.c.round, func.substr(MEETING.c.meets_at, 1, 10), MEETING.c.state == MeetingState.CANCELLED.value,
            MEETING.c.sequence, MEETING.c.changed_at,
        )
        .join_from(ITEM, DOSSIER, DOSSIER.c.id == ITEM.c.dossier)
        .join(MEETING, MEETING.c.id == ITEM.c.meeting)
        .where(*only, ITEM.c.dossier.in_(theirs), MEETING.c.meets_at >= span.since, MEETING.c.meets_at <= f"{span.until}T24:00")
        .order_by(MEETING.c.meets_at, ITEM.c.id)
        .limit(span.most)
    )  # fmt: skip
    return [Discussed(*row[:8], bool(row[8]), *row[9:]) for row in connection.execute(wanted)]
