"""The overdue lines of the worklist are found in an index of their own, in the order of the list."""

from pathlib import Path

from sqlalchemy import text

from config.clock import Clock
from store import worklist
from tests.houses import HousesOf, leipzig_case


def test_overdue_lines_are_looked_for_where_only_lines_with_a_period_are(tmp_path: Path, clock: Clock) -> None:
    asked = worklist.Asked({"kg_office": ["urban-ii-leipzig"]}, "leipzig", overdue_on="2026-11-23")
    said: list[str] = []
    with HousesOf(f"sqlite:///{tmp_path / 'house.sqlite'}", tmp_path, clock) as houses:
        house = houses.open()
        leipzig_case(house, "kg")
        with house.database.reading() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.set_trace_callback(said.append)
            worklist.page(connection, asked)
            worklist.count(connection, asked)
            raw.set_trace_callback(None)
            questions = [one for one in said if "waiting" in one]
            plans = [str(connection.execute(text(f"EXPLAIN QUERY PLAN {one}")).all()) for one in questions]

    assert len(plans) == 2
    assert all("ix_waiting_due" in plan for plan in plans), plans
    assert all("TEMP B-TREE" not in plan for plan in plans), plans
