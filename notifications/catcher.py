"""A mail server for this machine only: it takes every mail and puts it into a folder instead of delivering it.

For trying the chain out, for rehearsals with real data and for tests: nobody outside is written to. It answers 250
only when the bytes lie on the disk, so what it has accepted survives the machine's sudden death.
"""

import asyncio
import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from aiosmtpd.smtp import SMTP, Envelope, Session

from notifications.caught import CaughtMail, list_mails, message_id, number_of

__all__ = ["CaughtMail", "MailCatcher", "list_mails"]

HOST: Final = "127.0.0.1"
MAX_BYTES: Final = 25 * 2**20
"""A larger mail is refused for good (552), as most relays do."""
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9.@_-]")
_UNFINISHED: Final = ".unfinished"
_NAME_LENGTH: Final = 100


class MailCatcher:
    """`async with MailCatcher(folder) as catcher:` listens on 127.0.0.1 at `catcher.port` in the running event loop.

    One catcher per folder. Numbers continue where the folder ends, so a restart overwrites nothing. Lines longer than
    RFC 5321 4.5.3.1.6 allows are refused (500), because a relay would refuse them too.
    """

    def __init__(self, folder: Path, *, port: int = 0, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._wish = port
        self._max_bytes = max_bytes
        self._last_number = 0
        self._one_at_a_time = asyncio.Lock()
        self._lines: set[_Line] = set()
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """Where it listens; the port wished for until it has been started."""
        return self._server.sockets[0].getsockname()[1] if self._server is not None else self._wish

    async def start(self) -> None:
        """Prepare the folder and listen; OSError if the port is taken or the folder cannot be written."""
        await asyncio.to_thread(self._prepare)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Line(self, self._max_bytes), HOST, self._wish)

    async def stop(self) -> None:
        """Take no more mails, finish writing the one in hand, and hang up."""
        if self._server is None:
            return
        self._server.close()
        async with self._one_at_a_time:
            for line in tuple(self._lines):
                line.hang_up()
        await self._server.wait_closed()
        await asyncio.sleep(0)  # the lines learn that they are closed
        self._server = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's word
        """Called by aiosmtpd with a complete mail; the answer to the client is what happened on the disk."""
        data = envelope.original_content or b""
        noted = {"sender": (envelope.mail_from or "").strip("<>"), "recipients": envelope.rcpt_tos}
        async with self._one_at_a_time:
            self._last_number += 1
            name = f"{self._last_number:05d}-{_safe(message_id(data))}"
            try:
                # Shielded: a client that hangs up now has still handed its mail over, and the number is taken.
                await asyncio.shield(asyncio.to_thread(self._store, name, data, json.dumps(noted).encode()))
            except OSError as error:
                return f"451 4.3.0 cannot store: {error.strerror}"
        return f"250 2.0.0 stored as {name}"

    def joined(self, line: "_Line") -> None:
        """A client has connected."""
        self._lines.add(line)

    def left(self, line: "_Line") -> None:
        """A client has gone."""
        self._lines.discard(line)

    def _prepare(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for rest in self._folder.glob(f"*{_UNFINISHED}"):  # never answered with 250, so nobody counts on it
            rest.unlink()
        self._last_number = max(map(number_of, self._folder.iterdir()), default=0)

    def _store(self, name: str, data: bytes, noted: bytes) -> None:
        """Envelope first: where the mail is, its envelope is too. One fsync of the folder makes both names last."""
        _write(self._folder / f"{name}.json", noted)
        _write(self._folder / f"{name}.eml", data)
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class _Line(SMTP):
    """aiosmtpd's conversation, known to its catcher so that `stop` can end it."""

    def __init__(self, catcher: MailCatcher, max_bytes: int) -> None:
        loop = asyncio.get_running_loop()
        super().__init__(catcher, data_size_limit=max_bytes, hostname="localhost", ident="catcher", loop=loop)
        self._catcher = catcher

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._catcher.joined(self)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._catcher.left(self)

    def hang_up(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.close()


def _write(path: Path, data: bytes) -> None:
    """All of it, lastingly, under its final name; or nothing under that name."""
    unfinished = path.with_name(path.name + _UNFINISHED)
    try:
        with open(unfinished, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):  # the error above is the one that counts
            unfinished.unlink(missing_ok=True)
        raise


def _safe(identifier: str) -> str:
    """A Message-ID as part of a file name."""
    return _UNSAFE.sub("_", identifier.strip("<>"))[:_NAME_LENGTH] or "no-message-id"
