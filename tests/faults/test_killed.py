"""SIGKILL at every commit and every step of a letter: nothing accepted is lost, nothing is applied twice (P1 to P3)."""

import asyncio
import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from notifications.catcher import MailCatcher
from notifications.caught import list_mails
from notifications.policy import DATA_LEASE
from store.database import Database
from store.outbox import LetterState
from tests.conftest import BOTH, MORNING
from tests.databases import Cluster
from tests.faults.posting import walk_and_post
from tests.faults.processes import KILLED, run
from tests.faults.recording import Ledger, record_samples
from tests.houses import HousesOf, findings, letters, without_next_actor
from workflows.house import House

pytestmark = pytest.mark.processes

COMMITS = ["before-commit", "after-commit"]
LETTER = ["letter-claimed", "letter-addressed", "letter-begun", "letter-answered"]
#: On PostgreSQL every so many-th turn; SQLite takes them all.
SAMPLE = 5


@dataclass
class Installations:
    """Gives installations that may be killed, on one kind of database."""

    folder: Path
    cluster: Cluster | None
    given: list[tuple[str, Path]] = field(default_factory=list)

    def empty(self) -> tuple[str, Path]:
        """Give a new one: its database's URL and its data directory."""
        data = self._next()
        data.mkdir()
        (data / "crashable").touch()
        url = self.cluster.new_database() if self.cluster else _sqlite(data)
        return self._keep(url, data)

    def copy(self, url: str, data: Path) -> tuple[str, Path]:
        """Give a copy of one that nobody works on."""
        copied = self._next()
        shutil.copytree(data, copied)
        return self._keep(self.cluster.copy_of(url) if self.cluster else _sqlite(copied), copied)

    def turns(self) -> Iterator[int]:
        """Give the turns at which a process is to be killed; the test ends when it got through before its turn came."""
        return count(1, SAMPLE if self.cluster else 1)

    def remove(self) -> None:
        """Remove the databases of all of them."""
        for url, _ in self.given:
            if self.cluster:
                self.cluster.drop(url)

    def _next(self) -> Path:
        return self.folder / f"installation-{len(self.given)}"

    def _keep(self, url: str, data: Path) -> tuple[str, Path]:
        self.given.append((url, data))
        return url, data


def _sqlite(data: Path) -> str:
    return f"sqlite:///{data / 'foerderkette.sqlite'}"


@pytest.fixture(params=BOTH)
def installations(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installations]:
    """Installations on SQLite, then on PostgreSQL."""
    cluster: Cluster | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    some = Installations(tmp_path, cluster)
    yield some
    some.remove()


def stored(url: str) -> list[tuple[object, ...]]:
    """What the store holds, without the instants."""
    database = Database(url)
    columns = "dossier, seq, key, type, happened_on, actor, role, payload"
    with database.reading() as connection:
        rows = connection.execute(text(f"SELECT {columns} FROM event ORDER BY dossier, seq")).all()  # noqa: S608 - ours
    database.close()
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("point", COMMITS)
def test_who_records_may_die_at_any_commit(installations: Installations, point: str) -> None:
    url, data = installations.empty()
    assert run(record_samples, url, data, data / "ledger", "") == 0
    undisturbed, acknowledged = stored(url), sorted(Ledger(data / "ledger").lines())

    for turn in installations.turns():
        url, data = installations.empty()
        ledger = data / "ledger"
        code = run(record_samples, url, data, ledger, f"{point}:{turn}")
        if code == 0:
            break
        assert code == KILLED, turn
        assert set(Ledger(ledger).lines()) <= {row[2] for row in stored(url)}, turn
        assert run(record_samples, url, data, ledger, "") == 0, turn
        assert sorted(Ledger(ledger).lines()) == acknowledged, turn
        assert stored(url) == undisturbed, turn
        with HousesOf(url, data, FixedClock(MORNING)) as houses:
            sound(houses.look())
    assert turn > len(acknowledged)


def sound(house: House) -> None:
    """What has to hold after every accident."""
    assert findings(house) == []
    assert without_next_actor(house) == []


@pytest.mark.parametrize("point", COMMITS + LETTER)
async def test_who_walks_and_posts_may_die_anywhere(installations: Installations, point: str, tmp_path: Path) -> None:
    recorded = installations.empty()
    assert run(record_samples, *recorded, tmp_path / "ledger", "") == 0
    url, data = installations.copy(*recorded)
    undisturbed = tmp_path / "undisturbed"
    assert await _post(url, data, undisturbed, MORNING, "") == 0
    history, sent = stored(url), sorted(mail.subject for mail in list_mails(undisturbed))
    assert len(sent) > len(LETTER)
    killed = 0

    for turn in installations.turns():
        url, data = installations.copy(*recorded)
        folder = tmp_path / f"mails-{turn}"
        code = await _post(url, data, folder, MORNING, f"{point}:{turn}")
        if code == 0:
            break
        assert code == KILLED, turn
        killed += 1
        # Every lease of the dead process has run out by then.
        later = MORNING + DATA_LEASE + timedelta(minutes=1)
        assert await _post(url, data, folder, later, "") == 0, turn
        assert stored(url) == history, turn
        with HousesOf(url, data, FixedClock(later)) as houses:
            house = houses.look()
            sound(house)
            each_letter_arrived(house, folder)
        assert sorted({mail.message_id: mail.subject for mail in list_mails(folder)}.values()) == sent, turn
    assert killed > 0


async def _post(url: str, data: Path, folder: Path, now: datetime, crash: str) -> int:
    async with MailCatcher(folder) as catcher:
        return await asyncio.to_thread(run, walk_and_post, url, data, catcher.port, now, crash)


def each_letter_arrived(house: House, folder: Path) -> None:
    """None is missing; one came twice only if it is flagged as ambiguous, and then with the same bytes."""
    owed = {letter.message_id: letter for letter in letters(house) if letter.state != LetterState.DROPPED}
    mails = list_mails(folder)
    arrived = Counter(mail.message_id for mail in mails)
    assert {letter.state for letter in owed.values()} == {LetterState.ACCEPTED}
    assert arrived.keys() == owed.keys()
    for message_id, times in arrived.items():
        assert times <= 1 + owed[message_id].ambiguous, message_id
        same = {hashlib.sha256(mail.path.read_bytes()).digest() for mail in mails if mail.message_id == message_id}
        assert len(same) == 1, message_id
