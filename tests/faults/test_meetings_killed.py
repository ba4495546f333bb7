"""SIGKILL in the middle of cancelling a meeting: all of it is there or nothing, and asked again it is there once."""

import pytest

from config.clock import FixedClock
from tests.conftest import MORNING
from tests.faults.meeting import cancel_meeting
from tests.faults.processes import KILLED, run
from tests.faults.test_killed import Installations, installations
from tests.houses import HousesOf, findings
from tests.meetings import SECOND, a_meeting, everything, put_on

__all__ = ["installations"]

pytestmark = pytest.mark.processes

CASES = ("3.1", "3.2", "3.3")


@pytest.mark.parametrize("point", ["before-commit", "after-commit"])
def test_a_cancelled_meeting_rolls_on_as_a_whole_or_not_at_all(installations: Installations, point: str) -> None:
    url, data = installations.empty()
    with HousesOf(url, data, FixedClock(MORNING)) as houses:
        house = houses.open()
        meeting = a_meeting(house)
        a_meeting(house, SECOND)
        put_on(house, meeting, *CASES)
    undisturbed, killed = installations.copy(url, data), (url, data)
    assert run(cancel_meeting, *undisturbed, meeting.id, 2, "") == 0

    with HousesOf(*undisturbed, FixedClock(MORNING)) as houses:
        after = everything(houses.look())
    with HousesOf(*killed, FixedClock(MORNING)) as houses:
        before = everything(houses.look())
    assert run(cancel_meeting, *killed, meeting.id, 2, f"{point}:1") == KILLED
    with HousesOf(*killed, FixedClock(MORNING)) as houses:
        assert everything(houses.look()) == (before if point == "before-commit" else after)
    assert run(cancel_meeting, *killed, meeting.id, 2, "") == 0

    with HousesOf(*killed, FixedClock(MORNING)) as houses:
        house = houses.look()
        assert everything(house) == after
        assert findings(house) == []
