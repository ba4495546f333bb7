"""The real engine in a process of its own, with a Prefect server it starts itself: `python -m bench.engines chain|whole`.

`whole` is the engine as `foerderkette engine` runs it. `chain` is the same without its post: letters are owed and stay owed,
because a figure about the chain must not be one about a mail server. Settings come from the environment.
"""

import asyncio
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config.collector import collect_rarely
from config.settings import Settings, load
from store import lists
from workflows.engine import Engine
from workflows.house import House, open_house

_ROOT = Path(__file__).parent.parent
_READY = "ready"
_KEPT = "prefect-kept"
#: The longest a start or a walk may take, in seconds, before the run is given up.
PATIENCE = 120.0


class TooLate(Exception):
    """Something that was waited for did not happen in time."""


class ChainOnly(Engine):
    """The engine without its post."""

    async def _post(self) -> None:
        await asyncio.Event().wait()


async def _serve(house: House, kind: type[Engine]) -> None:
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with kind(house).running() as engine:
        await engine.prefect_ready.wait()
        print(_READY, flush=True)
        await ended.wait()


class Running:
    """An engine process and its Prefect server."""

    def __init__(self, pid: int) -> None:
        """Take the engine's process id."""
        self.pid = pid

    @property
    def pids(self) -> list[int]:
        """The engine and its children."""
        return [self.pid, *children(self.pid)]

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Let none of them run for the length of the block, so that the yardstick has the machine to itself."""
        stopped = self.pids
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)


@contextmanager
def engine(settings: Settings, *, post: bool, keep: Path | None = None) -> Iterator[Running]:
    """Run an engine until the block ends; a migrated Prefect database is kept in the folder `keep` from one run to the next."""
    if keep and (keep / _KEPT).exists():
        shutil.copytree(keep / _KEPT, settings.prefect_home)
    settings.data.mkdir(parents=True, exist_ok=True)
    with (settings.data / "engine.log").open("ab") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.engines", "whole" if post else "chain"], cwd=_ROOT, env=environment(settings),
            stdout=subprocess.PIPE, stderr=errors, text=True,
        )  # fmt: skip
    try:
        with ending(process):
            first_line(process, _READY)
            yield Running(process.pid)
    except TooLate as late:
        said = (settings.data / "engine.log").read_text("utf-8", errors="replace").strip().splitlines()[-5:]
        raise TooLate("\n".join((str(late), "The engine's last words:", *said))) from late
    if keep:
        keep_prefect(settings, keep)


@contextmanager
def ending(process: subprocess.Popen[str]) -> Iterator[None]:
    """End a process, and with it its children, when the block ends."""
    with process:  # closes its pipe
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def keep_prefect(settings: Settings, folder: Path) -> None:
    """Keep the Prefect database of an ended engine for the next: making one takes longer than anything measured with it."""
    if not (folder / _KEPT).exists():
        shutil.copytree(settings.prefect_home, folder / _KEPT, ignore=shutil.ignore_patterns("*.log"))


def environment(settings: Settings) -> dict[str, str]:
    """The environment that gives a child process these settings; what the caller's says of Prefect is left out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "FOERDERKETTE_"))}
    ours = {"FOERDERKETTE_DATA": str(settings.data), "FOERDERKETTE_DATABASE_URL": settings.database_url}
    return {**kept, **ours, "PYTHONUNBUFFERED": "1"}


def first_line(process: subprocess.Popen[str], holding: str = "") -> str:
    """Wait for a line of the process's output that holds this text; raises TooLate."""
    assert process.stdout is not None, "it was started with a pipe"  # noqa: S101 - for the type checker
    until = time.monotonic() + PATIENCE
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while waiting.select(until - time.monotonic()):
            line = process.stdout.readline()
            if not line:
                break
            if holding in line:
                return line
    raise TooLate(f"{process.args!r} did not say {holding!r} (exit code {process.poll()})")


def settled(house: House) -> float:
    """Wait until the chain has seen everything; give the instant (`perf_counter`)."""

    def nothing_unseen() -> bool:
        with house.database.reading() as connection:
            return lists.unseen(connection) == 0

    return when(nothing_unseen, every=0.02)


def when(true: Callable[[], bool], *, every: float) -> float:
    """Wait until it is true, looking `every` so many seconds; give the instant (`perf_counter`). Raises TooLate."""
    start = time.perf_counter()
    while not true():
        if time.perf_counter() - start > PATIENCE:
            raise TooLate(f"not done within {PATIENCE:.0f} s")
        time.sleep(every)
    return time.perf_counter()


def cpu_of(pid: int) -> float:
    """Seconds of CPU a process has used so far (Linux; 0 elsewhere)."""
    told = Path(f"/proc/{pid}/stat")
    if not told.exists():
        return 0.0
    user, system = told.read_text("utf-8").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """The processes this one has started, and theirs (Linux)."""
    found = []
    for told in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, told.read_text("ascii").split()):
            found += [child, *children(child)]
    return found


if __name__ == "__main__":
    collect_rarely()
    asyncio.run(_serve(open_house(load()), Engine if sys.argv[1] == "whole" else ChainOnly))
