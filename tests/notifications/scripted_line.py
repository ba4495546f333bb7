"""One conversation of a mail server that misbehaves on cue."""

import asyncio
import socket
import ssl
import struct
from base64 import b64decode
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Literal

Where = Literal["banner", "ehlo", "starttls", "handshake", "ehlo again", "auth", "mail", "rcpt", "data", "body", "dot", "rset"]
"""`handshake` = after the client's first TLS byte; `body` = after 354, before the dot has been read."""

USER = "amt"
PASSWORD = "geheim"


class Act(Enum):
    """Ways of not answering."""

    HANG = "says nothing and keeps the line"
    CLOSE = "closes the line (FIN)"
    RESET = "resets the line (RST)"


@dataclass(frozen=True)
class Say:
    """Answer with these bytes instead of the usual reply, then go on."""

    line: bytes


@dataclass(frozen=True)
class Late:
    """Answer with these bytes, but only after so many seconds."""

    seconds: float
    line: bytes


Fault = Act | Say | Late | None
"""None = behave at this visit, for scripts such as "first mail well, second refused"."""


@dataclass(frozen=True)
class Held:
    """A mail the server has taken, dots unstuffed."""

    sender: str
    recipient: str
    data: bytes


class _LineGoneError(Exception):
    pass


class Script:
    """What a server is to do, and what it has seen; shared by all its lines."""

    def __init__(
        self, faults: Mapping[Where, list[Fault]], tls: ssl.SSLContext | None, offers: tuple[str, ...], *, keeps: bool
    ) -> None:
        self._faults = {where: deque(faults_there) for where, faults_there in faults.items()}
        self._offers = offers
        self.tls = tls
        self.keeps = keeps
        self.heard: list[str] = []
        self.heard_in_plain: list[str] = []
        self.held: list[Held] = []

    def next_fault(self, where: Where) -> Fault:
        """The fault of this visit, used up."""
        faults = self._faults.get(where)
        return faults.popleft() if faults else None

    def greeting(self, *, encrypted: bool) -> bytes:
        """The answer to EHLO."""
        offers = [*self._offers, *(["STARTTLS"] if self.tls and not encrypted else [])]
        lines = ["relay.example.org", *offers]
        return b"".join(b"250-%b\r\n" % line.encode() for line in lines) + b"250 HELP"


class Line:
    """One conversation."""

    def __init__(self, script: Script, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._script, self._reader, self._writer = script, reader, writer
        self._sender = self._recipient = ""
        self._encrypted = writer.get_extra_info("sslcontext") is not None
        self._upgraded = False

    async def converse(self) -> None:
        try:
            await self._answer("banner", b"220 relay.example.org ESMTP")
            while line := await self._hear():
                await self._react(line)
        except (_LineGoneError, ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass  # the client's view of it is what the tests look at
        finally:
            self._writer.close()
            # After a failed TLS handshake the stream never learns that its line is gone: wait, but not for ever.
            with suppress(OSError):
                await asyncio.wait_for(self._writer.wait_closed(), 0.1)

    async def _hear(self) -> str:
        line = (await self._reader.readline()).decode().rstrip("\r\n")
        if line:
            self._script.heard.append(line)
            if not self._encrypted:
                self._script.heard_in_plain.append(line)
        return line

    async def _react(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        match verb.upper():
            case "EHLO":
                where: Where = "ehlo again" if self._upgraded else "ehlo"
                await self._answer(where, self._script.greeting(encrypted=self._encrypted))
            case "STARTTLS":
                await self._upgrade()
            case "AUTH":
                await self._answer("auth", b"235 welcome" if await self._knows(rest) else b"535 5.7.8 wrong password")
            case "MAIL":
                self._sender = rest[len("FROM:<") :].partition(">")[0]
                await self._answer("mail", b"250 ok")
            case "RCPT":
                self._recipient = rest[len("TO:<") :].partition(">")[0]
                await self._answer("rcpt", b"250 ok")
            case "DATA":
                await self._take()
            case "RSET":
                await self._answer("rset", b"250 ok")
            case "QUIT":
                await self._say(b"221 bye")
                raise _LineGoneError
            case _:
                await self._say(b"500 what")

    async def _upgrade(self) -> None:
        if not await self._answer("starttls", b"220 go ahead"):
            return
        if (fault := self._script.next_fault("handshake")) is not None:
            await self._reader.read(1)
            await self._play(fault)
            raise _LineGoneError
        if self._script.tls is not None:
            await self._writer.start_tls(self._script.tls)
            self._encrypted = self._upgraded = True

    async def _knows(self, words: str) -> bool:
        mechanism, _, first = words.partition(" ")
        if mechanism == "PLAIN":
            return b64decode(first) == f"\0{USER}\0{PASSWORD}".encode()
        await self._say(b"334 UGFzc3dvcmQ6")
        return (b64decode(first), b64decode(await self._hear())) == (USER.encode(), PASSWORD.encode())

    async def _take(self) -> None:
        if not await self._answer("data", b"354 go on"):
            return
        if (fault := self._script.next_fault("body")) is not None:
            await self._reader.read(1)
            await self._play(fault)
        lines: list[bytes] = []
        while (line := await self._reader.readuntil(b"\r\n")) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        held = Held(self._sender, self._recipient, b"".join(lines))
        fault = self._script.next_fault("dot")
        if fault is None or self._script.keeps:
            self._script.held.append(held)
        await self._play(fault or Say(b"250 2.0.0 queued as 4711"))

    async def _answer(self, where: Where, usual: bytes) -> bool:
        """Play the fault of this visit, else say the usual reply; True if it was the usual one."""
        fault = self._script.next_fault(where)
        await self._play(fault or Say(usual))
        return fault is None

    async def _play(self, fault: Act | Say | Late) -> None:
        match fault:
            case Say(line):
                await self._say(line)
            case Late(seconds, line):
                await asyncio.sleep(seconds)
                await self._say(line)
            case Act.HANG:
                while await self._reader.read(2**16):
                    pass
                raise _LineGoneError
            case Act.CLOSE:
                raise _LineGoneError
            case Act.RESET:
                line_socket = self._writer.get_extra_info("socket")
                line_socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self._writer.transport.abort()
                raise _LineGoneError

    async def _say(self, line: bytes) -> None:
        self._writer.write(line + b"\r\n")
        await self._writer.drain()
