"""SIGKILL at every commit of an import, and the same file again: every good row is there once, and nothing else."""

from pathlib import Path

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from store.database import Database
from tests.conftest import BOTH, MORNING
from tests.databases import Cluster
from tests.faults.importing import BAD, ROWS, import_some
from tests.faults.processes import KILLED, run
from tests.houses import HousesOf, findings, letters, without_next_actor

pytestmark = pytest.mark.processes


@pytest.fixture(params=BOTH)
def cluster(request: pytest.FixtureRequest) -> Cluster | None:
    """The PostgreSQL server, or None for SQLite."""
    found: Cluster | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    return found


def stored(url: str) -> list[tuple[object, ...]]:
    database = Database(url)
    with database.reading() as connection:
        columns = "dossier, seq, key, type, happened_on, actor, role, payload"
        rows = connection.execute(text(f"SELECT {columns} FROM event ORDER BY dossier, seq")).all()  # noqa: S608 - ours
    database.close()
    return [tuple(row) for row in rows]


def installation(folder: Path, name: str, cluster: Cluster | None) -> tuple[str, Path]:
    data = folder / name
    data.mkdir()
    (data / "crashable").touch()
    return cluster.new_database() if cluster else f"sqlite:///{data / 'foerderkette.sqlite'}", data


@pytest.mark.parametrize("point", ["before-commit", "after-commit"])
def test_an_import_killed_half_way_goes_on_where_it_stopped(tmp_path: Path, cluster: Cluster | None, point: str) -> None:
    url, data = installation(tmp_path, "undisturbed", cluster)
    assert run(import_some, url, data, tmp_path / "tables", "") == 0
    undisturbed = stored(url)
    assert len({row[0] for row in undisturbed}) == ROWS - BAD
    # Chunks of seven cases, each with a commit for new organisations and one for the cases.
    seen_half = False
    for turn in (1, 2, 7, 8, 15):
        url, data = installation(tmp_path, f"killed-{turn}", cluster)
        assert run(import_some, url, data, tmp_path / "tables", f"{point}:{turn}") == KILLED, turn
        there = {row[0] for row in stored(url)}
        seen_half |= 0 < len(there) < ROWS - BAD
        assert run(import_some, url, data, tmp_path / "tables", "") == 0, turn
        assert stored(url) == undisturbed, turn
        with HousesOf(url, data, FixedClock(MORNING)) as houses:
            house = houses.look()
            assert (findings(house), letters(house), without_next_actor(house)) == ([], [], [])
    assert seen_half
