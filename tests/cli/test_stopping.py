"""The wish to stop is heard whichever thread the signal reaches, and however early it comes."""

import asyncio
import os
import signal
import threading

import pytest

from cli.stopping import Stop, Stopped, until_stopped


def test_a_signal_that_does_not_wake_the_main_thread_is_heard_all_the_same() -> None:
    async def main(stop: Stop) -> int:
        # Sent to this thread, it leaves the main thread at rest: as a signal does that comes just before it goes to rest.
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)
        await asyncio.wait_for(stop.wanted.wait(), 10)
        return 7

    assert until_stopped(main) == 7


def test_a_signal_before_the_loop_runs_is_kept_for_it() -> None:
    def main(stop: Stop) -> "asyncio.Future[int]":
        os.kill(os.getpid(), signal.SIGTERM)
        ended: asyncio.Future[int] = asyncio.ensure_future(_wait(stop))
        return ended

    assert until_stopped(main) == 0


async def _wait(stop: Stop) -> int:
    with pytest.raises(Stopped):
        await stop.unless(asyncio.Event(), within=10)
    return 0


def test_the_handlers_of_before_are_put_back() -> None:
    async def main(_stop: Stop) -> int:
        return 0

    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

    assert until_stopped(main) == 0
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_what_breaks_inside_is_raised_outside() -> None:
    async def main(_stop: Stop) -> int:
        raise LookupError

    with pytest.raises(LookupError):
        until_stopped(main)
