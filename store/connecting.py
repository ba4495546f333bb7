"""How connections are made: what the drivers are told, what SQLite needs, and how one waits for its one lock."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: How long SQLite waits for another process's write lock, and a connection to PostgreSQL for an answer, in seconds.
BUSY_SECONDS = 10.0
#: Pages of the write-ahead log (32 MB) until it is copied into the file. The facts of a meeting touch the same pages again and
#: again; with SQLite's own 1,000 each page was copied every few commits (docs/adr/0013). What is durable does not change.
WAL_PAGES = 8_000
_NAP = 0.001


def private(file: Path) -> None:
    """Make the file and its folder readable for this user alone: they hold names and letters."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)


def durable(connection: sqlite3.Connection, _record: object) -> None:
    """Prepare a new SQLite connection: WAL, a sync per commit, foreign keys; waiting is ours from then on."""
    # SQLite does not wait for its lock when the first processes of a new file switch it to WAL at once.
    patiently(lambda: connection.execute("PRAGMA journal_mode=WAL").fetchall(), BUSY_SECONDS)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", f"wal_autocheckpoint={WAL_PAGES}"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    # The first look at the file may have to wait for another process's recovery; from then on `_begin` does the waiting.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    connection.execute("PRAGMA busy_timeout=0").fetchall()


def options(url: str, busy_seconds: float) -> dict[str, Any]:
    """What the driver is told besides the address."""
    if url.startswith("sqlite"):
        return {"timeout": busy_seconds, "check_same_thread": False}
    # A server that swallows packets would otherwise hold a person for minutes; the address may name another time.
    return {} if "connect_timeout=" in url else {"connect_timeout": round(BUSY_SECONDS)}


def patiently(act: Callable[[], object], seconds: float) -> None:
    """Act; while another process holds the lock, look again every millisecond."""
    end = time.monotonic() + seconds
    while True:
        try:
            act()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(_NAP)
        else:
            return
