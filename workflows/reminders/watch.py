"""Watching the wall clock against one that nobody can set: if they part, the clock was set while we ran (fault E1)."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from config.clock import Clock
from workflows.reminders.halts import DRIFT

#: Counts on while the machine sleeps, where the system has such a clock: waking up is no jump.
_STEADY: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def steady() -> float:
    """Seconds since some moment, whatever the wall clock is set to."""
    return time.clock_gettime(_STEADY)


class Watch:
    """Compares both clocks at every look."""

    def __init__(self, clock: Clock, steadily: Callable[[], float] = steady) -> None:
        """Take the clocks as they stand."""
        self._clock, self._steadily = clock, steadily
        self._wall, self._steady = clock.now(), steadily()

    def jumped(self) -> bool:
        """Tell whether the clocks have parted by more than five minutes since the start or since that was last told."""
        wall, steadily = self._clock.now(), self._steadily()
        drift = (wall - self._wall) - timedelta(seconds=steadily - self._steady)
        if abs(drift) <= DRIFT:
            return False
        self._wall, self._steady = wall, steadily
        return True
