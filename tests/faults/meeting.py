"""A process that cancels a meeting with everything that rolls on to the next one, and may die while it does."""

import os
from contextlib import suppress
from pathlib import Path

from config.clock import FixedClock
from config.crash import VARIABLE
from config.settings import load
from domain.errors.agendas import MeetingCancelled
from tests.conftest import MORNING
from tests.meetings import secretary
from workflows.house import open_house
from workflows.meetings import cancel


def cancel_meeting(url: str, data: Path, meeting: str, seen: int, crash: str) -> None:
    """Cancel it, or find that it is cancelled already; dies at `crash` ("before-commit:1") if one is named."""
    os.environ[VARIABLE] = crash
    house = open_house(load(data=data, database_url=url), FixedClock(MORNING))
    with suppress(MeetingCancelled):
        cancel(house, meeting, seen, secretary(house), reason="Krankheit", roll_on=True)
    house.database.close()
