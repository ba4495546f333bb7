"""The rows of `deadline` for dossiers that were there before the table was: filled once, when a house is opened."""

from collections.abc import Iterator

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from store.database import Database
from store.deadline_rows import come_and_changed
from store.dossiers import load_many
from store.tables import DossierRow, EventRow
from store.tables.deadlines import DeadlineRow

DEADLINE = DeadlineRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]

#: The entries an earlier release wrote that may hold a deadline.
_FOUNDING = ("StageOpened", "Returned")
#: Dossiers folded at a time: bounds the memory whatever the store's size.
CHUNK = 500


def fill(database: Database, at: str, chunk: int = CHUNK) -> int:
    """Write the rows of all dossiers if there is not one; return how many were written.

    One transaction, so that a table with rows is a whole one. Whoever records meanwhile waits for it.
    """
    with database.reading() as connection:
        if not _wanting(connection):
            return 0
    written = 0
    with database.transaction() as connection:
        build = sqlite.insert if database.sqlite else postgresql.insert
        for ids in _dossiers(connection, chunk):
            rows = [
                row for loaded in load_many(database, connection, ids) for row in come_and_changed(None, loaded.dossier, at)[0]
            ]
            if rows:
                # Two processes that open the same house fill in the same.
                connection.execute(build(DEADLINE).on_conflict_do_nothing(), rows)
            written += len(rows)
    return written


def _wanting(connection: Connection) -> bool:
    """Tell whether the table is empty although a history holds a day; one look at an index wherever there are rows."""
    if connection.execute(select(DEADLINE.c.dossier).limit(1)).first():
        return False
    due = select(EVENT.c.dossier).where(EVENT.c.type.in_(_FOUNDING), EVENT.c.payload.contains('"due":'))
    return connection.execute(due.limit(1)).first() is not None


def _dossiers(connection: Connection, chunk: int) -> Iterator[list[str]]:
    last = ""
    # Locked where the database knows locks, so that nobody's change comes between the reading and the rows.
    wanted = select(DOSSIER.c.id).order_by(DOSSIER.c.id).limit(chunk).with_for_update()
    while ids := list(connection.execute(wanted.where(DOSSIER.c.id > last)).scalars()):
        yield ids
        last = ids[-1]
