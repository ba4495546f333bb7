"""The code and secret of an application under which anybody who holds both may see where it is."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from store.tables.documents import PublicCodeRow

PUBLIC_CODE = PublicCodeRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class PublicCode:
    """The code and secret of one dossier; `made_at` is an instant."""

    code: str
    dossier: str
    secret: str
    made_at: str


def of(connection: Connection, dossier: str) -> PublicCode | None:
    """The code of a dossier, if it has one."""
    row = connection.execute(select(PUBLIC_CODE).where(PUBLIC_CODE.c.dossier == dossier)).mappings().one_or_none()
    return PublicCode(**row) if row else None


def find(connection: Connection, code: str) -> PublicCode | None:
    """What stands behind a code. Whether the secret is right is for the caller to say, in constant time."""
    if not code.isalnum():  # anybody types here, and PostgreSQL takes no NUL
        return None
    row = connection.execute(select(PUBLIC_CODE).where(PUBLIC_CODE.c.code == code)).mappings().one_or_none()
    return PublicCode(**row) if row else None


def keep(connection: Connection, new: PublicCode) -> bool:
    """Keep the code of a dossier that has none; False if it has one by now, or another dossier has this code."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    row = {"code": new.code, "dossier": new.dossier, "secret": new.secret, "made_at": new.made_at}
    return connection.execute(insert(PUBLIC_CODE).values(row).on_conflict_do_nothing()).rowcount == 1


def revoke(connection: Connection, dossier: str, code: str) -> None:
    """Forget this code of a dossier: it opens nothing any more."""
    if code.isalnum():
        connection.execute(delete(PUBLIC_CODE).where(PUBLIC_CODE.c.dossier == dossier, PUBLIC_CODE.c.code == code))
