"""A process that climbs the reminder ladders at a moment it is told, beside others or until it is killed."""

import os
from datetime import datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path

from config.clock import FixedClock
from config.crash import VARIABLE
from config.settings import load
from workflows.house import open_house
from workflows.reminders.climbing import climb


def climb_at(url: str, data: Path, config: Path, now: datetime, crash: str, together: Barrier | None = None) -> None:
    """Climb once, at the same moment as whoever waits at `together`; dies at `crash` ("rungs-decided:2") if one is named."""
    os.environ[VARIABLE] = crash
    house = open_house(load(data=data, database_url=url, config=config, chunk=2), FixedClock(now))
    if together:
        together.wait()
    climb(house)
    house.database.close()
