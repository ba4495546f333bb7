"""The worklist: what waits for whom, longest waiting first, read from the one index there is.

Each role's oldest lines are read by themselves and merged here: another index would cost every recorded fact two pages to
write, and this a few rows more to read. The statements are compiled once for each shape of a question (`store.prepared`).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import ModuleType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, bindparam, func, literal_column, select, tuple_

from store.database import cursor
from store.prepared import Prepared, among, ids_given
from store.tables import AuthorityRow, DossierRow, WaitingRow

AUTHORITY = AuthorityRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
WAITING = WaitingRow.__table__  # type: ignore[attr-defined]

#: So many dossiers of one member of staff are named one by one.
_FEW = 500
#: SQLite's dialect would add an offset with a value of its own.
_FROM_THE_FIRST: ColumnElement[int] = literal_column("0")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the worklist: what waits for whom, since when (instant), until when (day, or empty)."""

    dossier: str
    authority: str
    programme: str
    programme_hash: str
    reference: str
    title: str
    approval: str
    stage: str
    round: int
    role: str
    since: str
    due: str
    returned: bool
    officer: str


_LINE = (
    WAITING.c.dossier, DOSSIER.c.authority, DOSSIER.c.programme, DOSSIER.c.programme_hash, DOSSIER.c.reference,
    DOSSIER.c.title, DOSSIER.c.approval, WAITING.c.stage, WAITING.c.round, WAITING.c.role, WAITING.c.since,
    WAITING.c.due, WAITING.c.returned, DOSSIER.c.officer,
)  # fmt: skip
_RETURNED = _LINE.index(WAITING.c.returned)


@dataclass(frozen=True, slots=True)
class After:
    """A line of the worklist behind which the next page begins."""

    since: str
    dossier: str
    stage: str


#: Roles, and the programmes in which their lines are wanted; no programme means in every one.
RolesIn = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the worklist.

    `officer` narrows to dossiers given to one member of staff, "" to those given to nobody; `overdue_on` to lines whose period
    had ended before that day. No authority means every one.
    """

    wanted: RolesIn
    authority: str = ""
    officer: str | None = None
    overdue_on: str = ""


def first(
    connection: Connection, *, roles: Sequence[str] = (), authority: str = "", programme: str = "", limit: int = 50
) -> list[Line]:
    """The first `limit` lines, longest waiting first; `roles` narrows to what those roles have to do."""
    wanted = {role: [programme] if programme else [] for role in roles or roles_waited_for(connection, authority)}
    return page(connection, Asked(wanted, authority), limit=limit)


def page(connection: Connection, asked: Asked, *, after: After | None = None, limit: int = 50) -> list[Line]:
    """The first `limit` of the lines asked for (or the first behind `after`), longest waiting first."""
    place = {"since": after.since, "dossier": after.dossier, "stage": after.stage} if after else {}
    found: list[Line] = []
    for shape, values in _questions(connection, asked, behind=after is not None):
        reader = cursor(connection)
        reader.execute(_lines(shape).text(_lite(connection)), {**values, **place, "limit": limit})
        found += [_line(row) for row in reader.fetchall()]
    return sorted(found, key=lambda line: (line.since, line.dossier, line.stage))[:limit]


def count(connection: Connection, asked: Asked, *, most: int = 1001) -> int:
    """How many of the lines asked for there are; counting ends at `most`."""
    number = 0
    for shape, values in _questions(connection, asked, behind=False):
        reader = cursor(connection)
        reader.execute(_number(shape).text(_lite(connection)), {**values, "limit": most - number})
        number += (reader.fetchone() or [0])[0]
        if number >= most:
            break
    return number


def roles_waited_for(connection: Connection, authority: str = "") -> list[str]:
    """Every role somebody waits for, by one step through the index for each instead of a look at every line."""
    found: set[str] = set()
    for office in _offices(connection, authority):
        reader = cursor(connection)
        reader.execute(_ROLES.text(_lite(connection)), {"authority": office})
        found.update(row[0] for row in reader.fetchall())
    return sorted(found)


def _line(row: Sequence[Any]) -> Line:
    # SQLite gives a boolean as a number.
    return replace(Line(*row), returned=bool(row[_RETURNED]))


def _lite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _offices(connection: Connection, authority: str) -> list[str]:
    """The authority asked for, or every one: each has its own part of the index."""
    return [authority] if authority else list(connection.execute(select(AUTHORITY.c.id).order_by(AUTHORITY.c.id)).scalars())


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which conditions a question has beside authority and role; `few`: the officer's dossiers are named one by one."""

    programmes: bool
    officer: bool
    few: bool
    overdue: bool
    behind: bool


