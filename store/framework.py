"""What belongs to what: a framework dossier and the single operations applied for under it.

There is no table of it: the first entry of every dossier says what it is part of and never changes. Only dossiers of
programmes that belong to another are looked through, by their first entries, which is what a framework's page asks for.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.events import Opened
from domain.events.payload import read
from store.tables import DossierRow, EventRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Head:
    """A dossier as a list names it."""

    dossier: str
    programme: str
    reference: str
    title: str
    approval: str


_HEAD = (DOSSIER.c.id, DOSSIER.c.programme, DOSSIER.c.reference, DOSSIER.c.title, DOSSIER.c.approval)


def head(connection: Connection, id_: str) -> Head | None:
    """The head of one dossier, or None."""
    row = connection.execute(select(*_HEAD).where(DOSSIER.c.id == id_)).one_or_none()
    return None if row is None else Head(*row)


def parts_of(connection: Connection, framework: str, authority: str, programmes: Collection[str]) -> list[Head]:
    """The dossiers of these programmes that were opened as part of the framework, by reference."""
    wanted = (
        select(*_HEAD, EVENT.c.type, EVENT.c.type_version, EVENT.c.payload)
        .join_from(DOSSIER, EVENT, (EVENT.c.dossier == DOSSIER.c.id) & (EVENT.c.seq == 1))
        .where(
            DOSSIER.c.authority == authority,
            DOSSIER.c.programme.in_(sorted(programmes)),
            EVENT.c.payload.contains(framework, autoescape=True),
        )
        .order_by(DOSSIER.c.programme, DOSSIER.c.reference)
    )
    found = []
    for *row, name, version, payload in connection.execute(wanted):
        opened = read(name, version, payload)
        if isinstance(opened, Opened) and opened.part_of == framework:
            found.append(Head(*row))
    return found
