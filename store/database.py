"""The engine, and the only place where anything is committed.

SQLite runs in WAL mode with `synchronous=FULL`, so an acknowledged commit survives a power cut (promise P1); PostgreSQL
keeps its default `synchronous_commit=on`. Transactions are short: what can be computed is computed before they begin.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from store.errors import Locked, Moved, OutOfDate
from store.prepared import Cursor

#: How long SQLite waits for another process's write lock, in seconds, before the caller is told.
BUSY_SECONDS = 10.0
_MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """A database by its URL (`sqlite:///…` or `postgresql+psycopg://…`)."""

    def __init__(self, url: str, *, busy_seconds: float = BUSY_SECONDS) -> None:
        """Prepare the engine; nothing is opened yet."""
        self.url = url
        self.engine: Engine = create_engine(
            url,
            poolclass=QueuePool,
            # The driver begins and commits by statements of ours (SQLite) or by its own transaction block (PostgreSQL).
            isolation_level="AUTOCOMMIT",
            pool_reset_on_return=None,
            connect_args={"timeout": busy_seconds, "check_same_thread": False} if url.startswith("sqlite") else {},
        )
        #: Told "before-commit" and "after-commit" around every commit; tests die here.
        self.on_commit: Callable[[str], None] = lambda _when: None
        self.sqlite = self.engine.dialect.name == "sqlite"
        if self.sqlite:
            event.listen(self.engine, "connect", _durable)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection for reading; every statement sees the newest committed state."""
        with _told_apart(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Lend a connection inside one transaction: committed when the block ends, rolled back when it raises.

        On SQLite the write lock is taken at once (BEGIN IMMEDIATE), so that the block cannot fail half way for want of it.
        """
        with _told_apart(), self.engine.connect() as connection:
            raw = driver(connection)
            raw.execute("BEGIN IMMEDIATE" if self.sqlite else "BEGIN")
            try:
                yield connection
            except BaseException:
                if not getattr(raw, "closed", False):
                    raw.execute("ROLLBACK")
                raise
            self.on_commit("before-commit")
            raw.execute("COMMIT")
            self.on_commit("after-commit")

    def migrate(self) -> None:
        """Bring the schema to this release; safe to call at every start and from several processes."""
        if self.sqlite and self.engine.url.database:
            Path(self.engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        config.attributes["database"] = self
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise OutOfDate(str(error)) from error

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def driver(connection: Connection) -> Any:  # noqa: ANN401 - sqlite3's and psycopg's connections share no type
    """Give the driver's own connection behind SQLAlchemy's: the hot path speaks to it directly."""
    return connection.connection.driver_connection


def cursor(connection: Connection) -> Cursor:
    """Open a driver cursor on the connection."""
    opened: Cursor = driver(connection).cursor()
    return opened


@contextmanager
def _told_apart() -> Iterator[None]:
    """Turn the drivers' lock errors into ours; everything else passes as it is."""
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        if "locked" in str(error) or "busy" in str(error):
            raise Locked from error
        raise
    except psycopg.errors.UniqueViolation as error:
        raise Moved from error
    except sqlite3.IntegrityError as error:
        if "UNIQUE" in str(error):
            raise Moved from error
        raise
    except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected) as error:
        raise Moved from error


def _durable(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
