"""Places where a test can kill the process: named, compiled in, and off unless the environment arms one.

`FOERDERKETTE_CRASH=before-commit:3` ends the process with SIGKILL the third time it passes that point. It is refused unless
the data directory holds a file called `crashable`, so that no installation can be armed by a stray variable.
"""

import os
import signal
from pathlib import Path

VARIABLE = "FOERDERKETTE_CRASH"

#: The places: every commit of the process, and the steps of a letter.
POINTS = {
    "before-commit": "everything is written, nothing is committed",
    "after-commit": "it is committed, nobody was told",
    "rungs-decided": "rungs and letters of a chunk are written, not committed",
    "document-written": "a document is written under another name, it is not in its place",
    "document-kept": "a document is in its place and on the disk, no row names it",
    "letter-claimed": "a letter is claimed, nobody was called",
    "letter-addressed": "the relay took the recipient, DATA is not noted as begun",
    "letter-begun": "DATA is noted as begun, not sent",
    "letter-answered": "the relay has answered, the answer is not noted",
}

_armed: dict[str, int] = {}


def arm(data: Path) -> None:
    """Arm the point the environment names, if the data directory allows it; an unknown name is refused."""
    wanted, _, turn = os.environ.get(VARIABLE, "").partition(":")
    if not wanted:
        return
    if wanted not in POINTS or not (data / "crashable").exists():
        message = f"{VARIABLE}={wanted} is refused: it names no crash point, or the data directory holds no file 'crashable'"
        raise SystemExit(message)
    _armed[wanted] = int(turn or 1)


def crashpoint(name: str) -> None:
    """Die here if this point is armed and its turn has come."""
    if name not in _armed:
        return
    _armed[name] -= 1
    if not _armed[name]:
        os.kill(os.getpid(), signal.SIGKILL)
