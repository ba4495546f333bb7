"""Bringing the schema up to date: safe at every start, and from several processes at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from store.database import Database
from store.errors import OutOfDate
from store.verify import verify
from tests.conftest import BOTH
from tests.databases import Cluster
from tests.faults.processes import CONTEXT, outcome, running, start
from tests.faults.racing import migrate, open_at_once

PROCESSES = 4


@pytest.fixture(params=BOTH)
def nothing_there(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'foerderkette.sqlite'}"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.new_database(template="template1")


@pytest.fixture
def fresh(nothing_there: str) -> Iterator[Database]:
    """That database."""
    database = Database(nothing_there)
    yield database
    database.close()


def revision(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def test_migrating_twice_changes_nothing(fresh: Database) -> None:
    fresh.migrate()
    once = revision(fresh)
    fresh.migrate()

    assert len(once) == 1
    assert revision(fresh) == once


def test_a_database_of_a_newer_release_is_refused_and_left_alone(fresh: Database) -> None:
    fresh.migrate()
    with fresh.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(OutOfDate):
        fresh.migrate()
    assert revision(fresh) == ["9999"]


@pytest.mark.processes
def test_processes_that_migrate_at_once_all_succeed(nothing_there: str, fresh: Database) -> None:
    together = CONTEXT.Barrier(PROCESSES)
    processes = [start(migrate, nothing_there, together) for _ in range(PROCESSES)]
    with running(processes):
        assert [outcome(process) for process in processes] == [0] * PROCESSES

    assert len(revision(fresh)) == 1


@pytest.mark.processes
def test_processes_that_open_a_new_house_at_once_all_succeed(fresh: Database, nothing_there: str, tmp_path: Path) -> None:
    together = CONTEXT.Barrier(PROCESSES)
    processes = [start(open_at_once, nothing_there, tmp_path / "new", together) for _ in range(PROCESSES)]
    with running(processes):
        assert [outcome(process) for process in processes] == [0] * PROCESSES

    with fresh.reading() as connection:
        assert list(verify(connection)) == []
