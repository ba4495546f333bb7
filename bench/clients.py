"""Client processes that run a block of work when told to, all at once: what several offices do to one database."""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from typing import Any

from config.collector import collect_rarely

#: Does one block of work and returns how many facts it recorded.
Block = Callable[[int], int]


def _context() -> ForkServerContext:
    """Forked by a clean server that has the imports behind it; no connection of the measuring process is inherited."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bench.accept", "bench.yardstick"])
    return context


_CONTEXT = _context()


class ClientFailed(Exception):
    """A client process ended before it was done; its traceback is above."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A block as all clients ran it: facts, wall-clock seconds, and seconds of CPU of the clients alone."""

    facts: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        """Facts per second."""
        return self.facts / self.seconds

    @property
    def cpu_per_fact(self) -> float:
        """Microseconds of the clients' CPU per fact."""
        return self.cpu / self.facts * 1e6


class Clients:
    """Processes that are ready, their imports and preparations behind them."""

    def __init__(self, lines: Sequence[Connection]) -> None:
        """Take the connections to them."""
        self._lines = lines

    def run(self, block: int) -> Ran:
        """Let all of them run this block, and wait for the last."""
        start = time.perf_counter()
        for line in self._lines:
            line.send(block)
        said = [_received(line) for line in self._lines]
        seconds = time.perf_counter() - start
        return Ran(sum(facts for facts, _ in said), seconds, sum(cpu for _, cpu in said))


@contextmanager
def clients(prepare: Callable[..., Block], arguments: Sequence[tuple[Any, ...]]) -> Iterator[Clients]:
    """Start a process per tuple of arguments, wait until each has prepared, and end them with the block."""
    processes = []
    lines = []
    try:
        for given in arguments:
            ours, theirs = _CONTEXT.Pipe()
            process = _CONTEXT.Process(target=_serve, args=(theirs, prepare, given), daemon=True)
            process.start()
            theirs.close()
            processes.append(process)
            lines.append(ours)
        for line in lines:
            _received(line)
        yield Clients(lines)
    finally:
        for line in lines:
            line.close()
        for process in processes:
            process.join(10)
            if process.is_alive():
                process.kill()
                process.join()


def _received(line: Connection) -> tuple[int, float]:
    try:
        facts, cpu = line.recv()
    except EOFError:
        raise ClientFailed from None
    return facts, cpu


def _serve(line: Connection, prepare: Callable[..., Block], given: tuple[Any, ...]) -> None:
    collect_rarely()
    work = prepare(*given)
    line.send((0, 0.0))
    while True:
        try:
            block = line.recv()
        except (EOFError, KeyboardInterrupt):
            return
        start = time.process_time()
        facts = work(block)
        line.send((facts, time.process_time() - start))
