"""What is left of yearly budgets, and the most a case can be offered of it. Nothing is written and nothing is reserved here."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from domain import money
from domain.budget import committed, offer
from domain.dossier import Dossier
from store import budgets, dossiers, programmes
from store.database import Connection
from workflows.house import House

#: So many cases are loaded at a time.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Left:
    """The budget of an area and year in cents, what was given of it by how many awards, and what is left."""

    authority: str
    programme: str
    area: str
    year: int
    budget: int
    given: int
    awards: int

    @property
    def left(self) -> int:
        """What can still be given; nothing where the budget was lowered below what had been given."""
        return max(self.budget - self.given, 0)


@dataclass(frozen=True, slots=True)
class Offer:
    """The most a case can be granted, in cents, and what that follows from."""

    amount: int
    requested: int | None
    cap: int
    left: int
    area: str
    year: int


def offer_for(connection: Connection, dossier: Dossier, day: date) -> Offer | None:
    """The most a decision of that day could grant; None where there are no yearly amounts, or the case has no area."""
    programme, opened = dossier.programme, dossier.opened
    budget, ceiling = programme.budget(day), programme.ceiling(day.year)
    if budget is None or ceiling is None or not opened.area:
        return None
    spent = budgets.committed(
        connection, authority=opened.authority, programme=opened.programme, area=opened.area, year=day.year
    )
    left = max(money.cents(ceiling.per_area_and_year) - spent, 0)
    cap = money.cents(budget.per_project)
    return Offer(offer(opened.requested, cap, left), opened.requested, cap, left, opened.area, day.year)


def left_of(connection: Connection, *, authority: str, programme: str, area: str, year: int) -> int | None:
    """What is left in one area and year under the newest version of the programme; None where it has no budget then."""
    version = programmes.programme_by_hash(connection, programmes.newest(connection)[programme])
    ceiling = version.ceiling(year)
    if ceiling is None:
        return None
    spent = budgets.committed(connection, authority=authority, programme=programme, area=area, year=year)
    return max(money.cents(ceiling.per_area_and_year) - spent, 0)


def lines(house: House, *, authority: str = "", programme: str = "", area: str = "", year: int = 0) -> list[Left]:
    """Every budget something was given from, in order; the amount is that of the programme's newest version."""
    with house.database.reading() as connection:
        rows = budgets.given(connection, authority=authority, programme=programme, area=area, year=year)
        newest = programmes.newest(connection)
        awards: Counter[tuple[str, str, str, int]] = Counter()
        for office, key in sorted({(row.authority, row.programme) for row in rows}):
            awards += _awards(house, connection, office, key)
        found = []
        for row in rows:
            ceiling = programmes.programme_by_hash(connection, newest[row.programme]).ceiling(row.year)
            budget = money.cents(ceiling.per_area_and_year) if ceiling else row.ceiling
            place = (row.authority, row.programme, row.area, row.year)
            found.append(Left(*place, budget, row.committed, awards[place]))
    return found


def _awards(house: House, connection: Connection, authority: str, programme: str) -> Counter[tuple[str, str, str, int]]:
    """How many cases hold money of each budget."""
    counted: Counter[tuple[str, str, str, int]] = Counter()
    ids = budgets.holding(connection, authority=authority, programme=programme)
    for start in range(0, len(ids), _CHUNK):
        for held in dossiers.load_many(house.database, connection, ids[start : start + _CHUNK]):
            counted.update((authority, programme, area, year) for area, year in committed(held.dossier))
    return counted
