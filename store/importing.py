"""What an import asks the store, a chunk of rows at a time, and the parties it adds."""

import json
import time
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from store.access_changes import ADDED, CHANGE
from store.folding import folded_party
from store.people import PARTY
from store.tables import BudgetRow, DossierRow, EventRow

BUDGET = BudgetRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class NewParty:
    """Somebody an import adds: without an address, so that nobody is written to and nobody can sign in."""

    id: str
    handle: str
    name: str
    organisation: bool


@dataclass(frozen=True, slots=True)
class There:
    """A party that is there already; the name is empty once it was erased."""

    id: str
    handle: str
    name: str


def openings(connection: Connection, *, authority: str, programme: str, references: Collection[str]) -> dict[str, str]:
    """The keys under which those of the dossiers were opened that are there, by reference."""
    wanted = (
        select(DOSSIER.c.reference, EVENT.c.key)
        .join_from(DOSSIER, EVENT, (EVENT.c.dossier == DOSSIER.c.id) & (EVENT.c.seq == 1))
        .where(DOSSIER.c.authority == authority, DOSSIER.c.programme == programme, DOSSIER.c.reference.in_(sorted(references)))
    )
    return {row.reference: row.key for row in connection.execute(wanted)}


def budgets(connection: Connection, *, authority: str, programme: str) -> dict[tuple[str, int], int]:
    """The cents given so far, by area and year."""
    wanted = select(BUDGET.c.area, BUDGET.c.year, BUDGET.c.committed)
    rows = connection.execute(wanted.where(BUDGET.c.authority == authority, BUDGET.c.programme == programme))
    return {(row.area, row.year): row.committed for row in rows}


def there(
    connection: Connection, authority: str, *, names: Collection[str] = (), handles: Collection[str] = (),
    ids: Collection[str] = (),
) -> list[There]:  # fmt: skip
    """Whoever of the authority has one of these names, handles or ids."""
    among = or_(PARTY.c.name.in_(sorted(names)), PARTY.c.handle.in_(sorted(handles)), PARTY.c.id.in_(sorted(ids)))
    wanted = select(PARTY.c.id, PARTY.c.handle, PARTY.c.name).where(PARTY.c.authority == authority, among)
    return [There(*row) for row in connection.execute(wanted.order_by(PARTY.c.handle))]


def add(connection: Connection, authority: str, parties: Sequence[NewParty], *, actor: str, at: str) -> None:
    """Add those of the parties that are not there yet, and note it as every change of people is noted."""
    wanted = {party.id: party for party in parties}
    known = {row.id for row in there(connection, authority, ids=wanted)}
    new = [party for id_, party in wanted.items() if id_ not in known]
    if not new:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(dialect.insert(PARTY).on_conflict_do_nothing(), [_row(authority, party) for party in new])
    started = time.time_ns()
    changes = [
        {
            "id": f"{started + n:016x}{uuid.uuid4().hex[:16]}", "party": party.id, "actor": actor, "changed_at": at,
            "what": ADDED, "detail": json.dumps({"organisation": party.organisation}), "authority": authority,
        }
        for n, party in enumerate(new)
    ]  # fmt: skip
    connection.execute(insert(CHANGE), changes)


def _row(authority: str, party: NewParty) -> dict[str, object]:
    return {
        "id": party.id, "authority": authority, "handle": party.handle, "name": party.name, "email": "", "language": "de",
        "organisation": party.organisation, "kept_by": "portal", "folded": folded_party(party.name, party.handle, ""),
    }  # fmt: skip
