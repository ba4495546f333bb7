"""Which versions of a programme there are, and which running cases each of them has."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from store.tables import DossierRow, ProgrammeRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
PROGRAMME = ProgrammeRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Version:
    """A stored version of a programme: its content hash, since when it is stored, and how many cases run under it."""

    hash: str
    stored_at: str
    running: int


def versions(connection: Connection, programme: str, *, authority: str = "") -> list[Version]:
    """Every version of a programme, the newest first; cases are counted that are not finished, of one authority if named."""
    running = select(DOSSIER.c.programme_hash, func.count()).where(DOSSIER.c.programme == programme, ~DOSSIER.c.finished)
    if authority:
        running = running.where(DOSSIER.c.authority == authority)
    counted = {row[0]: row[1] for row in connection.execute(running.group_by(DOSSIER.c.programme_hash))}
    stored = select(PROGRAMME.c.hash, PROGRAMME.c.stored_at).where(PROGRAMME.c.programme == programme)
    rows = connection.execute(stored.order_by(PROGRAMME.c.stored_at.desc(), PROGRAMME.c.hash))
    return [Version(row.hash, row.stored_at, counted.get(row.hash, 0)) for row in rows]


def elsewhere(connection: Connection, programme: str, hash_: str, *, authority: str = "") -> list[str]:
    """The ids of the unfinished cases of a programme that run under another version than this one, in order."""
    wanted = select(DOSSIER.c.id).where(
        DOSSIER.c.programme == programme, DOSSIER.c.programme_hash != hash_, ~DOSSIER.c.finished
    )
    if authority:
        wanted = wanted.where(DOSSIER.c.authority == authority)
    return list(connection.execute(wanted.order_by(DOSSIER.c.id)).scalars())