def _questions(connection: Connection, asked: Asked, *, behind: bool) -> Iterator[tuple[_Shape, dict[str, Any]]]:
    """One question per authority and role: its shape and its values."""
    lite = _lite(connection)
    for office in _offices(connection, asked.authority):
        few = None if asked.officer is None else few_of(connection, office, asked.officer)
        for role, programmes in asked.wanted.items():
            shape = _Shape(bool(programmes), asked.officer is not None, few is not None, bool(asked.overdue_on), behind)
            values: dict[str, Any] = {"authority": office, "role": role}
            if programmes:
                values["programmes"] = ids_given(sorted(programmes), lite=lite)
            if few is not None:
                values["few"] = ids_given(few, lite=lite)
            elif asked.officer is not None:
                values["officer"] = asked.officer
            if asked.overdue_on:
                values["day"] = asked.overdue_on
            yield shape, values


def few_of(connection: Connection, authority: str, officer: str) -> list[str] | None:
    """The open dossiers given to somebody, where those are few: else the index of waiting would be read to its end."""
    reader = cursor(connection)
    reader.execute(_THEIRS.text(_lite(connection)), {"authority": authority, "officer": officer, "limit": _FEW + 1})
    found = [row[0] for row in reader.fetchall()]
    return found if len(found) <= _FEW else None


def _conditions(shape: _Shape, dialect: ModuleType) -> Iterator[ColumnElement[bool]]:
    yield WAITING.c.authority == bindparam("authority")
    yield WAITING.c.role == bindparam("role")
    if shape.programmes:
        yield among(DOSSIER.c.programme, dialect, "programmes")
    if shape.few:
        yield among(WAITING.c.dossier, dialect, "few")
    elif shape.officer:
        yield DOSSIER.c.officer == bindparam("officer")
    if shape.overdue:
        yield WAITING.c.due != literal_column("''")
        yield WAITING.c.due < bindparam("day")
    if shape.behind:
        # The bound of `since` stands apart, so that the index is entered there.
        yield WAITING.c.since >= bindparam("since")
        line = tuple_(WAITING.c.since, WAITING.c.dossier, WAITING.c.stage)
        yield line > tuple_(bindparam("since"), bindparam("dossier"), bindparam("stage"))


@lru_cache(maxsize=64)
def _lines(shape: _Shape) -> Prepared:
    def build(dialect: ModuleType) -> Executable:
        return (
            select(*_LINE)
            .join_from(WAITING, DOSSIER, DOSSIER.c.id == WAITING.c.dossier)
            .where(*_conditions(shape, dialect))
            .order_by(WAITING.c.since, WAITING.c.dossier, WAITING.c.stage)
            .limit(bindparam("limit"))
            .offset(_FROM_THE_FIRST)
        )

    return Prepared(build)


@lru_cache(maxsize=64)
def _number(shape: _Shape) -> Prepared:
    def build(dialect: ModuleType) -> Executable:
        some = (
            select(WAITING.c.dossier)
            .join_from(WAITING, DOSSIER, DOSSIER.c.id == WAITING.c.dossier)
            .where(*_conditions(shape, dialect))
            .limit(bindparam("limit"))
            .offset(_FROM_THE_FIRST)
        )
        return select(func.count()).select_from(some.subquery())

    return Prepared(build)


def _roles() -> Executable:
    here = WAITING.c.authority == bindparam("authority")
    first_role = select(func.min(WAITING.c.role).label("role")).where(here).cte("found", recursive=True)
    following = select(func.min(WAITING.c.role)).where(here, WAITING.c.role > first_role.c.role).scalar_subquery()
    found = first_role.union_all(select(following).where(first_role.c.role.is_not(None)))
    return select(found.c.role).where(found.c.role.is_not(None))


_ROLES = Prepared(_roles())
_THEIRS = Prepared(
    select(DOSSIER.c.id)
    .where(
        DOSSIER.c.authority == bindparam("authority"),
        DOSSIER.c.officer == bindparam("officer"),
        DOSSIER.c.finished.is_(False),
    )
    .limit(bindparam("limit"))
    .offset(_FROM_THE_FIRST)
)
