"""Programme versions: stored once by their content hash, never changed, read back by the dossiers that pin them."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.programme import Programme
from store.tables import ProgrammeRow

PROGRAMME = ProgrammeRow.__table__  # type: ignore[attr-defined]

#: Versions are immutable, so one that was read stays right for the life of the process.
_READ: dict[str, Programme] = {}


def programme_by_hash(connection: Connection, hash_: str) -> Programme:
    """Give the programme version; KeyError if the store does not hold it."""
    if hash_ not in _READ:
        source = connection.execute(select(PROGRAMME.c.source).where(PROGRAMME.c.hash == hash_)).scalar_one_or_none()
        if source is None:
            raise KeyError(hash_)
        _READ[hash_] = Programme.model_validate_json(source)
    return _READ[hash_]


def keep_programme(connection: Connection, programme: Programme, *, hash_: str, source: str, at: str) -> None:
    """Store a programme version; one that is there already is left alone."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    row = {"hash": hash_, "programme": programme.programme, "source": source, "stored_at": at}
    connection.execute(insert(PROGRAMME).values(row).on_conflict_do_nothing())


def newest(connection: Connection) -> dict[str, str]:
    """The hash of the newest version of every programme, by its key."""
    rows = connection.execute(select(PROGRAMME.c.programme, PROGRAMME.c.hash).order_by(PROGRAMME.c.stored_at))
    return {row.programme: row.hash for row in rows}


def stored_hashes(connection: Connection) -> set[str]:
    """The hashes of all programme versions that are stored."""
    return set(connection.execute(select(PROGRAMME.c.hash)).scalars())
