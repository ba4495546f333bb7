"""A mail server that misbehaves on cue: it answers as told, stays silent, hangs up or resets at any stage."""

import asyncio
import ssl
from collections.abc import Mapping
from contextlib import suppress
from typing import Self

from tests.notifications.scripted_line import PASSWORD, USER, Act, Fault, Held, Late, Line, Say, Script, Where

__all__ = ["PASSWORD", "USER", "Act", "Fault", "Held", "Late", "Say", "ScriptedSmtp", "Where"]


class ScriptedSmtp:
    """`async with ScriptedSmtp({"rcpt": [Say(b"450 later")]}) as server:` listens on 127.0.0.1, any port.

    Each stage plays its faults in order, one a visit, and behaves afterwards. `keeps` decides whether a mail whose
    last reply is replaced by a fault has been stored all the same.
    """

    def __init__(
        self,
        faults: Mapping[Where, list[Fault]] | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        tls_from_the_start: bool = False,
        offers: tuple[str, ...] = ("8BITMIME",),
        keeps: bool = False,
    ) -> None:
        self._script = Script(faults or {}, tls, offers, keeps=keeps)
        self._tls_at_once = tls if tls_from_the_start else None
        self._lines: set[asyncio.Task[None]] = set()
        self.connections = 0
        self.heard = self._script.heard
        """Every command line, in order, of all connections."""
        self.heard_in_plain = self._script.heard_in_plain
        """Those of them that were not encrypted."""
        self.held = self._script.held
        self.port = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, ssl=self._tls_at_once, limit=2**20)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self.hang_up()
        await self._server.wait_closed()

    async def hang_up(self) -> None:
        """Close every open line, as a server does to idle clients."""
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    def verbs(self) -> list[str]:
        """The first word of everything heard."""
        return [line.split(" ")[0].upper() for line in self.heard]

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.ensure_future(Line(self._script, reader, writer).converse())
        self._lines.add(task)
        with suppress(asyncio.CancelledError):
            await task
