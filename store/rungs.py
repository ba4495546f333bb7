"""What was decided about the rungs of a dossier's deadlines, and whose dossiers rungs belong to, for the pages."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from store.tables import DossierRow
from store.tables.deadlines import RungRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
RUNG = RungRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class DecidedRung:
    """A rung as it was decided: whom it tells (empty: nobody), when it should have spoken, and the day of the decision."""

    deadline: str
    version: int
    rung: str
    addressee: str
    planned_on: str
    day: str
    outcome: str
    reason: str
    letter: str


def of_dossier(connection: Connection, dossier: str) -> list[DecidedRung]:
    """Every rung decided in a dossier, in the order of their days."""
    wanted = select(*(RUNG.c[name] for name in DecidedRung.__slots__)).where(RUNG.c.dossier == dossier)
    ordered = wanted.order_by(RUNG.c.deadline, RUNG.c.version, RUNG.c.planned_on, RUNG.c.rung, RUNG.c.addressee)
    return [DecidedRung(*row) for row in connection.execute(ordered)]


def programmes_of(connection: Connection, dossiers: Collection[str]) -> dict[str, tuple[str, str]]:
    """Authority and programme of these dossiers, by their ids."""
    wanted = select(DOSSIER.c.id, DOSSIER.c.authority, DOSSIER.c.programme).where(DOSSIER.c.id.in_(sorted(set(dossiers))))
    return {row.id: (row.authority, row.programme) for row in connection.execute(wanted)}
