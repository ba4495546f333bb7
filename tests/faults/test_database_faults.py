"""A database that is held, or loses its power: nothing is done by half, and everything goes on afterwards (promises P1, P2)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from store.database import Database
from store.errors import Locked, Lost
from tests.conftest import MORNING
from tests.databases import Cluster
from tests.faults.processes import outcome, running, start
from tests.faults.recording import PATIENCE, Ledger, record_stubbornly
from tests.houses import (
    KG,
    LEIPZIG_STEPS,
    HousesOf,
    events_of,
    findings,
    leipzig_case,
    letters,
    version,
    without_next_actor,
    worklist,
)
from workflows.house import House
from workflows.inbox import find, receive
from workflows.walk import begin, catch_up

ADOPTED, _ = LEIPZIG_STEPS["kg"]
CLIENTS, CASES = 2, 60


@pytest.fixture
def impatient(tmp_path: Path) -> Iterator[House]:
    """A house on SQLite that waits only a moment for other processes."""
    with HousesOf(f"sqlite:///{tmp_path / 'foerderkette.sqlite'}", tmp_path, FixedClock(MORNING)) as houses:
        house = houses.open()
        database = Database(house.settings.database_url, busy_seconds=0.1)
        yield House(house.settings, database, house.clock)
        database.close()


@pytest.fixture
def intruder(impatient: House) -> Iterator[sqlite3.Connection]:
    """Another program that has the same file open."""
    with closing(sqlite3.connect(str(impatient.database.engine.url.database), isolation_level=None)) as other:
        yield other


def test_recording_while_another_program_holds_the_file_is_refused_for_now(
    impatient: House, intruder: sqlite3.Connection
) -> None:
    case = leipzig_case(impatient, "kg")
    before = (events_of(impatient), worklist(impatient))
    intruder.execute("BEGIN EXCLUSIVE")

    with pytest.raises(Locked):
        receive(impatient, "2.2", ADOPTED, by=KG, key="the-resolution-of-july")

    intruder.execute("COMMIT")
    assert (events_of(impatient), worklist(impatient)) == before
    assert not receive(impatient, "2.2", ADOPTED, by=KG, key="the-resolution-of-july").repeated
    assert version(impatient, case.dossier.id) == case.dossier.version + 1
    assert findings(impatient) == []


def test_a_walk_that_meets_a_held_file_leaves_everything_for_the_next(impatient: House, intruder: sqlite3.Connection) -> None:
    case = leipzig_case(impatient, "kg")
    walking = begin(impatient, [case.dossier.id])
    for stage in walking.stages():
        walking.visit(stage)
    intruder.execute("BEGIN EXCLUSIVE")

    with pytest.raises(Locked):
        walking.close()

    intruder.execute("COMMIT")
    assert letters(impatient) == []
    assert version(impatient, case.dossier.id) == case.dossier.version
    assert catch_up(impatient).ids == (case.dossier.id,)
    assert len(letters(impatient)) == 1
    assert findings(impatient) == []


def test_what_people_look_at_stays_readable_while_the_file_is_held(impatient: House, intruder: sqlite3.Connection) -> None:
    leipzig_case(impatient, "kg")
    intruder.execute("BEGIN EXCLUSIVE")

    assert worklist(impatient) == [("2.2", "kg", "kg_secretariat")]
    assert find(impatient, "2.2").authority == "leipzig"


@pytest.mark.postgres
@pytest.mark.processes
def test_a_server_that_loses_its_power_under_load_loses_and_doubles_nothing(postgres: Cluster, tmp_path: Path) -> None:
    url = postgres.new_database()
    ledgers = [tmp_path / f"ledger-{n}" for n in range(CLIENTS)]
    with HousesOf(url, tmp_path, FixedClock(MORNING)) as houses:
        house = houses.open()
        references = [[f"{n}.{number}" for number in range(CASES)] for n in range(CLIENTS)]
        clients = [start(record_stubbornly, url, tmp_path, file, own) for file, own in zip(ledgers, references, strict=True)]
        with running(clients):
            for share in (1, 2):
                _wait_for(ledgers, share * CASES // 2)
                assert all(client.is_alive() for client in clients), "the load ended before the accident"
                postgres.restart_immediately()
            assert [outcome(client) for client in clients] == [0] * CLIENTS

        acknowledged = [key for file in ledgers for key in Ledger(file).lines()]
        _read_again(house)
        assert len(acknowledged) == len(set(acknowledged)) == 3 * CASES * CLIENTS
        assert _keys(house) == sorted(acknowledged)
        assert findings(house) == []
        assert without_next_actor(house) == []
        assert catch_up(house).advanced == CASES * CLIENTS


def _wait_for(ledgers: list[Path], lines: int) -> None:
    """Wait until every client has been told of so many facts."""
    until = monotonic() + PATIENCE
    while any(len(Ledger(file).lines()) < lines for file in ledgers):
        assert monotonic() < until, "the clients do not get on"
        sleep(0.01)


def _read_again(house: House) -> None:
    """The pool still holds a connection of before the accident: it breaks once, and none after it."""
    try:
        events_of(house)
    except Lost:
        events_of(house)


def _keys(house: House) -> list[str]:
    """The keys clients gave, as the store holds them; the second entry of a command has its number behind a plus."""
    with house.database.reading() as connection:
        keys = connection.execute(text("SELECT key FROM event")).scalars()
        return sorted(key for key in keys if "+" not in key)
