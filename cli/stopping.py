"""Stopping politely: Ctrl-C or SIGTERM asks once, the second time the process ends at once."""

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Iterator

#: What a shell reports for a process that Ctrl-C ended.
_FORCED = 130
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(Exception):
    """The person asked to stop while something was waited for."""


class Stop:
    """The wish to stop, for the event loop (`wanted`) and for threads (`seen`)."""

    def __init__(self) -> None:
        """Nobody wants to stop yet."""
        self.wanted = asyncio.Event()
        self.seen = threading.Event()

    def ask(self) -> None:
        """Ask to stop; asked again, the process ends at once, and its child processes with it."""
        if self.seen.is_set():
            os._exit(_FORCED)
        self.seen.set()
        self.wanted.set()

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Listen to both signals for the length of the block."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self.ask)
        try:
            yield
        finally:
            for number in _SIGNALS:
                loop.remove_signal_handler(number)

    async def unless(self, event: asyncio.Event, *, within: float) -> bool:
        """Wait for an event; False if it did not come in time (seconds). Raises Stopped when asked to stop."""
        waits = [asyncio.create_task(event.wait()), asyncio.create_task(self.wanted.wait())]
        await asyncio.wait(waits, timeout=within, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        if self.seen.is_set():
            raise Stopped
        return event.is_set()
