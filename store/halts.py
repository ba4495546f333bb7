"""Halts of the reminder ladders, and what is known of the climbs before: by these a climb tells whether anything is odd."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from store.tables.deadlines import ClimbRow, HaltRow

CLIMB = ClimbRow.__table__  # type: ignore[attr-defined]
HALT = HaltRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Halt:
    """The ladders halted and asked; see `HaltRow`."""

    id: str
    halted_at: str
    day: str
    why: str
    owed: int
    usual: int
    ended_at: str = ""
    ended_by: str = ""
    halted_by: str = ""


def open_halt(connection: Connection) -> Halt | None:
    """The halt that lasts, or None."""
    row = connection.execute(select(HALT).where(HALT.c.ended_at == "")).mappings().first()
    return None if row is None else Halt(**row)


def halt(connection: Connection, one: Halt) -> None:
    """Halt, unless the ladders are halted already."""
    fresh = (sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert)(HALT)
    row = {column.name: getattr(one, column.name) for column in HALT.c}
    connection.execute(fresh.values(row).on_conflict_do_nothing())


def end(connection: Connection, id_: str, at: str, by: str) -> bool:
    """Let the ladders go on; False if somebody else did meanwhile."""
    ended = update(HALT).where(HALT.c.id == id_, HALT.c.ended_at == "").values(ended_at=at, ended_by=by)
    return connection.execute(ended).rowcount == 1


def last_ended(connection: Connection, by: str) -> Halt | None:
    """The halt a person ended last, not after the instant `by`, or None."""
    ended = select(HALT).where(HALT.c.ended_at != "", HALT.c.ended_at <= by).order_by(HALT.c.ended_at.desc()).limit(1)
    row = connection.execute(ended).mappings().first()
    return None if row is None else Halt(**row)


def days_with_letters(connection: Connection, *, before: str, count: int) -> list[int]:
    """How many letters were owed on each of the last `count` days before that on which there were any."""
    total = func.sum(CLIMB.c.letters)
    days = select(total).where(CLIMB.c.day < before).group_by(CLIMB.c.day).having(total > 0)
    return [int(row[0]) for row in connection.execute(days.order_by(CLIMB.c.day.desc()).limit(count))]


def letters_since(connection: Connection, at: str, *, until: str) -> set[str]:
    """The days of climbs that ended after one instant and not after the other, and owed letters."""
    days = select(CLIMB.c.day).where(CLIMB.c.ended_at > at, CLIMB.c.ended_at <= until, CLIMB.c.letters > 0)
    return set(connection.execute(days.distinct()).scalars())


def beat(connection: Connection, id_: str, day: str, at: str) -> None:
    """Note that the ladders were looked at on a day, though nothing was decided: so a long silence can be told from a jump."""
    fresh = (sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert)(CLIMB)
    row = {"id": id_, "day": day, "ended_at": at, "letters": 0, "rungs": 0}
    connection.execute(fresh.values(row).on_conflict_do_nothing())


def last_climb(connection: Connection) -> str:
    """The instant at which somebody last looked at the ladders, "" before the first time."""
    return connection.execute(select(func.max(CLIMB.c.ended_at))).scalar_one() or ""
