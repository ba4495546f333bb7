"""The system while it runs: from the first line to a clean stop, with a case replayed live in between if one is asked for."""

import asyncio
import contextlib
import errno
import sys
from typing import TYPE_CHECKING

from cli import say
from cli.desk import Given
from cli.failures import LOG, sentences, template_of
from cli.live import PATIENCE, TooLong, play, settle
from cli.stopping import Stop, Stopped, until_stopped
from config import log as log_lines
from config.addresses import without_password
from domain.errors import Refusal
from portal.serve import serving
from store.errors import TryAgain
from wording.language import N_, _
from workflows.engine import Engine

if TYPE_CHECKING:
    from config.sample import Sample
    from workflows.house import House

_ACCEPTED = N_("Förderkette accepts facts from now on.")
_PORTAL = N_("Portal:     {url}")
_MOVED = N_("Port {port} is taken, so the portal has another one this time.")
_TAKEN = N_("The portal cannot listen on {host}, port {port} ({reason}). Stop what uses it, or set FOERDERKETTE_PORTAL_PORT.")
_DATABASE = N_("Database:   {url}")
_MAILS = N_("Letters:    {folder} (test mailbox, nothing leaves this machine)")
_RELAY = N_("Letters:    by {host}, port {port}")
_PREFECT = N_("Prefect:    {url}")
_NEXT = N_("Go on in a second terminal:  foerderkette --data {data} worklist")
_STOP = N_("Ctrl-C stops it.")
_STARTING = N_("Prefect is starting …")
_READY = N_("Prefect is ready; the chain is walking.")
_NOT_READY = N_('Prefect did not start within {seconds} seconds; "{log}" tells why. Facts are recorded all the same and wait.')
_STOPPING = N_("Stopping …")
_STOPPED = N_("Stopped. Everything recorded is kept.")


class Going:
    """One run of `foerderkette up`."""

    def __init__(self, call: Given, sample: "Sample | None", *, once: bool) -> None:
        """Prepare; nothing runs yet."""
        self.call, self.sample, self.once = call, sample, once
        self.log = call.settings.data / LOG

    def run(self) -> int:
        """Run until asked to stop, or with `once` until everything is done; give the exit code."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8", buffering=1) as file:
            log_lines.configure(file)
            return until_stopped(self._run)

    async def _run(self, stop: Stop) -> int:
        async with contextlib.AsyncExitStack() as stack:
            # The portal comes first: whoever opens it need not wait for Prefect.
            portal = await self._portal(stack)
            if not portal:
                return 1
            say.line(_(_ACCEPTED), "bold")
            engine = await stack.enter_async_context(Engine(self.call.house).running())
            self._show_addresses(engine, portal)
            done = await self._work(engine, stop)
            if not self.once:
                await stop.wanted.wait()
                done = True
            say.line(_(_STOPPING))
        say.line(_(_STOPPED))
        return 0 if done else 1

    async def _portal(self, stack: contextlib.AsyncExitStack) -> str:
        """Serve the portal and give its address; empty, with the reason on stderr, if it cannot be served."""
        house = self.call.house
        host, port = house.settings.portal_host, house.settings.portal_port
        try:
            return await stack.enter_async_context(serving(house, host=host, port=port))
        except OSError as error:
            # Behind a public address some web server counts on the port; otherwise another one is as good.
            if error.errno != errno.EADDRINUSE or house.settings.public_url:
                say.refuse(_untaken(house, error))
                return ""
        say.line(_(_MOVED).format(port=port))
        return await stack.enter_async_context(serving(house, host=host))

    def _show_addresses(self, engine: Engine, portal: str) -> None:
        settings = self.call.settings
        say.line(_(_PORTAL).format(url=portal))
        say.line(_(_DATABASE).format(url=without_password(settings.database_url)))
        if settings.embedded_mail:
            say.line(_(_MAILS).format(folder=settings.mails))
        else:
            say.line(_(_RELAY).format(host=settings.smtp_host, port=settings.smtp_port))
        say.line(_(_PREFECT).format(url=engine.server.page if engine.server else settings.prefect_api_url))
        if not self.once:
            say.line(_(_NEXT).format(data=settings.data))
            say.line(_(_STOP))

    async def _work(self, engine: Engine, stop: Stop) -> bool:
        """Do what was asked for; False, with the reason on stderr, if it could not be done."""
        try:
            with say.waiting(_(_STARTING)):
                ready = await stop.unless(engine.prefect_ready, within=PATIENCE)
            if not ready:
                say.refuse(_(_NOT_READY).format(seconds=int(PATIENCE), log=self.log))
                return False
            say.line(_(_READY))
            if self.sample:
                await asyncio.to_thread(play, self.call, self.sample, stop)
            if self.once:
                await asyncio.to_thread(settle, self.call, stop)
        except Stopped:
            return False
        except TooLong as error:
            say.refuse(_(template_of(error)).format(seconds=int(PATIENCE), log=self.log))
            return False
        except (Refusal, TryAgain) as error:
            for sentence in sentences(error, self.call):
                say.refuse(sentence)
            return False
        return True


def serve(house: "House") -> int:
    """Run the engine until asked to stop, logging to stderr; 0 after a clean stop."""
    log_lines.configure(sys.stderr)

    async def running(stop: Stop) -> int:
        async with Engine(house).running():
            await stop.wanted.wait()
        return 0

    return until_stopped(running)


def serve_portal(house: "House") -> int:
    """Serve the portal until asked to stop, logging to stderr; 0 after a clean stop, 1 if it cannot be served."""
    log_lines.configure(sys.stderr)

    async def running(stop: Stop) -> int:
        async with contextlib.AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(
                    serving(house, host=house.settings.portal_host, port=house.settings.portal_port)
                )
            except OSError as error:
                say.refuse(_untaken(house, error))
                return 1
            await stop.wanted.wait()
        return 0

    return until_stopped(running)


def _untaken(house: "House", error: OSError) -> str:
    settings = house.settings
    return _(_TAKEN).format(host=settings.portal_host, port=settings.portal_port, reason=error.strerror or error)
