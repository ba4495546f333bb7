"""What was given from yearly budgets, per authority, programme, area and year."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from store.tables import BudgetRow, DossierRow

BUDGET = BudgetRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]

#: The approval status of a case that holds money, or may have held some.
_GRANTED = ("granted", "partially_granted", "funded")


@dataclass(frozen=True, slots=True)
class Given:
    """Cents given from the budget of an area and year, and the ceiling its last award was held to."""

    authority: str
    programme: str
    area: str
    year: int
    committed: int
    ceiling: int


def given(connection: Connection, *, authority: str = "", programme: str = "", area: str = "", year: int = 0) -> list[Given]:
    """The budgets something was given from, in order; what is left empty narrows nothing."""
    wanted = select(BUDGET)
    for column, value in ((BUDGET.c.authority, authority), (BUDGET.c.programme, programme), (BUDGET.c.area, area)):
        if value:
            wanted = wanted.where(column == value)
    if year:
        wanted = wanted.where(BUDGET.c.year == year)
    order = (BUDGET.c.authority, BUDGET.c.programme, BUDGET.c.year, BUDGET.c.area)
    rows = connection.execute(wanted.order_by(*order))
    return [Given(row.authority, row.programme, row.area, row.year, row.committed, row.ceiling) for row in rows]


def committed(connection: Connection, *, authority: str, programme: str, area: str, year: int) -> int:
    """The cents given from one budget."""
    where = (
        BUDGET.c.authority == authority, BUDGET.c.programme == programme, BUDGET.c.area == area, BUDGET.c.year == year,
    )  # fmt: skip
    return connection.execute(select(BUDGET.c.committed).where(*where)).scalar_one_or_none() or 0


def holding(connection: Connection, *, authority: str, programme: str) -> list[str]:
    """The ids of the cases of a programme that may hold money of a budget."""
    wanted = select(DOSSIER.c.id).where(
        DOSSIER.c.authority == authority, DOSSIER.c.programme == programme, DOSSIER.c.approval.in_(_GRANTED)
    )
    return list(connection.execute(wanted.order_by(DOSSIER.c.id)).scalars())
