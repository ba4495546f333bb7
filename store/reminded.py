"""Which rungs a letter about deadlines stands for, and the letters of a mailbox on a day (promise P6).

A rung is never decided again, so it keeps naming the letter it was first put into. Where that letter missed its day and went
into a later one, it stands as dropped and says into which: its reply is "merged into" and the other's id.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Executable, and_, or_, select, update

from store.outbox import LETTER, MERGED, OPEN, LetterState, Posted
from store.people import PARTY
from store.tables.deadlines import RungRow
from store.writing import ONE_ROW

RUNG = RungRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Told:
    """A rung somebody is told by a letter; `day` is the one it was decided on, `decided_at` the instant."""

    dossier: str
    deadline: str
    version: int
    rung: str
    addressee: str
    letter: str
    day: str
    decided_at: str


_COLUMNS = tuple(RUNG.c[name] for name in Told.__slots__)


def told_in(connection: Connection, letter: Posted) -> list[Told]:
    """The rungs a letter stands for, those of letters that went into it included; in a fixed order."""
    ids = select(LETTER.c.id).where(LETTER.c.recipient == letter.recipient, _merged_into(letter.id))
    wanted = select(*_COLUMNS).where(or_(RUNG.c.letter == letter.id, RUNG.c.letter.in_(ids)))
    order = (RUNG.c.dossier, RUNG.c.deadline, RUNG.c.version, RUNG.c.rung, RUNG.c.addressee)
    return [Told(*row) for row in connection.execute(wanted.order_by(*order))]


def told_about(connection: Connection, dossiers: Collection[str]) -> list[Told]:
    """Everything anybody was told about the deadlines of these dossiers."""
    wanted = select(*_COLUMNS).where(RUNG.c.dossier.in_(sorted(set(dossiers))), RUNG.c.letter != "")
    return [Told(*row) for row in connection.execute(wanted.order_by(RUNG.c.day, RUNG.c.rung, RUNG.c.addressee))]


def letter_of(connection: Connection, recipient: str, occasion: str) -> Posted | None:
    """The letter of a mailbox on an occasion, or None."""
    wanted = select(LETTER).where(
        LETTER.c.recipient == recipient, LETTER.c.occasion == occasion, LETTER.c.occasion != "", LETTER.c.recipient != ""
    )
    row = connection.execute(wanted).mappings().one_or_none()
    return None if row is None else Posted(**row)


def waiting_before(connection: Connection, recipient: str, occasion: str) -> list[Posted]:
    """The letters of a mailbox about days before this occasion ("day:2026-09-24") that are not at an end, oldest first."""
    day = occasion.partition(":")[0]
    wanted = select(LETTER).where(
        LETTER.c.recipient == recipient, LETTER.c.occasion > f"{day}:", LETTER.c.occasion < occasion, LETTER.c.occasion != "",
        LETTER.c.recipient != "", LETTER.c.state.in_(OPEN),
    )  # fmt: skip
    return [Posted(**row) for row in connection.execute(wanted.order_by(LETTER.c.occasion)).mappings()]


def letter_now(connection: Connection, id_: str) -> Posted:
    """A letter as it stands now; LookupError if there is none."""
    row = connection.execute(select(LETTER).where(LETTER.c.id == id_)).mappings().one_or_none()
    if row is None:
        raise LookupError(f"there is no letter {id_}")
    return Posted(**row)


def authority_of(connection: Connection, party: str) -> str:
    """The authority a person or organisation belongs to."""
    return str(connection.execute(select(PARTY.c.authority).where(PARTY.c.id == party)).scalar_one())


def as_seen(letter: Posted, **values: object) -> Executable:
    """The statement that changes a letter; Moved where it is not as it was seen, its claim included."""
    guarded = update(LETTER).where(
        LETTER.c.id == letter.id, LETTER.c.state == letter.state, LETTER.c.fence == letter.fence,
        LETTER.c.digest == letter.digest, LETTER.c.attempts == letter.attempts, LETTER.c.occasion == letter.occasion,
    )  # fmt: skip
    return guarded.values(**values).execution_options(**ONE_ROW)


def merged(letter: Posted, into: str) -> list[Executable]:
    """The statements that drop a letter in favour of another one, and let those that went into it follow."""
    follow = update(LETTER).where(LETTER.c.recipient == letter.recipient, _merged_into(letter.id))
    return [as_seen(letter, state=LetterState.DROPPED, reply=f"{MERGED}{into}"), follow.values(reply=f"{MERGED}{into}")]


def _merged_into(id_: str) -> ColumnElement[bool]:
    return and_(LETTER.c.reply == f"{MERGED}{id_}", LETTER.c.occasion != "", LETTER.c.recipient != "")
