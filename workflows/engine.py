"""The loop that runs the flows in one process: walks news through the chain, empties the outbox, reminds, sweeps.

News and post are found by their state with a short poll over partial indexes: nothing is missed for want of a signal, and no
signal is needed that makes commits queue up (docs/adr/0006). If Prefect is away, facts are still recorded and wait; the loops
go on when it is back, and restart the embedded server if that is what failed.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

import structlog

from config.settings import Settings
from notifications.catcher import MailCatcher
from notifications.smtp import SmtpTransport
from notifications.smtp_settings import SmtpSettings
from store.errors import TryAgain
from workflows.cleaning import clean
from workflows.house import House, inhabit
from workflows.prefect_server import PrefectServer, point_prefect_at, until_it_answers
from workflows.relay import smtp
from workflows.reminders.loop import tend
from workflows.sign_in import SignInPost
from workflows.walk import lying_still, newest_news, news

log = structlog.get_logger()

#: How often news and post are looked for, in seconds; one indexed query each.
POLL = 0.05
#: After a run with more than this many dossiers the chain lets news gather while more comes in, at most so many seconds.
MANY, LINGER = 20, 0.4
#: After a failure a loop rests this long, in seconds.
REST = 1.0
#: A flow run that takes longer than this, in seconds, is given up; its work is found again by the next poll.
LONGEST_RUN = 120.0
#: How long a run in hand may take to end when the engine is to stop, in seconds.
PATIENCE = 5.0
#: So many failed runs in a row, and the embedded server is started anew.
FAILURES = 3
#: A dossier the chain stumbled over is tried again after this, in seconds.
HELD_BACK = 60.0
#: The longest time between two sweeps, in seconds.
SWEEP = 3600.0

_Result = TypeVar("_Result")


class Engine:
    """The engine of one house: embedded helpers where the settings name no others, and its loops."""

    def __init__(self, house: House) -> None:
        """Prepare; nothing runs yet."""
        self.house = house
        self.settings: Settings = house.settings
        self.server = PrefectServer(self.settings) if self.settings.embedded_prefect else None
        self.prefect_url = self.server.url if self.server else self.settings.prefect_api_url
        self.catcher: MailCatcher | None = None
        self.prefect_ready = asyncio.Event()
        self._failures = 0
        self._restarting = asyncio.Lock()
        self._stopping = asyncio.Event()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["Engine"]:
        """Run the engine for the length of the block; helpers and loops end with it."""
        point_prefect_at(self.prefect_url, self.settings.prefect_home)
        if self.server:
            self.server.start()
        inhabit(self.house)
        loops: list[asyncio.Task[None]] = []
        try:
            if self.settings.embedded_mail:
                self.catcher = MailCatcher(self.settings.mails)
                await self.catcher.start()
            loops = [asyncio.create_task(self._with_prefect(f)) for f in (self._chain, self._post, self._ladders, self._sweep)]
            loops.append(asyncio.create_task(self._watch()))
            loops += [asyncio.create_task(self._clean()), asyncio.create_task(self._sign_ins())]
            yield self
        finally:
            await self._stop(loops)

    async def _stop(self, loops: list[asyncio.Task[None]]) -> None:
        """Let a run in hand end, so that none is left behind as crashed, then close everything that was opened."""
        self._stopping.set()
        # Without Prefect its loops still wait for it; the last two, which clean and send sign-in links, never do.
        if ending := loops if self.prefect_ready.is_set() else loops[-2:]:
            await asyncio.wait(ending, timeout=PATIENCE)
        for running in loops:
            running.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        if self.prefect_ready.is_set():
            from workflows.post import close_post_office  # noqa: PLC0415 - imports Prefect

            await close_post_office()
        if self.catcher:
            await self.catcher.stop()
        if self.server:
            await asyncio.to_thread(self.server.close)

    async def _with_prefect(self, loop: Callable[[], Awaitable[None]]) -> None:
        """Run one loop for ever inside one Prefect client: building one per flow call costs a TLS context each time."""
        await until_it_answers(self.prefect_url, POLL * 4)
        from prefect.context import AsyncClientContext  # noqa: PLC0415 - Prefect reads its settings on import
        from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: PLC0415

        self.prefect_ready.set()
        # A run of ours is over in a second; a heartbeat thread per run would only cost.
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            while not self._stopping.is_set():
                try:
                    async with AsyncClientContext():
                        await loop()
                except Exception:
                    log.exception("engine.loop_failed", loop=loop.__name__)
                    await self._rest()

    async def _chain(self) -> None:
        """Walk whatever has news, one flow run per programme version and chunk."""
        from workflows.chain import approval_chain  # noqa: PLC0415 - imports Prefect

        held_back: dict[str, float] = {}
        while not self._stopping.is_set():
            now = time.monotonic()
            walked = 0
            held_back = {id_: until for id_, until in held_back.items() if until > now}
            for programme, ids in (await self._look(partial(news, self.house, tuple(held_back))) or {}).items():
                tally = await self._run(approval_chain(programme[:12], len(ids), ids))
                if tally:
                    walked += tally.walked
                    held_back |= dict.fromkeys(tally.stumbled, now + HELD_BACK)
            await self._pause(POLL)
            if walked > MANY:
                await self._gather()

    async def _gather(self) -> None:
        """While a burst lasts, let its news gather: a run costs about as much as walking three hundred dossiers."""
        end = time.monotonic() + LINGER
        seen, newest = "", await self._look(partial(newest_news, self.house))
        while newest and newest != seen and time.monotonic() < end:
            await self._pause(POLL)
            seen, newest = newest, await self._look(partial(newest_news, self.house))

    async def _post(self) -> None:
        """Empty the outbox whenever a letter is due."""
        from workflows.post import deliver_post, open_post_office  # noqa: PLC0415 - imports Prefect

        office = open_post_office(self.house, self._local_post())
        while not self._stopping.is_set():
            if await self._look(office.due):
                await self._run(deliver_post())
            await self._pause(POLL)

    async def _ladders(self) -> None:
        """Climb the reminder ladders when any is due."""
        await tend(self.house, stopping=self._stopping.is_set, look=self._look, run=self._run, pause=self._pause)

    async def _sign_ins(self) -> None:
        """Send sign-in links as they are asked for; no Prefect, so that people can sign in while it is down."""
        office = SignInPost(self.house, self._local_post() or smtp(self.settings))
        try:
            while not self._stopping.is_set():
                try:
                    if await self._look(office.due):
                        await office.empty()
                except Exception:
                    log.exception("engine.loop_failed", loop="_sign_ins")
                    await self._pause(REST)
                await self._pause(POLL)
        finally:
            await office.transport.close()

    async def _sweep(self) -> None:
        """Sweep soon after the start, every hour, and whenever news has lain still for the interval of the settings."""
        from workflows.sweep import sweep  # noqa: PLC0415 - imports Prefect

        last = -SWEEP
        lying = 0
        while not self._stopping.is_set():
            await self._pause(self.settings.sweep_seconds)
            lying = lying + 1 if await self._look(partial(lying_still, self.house)) else 0
            if lying > 1 or time.monotonic() - last > SWEEP:
                await self._run(sweep())
                last, lying = time.monotonic(), 0

    async def _clean(self) -> None:
        """Delete what nobody needs any more, at start and every hour; what failed is tried again by the next round."""
        while not self._stopping.is_set():
            try:
                await self._look(partial(clean, self.house))
            except Exception:
                log.exception("engine.loop_failed", loop="_clean")
            await self._pause(SWEEP)

    def _local_post(self) -> SmtpTransport | None:
        if self.catcher is None:
            return None
        return SmtpTransport(SmtpSettings(host="127.0.0.1", port=self.catcher.port, security="none"))

    async def _look(self, question: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the question gives
        """Ask the store something; a locked database is asked again by the next poll."""
        try:
            return await asyncio.to_thread(question)
        except TryAgain:
            return None

    async def _run(self, flow: Awaitable[_Result]) -> _Result | None:
        """Let a flow run; a failed one is logged, and what it should have done is found again by the next poll."""
        try:
            result = await asyncio.wait_for(flow, LONGEST_RUN)
        except Exception as error:  # noqa: BLE001 - whatever failed, the work stays on record and is found again
            self._failures += 1
            log.warning("engine.run_failed", error=type(error).__name__, in_a_row=self._failures)
            await self._rest()
            return None
        self._failures = 0
        return result

    async def _pause(self, seconds: float) -> None:
        """Wait, but not longer than until the engine is to stop."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _rest(self) -> None:
        """Rest after a failure; an embedded server that fails again and again is started anew."""
        await self._pause(REST)
        if self._failures >= FAILURES:
            await self._restart()

    async def _watch(self) -> None:
        """Start the embedded server anew when it has died; whoever is connected waits for the new one on the same socket."""
        while self.server and not self._stopping.is_set():
            if not self.server.running:
                await self._restart()
            await self._pause(REST)

    async def _restart(self) -> None:
        if self.server is None:
            return
        async with self._restarting:
            if self.server.running and self._failures < FAILURES:
                return
            log.error("engine.prefect_restarted", failures=self._failures)
            await asyncio.to_thread(self.server.stop)
            self.server.start()
            await until_it_answers(self.prefect_url, POLL * 4)
            self._failures = 0
