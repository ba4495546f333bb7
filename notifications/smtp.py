"""Letters by SMTP, driven stage by stage so that every end of the dialogue is told apart (RFC 5321).

The library's own `send` raises the same errors at every stage; here each command is a step of its own, and DATA is
split from the body: a line lost before the server's 354 leaves the mail unsent, one lost after it ambiguous.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from aiosmtplib import SMTP, SMTPException, SMTPResponse, SMTPResponseException, SMTPServerDisconnected

from notifications.smtp_outcomes import (
    StageFailedError,
    clean,
    is_plain_refusal,
    lost,
    misconfigured,
    on_the_wire,
    replied,
    unsendable,
)
from notifications.smtp_settings import Security, SmtpSettings, SmtpSettingsRefusedError, Timeouts
from notifications.transports import Delivery, Envelope, Outcome, Stage

__all__ = ["Security", "SmtpSettings", "SmtpSettingsRefusedError", "SmtpTransport", "Timeouts"]

_OK: Final = 2
_GO_ON: Final = 3
_FAREWELL: Final = 2.0
"""Seconds the server gets to answer QUIT; nothing depends on the answer (RFC 5321 4.1.1.10)."""


class SmtpTransport:
    """A relay spoken to over one connection, kept open from mail to mail; sends are queued, one at a time.

    A transport belongs to the event loop it is first used in.
    """

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._tls = settings.tls_context()
        self._link: SMTP | None = None
        self._one_at_a_time = asyncio.Lock()

    async def send(self, envelope: Envelope, *, data_started: Callable[[], Awaitable[None]]) -> Delivery:
        """Carry one mail; SMTP and network trouble is an outcome. Only what `data_started` raises is raised."""
        if (refusal := unsendable(envelope)) is not None:
            return refusal
        async with self._one_at_a_time:
            try:
                async with self._in_step():
                    link = await self._introduce(envelope)
                await self._announce(link, data_started)
                async with self._in_step():
                    return await self._hand_over(link, envelope)
            except StageFailedError as failed:
                return failed.delivery

    async def close(self) -> None:
        """Say QUIT if the line still stands and let go of it; waits for a mail that is on its way."""
        async with self._one_at_a_time:
            if self._link is not None and self._link.is_connected:
                # No mail is on its way, so an answer that fails to come changes nothing.
                with suppress(SMTPException, OSError):
                    await self._link.quit(timeout=_FAREWELL)
            self._drop()

    async def _introduce(self, envelope: Envelope) -> SMTP:
        """Everything before DATA: nothing said here can make a mail arrive."""
        patience = self._settings.timeouts.command
        link = await self._ready()
        sender = b"FROM:<%b>" % envelope.sender.encode("ascii")
        await _step("mail", link.execute_command(b"MAIL", sender, *_options(link, envelope), timeout=patience))
        recipient = b"TO:<%b>" % envelope.recipient.encode("ascii")
        await _step("rcpt", link.execute_command(b"RCPT", recipient, timeout=patience))
        return link

    async def _announce(self, link: SMTP, data_started: Callable[[], Awaitable[None]]) -> None:
        """Let the caller note the coming DATA; where that fails the transaction is taken back and the line kept."""
        try:
            await data_started()
        except Exception:
            with suppress(StageFailedError):  # A server that will not even reset is left by _in_step.
                async with self._in_step():
                    await _step("rcpt", link.execute_command(b"RSET", timeout=self._settings.timeouts.connect))
            raise
        except BaseException:
            self._drop()
            raise

    async def _hand_over(self, link: SMTP, envelope: Envelope) -> Delivery:
        patience = self._settings.timeouts
        await _step("data", link.execute_command(b"DATA", timeout=patience.data), hoped_for=_GO_ON)
        reply = await _step("dot", _body(link, envelope.data, patience.final))
        return Delivery(Outcome.ACCEPTED, "dot", reply.code, clean(reply.message))

    @asynccontextmanager
    async def _in_step(self) -> AsyncIterator[None]:
        """Keep the line only while question and answer match; a cancelled step leaves a reply nobody waits for."""
        try:
            yield
        except StageFailedError as failed:
            if not is_plain_refusal(failed.delivery):
                self._drop()
            raise
        except BaseException:
            self._drop()
            raise

    async def _ready(self) -> SMTP:
        """The line of the mail before if the server still answers on it, else a new one.

        The probe has the short patience: servers hang up on idle clients, and a new line costs less than waiting.
        """
        if self._link is not None and self._link.is_connected:
            with suppress(StageFailedError):  # Not a failure of this mail: nothing of it has been said yet.
                await _step("mail", self._link.execute_command(b"RSET", timeout=self._settings.timeouts.connect))
                return self._link
        self._drop()
        return await self._open()

    async def _open(self) -> SMTP:
        settings, patience = self._settings, self._settings.timeouts
        link = self._link = SMTP(
            hostname=settings.host,
            port=settings.port,
            local_hostname=settings.hostname,
            use_tls=settings.security == "tls",
            start_tls=False,  # never "if the server happens to offer it"
            tls_context=self._tls,
        )
        await _step("connect", link.connect(timeout=patience.connect))
        await _step("connect", link.ehlo(timeout=patience.connect))
        if settings.security == "starttls":
            if not link.supports_extension("starttls"):
                raise misconfigured("starttls", f"{settings.host} bietet keine Verschlüsselung (STARTTLS) an.")
            await _step("starttls", link.starttls(timeout=patience.connect))
            # What the server said in plain text is forgotten and asked again (RFC 3207 4.2).
            await _step("starttls", link.ehlo(timeout=patience.connect))
        await self._log_in(link)
        return link

    async def _log_in(self, link: SMTP) -> None:
        """Offer the password once: trying every mechanism in turn would lock accounts."""
        name, password = self._settings.username, self._settings.password
        if name is None or password is None:
            return
        patience = self._settings.timeouts.command
        if "plain" in link.server_auth_methods:
            await _step("auth", link.auth_plain(name, password, timeout=patience))
        elif "login" in link.server_auth_methods:
            await _step("auth", link.auth_login(name, password, timeout=patience))
        else:
            raise misconfigured("auth", f"{self._settings.host} bietet keine Anmeldung mit Passwort (AUTH) an.")

    def _drop(self) -> None:
        """Cut the line at once, unsent bytes included."""
        link, self._link = self._link, None
        if link is None:
            return
        line = link.transport
        link.close()
        if isinstance(line, asyncio.WriteTransport):
            line.abort()


async def _step(stage: Stage, step: Awaitable[SMTPResponse], *, hoped_for: int = _OK) -> SMTPResponse:
    """Wait for one reply of the first digit hoped for; anything else ends the try with its meaning."""
    try:
        reply = await step
    except SMTPResponseException as refused:
        raise StageFailedError(replied(stage, refused.code, refused.message)) from refused
    except (SMTPException, OSError) as error:
        raise StageFailedError(lost(stage, error)) from error
    if reply.code // 100 != hoped_for:
        raise StageFailedError(replied(stage, reply.code, reply.message))
    return reply


async def _body(link: SMTP, data: bytes, patience: float) -> SMTPResponse:
    """Write body and dot, read the reply. No await stands between 354 and the first byte, so no reply can be missed."""
    if link.protocol is None:
        raise SMTPServerDisconnected("Connection lost after 354")
    link.protocol.write(on_the_wire(data))
    return await link.protocol.read_response(timeout=patience)


def _options(link: SMTP, envelope: Envelope) -> list[bytes]:
    """BODY=8BITMIME where the mail needs it (RFC 6152).

    SIZE (RFC 1870) is left out on purpose: a mail too large would be refused at MAIL, where a refusal means our
    configuration and would hold every other mail as well.
    """
    if envelope.data.isascii():
        return []
    if not link.supports_extension("8bitmime"):
        raise misconfigured("mail", "Der Mailserver nimmt nur 7-Bit-Mails an (8BITMIME fehlt).")
    return [b"BODY=8BITMIME"]
