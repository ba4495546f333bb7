"""Dossiers out of the store: folded from their events at every reading; found by reference, by id, or by their news."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from domain.dates import When
from domain.dossier import fold
from domain.events import Recorded, read
from store.change import Loaded
from store.database import Database, cursor
from store.prepared import Prepared
from store.programmes import programme_by_hash
from store.tables import BudgetRow, DossierRow, EventRow, LetterRow, WaitingRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]
WAITING = WaitingRow.__table__  # type: ignore[attr-defined]
LETTER = LetterRow.__table__  # type: ignore[attr-defined]
BUDGET = BudgetRow.__table__  # type: ignore[attr-defined]

_HEAD = (DOSSIER.c.id, DOSSIER.c.authority, DOSSIER.c.programme_hash, DOSSIER.c.head, DOSSIER.c.seen, DOSSIER.c.thread)
_ENTRY = (
    EVENT.c.seq, EVENT.c.type, EVENT.c.type_version, EVENT.c.payload, EVENT.c.happened_on, EVENT.c.recorded_at,
    EVENT.c.actor, EVENT.c.role, EVENT.c.key,
)  # fmt: skip
_LOAD = select(*_HEAD, *_ENTRY).join_from(DOSSIER, EVENT, EVENT.c.dossier == DOSSIER.c.id)
_LOAD_ONE = Prepared(_LOAD.where(DOSSIER.c.id == bindparam("id")).order_by(EVENT.c.seq))


def load(database: Database, connection: Connection, id_: str) -> Loaded | None:
    """Load one dossier by its id, or None; one round trip."""
    reader = cursor(connection)
    reader.execute(_LOAD_ONE.text(database.sqlite), {"id": id_})
    rows = reader.fetchall()
    return _loaded(connection, rows) if rows else None


def load_many(connection: Connection, ids: Sequence[str]) -> list[Loaded]:
    """Load the dossiers with these ids, in the order of their ids; ids without a dossier are left out."""
    rows = connection.execute(_LOAD.where(DOSSIER.c.id.in_(ids)).order_by(DOSSIER.c.id, EVENT.c.seq)).all()
    loaded: list[Loaded] = []
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or rows[end][0] != rows[start][0]:
            loaded.append(_loaded(connection, rows[start:end]))
            start = end
    return loaded


def find(
    connection: Connection, reference: str, *, programme: str | None = None, authority: str | None = None
) -> list[tuple[str, str, str]]:
    """Find dossiers by their reference as printed: (id, authority, programme), several if others share it."""
    wanted = select(DOSSIER.c.id, DOSSIER.c.authority, DOSSIER.c.programme).where(DOSSIER.c.reference == reference)
    if programme:
        wanted = wanted.where(DOSSIER.c.programme == programme)
    if authority:
        wanted = wanted.where(DOSSIER.c.authority == authority)
    return [(row.id, row.authority, row.programme) for row in connection.execute(wanted.order_by(DOSSIER.c.programme))]


def news(connection: Connection, limit: int) -> list[tuple[str, str]]:
    """Dossiers the chain has not seen the newest entry of: (programme hash, id), longest waiting first."""
    wanted = (
        select(DOSSIER.c.programme_hash, DOSSIER.c.id)
        .where(DOSSIER.c.seen < DOSSIER.c.version)
        .order_by(DOSSIER.c.changed_at)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in connection.execute(wanted)]


#: Most payloads ("the KG was opened in round 1") and days are the same in thousands of dossiers; both are immutable.
_event = lru_cache(maxsize=8192)(read)
_day = lru_cache(maxsize=8192)(When)


def _loaded(connection: Connection, rows: Sequence[Any]) -> Loaded:
    id_, authority, programme_hash, head, seen, thread = rows[0][:6]
    programme = programme_by_hash(connection, programme_hash)
    entries = [
        Recorded(seq, _event(name, version, payload), _day(on), recorded_at, actor, role)
        for _, _, _, _, _, _, seq, name, version, payload, on, recorded_at, actor, role, _ in rows
    ]
    return Loaded(fold(id_, programme, entries), authority, head, seen, thread, {row[14]: row[6] for row in rows})


def count(connection: Connection) -> dict[str, int]:
    """Count dossiers and events (for reports and the benchmark's recount)."""
    return {
        "dossiers": connection.execute(select(func.count()).select_from(DOSSIER)).scalar_one(),
        "events": connection.execute(select(func.count()).select_from(EVENT)).scalar_one(),
    }
