"""A year of deadlines with everything that can happen to a clock and a machine: each rung is decided as a calculator says."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from notifications.transports import RecordingTransport
from store.people import erase, party_id
from tests.conftest import BOTH
from tests.databases import Cluster
from tests.faults.climbing import climb_at
from tests.faults.processes import CONTEXT, KILLED, outcome, run, running, start
from tests.faults.year_office import APPLICANTS, CHIEF, LAND, OFFICERS, furnish, mailbox
from tests.faults.year_oracle import Absence, Calculator, Row
from tests.faults.year_script import FIRST, LAST, Script, busy
from tests.houses import HousesOf
from workflows import deputies
from workflows.house import House
from workflows.post import PostOffice
from workflows.reminders.climbing import Climbed, climb
from workflows.reminders.foresight import preview, sent
from workflows.reminders.halts import open_halt, resume
from workflows.reminders.model import digest_of, plain
from workflows.roster_change import By

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300)]

BERLIN = ZoneInfo("Europe/Berlin")
MORNING, NOON, EVENING = time(8, 30), time(12), time(18, 30)
#: Nobody climbs on these days: two rungs of a deadline pass by.
OUTAGE = [date(2026, 9, 15), date(2026, 9, 16), date(2026, 9, 17)]
#: On every so many-th day with mails whoever climbs is killed at every chunk, on others two climb at once.
KILLED_EVERY, TWO_EVERY = 12, 9
POINTS = ("rungs-decided", "before-commit", "after-commit")
#: The clock is set so far off in the morning, and set right again at noon.
SET_OFF = {
    date(2026, 5, 29): timedelta(days=1),  # A Friday: a day too early nobody is written to.
    date(2026, 4, 14): timedelta(hours=1), date(2026, 6, 9): timedelta(days=-1), date(2026, 8, 11): timedelta(days=365),
    date(2026, 10, 6): timedelta(hours=-1),
}  # fmt: skip
#: In these nights 02:30 is missing, or comes twice.
ODD_NIGHTS = [date(2026, 3, 29), date(2026, 10, 25)]
ERASED = (date(2026, 7, 13), "gamma", "sponsor-3")
ABSENCES = (
    Absence("alpha", OFFICERS[0], OFFICERS[1], date(2026, 3, 2), date(2026, 8, 14)),
    Absence("gamma", OFFICERS[1], "chief", date(2026, 5, 4), date(2026, 12, 18)),
)


@dataclass
class Year:
    """An installation on its way through the year."""

    house: House
    clock: FixedClock
    url: str
    config: Path
    script: Script
    climbs: list[date] = field(default_factory=list)
    halts: list[str] = field(default_factory=list)
    foreseen: int = 0
    mornings: int = 0
    kills: int = 0

    def at(self, day: date, hour: time) -> None:
        """Set the clock to a time of the office's day."""
        self.clock.at = datetime.combine(day, hour, BERLIN).astimezone(UTC)

    def live(self, day: date) -> None:
        """One day: the ladders in the morning, facts at noon, and nothing outside the office's hours."""
        if day in ODD_NIGHTS:
            self._through_the_night(day)
        if day not in OUTAGE:
            for hour in (time(7, 59), time(18)):
                self.at(day, hour)
                assert climb(self.house) == Climbed(), "nobody is written to outside the hours"
            self._morning(day)
            self.climbs.append(day)
        self.at(day, NOON)
        if busy(day):
            self.script.play(self.house, day)
        if day == ERASED[0]:
            with self.house.database.transaction() as connection:
                erase(connection, party_id(*ERASED[1:]))

    def _through_the_night(self, day: date) -> None:
        """Quarter of an hour by quarter, by the clock that does not jump: at no time of it anybody is written to."""
        self.at(day, time(0))
        for _ in range(20):
            assert climb(self.house) == Climbed(), self.clock.at
            self.clock.move(timedelta(minutes=15))

    def _morning(self, day: date) -> None:
        self.at(day, MORNING)
        if day in SET_OFF:
            self.clock.move(SET_OFF[day])
            climb(self.house)
            self.at(day, MORNING)
            self._go_on()
        if preview(self.house, day):
            self.mornings += 1
            if self.mornings % KILLED_EVERY == 0:
                self._kill_everywhere(POINTS[self.mornings // KILLED_EVERY % len(POINTS)])
            elif self.mornings % TWO_EVERY == 0:
                self._two_at_once()
        climb(self.house)
        if self._go_on():
            climb(self.house)
        assert climb(self.house) == Climbed(), "a second climb finds nothing"
        asyncio.run(PostOffice(self.house, RecordingTransport()).empty())

    def _kill_everywhere(self, point: str) -> None:
        """Kill a climb at its first chunk, the next one at its second, until one gets through."""
        for turn in count(1):
            if (code := run(climb_at, *self._process(), f"{point}:{turn}")) == 0:
                return
            assert code == KILLED
            self.kills += 1

    def _two_at_once(self) -> None:
        barrier = CONTEXT.Barrier(2)
        both = [start(climb_at, *self._process(), "", barrier) for _ in range(2)]
        with running(both):
            assert [outcome(each) for each in both] == [0, 0]

    def _process(self) -> tuple[str, Path, Path, datetime]:
        return self.url, self.house.settings.data, self.config, self.clock.at

    def _go_on(self) -> bool:
        """Let the ladders go on where they have halted."""
        halt = open_halt(self.house)
        if halt:
            self.halts.append(halt.why)
            resume(self.house, "p-1")
        return halt is not None

    def decided(self) -> set[Row]:
        """What the store says was decided, with versions counted from 0."""
        with self.house.database.reading() as connection:
            handles = {party_id(at, who): who for at in LAND for who in (*APPLICANTS, *OFFICERS, CHIEF)}
            versions: dict[tuple[str, str], list[int]] = {}
            for row in connection.execute(text("SELECT dossier, deadline, version FROM deadline ORDER BY version")):
                versions.setdefault((row.dossier, row.deadline), []).append(row.version)
            rows = connection.execute(text(
                "SELECT r.*, d.authority, d.reference FROM rung r JOIN dossier d ON d.id = r.dossier"
            )).all()  # fmt: skip
        found = [
            (row.authority, row.reference, row.deadline, versions[row.dossier, row.deadline].index(row.version), row.rung,
             handles.get(row.addressee, ""), row.day, row.outcome, row.reason)
            for row in rows
        ]  # fmt: skip
        assert len(set(found)) == len(found)
        return set(found)


@pytest.fixture(params=BOTH)
def year(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Year]:
    """An office on SQLite, then on PostgreSQL, on the second of January."""
    cluster: Cluster | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    data, config = tmp_path / "house", furnish(tmp_path / "config")
    data.mkdir()
    (data / "crashable").touch()
    url = cluster.new_database() if cluster else f"sqlite:///{data / 'foerderkette.sqlite'}"
    clock = FixedClock(datetime.combine(FIRST, NOON, BERLIN).astimezone(UTC))
    houses = HousesOf(url, data, clock)
    house = houses.open(config=config, chunk=100)
    for each in ABSENCES:
        wanted = deputies.Wanted(each.absent, each.deputy, each.since, each.until)
        deputies.name(house, By(each.authority), wanted)
    yield Year(house, clock, url, config, Script(2026))
    house.database.close()


def test_a_year_of_restarts_and_jumping_clocks_decides_each_rung_once_and_as_the_calculator_says(year: Year) -> None:
    print(f"seed {year.script.seed}")  # noqa: T201 - shown where it fails
    day = FIRST
    while day <= LAST:
        if not busy(day) and (day == FIRST or busy(day - timedelta(days=1))):
            _a_quiet_stretch_goes_as_foreseen(year, day)
            day = _next_busy(day)
        else:
            year.live(day)
            day += timedelta(days=1)

    calculated = Calculator(year.climbs, ABSENCES, {ERASED[1:]: ERASED[0]}, year.script.looks).rows(year.script.cases)
    decided = year.decided()
    assert (sorted(decided - calculated), sorted(calculated - decided)) == ([], [])
    assert len(decided) > 500
    assert {row[7] for row in decided} == {"sent", "merged", "dropped", "overtaken", "suppressed"}
    assert {row[8] for row in decided} > {"declined", "seen", "enough"}
    assert set(year.halts) == {"clock"}
    assert year.foreseen > 100
    assert year.kills > 10
    _no_mailbox_has_two_on_a_day(year)
    _nothing_after_the_end(year)


def _next_busy(day: date) -> date:
    while day <= LAST and not busy(day):
        day += timedelta(days=1)
    return day


def _a_quiet_stretch_goes_as_foreseen(year: Year, first: date) -> None:
    """What is foreseen on the evening before is what is sent, provably, whoever is killed meanwhile."""
    last = _next_busy(first) - timedelta(days=1)
    year.at(first - timedelta(days=1), EVENING)
    foreseen = preview(year.house, last)
    day = first
    while day <= last:
        year.live(day)
        day += timedelta(days=1)
    said = sent(year.house, first, last)
    if not {*OUTAGE, ERASED[0]} & {first + timedelta(days=n) for n in range((last - first).days + 1)}:
        assert plain(said) == plain(foreseen)
        assert digest_of(said) == digest_of(foreseen)
        year.foreseen += len(foreseen)


def _no_mailbox_has_two_on_a_day(year: Year) -> None:
    with year.house.database.reading() as connection:
        rows = connection.execute(text("SELECT recipient, occasion, state FROM letter WHERE occasion LIKE 'day:%'")).all()
        without = text("SELECT count(*) FROM rung WHERE letter <> '' AND letter NOT IN (SELECT id FROM letter)")
        assert connection.execute(without).scalar_one() == 0, "who counts as told has a letter"
    times = Counter((row.recipient.lower(), row.occasion) for row in rows)
    assert max(times.values()) == 1
    assert {row.state for row in rows} <= {"accepted", "dropped"}
    assert sum(row.state == "accepted" for row in rows) > 100


def _nothing_after_the_end(year: Year) -> None:
    ends = {
        (case.authority, case.reference, deadline.name, number): version.ended
        for case in year.script.cases for deadline in case.deadlines.values()
        for number, version in enumerate(deadline.versions) if version.ended
    }  # fmt: skip
    told = [row for row in year.decided() if row[7] in {"sent", "merged"}]
    late = [row for row in told if row[:4] in ends and date.fromisoformat(row[6]) > ends[row[:4]]]
    assert late == []
    assert {row[5] for row in told} > set(OFFICERS), "applicants and the office"
    assert mailbox("alpha", "sponsor-8") == ""
