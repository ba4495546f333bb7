"""Where the measured databases stand: SQLite files in a folder of the run, and a PostgreSQL server, our own or a given one."""

import itertools
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import make_url

from config.settings import Settings, load
from tests.databases import Cluster, NoServer
from workflows.house import House, open_house


class Fresh(Protocol):
    """Gives the URL of a database nobody has used."""

    def __call__(self) -> str:
        """Make one."""


class Place:
    """One kind of database and the folder of the run."""

    def __init__(self, name: str, folder: Path, fresh: Fresh) -> None:
        """Take the source of fresh databases."""
        self.name = name
        self.folder = folder
        self.fresh = fresh
        self._numbers = itertools.count()

    @property
    def sqlite(self) -> bool:
        """Whether this is SQLite."""
        return self.name == "sqlite"

    def settings(self) -> Settings:
        """Settings of a new installation: a data folder and a database of its own."""
        return load(data=self.folder / f"{self.name}-house-{next(self._numbers)}", database_url=self.fresh())

    @contextmanager
    def house(self, settings: Settings | None = None) -> Iterator[House]:
        """Open a furnished house on a fresh database, and close it."""
        house = open_house(settings or self.settings())
        try:
            yield house
        finally:
            house.database.close()


class Places:
    """Every place of a run. `missing` says why there is no PostgreSQL, if there is none."""

    def __init__(self, all_of: list[Place], postgres: str, missing: str) -> None:
        """Take what was found."""
        self.all = all_of
        self.postgres = postgres
        self.missing = missing

    @property
    def sqlite(self) -> Place:
        """The SQLite one."""
        return self.all[0]


@contextmanager
def places(folder: Path, server: str = "") -> Iterator[Places]:
    """Find the databases of a run in `folder`; `server` is the URL of a PostgreSQL to use instead of one of our own."""
    numbers = itertools.count()
    found = [Place("sqlite", folder, lambda: f"sqlite:///{folder / f'store-{next(numbers)}.sqlite'}")]
    with ExitStack() as cleaning:
        missing = ""
        version = ""
        try:
            fresh = cleaning.enter_context(_given(server) if server else _our_own())
            found.append(Place("postgres", folder, fresh))
            with psycopg.connect(conninfo(fresh())) as connection:
                version = _version(connection)
        except NoServer as none:
            missing = str(none)
        yield Places(found, version, missing)


def conninfo(url: str) -> str:
    """The URL as psycopg takes it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _version(connection: psycopg.Connection) -> str:
    for setting in ("fsync", "synchronous_commit"):
        row = connection.execute(f"SHOW {setting}".encode()).fetchone()
        if row != ("on",):
            message = f"{setting} is {row}, not on: figures without durability are worth nothing"
            raise NoServer(message)
    row = connection.execute("SHOW server_version").fetchone()
    return str(row[0]) if row else ""


@contextmanager
def _our_own() -> Iterator[Fresh]:
    cluster = Cluster()
    try:
        yield cluster.new_database
    finally:
        cluster.stop()


@contextmanager
def _given(server: str) -> Iterator[Fresh]:
    made: list[str] = []

    def fresh() -> str:
        name = f"foerderkette_bench_{uuid.uuid4().hex[:12]}"
        _run(server, f'CREATE DATABASE "{name}"')
        made.append(name)
        return make_url(server).set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)

    try:
        yield fresh
    finally:
        for name in made:
            _run(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _run(server: str, statement: str) -> None:
    with psycopg.connect(conninfo(server), autocommit=True) as connection:
        connection.execute(statement.encode())
