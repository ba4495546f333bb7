"""SIGKILL at every step of an upload: what was acknowledged is there, nothing is half visible, nothing is there twice (P1)."""

from datetime import timedelta

import pytest

from config.clock import FixedClock
from store import documents
from tests.conftest import MORNING
from tests.faults.filing import NAMES, content, furnish, upload
from tests.faults.processes import KILLED, run
from tests.faults.recording import Ledger
from tests.faults.test_killed import Installations, installations
from tests.houses import HousesOf, findings
from workflows.documents import forget_orphans, shelf_of
from workflows.house import House
from workflows.inbox import look

__all__ = ["installations"]
pytestmark = pytest.mark.processes

STEPS = ["document-written", "document-kept", "before-commit", "after-commit"]


@pytest.mark.parametrize("point", STEPS)
def test_who_uploads_may_die_at_any_step(installations: Installations, point: str) -> None:
    furnished = installations.empty()
    assert run(furnish, *furnished) == 0
    killed = 0

    for turn in installations.turns():
        url, data = installations.copy(*furnished)
        ledger = data / "ledger"
        code = run(upload, url, data, ledger, f"{point}:{turn}")
        if code == 0:
            break
        assert code == KILLED, turn
        killed += 1
        with HousesOf(url, data, FixedClock(MORNING)) as houses:
            shown = whole(houses.look())
            assert set(Ledger(ledger).lines()) <= shown
        assert run(upload, url, data, ledger, "") == 0, turn
        with HousesOf(url, data, FixedClock(MORNING + timedelta(days=400))) as houses:
            house = houses.look()
            assert whole(house) == set(NAMES), turn
            forget_orphans(house)
            assert whole(house) == set(NAMES), turn
            files = [path for path in (data / "documents").rglob("*") if path.is_file()]
            assert len(files) == len(NAMES), turn
    assert killed > 0


def whole(house: House) -> set[str]:
    """The names of the documents that are visible; each is whole, and its entry says so."""
    dossier = look(house, "2.2").dossier
    assert findings(house) == []
    with house.database.reading() as connection:
        rows = documents.of_dossier(connection, dossier.id)
    for row in rows:
        with shelf_of(house).open(row.stored_as, row.digest, row.size) as file:
            assert file.read() == content(row.name)
    return {row.name for row in rows}
