"""Dossiers out of the store: folded from their events, or from those not yet remembered; found by reference, id or news."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from domain.dates import When
from domain.dossier import extend, fold
from domain.events import Recorded
from domain.events.meetings import Repinned
from domain.events.payload import UnreadableEvent, read
from store.change import Loaded
from store.database import Database, cursor
from store.errors import Unreadable
from store.memory import Remembered
from store.prepared import Prepared, among, ids_given
from store.programmes import programme_by_hash
from store.tables import BudgetRow, DossierRow, EventRow, WaitingRow
from store.tables.letters import LetterRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]
WAITING = WaitingRow.__table__  # type: ignore[attr-defined]
LETTER = LetterRow.__table__  # type: ignore[attr-defined]
BUDGET = BudgetRow.__table__  # type: ignore[attr-defined]

_HEAD = (
    DOSSIER.c.id, DOSSIER.c.authority, DOSSIER.c.programme_hash, DOSSIER.c.version, DOSSIER.c.head, DOSSIER.c.seen,
    DOSSIER.c.thread,
)  # fmt: skip
_ENTRY = (
    EVENT.c.seq, EVENT.c.type, EVENT.c.type_version, EVENT.c.payload, EVENT.c.happened_on, EVENT.c.recorded_at,
    EVENT.c.actor, EVENT.c.role, EVENT.c.key, EVENT.c.previous, EVENT.c.behalf,
)  # fmt: skip
#: One dossier's head with the entries after a known one; a single row without an entry if there are none.
_LOAD_ONE = Prepared(
    select(*_HEAD, *_ENTRY)
    .join_from(DOSSIER, EVENT, (EVENT.c.dossier == DOSSIER.c.id) & (EVENT.c.seq > bindparam("known")), isouter=True)
    .where(DOSSIER.c.id == bindparam("id"))
    .order_by(EVENT.c.seq)
)
_HEADS = Prepared(lambda d: select(*_HEAD).where(among(DOSSIER.c.id, d)).order_by(DOSSIER.c.id))
_ENTRIES = Prepared(
    lambda d: (
        select(EVENT.c.dossier, *_ENTRY)
        .where(among(EVENT.c.dossier, d), EVENT.c.seq > bindparam("known"))
        .order_by(EVENT.c.dossier, EVENT.c.seq)
    )
)


def load(database: Database, connection: Connection, id_: str) -> Loaded | None:
    """Load one dossier by its id, or None; one round trip. Raises Unreadable."""
    known = database.memory.recall(id_)
    rows = _one(database, connection, id_, known.dossier.version if known else 0)
    if not rows:
        return None
    found = _found(database, connection, rows[0], _entries_of(rows), known)
    if found is None:
        # What is remembered is not what the store has: a backup was restored.
        rows = _one(database, connection, id_, 0)
        found = _found(database, connection, rows[0], _entries_of(rows), None)
    return found


def load_many(database: Database, connection: Connection, ids: Sequence[str]) -> list[Loaded]:
    """Load the dossiers with these ids, in the order of their ids; ids without a dossier are left out."""
    lite, reader = database.sqlite, cursor(connection)
    reader.execute(_HEADS.text(lite), {"ids": ids_given(ids, lite=lite)})
    heads = reader.fetchall()
    known = {head[0]: database.memory.recall(head[0]) for head in heads}
    behind = {head[0]: held for head in heads if (held := known[head[0]]) is None or held.head != head[4]}
    entries: dict[str, list[Sequence[Any]]] = {}
    if behind:
        since = min(held.dossier.version if held else 0 for held in behind.values())
        reader.execute(_ENTRIES.text(lite), {"ids": ids_given([*behind], lite=lite), "known": since})
        for row in reader.fetchall():
            entries.setdefault(row[0], []).append(row[1:])
    found = (
        _found(database, connection, head, entries.get(head[0], ()), known[head[0]]) or load(database, connection, head[0])
        for head in heads
    )
    return [loaded for loaded in found if loaded is not None]


def _one(database: Database, connection: Connection, id_: str, known: int) -> Sequence[Sequence[Any]]:
    reader = cursor(connection)
    reader.execute(_LOAD_ONE.text(database.sqlite), {"id": id_, "known": known})
    return reader.fetchall()


def _entries_of(rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """The entries of the joined rows; a dossier without newer ones has a single row, without an entry."""
    width = len(_HEAD)
    return [row[width:] for row in rows if row[width] is not None]


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


def newest_news(connection: Connection) -> str:
    """The instant of the newest change the chain has not seen, or ""."""
    newest = select(func.max(DOSSIER.c.changed_at)).where(DOSSIER.c.seen < DOSSIER.c.version)
    return connection.execute(newest).scalar_one() or ""


#: Most payloads ("the KG was opened in round 1") and days are the same in thousands of dossiers; both are immutable.
_event = lru_cache(maxsize=8192)(read)
_day = lru_cache(maxsize=8192)(When)


def _found(
    database: Database, connection: Connection, row: Sequence[Any], entries: Sequence[Sequence[Any]], known: Remembered | None
) -> Loaded | None:
    """Fold what is new onto what is known, and remember it; None if the known dossier is not this row's.

    Entries may reach further back than needed, or beyond the row where it was read a moment earlier.
    """
    id_, authority, programme_hash, version, head, seen, thread = row[:7]
    since = known.dossier.version if known else 0
    new = [entry for entry in entries if since < entry[0] <= version]
    if known and (new[0][9] if new else head) != known.head:
        return None
    if known and not new:
        return Loaded(known.dossier, authority, head, seen, thread, known.keys)
    keys = {entry[8]: entry[0] for entry in new}
    try:
        recorded = [
            Recorded(seq, _event(name, type_version, payload), _day(on), recorded_at, actor, role, behalf)
            for seq, name, type_version, payload, on, recorded_at, actor, role, _, _, behalf in new
        ]
        if known and not any(isinstance(entry.event, Repinned) for entry in recorded):
            held = Remembered(extend(known.dossier, recorded), head, {**known.keys, **keys})
        else:
            # A dossier that was moved to another version of its programme is read anew from its beginning.
            history = (*known.dossier.entries, *recorded) if known else recorded
            before = known.keys if known else {}
            held = Remembered(fold(id_, programme_by_hash(connection, programme_hash), history), head, {**before, **keys})
    except (KeyError, ValueError, UnreadableEvent) as error:
        raise Unreadable(id_) from error
    database.memory.keep(held)
    return Loaded(held.dossier, authority, head, seen, thread, held.keys)


def count(connection: Connection) -> dict[str, int]:
    """Count dossiers and events (for reports and the benchmark's recount)."""
    return {
        "dossiers": connection.execute(select(func.count()).select_from(DOSSIER)).scalar_one(),
        "events": connection.execute(select(func.count()).select_from(EVENT)).scalar_one(),
    }
