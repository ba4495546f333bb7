"""What every test of store and workflows stands on: a database of either kind, fresh for the test, and a house upon it."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from config.clock import FixedClock
from store.database import Database
from tests.databases import Cluster, NoServer
from tests.houses import HousesOf
from wording.language import speak
from workflows.house import House

#: A Monday morning on which the tests take place.
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Every test begins in German, and with a log of its own: one a test has set up writes to a stream that ends with it."""
    speak("de")
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server for this run; where none can be started the test is skipped, on CI it fails."""
    try:
        cluster = Cluster()
    except NoServer as none:
        if os.environ.get("CI") == "true":
            pytest.fail(f"PostgreSQL cannot be started: {none}")
        pytest.skip(f"PostgreSQL cannot be started: {none}")
    yield cluster
    cluster.stop()


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, once SQLite's and once PostgreSQL's; PostgreSQL's has its schema already."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'house' / 'foerderkette.sqlite'}"
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    url = cluster.new_database()
    yield url
    cluster.drop(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with today's schema and nothing in it."""
    database = Database(database_url)
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def clock() -> FixedClock:
    """The clock of `a_house`: it stands still until the test moves it."""
    return FixedClock(MORNING)


@pytest.fixture
def houses(database_url: str, tmp_path: Path, clock: FixedClock) -> Iterator[HousesOf]:
    """Opens houses over one database: another one is another process's view of the same installation."""
    with HousesOf(database_url, tmp_path / "house", clock) as opener:
        yield opener


@pytest.fixture
def a_house(houses: HousesOf) -> House:
    """A furnished house on a database of its own, its clock standing still on a Monday morning."""
    return houses.open()
