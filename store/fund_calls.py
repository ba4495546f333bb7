"""Calls for applications to what is left of a yearly budget: rows that are added, and ended early where somebody says so."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, insert, select, update

from store.tables.duties import FundCallRow

CALL = FundCallRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class FundCall:
    """A call for an area and year, from `opens_on` to `closes_on`, both included; `amount` in cents was left then."""

    id: str
    authority: str
    programme: str
    area: str
    year: int
    amount: int
    opens_on: str
    closes_on: str
    made_at: str
    actor: str
    closed_at: str = ""

    def open_on(self, day: date) -> bool:
        """Tell whether it lasts on that day."""
        return not self.closed_at and self.opens_on <= day.isoformat() <= self.closes_on


def add(connection: Connection, call: FundCall) -> None:
    """Keep a new call."""
    connection.execute(insert(CALL).values(asdict(call)))


def calls(connection: Connection, *, authority: str = "", programme: str = "", not_before: str = "") -> list[FundCall]:
    """Calls in the order in which they end; with `not_before` (a day) only those that neither ended before nor were closed."""
    wanted = select(CALL)
    if authority:
        wanted = wanted.where(CALL.c.authority == authority)
    if programme:
        wanted = wanted.where(CALL.c.programme == programme)
    if not_before:
        wanted = wanted.where(CALL.c.closes_on >= not_before, CALL.c.closed_at == "")
    rows = connection.execute(wanted.order_by(CALL.c.closes_on, CALL.c.area, CALL.c.id)).mappings()
    return [FundCall(**row) for row in rows]


def close(connection: Connection, id_: str, at: str) -> bool:
    """End a call before its time; False if it was ended already, or is none."""
    ended = update(CALL).where(CALL.c.id == id_, CALL.c.closed_at == "").values(closed_at=at)
    return connection.execute(ended).rowcount == 1
