"""Connections as they have to be, and errors that tell what may be tried again."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import text

from store.database import Database
from store.errors import Locked, Lost, Moved
from store.tables import AuthorityRow
from tests.databases import Cluster

AUTHORITY = AuthorityRow.__table__  # type: ignore[attr-defined]
LEIPZIG = {"id": "leipzig", "title_de": "Stadt", "title_en": "City", "land": "SN", "contact": "asw@example.org"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a SQLite database."""
    return tmp_path / "foerderkette.sqlite"


@pytest.fixture
def impatient(file: Path) -> Iterator[Database]:
    """A migrated SQLite database that waits a moment only."""
    database = Database(f"sqlite:///{file}", busy_seconds=0.1)
    database.migrate()
    yield database
    database.close()


def authorities(database: Database) -> int:
    with database.reading() as connection:
        return len(connection.execute(AUTHORITY.select()).all())


def test_every_pooled_sqlite_connection_is_durable_and_checks_foreign_keys(impatient: Database) -> None:
    asked = {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}
    with ExitStack() as stack:
        lent = [stack.enter_context(impatient.reading()) for _ in range(8)]
        told = [{name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in asked} for connection in lent]

    assert told == [asked] * 8


@pytest.mark.postgres
def test_postgres_commits_durably_and_the_tests_server_too(postgres: Cluster) -> None:
    with closing(Database(postgres.new_database())) as database, database.reading() as connection:
        told = [connection.execute(text(f"SHOW {name}")).scalar_one() for name in ("synchronous_commit", "fsync")]

    assert told == ["on", "on"]


def test_a_transaction_is_whole_or_not_at_all(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        connection.execute(AUTHORITY.insert(), LEIPZIG)
        _ = 1 / 0

    assert authorities(database) == 0
    with database.transaction() as connection:
        connection.execute(AUTHORITY.insert(), LEIPZIG)
    assert authorities(database) == 1


def test_a_failed_commit_is_rolled_back_and_the_connection_usable(impatient: Database) -> None:
    # A foreign key checked at the commit only: the one way to make COMMIT itself fail at will.
    with pytest.raises(sqlite3.IntegrityError), impatient.transaction() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        connection.execute(text("INSERT INTO assignment VALUES ('nobody', 'programme', 'role')"))

    with impatient.transaction() as connection:
        connection.execute(AUTHORITY.insert(), LEIPZIG)
    assert authorities(impatient) == 1


def test_a_row_somebody_else_was_faster_with_is_told_as_moved(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(AUTHORITY.insert(), LEIPZIG)

    with pytest.raises(Moved), database.transaction() as connection:
        connection.execute(AUTHORITY.insert(), LEIPZIG)


def test_a_database_held_by_another_process_is_told_as_locked_and_nothing_is_done(impatient: Database, file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Locked), impatient.transaction() as connection:
            connection.execute(AUTHORITY.insert(), LEIPZIG)
        other.execute("ROLLBACK")

    assert authorities(impatient) == 0
    with impatient.transaction() as connection:
        connection.execute(AUTHORITY.insert(), LEIPZIG)
    assert authorities(impatient) == 1


@pytest.mark.postgres
def test_a_race_that_postgres_ends_is_told_as_moved(postgres: Cluster) -> None:
    with closing(Database(postgres.new_database())) as database:
        with database.transaction() as connection:
            connection.execute(AUTHORITY.insert(), LEIPZIG)
        with pytest.raises(Moved), database.transaction() as one:
            # Refused at once instead of after a deadlock's second of waiting; the error comes the same way.
            one.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            one.execute(text("SELECT count(*) FROM authority"))
            with database.transaction() as other:
                other.execute(text("UPDATE authority SET contact = 'x'"))
            one.execute(text("UPDATE authority SET contact = 'y'"))


@pytest.mark.postgres
@pytest.mark.parametrize("through", ["sqlalchemy", "driver"])
def test_a_broken_connection_is_told_as_lost_and_never_lent_again(postgres: Cluster, through: str) -> None:
    with closing(Database(postgres.new_database())) as database:
        with ExitStack() as stack:
            lent = [stack.enter_context(database.reading()) for _ in range(4)]
            own = [connection.execute(text("SELECT pg_backend_pid()")).scalar_one() for connection in lent]
        with closing(Database(database.url)) as other, other.reading() as connection:
            for pid in own:
                connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})

        with pytest.raises(Lost), database.reading() as connection:
            if through == "driver":
                connection.connection.driver_connection.execute("SELECT 1")  # type: ignore[union-attr] # psycopg's
            connection.execute(text("SELECT 1"))

        assert [authorities(database) for _ in range(6)] == [0] * 6


@pytest.mark.postgres
def test_a_transaction_whose_connection_breaks_is_told_as_lost_and_left_no_trace(postgres: Cluster) -> None:
    with closing(Database(postgres.new_database())) as database:
        with pytest.raises(Lost), database.transaction() as connection:
            connection.execute(AUTHORITY.insert(), LEIPZIG)
            connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

        assert authorities(database) == 0


def test_a_server_that_does_not_answer_is_told_as_lost(tmp_path: Path) -> None:
    with (
        closing(Database(f"postgresql+psycopg://nobody@/nothing?host={tmp_path}")) as database,
        pytest.raises(Lost),
        database.reading(),
    ):
        pytest.fail("nobody listens there")
