"""A machine whose clock is wrong: real processes under libfaketime, whose time goes by a file that can change while they run.

Only the wall clock is faked; the one nobody can set goes on as it does, as on a machine whose clock is set.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from tests.houses import ROOT

_LIBRARIES = (
    "usr/lib/*/faketime/libfaketime.so.1",
    "usr/lib/faketime/libfaketime.so.1",
    "usr/local/lib/faketime/libfaketime.so.1",
)


def library() -> str:
    """Where libfaketime lies; where it does not the test is skipped, on CI it fails."""
    found = [str(path) for pattern in _LIBRARIES for path in sorted(Path("/").glob(pattern))]
    if not found:
        reason = "libfaketime is not installed (Debian: apt-get install libfaketime)."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found[0]


class Machine:
    """A machine with a clock of its own. Each `do` is a process of its own, forked when the imports are done."""

    def __init__(self, folder: Path, *modules: str) -> None:
        """Start what forks them; the clock is right. `modules` are what they do beside that of `tests.faults.faked`."""
        folder.mkdir()
        self._dial = folder / "clock"
        self.off(0)
        faked = {
            "LD_PRELOAD": library(), "FAKETIME_TIMESTAMP_FILE": str(self._dial), "FAKETIME_NO_CACHE": "1",
            # A time at which the clock stands is written in seconds, so that it is the same in every zone.
            "FAKETIME_FMT": "%s",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1", "TZ": "UTC",
        }  # fmt: skip
        self._error = (folder / "stderr").open("w+")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.faked", str(self._dial), *modules],
            cwd=ROOT, env={**os.environ, **faked}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._error, text=True,
        )  # fmt: skip

    def __enter__(self) -> Self:
        """It runs already."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End it and whatever it has started."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._error.close()

    def off(self, seconds: float) -> None:
        """Set the clock so far off the right time."""
        turn(self._dial, f"{seconds:+f}")

    def at(self, now: datetime) -> None:
        """Set the clock to an instant; it goes on from there."""
        self.off((now - datetime.now(UTC)).total_seconds())

    def start(self, what: str, **given: Any) -> None:  # noqa: ANN401 - whatever JSON says
        """Let a process do something."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": what, **given}) + "\n")
        self._process.stdin.flush()

    def done(self) -> Any:  # noqa: ANN401 - whatever JSON says
        """What the process said at its end."""
        assert self._process.stdout
        said = self._process.stdout.readline()
        if not said:
            self._error.seek(0)
            message = f"the process died: {self._error.read()[-3000:]}"
            raise AssertionError(message)
        found = json.loads(said)
        assert "died" not in found, found["died"]
        return found["said"]

    def do(self, what: str, **given: Any) -> Any:  # noqa: ANN401 - whatever JSON says
        """Let a process do something to its end."""
        self.start(what, **given)
        return self.done()


def turn(dial: Path, to: str) -> None:
    """Write what the clock is to show, at once: a reader finds the old words or the new ones."""
    beside = dial.with_suffix(".new")
    beside.write_text(to + "\n", "ascii")
    beside.replace(dial)
