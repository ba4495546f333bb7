"""Real processes for the tests: forked by a clean server that has the imports behind it, so that starting one is cheap.

Each is a process of its own and can be killed like one; nothing of the test's process is inherited.
"""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext, ForkServerProcess

#: Longer than any of them takes, in seconds; a process that hangs is killed then, and its test fails.
LONGEST = 60.0
KILLED = -int(signal.SIGKILL)


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        [
            "tests.faults.recording",
            "tests.faults.posting",
            "tests.faults.racing",
            "tests.faults.filing",
            "tests.faults.importing",
        ]
    )
    return context


CONTEXT = _context()


def start(what: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """Start a process that does `what`; its arguments are pickled."""
    process = CONTEXT.Process(target=what, args=arguments)
    process.start()
    return process


def outcome(process: ForkServerProcess, longest: float = LONGEST) -> int:
    """Wait for its end and give its exit code: negative for a signal. One that hangs is killed and fails the test."""
    process.join(longest)
    if process.exitcode is None:
        process.kill()
        process.join()
        message = f"the process hung for {longest} s"
        raise AssertionError(message)
    return process.exitcode


def run(what: Callable[..., None], *arguments: object) -> int:
    """Run a process to its end."""
    return outcome(start(what, *arguments))


@contextmanager
def running(all_of: Sequence[ForkServerProcess]) -> Iterator[None]:
    """Kill at the end of the block whatever still runs, so that no test leaves a process behind."""
    try:
        yield
    finally:
        for process in all_of:
            if process.is_alive():
                process.kill()
                process.join()
