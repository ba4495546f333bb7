"""Who read which case file: one row per person, dossier and quarter of an hour, whichever process it was read in."""

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from store.tables import PartyRow
from store.tables.access import ReadingRow

PARTY = PartyRow.__table__  # type: ignore[attr-defined]
READING = ReadingRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody read a dossier within the quarter of an hour that began at `since` (an instant); an erased name is empty."""

    party: str
    name: str
    since: str


def note(connection: Connection, *, dossier: str, party: str, since: str) -> None:
    """Note a reading; one that is noted already stays as it is, also if another process was faster."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    row = {"dossier": dossier, "party": party, "read_at": since}
    connection.execute(insert(READING).values(row).on_conflict_do_nothing())


def readings_of(connection: Connection, dossier: str, *, limit: int = 50, offset: int = 0) -> list[Reading]:
    """Who read a dossier, the latest first."""
    wanted = (
        select(READING.c.party, PARTY.c.name, READING.c.read_at)
        .join_from(READING, PARTY, PARTY.c.id == READING.c.party)
        .where(READING.c.dossier == dossier)
        .order_by(READING.c.read_at.desc(), PARTY.c.name, READING.c.party)
    )
    return [Reading(*row) for row in connection.execute(wanted.limit(limit).offset(offset))]
