"""The rows of documents: what a draft or a dossier holds. A row belongs to a dossier from the commit of its entry on.

Until then `draft` says where it is kept: in a draft, or (an upload to a dossier that was not recorded yet) under the
dossier's id. `store.writing` moves the row in the transaction of the entry `DocumentFiled`, so the two always agree.
"""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, RowMapping, delete, func, insert, or_, select

from store.tables import DossierRow
from store.tables.access import DraftRow
from store.tables.documents import DocumentRow

DOCUMENT = DocumentRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
DRAFT = DraftRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Document:
    """A document: where it belongs, who brought it, its name (empty once erased), its bytes' size, SHA-256 and random name."""

    id: str
    dossier: str
    draft: str
    party: str
    name: str
    media_type: str
    size: int
    digest: str
    stored_as: str
    came_at: str


def of_dossier(connection: Connection, dossier: str) -> list[Document]:
    """The documents that were filed in a dossier, in the order they came."""
    return _documents(connection, DOCUMENT.c.dossier == dossier)


def of_draft(connection: Connection, draft: str) -> list[Document]:
    """The documents kept in a draft, or waiting to be recorded in the dossier with this id, in the order they came."""
    return _documents(connection, DOCUMENT.c.draft == draft)


def document(connection: Connection, id_: str) -> Document | None:
    """The document with this id."""
    return next(iter(_documents(connection, DOCUMENT.c.id == id_)), None)


def add(connection: Connection, new: Document) -> bool:
    """Keep a row in a draft (or under a dossier's id); False if its id is there already. Call inside a transaction."""
    if document(connection, new.id) is not None:
        return False
    connection.execute(insert(DOCUMENT).values(asdict(new)))
    return True


def held(connection: Connection, place: str) -> tuple[int, int]:
    """How many documents and bytes a draft or dossier holds; whoever else adds some waits. Call inside a transaction."""
    connection.execute(select(DOSSIER.c.id).where(DOSSIER.c.id == place).with_for_update(key_share=True)).all()
    connection.execute(select(DRAFT.c.id).where(DRAFT.c.id == place).with_for_update(key_share=True)).all()
    theirs = or_(DOCUMENT.c.dossier == place, DOCUMENT.c.draft == place)
    counted = connection.execute(select(func.count(), func.coalesce(func.sum(DOCUMENT.c.size), 0)).where(theirs)).one()
    return int(counted[0]), int(counted[1])


def is_sent(connection: Connection, place: str) -> bool:
    """Tell whether this is a draft that was sent: what is added to it now would be left behind."""
    return connection.execute(select(DRAFT.c.id).where(DRAFT.c.id == place, DRAFT.c.dossier != "")).first() is not None


def remove(connection: Connection, id_: str, draft: str) -> str:
    """Take a document out of a draft; gives the random name of its file, or "" if it is not there (any more)."""
    gone = delete(DOCUMENT).where(DOCUMENT.c.id == id_, DOCUMENT.c.draft == draft, DOCUMENT.c.draft != "")
    return connection.execute(gone.returning(DOCUMENT.c.stored_as)).scalar_one_or_none() or ""


def forget(connection: Connection, *, before: str) -> list[str]:
    """Delete the rows that came before an instant and belong neither to a dossier nor to a draft; the names of their files."""
    kept = select(DRAFT.c.id).where(DRAFT.c.id == DOCUMENT.c.draft).exists()
    gone = delete(DOCUMENT).where(DOCUMENT.c.dossier == "", DOCUMENT.c.came_at < before, ~kept)
    return list(connection.execute(gone.returning(DOCUMENT.c.stored_as)).scalars())


def named(connection: Connection, names: Collection[str]) -> set[str]:
    """Those of the files that a row names."""
    wanted = select(DOCUMENT.c.stored_as).where(DOCUMENT.c.stored_as.in_(names))
    return set(connection.execute(wanted).scalars())


def filed(connection: Connection, dossiers: Collection[str]) -> Iterator[Document]:
    """The documents of several dossiers."""
    yield from _documents(connection, DOCUMENT.c.dossier.in_(dossiers))


def _documents(connection: Connection, where: object) -> list[Document]:
    wanted = select(DOCUMENT).where(where).order_by(DOCUMENT.c.came_at, DOCUMENT.c.id)  # type: ignore[arg-type]
    return [_document(row) for row in connection.execute(wanted).mappings()]


def _document(row: RowMapping) -> Document:
    return Document(**row)
