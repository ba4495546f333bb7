"""Emptying the outbox: claim, begin DATA, note. Every step is durable before the next begins (promise P3).

Nothing here holds a database lock while it talks to a mail server; one connection is kept open between letters and runs.
"""

import asyncio
import uuid
from collections import Counter
from datetime import datetime, timedelta

import structlog
from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from config.crash import crashpoint
from domain.office_time import instant, moment
from notifications.compose import compose, digest
from notifications.policy import CONFIGURATION_PAUSE, DATA_LEASE, after
from notifications.transports import Delivery, Envelope, Outcome, Transport
from store import outbox
from store.outbox import LetterState, Posted
from workflows.house import House, here
from workflows.letters import as_letter
from workflows.relay import smtp
from workflows.reminders.letters import OF_A_DAY
from workflows.reminders.recheck import Checked, recheck
from workflows.runs import NO_RESULTS

log = structlog.get_logger()

#: Letters claimed at a time: short enough for one lease, long enough to spare transactions.
BATCH = 20


class ClaimLost(Exception):
    """Another process took the letter over; this one must not send it."""


class PostOffice:
    """The post of one house: its transport, kept open, and whether it rests because our access was refused."""

    def __init__(self, house: House, transport: Transport) -> None:
        """Take the transport letters go out by."""
        self.house = house
        self.transport = transport
        self._rests_until: datetime | None = None

    def due(self) -> bool:
        """Tell whether any letter is due and the post does not rest."""
        now = self.house.clock.now()
        if self._rests_until and now < self._rests_until:
            return False
        with self.house.database.reading() as connection:
            return outbox.due(connection, now=instant(now))

    async def empty(self) -> Counter[str]:
        """Send what is due until nothing is, or our access is refused; count the outcomes."""
        tally: Counter[str] = Counter()
        while True:
            fence = uuid.uuid4().hex
            claimed = await asyncio.to_thread(self._claim, fence)
            if not claimed:
                return tally
            crashpoint("letter-claimed")
            for number, letter in enumerate(claimed):
                checked = await self._checked(letter, fence)
                if checked is None:
                    tally["not_now"] += 1
                    continue
                delivery = await self._send(checked.letter, fence)
                if delivery is None:
                    tally["claim_lost"] += 1
                    continue
                crashpoint("letter-answered")
                tally[delivery.outcome.value] += 1
                if await asyncio.to_thread(self._conclude, checked, fence, delivery):
                    await asyncio.to_thread(self._rest, claimed[number + 1 :], fence)
                    return tally

    def _claim(self, fence: str) -> list[Posted]:
        now = self.house.clock.now()
        lease_end = instant(now + timedelta(seconds=self.house.settings.lease_seconds))
        with self.house.database.transaction() as connection:
            return outbox.claim(connection, now=instant(now), lease_end=lease_end, fence=fence, limit=BATCH)

    async def _checked(self, letter: Posted, fence: str) -> Checked | None:
        """Look at a mail about deadlines once more; every other letter is true for good and goes at once."""
        if not letter.occasion.startswith(OF_A_DAY):
            return Checked(letter, letter.attempts + 1, moment(letter.written_at))
        return await asyncio.to_thread(recheck, self.house, letter.id, fence)

    async def _send(self, letter: Posted, fence: str) -> Delivery | None:
        """Try one letter; None if its claim ran out before DATA."""
        try:
            envelope = _envelope(letter)
        except ValueError as error:
            # Only a row that was tampered with comes here; it must not hold up the letters behind it.
            return Delivery(Outcome.REFUSED_FOR_GOOD, "connect", None, str(error))

        async def data_started() -> None:
            crashpoint("letter-addressed")
            await asyncio.to_thread(self._begin, letter, fence)
            crashpoint("letter-begun")

        try:
            return await self.transport.send(envelope, data_started=data_started)
        except ClaimLost:
            return None

    def _begin(self, letter: Posted, fence: str) -> None:
        until = instant(self.house.clock.now() + DATA_LEASE)
        if not self._note(letter, fence, LetterState.DATA_STARTED, until, ""):
            raise ClaimLost

    def _conclude(self, checked: Checked, fence: str, delivery: Delivery) -> bool:
        """Note the outcome of a try; True if the post has to rest."""
        now = self.house.clock.now()
        letter = checked.letter
        step = after(delivery, attempts=checked.tries, written_at=checked.since, now=now)
        state = LetterState(step.state)
        self._note(letter, fence, state, instant(step.due), delivery.reply, ambiguous=step.ambiguous)
        if delivery.outcome is not Outcome.ACCEPTED:
            log.warning(
                "letter.not_accepted",
                letter=letter.id,
                outcome=delivery.outcome.value,
                stage=delivery.stage,
                code=delivery.code,
            )
        return step.halts

    def _rest(self, untried: list[Posted], fence: str) -> None:
        """Give back what was claimed and let all post rest: our own access was refused."""
        self._rests_until = self.house.clock.now() + CONFIGURATION_PAUSE
        log.error("post.access_refused", waiting=len(untried) + 1)
        with self.house.database.transaction() as connection:
            outbox.give_back(connection, untried, fence=fence)

    def _note(self, letter: Posted, fence: str, state: LetterState, until: str, reply: str, *, ambiguous: bool = False) -> bool:
        with self.house.database.transaction() as connection:
            return outbox.note(
                connection, letter.id, fence=fence, state=state, next_try_at=until, reply=reply, ambiguous=ambiguous
            )


def _envelope(posted: Posted) -> Envelope:
    """The letter ready to go; ValueError if it is not what was rendered, or cannot be a mail."""
    letter = as_letter(posted)
    if digest(letter) != posted.digest:
        raise ValueError("The letter was changed after it was written, so it was not sent.")
    return Envelope(letter.sender, letter.recipient, compose(letter))


_offices: list[PostOffice] = []


def open_post_office(house: House, transport: Transport | None = None) -> PostOffice:
    """Open the post office of this process: with the transport lent, or with the relay of the house's settings."""
    _offices[:] = [PostOffice(house, transport or smtp(house.settings))]
    return _offices[0]


async def close_post_office() -> None:
    """Take leave of the relay."""
    while _offices:
        await _offices.pop().transport.close()


@flow(name="deliver-post", flow_run_name="Briefe", persist_result=False, result_storage=NO_RESULTS)
async def deliver_post() -> dict[str, int]:
    """Send what is due, over one connection; counts by outcome."""
    return await send_letters()


@task(name="send-letters", task_run_name="Versand", cache_policy=NO_CACHE, persist_result=False)
async def send_letters() -> dict[str, int]:
    """Empty the outbox as far as it can be emptied now."""
    office = _offices[0] if _offices else open_post_office(here())
    return dict(await office.empty())
