"""What the office looks at: worklist and status, read from projection rows alone."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select
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


def worklist(
    connection: Connection, *, roles: tuple[str, ...] = (), authority: str = "", programme: str = "", limit: int = 50
) -> list[Line]:
    """The first `limit` lines, longest waiting first; `roles` narrows to what those roles have to do."""
    wanted = (
        select(
            WAITING.c.dossier, DOSSIER.c.authority, DOSSIER.c.programme, DOSSIER.c.programme_hash, DOSSIER.c.reference,
            DOSSIER.c.title, DOSSIER.c.approval, WAITING.c.stage, WAITING.c.round, WAITING.c.role, WAITING.c.since,
            WAITING.c.due, WAITING.c.returned,
        )
        .join_from(WAITING, DOSSIER, DOSSIER.c.id == WAITING.c.dossier)
        .order_by(WAITING.c.since, WAITING.c.dossier, WAITING.c.stage)
        .limit(limit)
    )  # fmt: skip
    conditions: list[ColumnElement[bool]] = []
    if roles:
        conditions.append(WAITING.c.role.in_(roles))
    if authority:
        conditions.append(DOSSIER.c.authority == authority)
    if programme:
        conditions.append(DOSSIER.c.programme == programme)
    return [Line(**row) for row in connection.execute(wanted.where(*conditions)).mappings()]


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
