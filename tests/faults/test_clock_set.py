"""A clock that is set by an hour, a day or a year, while the engine runs and across a restart: no mail too much (fault E1)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from config.clock import FixedClock
from domain.dates import When
from domain.office_time import OFFICE_ZONE
from tests.climbing_office import MAILBOX, Office, an_office
from tests.conftest import BOTH
from tests.databases import Cluster
from tests.faults.faketime import Machine
from tests.faults.running import until
from tests.houses import HousesOf, leipzig_case
from workflows.reminders.halts import open_halt, resume

pytestmark = [pytest.mark.processes, pytest.mark.timeout(200)]

HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)
JUMPS = (HOUR, -HOUR, DAY, -DAY, YEAR)
#: The first case's reminder speaks on this Thursday, the second one's on the day after.
THURSDAY = datetime(2026, 9, 10, 12, tzinfo=OFFICE_ZONE)
FIRST, SECOND = ("2026-09-10", "first", "sent", "due"), ("2026-09-11", "first", "sent", "due")
MAILS = [(f"day:{day}", MAILBOX, "reminder") for day in ("2026-09-10", "2026-09-11")]


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'house' / 'foerderkette.sqlite'}"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.new_database()


@pytest.fixture
def office(url: str, tmp_path: Path) -> Iterator[Office]:
    """Two cases whose reminders speak on Thursday and Friday, and somebody who looked at the ladders every day before."""
    clock = FixedClock(THURSDAY)
    with HousesOf(url, tmp_path / "house", clock) as houses:
        office = an_office(houses.open(), clock)
        leipzig_case(office.house, "kg", "3.1")
        office.due(due=When("2026-09-25"), reference="3.1")
        office.live("2026-09-07", "2026-09-09")
        clock.at = THURSDAY
        yield office


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine whose clock can be set; every process on it is a new one."""
    with Machine(tmp_path_factory.mktemp("faked") / "machine") as one:
        yield one


def where(office: Office) -> dict[str, str]:
    """What a process has to be told of the house."""
    return {"url": office.house.settings.database_url, "data": str(office.house.settings.data)}


def go_on(office: Office, at: datetime = THURSDAY) -> None:
    """A person whose clock is right lets the ladders go on."""
    office.clock.at = at
    assert resume(office.house, "p-1") is not None


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_clock_set_while_the_ladders_are_tended_halts_them_and_nothing_is_sent_twice(
    office: Office, wrong: Machine, tmp_path: Path
) -> None:
    for number, day in enumerate((THURSDAY, THURSDAY + DAY)):
        looks, stop = tmp_path / f"looks-{number}", tmp_path / f"stop-{number}"
        wrong.at(day)
        wrong.start("tend", **where(office), looks=str(looks), stop=str(stop))
        told = [FIRST, SECOND][: number + 1]
        until(lambda told=told: office.rungs() == told, "the day's reminder was decided")
        for jump in JUMPS:
            wrong.at(day + jump)
            until(lambda: open_halt(office.house), f"the ladders halted at {jump}")
            three_looks(looks)
            wrong.at(day)
            three_looks(looks)
            lasting = open_halt(office.house)
            assert lasting is not None
            assert lasting.why == "clock"
            go_on(office, day)
            three_looks(looks)
            assert open_halt(office.house) is None, "a clock that was set right and is let go on"
            assert office.rungs() == told
        stop.touch()
        assert wrong.done() > len(JUMPS) * 9
    assert office.mails() == MAILS


def three_looks(looks: Path) -> None:
    """Wait until the ladders were looked at three times."""
    before = int(looks.read_text())
    until(lambda: int(looks.read_text()) >= before + 3, "the ladders were looked at")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("jump", "halted", "days"),
    [
        # An hour ahead the day is the same; a day ahead only the next day's mail leaves. Without a second clock nobody knows.
        (HOUR, "", 1), (DAY, "", 2),
        # Behind, its own traces lie ahead of it; a day behind nothing is due yet.
        (-HOUR, "clock", 1), (-DAY, "", 1),
        (YEAR, "clock", 1),
    ],
)  # fmt: skip
def test_a_clock_that_is_wrong_after_a_restart_sends_nothing_twice_and_no_crowd_of_mails(
    office: Office, wrong: Machine, jump: timedelta, halted: str, days: int
) -> None:
    wrong.at(THURSDAY)
    assert wrong.do("once", **where(office)) == {"letters": 1, "halted": "", "sent": 1, "asked": 0}
    office.clock.at = THURSDAY
    office.due("later:1", due=When("2027-12-01"))

    wrong.at(THURSDAY + jump)
    assert wrong.do("once", **where(office))["halted"] == halted
    assert office.rungs() == [FIRST, SECOND][:days]

    for day in (THURSDAY + HOUR / 30, THURSDAY + DAY):
        wrong.at(day)
        wrong.do("once", **where(office))
        if open_halt(office.house):
            go_on(office, day)
            assert wrong.do("once", **where(office))["halted"] == ""
    assert office.rungs() == [FIRST, SECOND]
    assert office.mails() == MAILS


@pytest.mark.parametrize("url", [BOTH[1]], indirect=True)
def test_a_clock_the_database_server_contradicts_halts_the_ladders_until_a_person_says_so_and_for_that_day(
    office: Office, wrong: Machine
) -> None:
    wrong.at(THURSDAY)
    assert wrong.do("once", **where(office)) == {"letters": 0, "halted": "clock", "sent": 0, "asked": 1}
    assert office.rungs() == []
    doctor = wrong.do("doctor", **where(office))
    assert doctor["verdict"] == "wrong"
    assert "foerderkette reminders resume" in doctor["says"]
    go_on(office)
    assert wrong.do("once", **where(office)) == {"letters": 1, "halted": "", "sent": 1, "asked": 1}
    assert wrong.do("once", **where(office)) == {"letters": 0, "halted": "", "sent": 0, "asked": 0}, "an idle house asks nobody"
    wrong.at(THURSDAY + DAY)
    assert wrong.do("once", **where(office))["halted"] == "clock", "the clock is as wrong as it was"
    assert office.rungs() == [FIRST]


@pytest.mark.parametrize("url", BOTH, indirect=True)
def test_five_minutes_off_the_database_servers_clock_are_too_many_and_sqlite_has_no_server(
    office: Office, wrong: Machine
) -> None:
    near, far = [0.0, 240.0, -240.0], [jump.total_seconds() for jump in JUMPS]
    said = wrong.do("confirmed", **where(office), offs=[*near, *far])
    assert said == [False] * len(near) + [not office.house.database.sqlite] * len(far)
