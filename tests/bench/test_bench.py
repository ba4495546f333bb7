"""The benchmark runs, tells the truth about what it counted, and does not hide a missed target."""

import io
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rich.console import Console

from bench import accept, bulk, deadlines, importing, size, yardstick
from bench.__main__ import MEASUREMENTS, main
from bench.cases import STEPS, desk, facts, open_cases
from bench.figures import Bound, Figure, Miscounted, share
from bench.filling import fill
from bench.machine import machine
from bench.places import Place, Places, places
from bench.recount import counted, recount
from bench.scale import TINY, Scale
from bench.table import append, show
from workflows.house import House
from workflows.record import record
from workflows.walk import catch_up

Measure = Callable[[Places, Scale], Iterator[Figure]]


@pytest.fixture(scope="module")
def lite(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """SQLite alone; one folder, so that Prefect's database is made once."""
    folder = tmp_path_factory.mktemp("bench")
    numbers = iter(range(1000))
    return Places([Place("sqlite", folder, lambda: f"sqlite:///{folder / f'{next(numbers)}.sqlite'}")], "", "none")


@pytest.fixture
def a_store(lite: Places) -> Iterator[House]:
    with lite.sqlite.house() as house:
        yield house


@pytest.mark.processes
@pytest.mark.parametrize(
    "measured", [yardstick.measure, accept.measure, bulk.measure, importing.measure, size.measure, deadlines.measure]
)
def test_measurement_of_the_store_gives_its_figures(measured: Measure, lite: Places) -> None:
    figures = list(measured(lite, TINY))
    assert figures
    assert all(value > 0 for figure in figures for value in figure.values)


@pytest.mark.processes
@pytest.mark.parametrize("name", ["start", "advance", "idle", "portal"])
def test_measurement_with_the_engine_gives_its_figures(name: str, lite: Places) -> None:
    figures = list(MEASUREMENTS[name](lite, TINY))
    assert figures
    assert all(value > 0 for figure in figures for value in figure.values)


@pytest.mark.processes
@pytest.mark.postgres
def test_postgresql_is_found_durable_and_measured(tmp_path: Path) -> None:
    with places(tmp_path) as found:
        if found.missing and os.environ.get("CI") == "true":
            pytest.fail(found.missing)
        if found.missing:
            pytest.skip(found.missing)
        only = Places(found.all[1:], found.postgres, "")
        assert [f.clients for f in accept.measure(only, TINY)] == [1, TINY.clients]


def test_recount_fails_when_a_fact_is_missing(a_store: House) -> None:
    ids = open_cases(a_store, 2)
    before = counted(a_store)
    asked = list(facts(ids, desk(a_store)))
    for one in asked[:-1]:
        record(a_store, one)
    recount(a_store, before, facts=len(asked) - 1)
    with pytest.raises(Miscounted, match="8 facts were to be added to 2, and the store holds 9"):
        recount(a_store, before, facts=len(asked))


def test_recount_fails_when_a_letter_is_missing_or_the_chain_has_not_seen_a_fact(a_store: House) -> None:
    [id_] = open_cases(a_store, 1)
    before = counted(a_store)
    for one in facts([id_], desk(a_store)):
        record(a_store, one)
    with pytest.raises(Miscounted, match="has not seen"):
        recount(a_store, before, facts=len(STEPS), advanced=True)
    catch_up(a_store)
    recount(a_store, before, facts=len(STEPS), letters=len(STEPS), advanced=True)
    with pytest.raises(Miscounted, match="letters"):
        recount(a_store, before, facts=len(STEPS), letters=len(STEPS) + 1)


def test_recount_fails_when_the_history_was_altered(a_store: House) -> None:
    open_cases(a_store, 1)
    before = counted(a_store)
    with closing(sqlite3.connect(a_store.settings.database_url.removeprefix("sqlite:///"))) as raw, raw:
        raw.execute("DROP TRIGGER event_never_update")
        raw.execute("UPDATE event SET payload = payload || ' '")
    with pytest.raises(Miscounted, match="verification found"):
        recount(a_store, before, facts=0)


@pytest.mark.processes
def test_yardstick_is_recounted_too(lite: Places) -> None:
    def one_lost() -> None:
        with yardstick.yardstick(lite.sqlite, TINY) as bare:
            bare.run()
            with closing(sqlite3.connect(bare.url.removeprefix("sqlite:///"))) as raw, raw:
                raw.execute("DELETE FROM event WHERE seq = 2")

    with pytest.raises(Miscounted, match="table event holds"):
        one_lost()


def test_filled_dossiers_verify_and_wait_at_their_stages(a_store: House) -> None:
    filled = fill(a_store, 9)
    recount(a_store, counted(a_store), facts=0, advanced=True)
    assert [len(ids) for ids in filled.by_steps.values()] == [3, 2, 2, 2]


def test_missed_target_is_shown_and_written_as_missed(tmp_path: Path) -> None:
    missed = Figure("accept", "facts", "sqlite", "facts/s", [100.0, 120.0], [0.1, 0.2], bound=Bound(0.3, ratio=True))
    screen = Console(file=io.StringIO(), width=190)
    show([missed], machine(""), screen)
    assert isinstance(screen.file, io.StringIO)
    assert "✗" in screen.file.getvalue()
    append(tmp_path / "results.jsonl", [missed], machine(""), "tiny")
    line = json.loads((tmp_path / "results.jsonl").read_text("utf-8"))
    assert line["kept"] is False
    assert line["ratio"] == {"min": 0.1, "median": pytest.approx(0.15), "max": 0.2, "repetitions": 2}
    assert line["machine"]["cores"] >= 1


def test_bound_on_a_p95_is_not_kept_by_the_median() -> None:
    slow = Figure("idle", "letter", "sqlite", "s", [0.1, 0.1, 2.0], bound=Bound(1.0, at_most=True), judged=2.0)
    assert slow.kept is False


@pytest.mark.parametrize(("part", "expected"), [(0.5, 10), (0.95, 19), (1.0, 20)])
def test_share_is_the_nearest_rank(part: float, expected: float) -> None:
    assert share([float(n) for n in range(20, 0, -1)], part) == expected


def test_unknown_measurement_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "weather"])
    assert "weather" in capsys.readouterr().err
