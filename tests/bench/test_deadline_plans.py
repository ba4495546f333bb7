"""What a climb asks of many deadlines is answered by the index of those that are awake, on both databases (promise P6)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from bench.deadlines import TODAY, filled
from bench.scale import TINY
from store import ladders
from store.database import Connection
from store.people import seats
from tests.houses import HousesOf
from workflows.house import House

#: Enough of them for a planner to see that a scan of all is the longer way.
MANY = replace(TINY, deadlines=20_000, due=40, mailboxes=10)


@pytest.fixture
def a_full_house(houses: HousesOf) -> House:
    house = houses.open()
    filled(house, MANY)
    return house


def plans(house: House, ask: Callable[[Connection], object]) -> list[str]:
    """How the database answers each question about deadlines that `ask` puts."""
    put: list[tuple[str, object]] = []

    def listen(_conn: object, _cursor: object, statement: str, parameters: object, _context: object, _many: object) -> None:
        if "deadline" in statement:
            put.append((statement, parameters))

    with house.database.reading() as connection:
        event.listen(connection, "before_cursor_execute", listen)
        ask(connection)
        event.remove(connection, "before_cursor_execute", listen)
        explain = "EXPLAIN QUERY PLAN" if house.database.sqlite else "EXPLAIN"
        return [str(connection.exec_driver_sql(f"{explain} {said}", values).all()) for said, values in put]  # type: ignore[arg-type] # as they were put


@pytest.mark.parametrize("back", [0, 1], ids=["some are due", "nothing is due"])
def test_whether_anything_is_due_is_one_indexed_question(a_full_house: House, back: int) -> None:
    day = (TODAY - timedelta(days=back)).isoformat()

    [plan] = plans(a_full_house, lambda connection: ladders.glance(connection, day))

    assert "ix_deadline_wake" in plan
    assert "SCAN deadline" not in plan
    assert "Seq Scan on deadline" not in plan


def test_what_is_due_is_found_by_the_same_index(a_full_house: House) -> None:
    found = plans(a_full_house, lambda connection: ladders.awake(connection, TODAY.isoformat(), seats(connection), limit=1000))

    assert len(found) == 2, "where to stop, and what there is up to there"
    assert all("ix_deadline_wake" in plan for plan in found), found
    assert not any("Seq Scan on deadline" in plan or "SCAN deadline" in plan for plan in found), found
