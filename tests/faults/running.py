"""The whole system as a person starts it: `foerderkette up` in a process of its own, watched and killed from outside."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.houses import ROOT

_ADDRESS = re.compile(r"Prefect: +(http://127\.0\.0\.1:\d+)")
#: Far more than anything here takes; a test that reaches it has failed.
PATIENCE = 100.0


class Up:
    """`foerderkette up` on a data directory, until it is stopped or killed."""

    def __init__(self, data: Path, *, crash: str = "") -> None:
        """Start it; its output goes to a file beside the data."""
        self.data = data
        self.output = data.parent / f"{data.name}-{time.monotonic_ns()}.log"
        environment = {**os.environ, "FOERDERKETTE_CRASH": crash, "PYTHONUNBUFFERED": "1"}
        if not crash:
            environment.pop("FOERDERKETTE_CRASH")
        with self.output.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", "from cli.main import app; app()", "--data", str(data), "up"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )

    def __enter__(self) -> Self:
        """It runs already."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Make sure nothing of it is left."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    @property
    def prefect(self) -> str:
        """The address of its Prefect server, as it printed it."""
        until(lambda: bool(_ADDRESS.search(self.output.read_text("utf-8"))), "up printed an address")
        found = _ADDRESS.search(self.output.read_text("utf-8"))
        assert found
        return found[1]

    @property
    def prefect_answers(self) -> bool:
        """Whether its Prefect server is ready at this moment."""
        try:
            with urllib.request.urlopen(f"{self.prefect}/api/ready", timeout=2) as reply:  # noqa: S310 - its own address
                return bool(reply.status == 200)
        except OSError:
            return False

    def ask(self, path: str, **wanted: object) -> list[dict[str, Any]]:
        """Ask Prefect's API for a list."""
        request = urllib.request.Request(  # noqa: S310 - its own address
            f"{self.prefect}/api/{path}", json.dumps(wanted).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310 - its own address
            found = json.load(reply)
        return list(found["events"]) if isinstance(found, dict) else list(found)

    def children(self) -> list[int]:
        """The processes it has started."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for listed in threads for pid in listed.read_text().split()]

    def stop(self, number: int = signal.SIGINT) -> int:
        """Stop it as Ctrl-C does; return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Kill it without a word."""
        self.process.kill()
        self.process.wait()


def until(true: Any, what: str, patience: float = PATIENCE) -> None:  # noqa: ANN401 - a question without arguments
    """Wait until the question is answered with yes; fail with its name otherwise."""
    end = time.monotonic() + patience
    while not true():
        if time.monotonic() > end:
            message = f"it never came true that {what}"
            raise AssertionError(message)
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """Tell whether a process lives (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
