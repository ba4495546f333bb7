"""The engine's loop for the reminder ladders: looks by one indexed query, climbs when something is due, and rests otherwise."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import structlog

from workflows.house import House
from workflows.reminders.climbing import due
from workflows.reminders.halts import halt_now
from workflows.reminders.watch import Watch

log = structlog.get_logger()

#: How often the ladders are looked at, in seconds.
LOOKS = 10.0


async def tend(
    house: House,
    *,
    stopping: Callable[[], bool],
    look: Callable[[Callable[[], Any]], Awaitable[Any]],
    run: Callable[[Awaitable[Any]], Awaitable[Any]],
    pause: Callable[[float], Awaitable[None]],
) -> None:
    """Tend the ladders until `stopping`; `look` asks the store something, `run` lets a flow run.

    A clock that was set while this runs halts them (fault E1).
    """
    from workflows.reminders.flow import climb_ladders  # noqa: PLC0415 - imports Prefect

    watch = Watch(house.clock)
    while not stopping():
        owed = await look(partial(due, house))
        # After the question: a clock set while it was asked may be why anything is owed at all.
        if watch.jumped():
            log.error("reminders.clock_jumped")
            await look(partial(halt_now, house))
        elif owed:
            await run(climb_ladders())
        await pause(LOOKS)
