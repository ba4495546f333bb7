"""The engine, and the only place where anything is committed.

SQLite runs in WAL mode with `synchronous=FULL`, so an acknowledged commit survives a power cut (promise P1); PostgreSQL
keeps its default `synchronous_commit=on`. Transactions are short: what can be computed is computed before they begin.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import psycopg
from psycopg import errors
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from store.connecting import BUSY_SECONDS, durable, options, patiently, private
from store.errors import Locked, Lost, Moved, OutOfDate, Unreachable
from store.memory import Memory
from store.migrations import HEAD
from store.prepared import Cursor

__all__ = ["Connection", "Database", "cursor", "driver"]

#: Fewer than the pool holds, so that whoever waits at the pool is served.
_AT_HAND = 4
_MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """A database by its URL (`sqlite:///…` or `postgresql+psycopg://…`)."""

    def __init__(self, url: str, *, busy_seconds: float = BUSY_SECONDS) -> None:
        """Prepare the engine; nothing is opened yet."""
        self.url = url
        self._busy_seconds = busy_seconds
        self.engine: Engine = create_engine(
            url,
            # An error that is logged would tell the addresses, words and tokens of people it was about.
            hide_parameters=True,
            poolclass=QueuePool,
            # The driver begins and commits by statements of ours (SQLite) or by its own transaction block (PostgreSQL).
            isolation_level="AUTOCOMMIT",
            pool_reset_on_return=None,
            connect_args=options(url, busy_seconds),
        )
        #: Told "before-commit" and "after-commit" around every commit; tests die here.
        self.on_commit: Callable[[str], None] = lambda _when: None
        #: Dossiers folded lately by this process.
        self.memory = Memory()
        self._reached = False
        #: Connections lent lately and not back in the pool, whose formalities cost a tenth of a fact.
        self._idle: list[Connection] = []
        self.sqlite = self.engine.dialect.name == "sqlite"
        if self.sqlite:
            event.listen(self.engine, "connect", durable)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection for reading; every statement sees the newest committed state."""
        with self._lent() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Lend a connection on which all questions see one moment, however long they take; nothing is locked."""
        with self._lent() as connection:
            raw = driver(connection)
            raw.execute("BEGIN" if self.sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                yield connection
            finally:
                if raw.in_transaction if self.sqlite else not raw.closed:
                    raw.execute("ROLLBACK")

    @contextmanager
    def transaction(self, lent: Connection | None = None) -> Iterator[Connection]:
        """Lend a connection (or use the one lent) inside one transaction: committed at its end, else rolled back.

        On SQLite the write lock is taken at once (BEGIN IMMEDIATE), so that the block cannot fail half way for want of it.
        """
        with nullcontext(lent) if lent is not None else self._lent() as connection:
            raw = driver(connection)
            self._begin(raw)
            try:
                yield connection
                self.on_commit("before-commit")
                raw.execute("COMMIT")
            except BaseException:
                # A commit that failed (a full disk) has to be rolled back as well, or the next borrower would stand inside it.
                if raw.in_transaction if self.sqlite else not raw.closed:
                    raw.execute("ROLLBACK")
                raise
            self.on_commit("after-commit")

    def _begin(self, raw: Any) -> None:  # noqa: ANN401 - see `driver`
        """Begin a transaction; on SQLite wait for the write lock, looking again every millisecond.

        SQLite's own waiting naps for up to a tenth of a second at a time, so a patient writer is overtaken again and again.
        """
        if not self.sqlite:
            raw.execute("BEGIN")
            return
        patiently(lambda: raw.execute("BEGIN IMMEDIATE"), self._busy_seconds)

    @contextmanager
    def statement(self, lent: Connection | None = None) -> Iterator[Connection]:
        """Lend a connection for a single statement that is its own transaction."""
        with nullcontext(lent) if lent is not None else self._lent() as connection:
            self.on_commit("before-commit")
            yield connection
            self.on_commit("after-commit")

    @contextmanager
    def _lent(self) -> Iterator[Connection]:
        """Lend a pooled connection; one that broke, and with it every other of the pool, is not lent again."""
        with _told_apart():
            try:
                connection = self._take()
                self._reached = True
                raw = driver(connection)
                try:
                    yield connection
                except BaseException:
                    # Statements on the driver's cursor go past SQLAlchemy, so it has to be told.
                    if not self.sqlite and raw.closed and not connection.invalidated:
                        connection.invalidate()
                    connection.close()
                    raise
                self._keep(connection)
            except (psycopg.OperationalError, DBAPIError) as error:
                if _is_lost(error):
                    self._forget()
                    if not self._reached:
                        # Later it could be the second try after a commit nobody heard of: only the first contact is certain.
                        raise Unreachable(
                            str(error.orig if isinstance(error, DBAPIError) else error).partition("\n")[0]
                        ) from error
                raise

    def _take(self) -> Connection:
        """Take a connection at hand, or one from the pool."""
        try:
            return self._idle.pop()
        except IndexError:
            return self.engine.connect()

    def _keep(self, connection: Connection) -> None:
        """Keep a few connections at hand; the others go back to the pool, where somebody may be waiting for one."""
        if len(self._idle) < _AT_HAND:
            self._idle.append(connection)
        else:
            connection.close()

    def _forget(self) -> None:
        """Close what is at hand and what is in the pool."""
        while self._idle:
            self._idle.pop().close()
        self.engine.dispose()

    def migrate(self) -> None:
        """Bring the schema to this release; safe to call at every start and from several processes."""
        if self.sqlite and self.engine.url.database:
            private(Path(self.engine.url.database))
        if self._revision() == HEAD:
            return
        from alembic import command  # noqa: PLC0415 - a schema that is right does not need it
        from alembic.config import Config  # noqa: PLC0415
        from alembic.util import CommandError  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        config.attributes["database"] = self
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise OutOfDate(str(error)) from error

    def _revision(self) -> str:
        with self.reading() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return ""
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none() or ""

    def close(self) -> None:
        """Close every connection."""
        self._forget()


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
    except (DBAPIError, sqlite3.Error, psycopg.Error) as error:
        said = error.orig if isinstance(error, DBAPIError) else error
        match said:
            case sqlite3.OperationalError() if "locked" in str(said) or "busy" in str(said):
                raise Locked from error
            case sqlite3.IntegrityError() if "UNIQUE" in str(said):
                raise Moved from error
            case errors.UniqueViolation() | errors.SerializationFailure() | errors.DeadlockDetected():
                raise Moved from error
            case errors.InvalidSqlStatementName():
                # What a pipeline that broke off was to prepare; nothing was written, and the roll-back has the driver forget.
                raise Moved from error
            case _ if _is_lost(error):
                raise Lost from error
        raise


def _is_lost(error: Exception) -> bool:
    """Tell whether the connection is gone, or could not be made: nothing was wrong with the statement."""
    said = error.orig if isinstance(error, DBAPIError) else error
    # 08: connection exception, 57P: the server is shutting down or starting up; no state at all: nobody answered.
    return isinstance(said, psycopg.OperationalError) and (said.sqlstate or "080")[:3] in {"080", "57P"}
