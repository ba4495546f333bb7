"""The embedded Prefect server: a child process on its own SQLite file, which may be deleted at any time.

Prefect reads its settings when it is imported, so `point_prefect_at` runs before anything imports it, or has them read again.
"""

import asyncio
import ctypes
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

import structlog

from config.settings import Settings

log = structlog.get_logger()

_ROOT = Path(__file__).parent.parent
HOST = "127.0.0.1"
PORT = 4200
#: Time the server gets to end its work before it is killed, in seconds.
_PATIENCE = 8.0
_PR_SET_PDEATHSIG = 1

#: Nothing leaves the machine, nothing runs that the embedded server has no use for.
_FRUGAL = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    # On SQLite a service that writes while a flow run changes state makes the API answer 503, and the client then rests for
    # two seconds. Written in bundles, that happened once in 60 runs instead of twelve times (docs/adr/0007).
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "1000",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "2",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "1000",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "2",
}


def point_prefect_at(url: str, home: Path) -> None:
    """Set what Prefect's client reads from the environment; what the operator has set stays."""
    os.environ["PREFECT_API_URL"] = url
    os.environ.setdefault("PREFECT_HOME", str(home))
    for name, value in _FRUGAL.items():
        os.environ.setdefault(name, value)
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    if "prefect" in sys.modules:
        from prefect.context import refresh_global_settings_context  # noqa: PLC0415 - imports Prefect

        refresh_global_settings_context()


def listening_socket(wanted: int = PORT) -> socket.socket:
    """Listen on the wanted port of this machine if it is free, else on any free one.

    The parent holds the socket: no other process can take the port between looking and binding, and it stays the same when
    the server is started anew.
    """
    for port in (wanted, 0):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError:
            listening.close()
            continue
        listening.listen(128)
        return listening
    message = "no free port on this machine"
    raise OSError(message)


def address_file(home: Path) -> Path:
    """Where a running server's address is noted, for `foerderkette doctor`."""
    return home / "address"


def noted_address(home: Path) -> str:
    """The address of the embedded server of a data directory, empty if none runs there."""
    noted = address_file(home)
    return noted.read_text() if noted.exists() else ""


class PrefectServer:
    """The child process. It dies with its parent, however the parent dies."""

    def __init__(self, settings: Settings) -> None:
        """Take a port; nothing runs yet."""
        self.home = settings.prefect_home
        self._socket = listening_socket()
        self.page = f"http://{HOST}:{self._socket.getsockname()[1]}"
        self.url = f"{self.page}/api"
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    def start(self) -> None:
        """Start the server; returns at once, `answers(url)` tells when it is ready."""
        self.home.mkdir(parents=True, exist_ok=True)
        address_file(self.home).write_text(self.url)
        environment = {**os.environ, **_FRUGAL, "PREFECT_HOME": str(self.home), "PREFECT_SERVER_UI_API_URL": self.url}
        environment.pop("PREFECT_API_URL", None)
        self._log = (self.home / "server.log").open("ab")
        descriptor = self._socket.fileno()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed arguments
            [sys.executable, "-m", "workflows.prefect_app", str(descriptor)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            cwd=_ROOT,
            pass_fds=(descriptor,),
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - one prctl call, async-signal safe
        )

    @property
    def running(self) -> bool:
        """Tell whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """End the server politely, then firmly; it can be started again on the same address."""
        if self._process and self.running:
            # While it starts it does not listen to SIGTERM; nothing in its database is needed, so it need not be asked twice.
            (self._process.terminate if answers(self.url) else self._process.kill)()
            try:
                self._process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._log:
            self._log.close()

    def close(self) -> None:
        """Stop for good: the port and the note of the address go."""
        self.stop()
        self._socket.close()
        address_file(self.home).unlink(missing_ok=True)


def answers(url: str) -> bool:
    """Ask a Prefect API whether it is ready (its database included)."""
    try:
        with urllib.request.urlopen(f"{url}/ready", timeout=3) as reply:  # noqa: S310 - the operator's own API
            return bool(reply.status == 200)  # noqa: PLR2004 - HTTP's word for yes
    except (urllib.error.URLError, OSError, ValueError):
        return False


async def until_it_answers(url: str, seconds: float) -> None:
    """Wait until a Prefect API is ready, asking every so many seconds."""
    while not await asyncio.to_thread(answers, url):  # noqa: ASYNC110 - another process cannot set an Event
        await asyncio.sleep(seconds)


def _die_with_parent() -> None:
    """Linux: have the kernel end the child when its parent is killed. Elsewhere `stop` has to do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
