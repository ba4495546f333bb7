"""SIGKILL while a whole meeting is recorded: all of it or nothing, and recording it again leaves it there once (P1, P2, P9)."""

import pytest

from config.clock import FixedClock
from domain.vocabulary import MeetingState
from store.meetings import between, log
from tests.conftest import MORNING
from tests.councils import AUTHORITY
from tests.faults.minuting import PAPERS, call, minute
from tests.faults.processes import KILLED, run
from tests.faults.test_killed import COMMITS, Installations, installations, sound, stored
from tests.houses import HousesOf, letters
from workflows.house import House

__all__ = ["installations"]
pytestmark = pytest.mark.processes


@pytest.mark.parametrize("point", COMMITS)
def test_who_records_a_meeting_may_die_at_any_commit(installations: Installations, point: str) -> None:
    called = installations.empty()
    assert run(call, *called) == 0
    opened = stored(called[0])
    url, data = installations.copy(*called)
    receipts = data / "receipts"
    assert run(minute, url, data, receipts, "") == 0
    undisturbed, told = stored(url), receipts.read_text("utf-8")
    sent, state = outcome(url, installations)
    assert len(told.splitlines()) == PAPERS
    assert state == [(MeetingState.HELD, 1)]
    killed = 0

    for turn in installations.turns():
        url, data = installations.copy(*called)
        receipts = data / "receipts"
        code = run(minute, url, data, receipts, f"{point}:{turn}")
        if code == 0:
            break
        assert code == KILLED, turn
        killed += 1
        # All forty or none: never a part of a meeting.
        assert len(resolved(stored(url))) - len(resolved(opened)) in {0, PAPERS}, turn
        assert run(minute, url, data, receipts, "") == 0, turn
        assert receipts.read_text("utf-8") == told, turn
        assert stored(url) == undisturbed, turn
        assert outcome(url, installations) == (sent, state), turn
    assert killed > 0


def resolved(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [row for row in rows if row[3] == "Resolved"]


def outcome(url: str, installations: Installations) -> tuple[list[str], list[tuple[MeetingState, int]]]:
    """The letters, and the meeting's state with how often it became held; everything sound besides."""
    with HousesOf(url, installations.folder, FixedClock(MORNING)) as houses:
        house = houses.look()
        sound(house)
        return sorted(letter.id for letter in letters(house)), _states(house)


def _states(house: House) -> list[tuple[MeetingState, int]]:
    with house.database.reading() as connection:
        found = between(connection, AUTHORITY)
        return [(one.state, [noted.what for noted in log(connection, one.id)].count("held")) for one in found]
