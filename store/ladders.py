"""What the climb of the reminder ladders asks and writes: versions to look at, rungs decided, letters of a mailbox's day.

A climb's writing is guarded: every version it advances must stand as it was seen, every rung and letter must be new. Of two
climbs one loses with `Moved`, nothing of its chunk is written, and it looks again (promise P6).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, literal_column, select, update

from domain.vocabulary import RungOutcome
from store.database import cursor
from store.errors import Moved
from store.prepared import Prepared, among, ids_given
from store.tables import DossierRow
from store.tables.deadlines import ClimbRow, DeadlineRow, RungRow
from store.tables.letters import LetterRow

CLIMB = ClimbRow.__table__  # type: ignore[attr-defined]
DEADLINE = DeadlineRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
LETTER = LetterRow.__table__  # type: ignore[attr-defined]
RUNG = RungRow.__table__  # type: ignore[attr-defined]

#: The literal lets SQLite see that the partial index `ix_deadline_wake` answers the question.
_AWAKE = DEADLINE.c.wake_on != literal_column("''")

#: Behind every instant.
_ANY_TIME = "9"
_UPDATE = Prepared(
    update(DEADLINE)
    .where(
        DEADLINE.c.dossier == bindparam("of"), DEADLINE.c.deadline == bindparam("name"),
        DEADLINE.c.version == bindparam("number"), DEADLINE.c.state == bindparam("was"), DEADLINE.c.due == bindparam("ran_to"),
        DEADLINE.c.wake_on == bindparam("woke"), DEADLINE.c.climbed == bindparam("times"),
    )
    .values(wake_on=bindparam("wakes"), climbed=bindparam("more"))
)  # fmt: skip
_DECIDE = Prepared(insert(RUNG), [column.name for column in RUNG.c])
_OWE = Prepared(insert(LETTER), [column.name for column in LETTER.c])
_DECIDED = Prepared(
    lambda d: select(
        RUNG.c.dossier, RUNG.c.deadline, RUNG.c.version, RUNG.c.rung, RUNG.c.outcome, RUNG.c.addressee, RUNG.c.day
    ).where(among(RUNG.c.dossier, d))
)
_OF_MAILBOXES = Prepared(
    lambda d: (
        select(LETTER.c.recipient)
        .where(
            among(LETTER.c.recipient, d), LETTER.c.occasion == bindparam("today"), LETTER.c.occasion != literal_column("''"),
            LETTER.c.recipient != literal_column("''"),
        )
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Glance:
    """Whether any ladder has to be looked at, and when the last climb ended ("" before the first).

    `ahead` is the end of one that lies ahead of the clock: whoever wrote it had another time than we have.
    """

    due: bool
    last: str
    ahead: str = ""


@dataclass(frozen=True, slots=True)
class Awake:
    """A version of a deadline the ladder has to look at, with what its dossier's head says."""

    dossier: str
    deadline: str
    version: int
    authority: str
    programme: str
    stage: str
    role: str
    due: str
    state: str
    ladder: str
    wake_on: str
    climbed: int
    programme_hash: str
    reference: str
    title: str
    officer: str

    @property
    def key(self) -> tuple[str, str, int]:
        """What names it."""
        return self.dossier, self.deadline, self.version


