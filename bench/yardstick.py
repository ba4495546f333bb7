"""The yardstick: the bare driver, one transaction per fact, as durable as ours, and nothing else.

Per fact `BEGIN`, one SELECT of a dossier's version and head by primary key, one UPDATE guarded by that version, one INSERT of
an event, one INSERT of a projection row, `COMMIT`. Rows have the columns and about the bytes of ours: dossier 350, event 400
(a payload of 100, two hashes of 64), projection 120. Keys: dossier (id), event (dossier, seq), line (dossier, seq), without
further indexes, checks, triggers or foreign keys; no hash is computed and nothing is read back, folded or decided. SQLite:
WAL, `synchronous=FULL`, tables without rowid, tuple parameters; PostgreSQL: `synchronous_commit=on`, statements prepared by
psycopg after their fifth use.
"""

import itertools
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

from bench.clients import Block, Clients, Ran, clients
from bench.figures import Figure, Miscounted
from bench.places import Place, Places, conninfo
from bench.scale import Scale

_AT = "2026-11-22T05:13:00.123456Z"
_HASH, _ID = "5" * 64, "0" * 36
_PAYLOAD = '{"outcome":"adopted","round":1,"stage":"kg","reason":"' + "x" * 44 + '"}'
_TABLES = (
    (
        "CREATE TABLE dossier (id TEXT PRIMARY KEY, authority TEXT, programme TEXT, programme_hash TEXT, reference TEXT, "
        "title TEXT, version INTEGER, seen INTEGER, head TEXT, approval TEXT, changed_at TEXT)"
    ),
    (
        "CREATE TABLE event (dossier TEXT, seq INTEGER, key TEXT, type TEXT, type_version INTEGER, happened_on TEXT, "
        "recorded_at TEXT, actor TEXT, role TEXT, payload TEXT, previous TEXT, hash TEXT, PRIMARY KEY (dossier, seq))"
    ),
    (
        "CREATE TABLE line (dossier TEXT, seq INTEGER, stage TEXT, round INTEGER, role TEXT, since TEXT, due TEXT, "
        "PRIMARY KEY (dossier, seq))"
    ),
)
_OPEN = "INSERT INTO dossier VALUES (?,?,?,?,?,?,?,?,?,?,?)"
_READ = "SELECT version, head FROM dossier WHERE id = ?"
_MOVE = "UPDATE dossier SET version = ?, head = ?, approval = ?, changed_at = ? WHERE id = ? AND version = ?"
_TELL = "INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
_WAIT = "INSERT INTO line VALUES (?,?,?,?,?,?,?)"


def _words(statement: str, *, sqlite: bool) -> str:
    if not sqlite:
        return statement.replace("?", "%s")
    return f"{statement} WITHOUT ROWID" if statement.startswith("CREATE") else statement


def _connect(url: str) -> Any:  # noqa: ANN401 - two drivers
    if not url.startswith("sqlite"):
        return psycopg.connect(conninfo(url), autocommit=True)
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=60)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def bare_facts(url: str, ids: Sequence[str], facts: int) -> Block:
    """Prepare a client that writes `facts` facts per block, taking its dossiers round."""
    sqlite = url.startswith("sqlite")
    connection = _connect(url)
    begin = "BEGIN IMMEDIATE" if sqlite else "BEGIN"
    read, move, tell, wait = (_words(s, sqlite=sqlite) for s in (_READ, _MOVE, _TELL, _WAIT))
    round_ = itertools.cycle(ids)

    def write(_block: int) -> int:
        cursor = connection.cursor()
        keys = [uuid.uuid4().hex for _ in range(facts)]
        for id_, key in zip(round_, keys, strict=False):
            cursor.execute(begin)
            version, head = cursor.execute(read, (id_,)).fetchone()
            cursor.execute(move, (version + 1, _HASH, "in_progress", _AT, id_, version))
            if cursor.rowcount != 1:
                raise Miscounted(f"the version of {id_} was not the one read")
            seq = version + 1
            fact = (id_, seq, key, "Resolved", 1, "2002-07-04", _AT, _ID, "case_officer", _PAYLOAD, head, _HASH)
            cursor.execute(tell, fact)
            cursor.execute(wait, (id_, seq, "decision", 1, "granting_authority", _AT, ""))
            cursor.execute("COMMIT")
        return facts

    return write


class Yardstick:
    """A bare store and the clients that write to it; every fact they report has to be there at the end."""

    def __init__(self, url: str, running: Clients) -> None:
        """Take the running clients."""
        self.url = url
        self._clients = running
        self._facts = 0

    def run(self) -> Ran:
        """Write one block with all clients."""
        ran = self._clients.run(0)
        self._facts += ran.facts
        return ran

    def recount(self) -> None:
        """Count what is there; raises Miscounted."""
        connection = _connect(self.url)
        for table in ("event", "line"):
            there = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            if there != self._facts:
                raise Miscounted(f"bare SQL wrote {self._facts} facts, table {table} holds {there}")
        connection.close()


@contextmanager
def yardstick(place: Place, scale: Scale, *, clients_: int = 1, facts: int | None = None) -> Iterator[Yardstick]:
    """Make a bare store with its dossiers and clients; recounted when the block ends well."""
    url = place.fresh()
    if not place.sqlite:
        url = _emptied(url)
    ids = [str(uuid.uuid4()) for _ in range(max(scale.bare_dossiers, clients_))]
    connection = _connect(url)
    for table in _TABLES:
        connection.execute(_words(table, sqlite=place.sqlite))
    connection.execute("BEGIN")
    for n, id_ in enumerate(ids):
        row = (id_, "leipzig", "urban-ii-leipzig", _HASH, f"B-{n}", "x" * 60, 1, 1, _HASH, "in_progress", _AT)
        connection.execute(_words(_OPEN, sqlite=place.sqlite), row)
    connection.execute("COMMIT")
    connection.close()
    each = (scale.facts if facts is None else facts) // clients_
    with clients(bare_facts, [(url, ids[n::clients_], each) for n in range(clients_)]) as running:
        made = Yardstick(url, running)
        yield made
    made.recount()


def _emptied(url: str) -> str:
    """A fresh PostgreSQL database may hold today's schema already; the bare tables stand in a schema of their own."""
    with _connect(url) as connection:
        connection.execute("CREATE SCHEMA bare")
    return f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3Dbare"


def measure(found: Places, scale: Scale) -> Iterator[Figure]:
    """The bare rates themselves; several clients gain nothing on SQLite and are shown for information."""
    for place in found.all:
        for number in (1, scale.clients):
            with yardstick(place, scale, clients_=number) as bare:
                bare.run()
                ran = [bare.run() for _ in range(scale.repetitions)]
            cpu = {"client_cpu_us": sum(r.cpu for r in ran) / sum(r.facts for r in ran) * 1e6}
            rates = [r.rate for r in ran]
            yield Figure("baseline", "bare SQL, a transaction per fact", place.name, "facts/s", rates, clients=number, more=cpu)
