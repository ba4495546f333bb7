"""The bytes of documents on the disk: files under random names, each whole or not there at all.

A file is written under `incoming`, flushed to the disk, and then renamed into its place; the folder is flushed too. Only then
may a row name it, so a row that was committed always has its file (promise P1). A file no row names is swept after a day.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

#: Bytes read at a time.
CHUNK = 1 << 16
_NAME = re.compile(r"[0-9a-f]{32}")
_INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is safely on the disk: its random name, SHA-256 and size in bytes."""

    stored_as: str
    digest: str
    size: int


class Altered(Exception):
    """The bytes of the file are not those that were filed."""


class Missing(Altered):
    """There is no such file, or it cannot be read."""


class Shelf:
    """A folder of documents; it is made with the first of them."""

    def __init__(self, folder: Path, on_step: Callable[[str], None] = lambda _step: None) -> None:
        """Name the folder; `on_step` is told "document-written" and "document-kept", and tests die there."""
        self._folder = folder
        self._on_step = on_step

    def keep(self, source: IO[bytes]) -> Kept:
        """Keep what `source` holds from its beginning on; when this returns it is on the disk. Raises OSError."""
        name = secrets.token_hex(16)
        coming = _made(self._folder / _INCOMING) / name
        place = self._place(name)
        _made(place.parent)
        try:
            with os.fdopen(os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                digest, size = _copied(source, target)
                target.flush()
                os.fsync(target.fileno())
            self._on_step("document-written")
            coming.rename(place)
        except BaseException:
            coming.unlink(missing_ok=True)
            raise
        _flush(place.parent)
        self._on_step("document-kept")
        return Kept(name, digest, size)

    def open(self, stored_as: str, digest: str, size: int) -> IO[bytes]:
        """Open a file at its beginning, having read all of it; raises Altered if it is not what it was."""
        try:
            file = self._place(stored_as).open("rb")
        except OSError as gone:
            raise Missing(stored_as) from gone
        hashed = hashlib.sha256()
        while chunk := file.read(CHUNK):
            hashed.update(chunk)
        if hashed.hexdigest() != digest or file.tell() != size:
            file.close()
            raise Altered(stored_as)
        file.seek(0)
        return file

    def remove(self, names: Iterable[str]) -> None:
        """Remove files; those that are gone already are passed over. No row may name them any more."""
        for name in names:
            self._place(name).unlink(missing_ok=True)

    def lying(self, before: datetime) -> Iterator[str]:
        """The names of the files that were in their place before an instant; what never got there is removed at once."""
        for path in self._folder.glob("*/*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before.timestamp():
                    if path.parent.name == _INCOMING:
                        path.unlink()
                    elif _NAME.fullmatch(path.name):
                        yield path.name

    def _place(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise Missing(name)
        return self._folder / name[:2] / name


def _copied(source: IO[bytes], target: IO[bytes]) -> tuple[str, int]:
    source.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _made(folder: Path) -> Path:
    """Make a folder for the service's user alone, and put its name on the disk."""
    for part in (folder.parent, folder):
        if not part.is_dir():
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
            _flush(part.parent)
    return folder


def _flush(folder: Path) -> None:
    """Put on the disk which files a folder holds."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
