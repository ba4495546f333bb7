"""Stopping politely: Ctrl-C or SIGTERM asks once, the second time the process ends at once.

The event loop runs in a thread of its own. Prefect takes SIGTERM over while a flow runs and would break the loop in the
middle; it can do so in the main thread only, and that one does nothing here but listen.
"""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future

#: What a shell reports for a process that Ctrl-C ended.
_FORCED = 130
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
#: How long the main thread rests between two looks, in seconds. A signal that comes just before it goes to rest does not wake
#: it, so this is also the longest a wish to stop can go unheard.
_REST = 0.1


class Stopped(Exception):
    """The person asked to stop while something was waited for."""


class Stop:
    """The wish to stop, for the event loop (`wanted`) and for threads (`seen`)."""

    def __init__(self) -> None:
        """Nobody wants to stop yet; build it inside the event loop."""
        self.wanted = asyncio.Event()
        self.seen = threading.Event()
        self._loop = asyncio.get_running_loop()

    def ask(self) -> None:
        """Ask to stop, from any thread; asked again, the process ends at once, and its child processes with it."""
        if self.seen.is_set():
            os._exit(_FORCED)
        self.seen.set()
        self._loop.call_soon_threadsafe(self.wanted.set)

    async def unless(self, event: asyncio.Event, *, within: float) -> bool:
        """Wait for an event; False if it did not come in time (seconds). Raises Stopped when asked to stop."""
        waits = [asyncio.create_task(event.wait()), asyncio.create_task(self.wanted.wait())]
        await asyncio.wait(waits, timeout=within, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        if self.seen.is_set():
            raise Stopped
        return event.is_set()


def until_stopped(main: Callable[[Stop], Awaitable[int]]) -> int:
    """Run `main` in a loop of its own and give what it returns; signals reach it through its Stop."""
    stops: list[Stop] = []
    heard: list[int] = []
    result: Future[int] = Future()

    async def running() -> int:
        stops.append(Stop())
        return await main(stops[0])

    def thread() -> None:
        try:
            result.set_result(asyncio.run(running()))
        except BaseException as error:  # noqa: BLE001 - raised again in the main thread
            result.set_exception(error)

    before = {number: signal.signal(number, lambda number, _frame: heard.append(number)) for number in _SIGNALS}
    try:
        worker = threading.Thread(target=thread, name="engine")
        worker.start()
        while worker.is_alive():
            worker.join(_REST)
            while stops and heard:
                heard.pop()
                stops[0].ask()
        return result.result()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
