"""What the office looks at: worklist and status, read from projection rows alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, union_all
from sqlalchemy.sql.elements import ColumnElement

from store.tables import DossierRow, EventRow, WaitingRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]
WAITING = WaitingRow.__table__  # type: ignore[attr-defined]


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


_LINE = (
    WAITING.c.dossier, DOSSIER.c.authority, DOSSIER.c.programme, DOSSIER.c.programme_hash, DOSSIER.c.reference,
    DOSSIER.c.title, DOSSIER.c.approval, WAITING.c.stage, WAITING.c.round, WAITING.c.role, WAITING.c.since,
    WAITING.c.due, WAITING.c.returned,
)  # fmt: skip


def worklist(
    connection: Connection, *, roles: Sequence[str] = (), authority: str = "", programme: str = "", limit: int = 50
) -> list[Line]:
    """The first `limit` lines, longest waiting first; `roles` narrows to what those roles have to do.

    Each role's oldest lines are read from the one index there is, and merged: another index would cost every recorded fact two
    pages to write, and this a few rows more to read.
    """
    conditions: list[ColumnElement[bool]] = []
    if authority:
        conditions.append(DOSSIER.c.authority == authority)
    if programme:
        conditions.append(DOSSIER.c.programme == programme)
    of_each = [
        select(
            select(*_LINE)
            .join_from(WAITING, DOSSIER, DOSSIER.c.id == WAITING.c.dossier)
            .where(WAITING.c.role == role, *conditions)
            .order_by(WAITING.c.since, WAITING.c.dossier, WAITING.c.stage)
            .limit(limit)
            .subquery()
        )
        for role in roles or roles_waited_for(connection)
    ]
    if not of_each:
        return []
    all_ = union_all(*of_each).subquery()
    wanted = select(all_).order_by(all_.c.since, all_.c.dossier, all_.c.stage).limit(limit)
    return [Line(**row) for row in connection.execute(wanted).mappings()]


def roles_waited_for(connection: Connection) -> list[str]:
    """Every role somebody waits for, by one step through the index for each instead of a look at every line."""
    first = select(func.min(WAITING.c.role).label("role")).cte("found", recursive=True)
    following = select(func.min(WAITING.c.role)).where(WAITING.c.role > first.c.role).scalar_subquery()
    found = first.union_all(select(following).where(first.c.role.is_not(None)))
    return list(connection.execute(select(found.c.role).where(found.c.role.is_not(None))).scalars())


@dataclass(frozen=True, slots=True)
class Status:
    """A dossier's head: both status axes and how far the chain has seen it."""

    dossier: str
    programme: str
    reference: str
    title: str
    approval: str
    implementation: str
    version: int
    seen: int
    finished: bool


def status(connection: Connection, dossier: str) -> Status | None:
    """The status of one dossier, or None."""
    columns = (
        DOSSIER.c.id, DOSSIER.c.programme, DOSSIER.c.reference, DOSSIER.c.title, DOSSIER.c.approval,
        DOSSIER.c.implementation, DOSSIER.c.version, DOSSIER.c.seen, DOSSIER.c.finished,
    )  # fmt: skip
    row = connection.execute(select(*columns).where(DOSSIER.c.id == dossier)).one_or_none()
    return None if row is None else Status(*row)


def without_next_actor(connection: Connection) -> list[str]:
    """References of open dossiers for which nobody has to act: has to be empty (promise P10)."""
    waits = select(WAITING.c.dossier).where(WAITING.c.dossier == DOSSIER.c.id).exists()
    stuck = select(DOSSIER.c.reference).where(DOSSIER.c.finished.is_(False), ~waits)
    return list(connection.execute(stuck.order_by(DOSSIER.c.reference)).scalars())


def unseen(connection: Connection) -> int:
    """How many dossiers have news the chain has not looked at."""
    return connection.execute(select(func.count()).where(DOSSIER.c.seen < DOSSIER.c.version)).scalar_one()