@dataclass(frozen=True, slots=True)
class Advance:
    """A version that was looked at as it stood, and the day it has to be looked at again ("" for never)."""

    seen: Awake
    wake_on: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one transaction of a climb writes: all of it or nothing."""

    advances: Sequence[Advance]
    rungs: Sequence[Mapping[str, Any]] = ()
    letters: Sequence[Mapping[str, Any]] = ()
    climb: Mapping[str, Any] = field(default_factory=dict)


def glance(connection: Connection, today: str, by: str = _ANY_TIME) -> Glance:
    """The one question of a climb where nothing is due; each part of it ends at the first entry of an index.

    Climbs that ended after the instant `by` lie ahead of the clock; without it none does.
    """
    due = select(DEADLINE.c.dossier).where(_AWAKE, DEADLINE.c.wake_on <= today).limit(1).scalar_subquery()
    last = select(func.max(CLIMB.c.ended_at)).where(CLIMB.c.ended_at <= by).scalar_subquery()
    ahead = select(func.max(CLIMB.c.ended_at)).where(CLIMB.c.ended_at > by).scalar_subquery()
    row = connection.execute(select(due.label("due"), last.label("last"), ahead.label("ahead"))).one()
    return Glance(row.due is not None, row.last or "", row.ahead or "")


def awake(connection: Connection, until: str, authorities: Collection[str], *, after: str = "", limit: int) -> list[Awake]:
    """Versions to look at by the day `until`, in the order of their dossiers, whole dossiers from the one behind `after` on."""
    columns = [DEADLINE.c[name] for name in Awake.__dataclass_fields__ if name in DEADLINE.c]
    columns += [DOSSIER.c.programme_hash, DOSSIER.c.reference, DOSSIER.c.title, DOSSIER.c.officer]
    # As an expression, so that SQLite does not walk the primary key through all that sleep: few are awake.
    id_ = DEADLINE.c.dossier.concat("")
    here = (_AWAKE, DEADLINE.c.wake_on <= until, DEADLINE.c.authority.in_(sorted(authorities)), id_ > after)
    last = select(DEADLINE.c.dossier).where(*here).order_by(id_).offset(limit - 1).limit(1)
    edge = connection.execute(last).scalar_one_or_none()
    wanted = select(*columns).join_from(DEADLINE, DOSSIER, DOSSIER.c.id == DEADLINE.c.dossier).where(*here)
    if edge is not None:
        wanted = wanted.where(id_ <= edge)
    ordered = wanted.order_by(id_, DEADLINE.c.deadline, DEADLINE.c.version)
    return [Awake(**row) for row in connection.execute(ordered).mappings()]


@dataclass(frozen=True, slots=True)
class Past:
    """A rung decided before, by addressee; nobody where it told nobody."""

    dossier: str
    deadline: str
    version: int
    rung: str
    outcome: str
    addressee: str
    day: str

    @property
    def told(self) -> bool:
        """Tell whether somebody was told."""
        return self.outcome in {RungOutcome.SENT, RungOutcome.MERGED}


def decided(connection: Connection, dossiers: Collection[str], *, lite: bool) -> dict[tuple[str, str], list[Past]]:
    """What was decided about rungs of these dossiers, by dossier and deadline."""
    reader = cursor(connection)
    reader.execute(_DECIDED.text(lite), {"ids": ids_given(sorted(dossiers), lite=lite)})
    found: dict[tuple[str, str], list[Past]] = {}
    for row in reader.fetchall():
        past = Past(*row)
        found.setdefault((past.dossier, past.deadline), []).append(past)
    return found


def served(connection: Connection, mailboxes: Collection[str], occasion: str, *, lite: bool) -> set[str]:
    """The mailboxes that have their letter of the occasion, whatever became of it."""
    reader = cursor(connection)
    reader.execute(_OF_MAILBOXES.text(lite), {"ids": ids_given(sorted(mailboxes), lite=lite), "today": occasion})
    return {row[0] for row in reader.fetchall()}


def write(connection: Connection, chunk: Chunk, *, lite: bool) -> None:
    """Write a chunk inside the transaction; raises Moved where a version stands otherwise than it was seen.

    A rung decided or a letter written meanwhile by somebody else ends in `Moved` as well, by the primary key of the one and
    the unique index of the other.
    """
    writer = cursor(connection)
    if chunk.advances:
        ordered = sorted(chunk.advances, key=lambda one: one.seen.key)
        writer.executemany(_UPDATE.text(lite), [_advance(one) for one in ordered])
        if writer.rowcount != len(ordered):
            raise Moved
    if chunk.letters:
        writer.executemany(_OWE.text(lite), list(chunk.letters))
    if chunk.rungs:
        writer.executemany(_DECIDE.text(lite), list(chunk.rungs))
    if chunk.climb:
        connection.execute(insert(CLIMB).values(**chunk.climb))


def _advance(one: Advance) -> dict[str, Any]:
    seen = one.seen
    return {
        "of": seen.dossier, "name": seen.deadline, "number": seen.version, "was": seen.state, "ran_to": seen.due,
        "woke": seen.wake_on, "times": seen.climbed, "wakes": one.wake_on, "more": seen.climbed + 1,
    }  # fmt: skip
