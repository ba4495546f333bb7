"""The deadlines of an authority as its board shows them: by the day they end on, in pages, and those whose clock rests.

What runs is read from the index by day, what rests and where more time was asked for from small ones of their own. A period
without a role merely ends; once its day has passed it is nobody's deadline any more and is left out. Statements are compiled
once per shape (`store.prepared`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import ModuleType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, bindparam, func, literal_column, or_, select, tuple_

from store.database import cursor
from store.prepared import Prepared, among, ids_given
from store.tables import DossierRow
from store.tables.deadlines import DeadlineRow
from store.worklist import few_of

DEADLINE = DeadlineRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]

#: SQLite's dialect would add an offset with a value of its own.
_FROM_THE_FIRST: ColumnElement[int] = literal_column("0")
_PAIR = DEADLINE.c.programme + literal_column("'/'") + DEADLINE.c.role


class Group(StrEnum):
    """Where a deadline stands: its day has passed, it is this week or later, its clock rests; or everything that runs.

    More time was asked for (`ASKED`) of deadlines of all the others; they come by the day of the request.
    """

    RUNNING = "running"
    OVERDUE = "overdue"
    WEEK = "week"
    LATER = "later"
    RESTING = "resting"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Line:
    """A deadline: until when (a day; empty while it rests), whose it is, and the dossier it belongs to.

    `asked_on` is the day more time was asked for, empty unless that waits for its answer.
    """

    dossier: str
    deadline: str
    version: int
    programme: str
    programme_hash: str
    reference: str
    title: str
    stage: str
    round: int
    role: str
    owed_by: str
    due: str
    officer: str
    asked_on: str


@dataclass(frozen=True, slots=True)
class After:
    """A line behind which the next page begins; `day` is the one its group is ordered by."""

    day: str
    dossier: str
    deadline: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: every deadline of the programmes in `whole` but those of the roles in `without`, and those of `roles`.

    `without` and `roles` are pairs "programme/role". `officer` narrows to dossiers given to one member of staff, `party` to
    what one party owes. `today` and `week_ends` are days ("2026-09-24").
    """

    authority: str
    group: Group
    today: str
    week_ends: str
    whole: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    officer: str = ""
    party: str = ""


def page(connection: Connection, asked: Asked, *, after: After | None = None, limit: int = 50) -> list[Line]:
    """The first `limit` deadlines asked for (or the first behind `after`), first what ends (or was asked for) first."""
    shape, values = _question(connection, asked, behind=after is not None)
    place = {"day": after.day, "dossier": after.dossier, "deadline": after.deadline} if after else {}
    reader = cursor(connection)
    reader.execute(_lines(shape).text(_lite(connection)), {**values, **place, "limit": limit})
    return [Line(*row) for row in reader.fetchall()]


def count(connection: Connection, asked: Asked, *, most: int = 1001) -> int:
    """How many there are of what is asked for; counting ends at `most`."""
    shape, values = _question(connection, asked, behind=False)
    reader = cursor(connection)
    reader.execute(_number(shape).text(_lite(connection)), {**values, "limit": most})
    return int((reader.fetchone() or [0])[0])


def _lite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which conditions a question has; `few`: the officer's dossiers are named one by one."""

    group: Group
    officer: bool
    few: bool
    party: bool
    behind: bool


def _question(connection: Connection, asked: Asked, *, behind: bool) -> tuple[_Shape, dict[str, Any]]:
    lite = _lite(connection)
    few = few_of(connection, asked.authority, asked.officer) if asked.officer else None
    values: dict[str, Any] = {
        "authority": asked.authority, "today": asked.today, "week_ends": asked.week_ends,
        "whole": ids_given(asked.whole, lite=lite), "without": ids_given(asked.without, lite=lite),
        "roles": ids_given(asked.roles, lite=lite), "party": asked.party, "officer": asked.officer,
    }  # fmt: skip
    if few is not None:
        values["few"] = ids_given(few, lite=lite)
    return _Shape(asked.group, bool(asked.officer), few is not None, bool(asked.party), behind), values


def _conditions(shape: _Shape, dialect: ModuleType) -> Iterator[ColumnElement[bool]]:
    yield DEADLINE.c.authority == bindparam("authority")
    yield from _of_group(shape.group)
    whole = among(DEADLINE.c.programme, dialect, "whole") & ~among(_PAIR, dialect, "without")
    yield or_(whole, among(_PAIR, dialect, "roles"))
    if shape.few:
        yield among(DEADLINE.c.dossier, dialect, "few")
    elif shape.officer:
        yield DOSSIER.c.officer == bindparam("officer")
    if shape.party:
        yield DEADLINE.c.owed_by == bindparam("party")
    if shape.behind:
        # The bound of the day stands apart, so that the index is entered there.
        place = _place(shape.group)
        yield place[0] >= bindparam("day")
        yield tuple_(*place) > tuple_(bindparam("day"), bindparam("dossier"), bindparam("deadline"))


def _place(group: Group) -> tuple[ColumnElement[str], ...]:
    """What a group is ordered by."""
    day = DEADLINE.c.asked_on if group is Group.ASKED else DEADLINE.c.due
    return day, DEADLINE.c.dossier, DEADLINE.c.deadline


def _of_group(group: Group) -> Iterator[ColumnElement[bool]]:
    """What a partial index asks for stands as text, so that both databases know the index by it."""
    nothing: ColumnElement[str] = literal_column("''")
    if group is Group.ASKED:
        yield DEADLINE.c.asked_on != nothing
        return
    if group is Group.RESTING:
        yield DEADLINE.c.state == literal_column("'stopped'")
        return
    yield DEADLINE.c.state == literal_column("'open'")
    match group:
        case Group.OVERDUE:
            yield DEADLINE.c.due < bindparam("today")
            yield DEADLINE.c.role != nothing
        case Group.WEEK:
            yield DEADLINE.c.due >= bindparam("today")
            yield DEADLINE.c.due <= bindparam("week_ends")
        case Group.LATER:
            yield DEADLINE.c.due > bindparam("week_ends")
        case _:
            yield or_(DEADLINE.c.role != nothing, DEADLINE.c.due >= bindparam("today"))


@lru_cache(maxsize=128)
def _lines(shape: _Shape) -> Prepared:
    def build(dialect: ModuleType) -> Executable:
        return (
            select(
                DEADLINE.c.dossier, DEADLINE.c.deadline, DEADLINE.c.version, DEADLINE.c.programme, DOSSIER.c.programme_hash,
                DOSSIER.c.reference, DOSSIER.c.title, DEADLINE.c.stage, DEADLINE.c.round, DEADLINE.c.role, DEADLINE.c.owed_by,
                DEADLINE.c.due, DOSSIER.c.officer, DEADLINE.c.asked_on,
            )
            .join_from(DEADLINE, DOSSIER, DOSSIER.c.id == DEADLINE.c.dossier)
            .where(*_conditions(shape, dialect))
            .order_by(*_place(shape.group))
            .limit(bindparam("limit"))
            .offset(_FROM_THE_FIRST)
        )  # fmt: skip

    return Prepared(build)


@lru_cache(maxsize=128)
def _number(shape: _Shape) -> Prepared:
    def build(dialect: ModuleType) -> Executable:
        some = select(DEADLINE.c.dossier).select_from(DEADLINE)
        if shape.officer and not shape.few:
            some = some.join(DOSSIER, DOSSIER.c.id == DEADLINE.c.dossier)
        some = some.where(*_conditions(shape, dialect)).limit(bindparam("limit")).offset(_FROM_THE_FIRST)
        return select(func.count()).select_from(some.subquery())

    return Prepared(build)
