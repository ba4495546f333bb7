"""Climbing killed at every chunk (K13), two climbing at once, facts recorded meanwhile: each rung is decided once (P6, E5)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from domain.commands.deadlines import EndDeadline
from domain.dates import When
from domain.vocabulary import DeadlineOutcome
from store.database import Database
from tests.conftest import BOTH
from tests.databases import Cluster
from tests.faults.climbing import climb_at
from tests.faults.processes import CONTEXT, KILLED, outcome, run, running, start
from tests.faults.year_office import APPLICANTS, PROGRAMME, furnish
from tests.faults.year_oracle import Case
from tests.faults.year_script import BY, Script
from tests.houses import HousesOf
from workflows.house import House
from workflows.inbox import receive
from workflows.reminders.climbing import Climbed, climb

pytestmark = pytest.mark.processes

SET, SPEAKS = datetime(2026, 9, 7, 10, tzinfo=UTC), datetime(2026, 9, 10, 8, tzinfo=UTC)
#: Cases whose rungs speak together; the mailboxes of two of the applicants are one.
CASES = 6


@dataclass
class Meddling(FixedClock):
    """A clock that lets something happen when it is asked for the time the so-manieth time."""

    asked: int = 0
    at_ask: int = 0
    meddle: Callable[[], None] = field(default=lambda: None)

    def now(self) -> datetime:
        """Give the time; what happens meanwhile has happened when the caller goes on."""
        self.asked += 1
        if self.asked == self.at_ask:
            self.meddle()
        return self.at


@dataclass(frozen=True)
class Installation:
    """An office with deadlines whose rungs speak on 10 September: a database, a data folder, its files."""

    url: str
    data: Path
    config: Path

    def climb(self, crash: str = "", *together: object) -> tuple[object, ...]:
        """What a climbing process is told."""
        return self.url, self.data, self.config, SPEAKS, crash, *together

    def decided(self) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]], int]:
        """Rungs and mails, without the instants; and how many chunks decided anything."""
        database = Database(self.url)
        with database.reading() as connection:
            rungs = connection.execute(text(
                "SELECT dossier, deadline, version, rung, addressee, day, outcome, reason, letter FROM rung "
                "ORDER BY 1, 2, 3, 4, 5"
            )).all()  # fmt: skip
            mails = connection.execute(
                text("SELECT id, recipient, occasion, subject FROM letter WHERE occasion <> '' ORDER BY 1")
            ).all()
            chunks = connection.execute(text("SELECT count(*) FROM climb WHERE rungs > 0")).scalar_one()
        database.close()
        return [tuple(row) for row in rungs], [tuple(row) for row in mails], int(chunks)


@pytest.fixture(params=BOTH)
def install(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Installation]:
    """Sets up installations that are all alike, on SQLite, then on PostgreSQL."""
    cluster: Cluster | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    config = furnish(tmp_path / "config")
    number = count()

    def made() -> Installation:
        data = tmp_path / f"house-{next(number)}"
        data.mkdir()
        (data / "crashable").touch()
        url = cluster.new_database() if cluster else f"sqlite:///{data / 'foerderkette.sqlite'}"
        with HousesOf(url, data, FixedClock(SET)) as houses:
            _furnish(houses.open(config=config))
        return Installation(url, data, config)

    return made


def _furnish(house: House) -> None:
    script = Script(1)
    for number in range(CASES):
        case = _open(script, house, number)
        script.set_deadline(house, case, "short:1", SET.date(), date(2026, 9, 14))
        script.set_deadline(house, case, "report:1", SET.date(), date(2026, 12, 1))


def _open(script: Script, house: House, number: int) -> Case:
    script.open(house, SET.date(), "alpha", APPLICANTS[number + 1])
    return script.cases[-1]


@pytest.mark.parametrize("point", ["rungs-decided", "before-commit", "after-commit"])
def test_who_climbs_may_die_at_any_chunk_and_the_next_climb_does_the_rest(
    install: Callable[[], Installation], point: str
) -> None:
    undisturbed = install()
    assert run(climb_at, *undisturbed.climb()) == 0
    rungs, mails, _ = undisturbed.decided()
    assert len(mails) > 2

    stormy = install()
    kills = 0
    for turn in count(1):
        code = run(climb_at, *stormy.climb(f"{point}:{turn}"))
        if code == 0:
            break
        assert code == KILLED
        kills += 1
        told = {row[8] for row in stormy.decided()[0]} - {""}
        assert told == {row[0] for row in stormy.decided()[1]}, "both or neither"
    assert kills > 2
    assert stormy.decided()[:2] == (rungs, mails)


def test_of_two_who_climb_at_once_each_rung_is_decided_by_one(install: Callable[[], Installation]) -> None:
    alone = install()
    assert run(climb_at, *alone.climb()) == 0
    for _ in range(3):
        together = install()
        barrier = CONTEXT.Barrier(3)
        all_three = [start(climb_at, *together.climb("", barrier)) for _ in range(3)]
        with running(all_three):
            assert [outcome(each) for each in all_three] == [0, 0, 0]
        assert together.decided() == alone.decided()


def test_a_fact_recorded_between_the_look_and_the_writing_wins(install: Callable[[], Installation]) -> None:
    there = install()
    with HousesOf(there.url, there.data, FixedClock(SPEAKS)) as houses:
        other = houses.open(config=there.config)
        clock = Meddling(SPEAKS, meddle=lambda: _met(other))
        # Asked at the beginning, then when what was planned is turned into rows.
        clock.at_ask = 2
        house = House(houses.settings(config=there.config), Database(there.url), clock)
        done = climb(house)
        house.database.close()
    assert done.halted == ""
    first = [row for row in there.decided()[0] if row[1] == "short:1"]
    of_the_met = {row[3:8] for row in first if row[0] == _dossier(there)}
    assert of_the_met == {(rung, "", "2026-09-10", "dropped", "met") for rung in ("s1", "s2", "h1")}
    assert clock.asked > 2
    assert len(there.decided()[1]) == len(_climbed_alone(install).decided()[1]) - 1


def _climbed_alone(install: Callable[[], Installation]) -> Installation:
    alone = install()
    assert run(climb_at, *alone.climb()) == 0
    return alone


def _met(house: House) -> None:
    met = EndDeadline(deadline="short:1", outcome=DeadlineOutcome.MET, on=When("2026-09-10"), reason="kam")
    receive(house, "J-1", met, by=BY, programme=PROGRAMME, authority="alpha")


def _dossier(there: Installation) -> str:
    database = Database(there.url)
    with database.reading() as connection:
        found = str(connection.execute(text("SELECT id FROM dossier WHERE reference = 'J-1'")).scalar_one())
    database.close()
    return found


def test_a_climb_after_a_climb_finds_nothing(install: Callable[[], Installation]) -> None:
    there = install()
    assert run(climb_at, *there.climb()) == 0
    before = there.decided()
    with HousesOf(there.url, there.data, FixedClock(SPEAKS)) as houses:
        assert climb(houses.open(config=there.config)) == Climbed()
    assert there.decided() == before
