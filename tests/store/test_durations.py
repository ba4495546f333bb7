"""Which dossiers say how long stages take: an authority's own, last changed first, none that was imported."""

from datetime import timedelta
from pathlib import Path

from config.clock import FixedClock
from domain.commands import Resolve
from domain.dates import When
from domain.vocabulary import MeetingOutcome
from store.durations import lately_changed
from tests.houses import BERLIN, KG, LEIPZIG, HousesOf, berlin_case, leipzig_case
from tests.importing import case, done, rows_of
from workflows.house import House
from workflows.inbox import receive


def found(house: House, authority: str, programme: str, limit: int = 250) -> list[str]:
    with house.database.reading() as connection:
        return lately_changed(connection, authority, programme, limit)


def test_the_dossiers_of_one_authority_and_programme_are_read_last_changed_first(a_house: House, clock: FixedClock) -> None:
    first, second = (leipzig_case(a_house, "kg", reference).dossier.id for reference in ("3.1", "3.2"))
    berlin_case(a_house, "AF-1", "jury")

    assert set(found(a_house, "leipzig", LEIPZIG)) == {first, second}
    clock.move(timedelta(minutes=1))
    receive(a_house, "3.1", Resolve(stage="kg", on=When("2026-11-23"), outcome=MeetingOutcome.ADOPTED), by=KG)
    assert found(a_house, "leipzig", LEIPZIG, 1) == [first]
    assert found(a_house, "leipzig", BERLIN) == []


def test_dossiers_that_were_imported_are_left_out_and_their_days_with_them(a_house: House, tmp_path: Path) -> None:
    leipzig_case(a_house, "end", "3.1")
    own = found(a_house, "leipzig", LEIPZIG)
    _plan, imported = done(a_house, tmp_path, rows_of({}, {}))

    assert imported.cases == 2
    there = case(a_house, "X-0").dossier
    assert (there.opened.imported, there.programme.programme) == (True, LEIPZIG)
    assert found(a_house, "leipzig", LEIPZIG) == own


def test_no_table_is_read_from_end_to_end(tmp_path: Path, clock: FixedClock) -> None:
    said: list[str] = []
    with HousesOf(f"sqlite:///{tmp_path / 'house.sqlite'}", tmp_path, clock) as houses:
        house = houses.open()
        leipzig_case(house, "kg", "3.1")
        with house.database.reading() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.set_trace_callback(said.append)
            lately_changed(connection, "leipzig", LEIPZIG)
            raw.set_trace_callback(None)
            plans = [str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}").all()) for one in said if "imported" in one]

    assert len(plans) == 1
    assert "SCAN" not in plans[0], plans
