"""Signing in by a link or a code that come by mail, work once, and for ten minutes (ASVS 5.0 V6).

Both are made when the mail goes out and nowhere kept but as hashes. No Prefect: people sign in while it is down.
"""

import asyncio
import hashlib
import secrets
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from domain.office_time import instant, moment
from domain.text import Language
from notifications.compose import Letter, compose, message_id
from notifications.render import Addressee, Office, sign_in
from notifications.transports import Delivery, Envelope, Outcome, Transport
from store import access, people, sign_ins
from store.access import Account
from store.sign_ins import Asked, AtMost, SignInState
from workflows.house import House

log = structlog.get_logger()

#: How long a link works from its sending on, and how long a link asked for is worth sending.
VALID = timedelta(minutes=10)
WORTH_SENDING = timedelta(minutes=10)
#: So many mails a person gets at most in so long a time, for one browser and for all that are strange to them; whoever asks
#: on is told nothing else.
AT_MOST, OVERALL, WITHIN = 5, 20, timedelta(hours=1)
#: What a code is made of: no sign that is taken for another. Eight of them are 40 bits, for five tries in ten minutes.
SIGNS, LENGTH = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 8
#: Pauses after a try that brought the mail to nobody; the last one repeats.
PAUSES = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=3))


class ClaimLost(Exception):
    """Another process took the link over; this one must not send it."""


def hashed(token: str) -> str:
    """The hash under which a token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_hash(browser_hash: str, code: str) -> str:
    """The hash under which a code is stored: the same code in another browser is another one."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashed(f"{browser_hash}/{plain}")


def ask(house: House, email: str, browser: str, *, barred: Callable[[Account], bool] = lambda _: False) -> int:
    """Owe a link to everybody reached at this address, good for this browser only; gives how many are owed.

    `barred` names those who sign in another way. The number is not for whoever asked: what they are told must not depend on it.
    """
    now = house.clock.now()
    at_most = AtMost(instant(now - WITHIN), AT_MOST, OVERALL)
    with house.database.reading() as connection:
        there = [access.account(connection, party) for party in access.accounts_at(connection, email)]
    parties = [account.party for account in there if account is not None and not barred(account)]
    owed = 0
    with house.database.transaction() as connection:
        for party in parties:
            owed += sign_ins.ask(
                connection, id_=uuid.uuid4().hex, party=party, browser_hash=hashed(browser), at=instant(now), at_most=at_most,
            )  # fmt: skip
    return owed


def known(house: House, email: str, browser: str) -> bool:
    """Tell whether somebody reached at this address has signed in with this browser before."""
    with house.database.reading() as connection:
        return sign_ins.known(connection, email, hashed(browser))


def use(house: House, token: str, browser: str) -> Account | None:
    """Use up a link; gives who signed in, or None if it opens nothing (any more, or not in this browser)."""
    with house.database.transaction() as connection:
        return sign_ins.use(connection, token_hash=hashed(token), browser_hash=hashed(browser), now=house.now())


def use_code(house: House, code: str, browser: str) -> Account | None:
    """Use up a link by the code that came with it; None if it opens nothing. Case and dashes do not matter."""
    browser_hash = hashed(browser)
    with house.database.transaction() as connection:
        return sign_ins.use_code(
            connection, code_hash=code_hash(browser_hash, code), browser_hash=browser_hash, now=house.now()
        )


@dataclass(frozen=True, slots=True)
class Secrets:
    """What opens the door: the token in the link, and the code."""

    token: str
    code: str

    @classmethod
    def new(cls) -> "Secrets":
        """Make both."""
        return cls(secrets.token_urlsafe(32), "".join(secrets.choice(SIGNS) for _ in range(LENGTH)))

    @property
    def shown(self) -> str:
        """The code as people read it."""
        return f"{self.code[: LENGTH // 2]}-{self.code[LENGTH // 2 :]}"


class SignInPost:
    """Sends the links that were asked for, each with a token of its own."""

    def __init__(self, house: House, transport: Transport) -> None:
        """Take the transport mails go out by."""
        self.house = house
        self.transport = transport

    def due(self) -> bool:
        """Tell whether any link is due."""
        with self.house.database.reading() as connection:
            return sign_ins.due(connection, now=self.house.now())

    async def empty(self) -> Counter[str]:
        """Send what is due until nothing is; count where each link stands then."""
        tally: Counter[str] = Counter()
        while True:
            fence = uuid.uuid4().hex
            asked = await asyncio.to_thread(self._claim, fence)
            if asked is None:
                return tally
            tally[await self._send(asked, fence)] += 1

    def _claim(self, fence: str) -> Asked | None:
        now = self.house.clock.now()
        lease_end = instant(now + timedelta(seconds=self.house.settings.lease_seconds))
        with self.house.database.transaction() as connection:
            return sign_ins.claim(connection, now=instant(now), lease_end=lease_end, fence=fence)

    async def _send(self, asked: Asked, fence: str) -> str:
        """Try one link; gives where it stands then, or "claim_lost"."""
        made = Secrets.new()
        try:
            envelope = await asyncio.to_thread(self._envelope, asked, made)
        except ValueError as error:
            # An address that cannot stand in a mail must not hold up the links behind it.
            log.warning("sign_in.not_a_mail", sign_in=asked.id, error=str(error))
            return await asyncio.to_thread(self._conclude, asked, fence, SignInState.REFUSED)
        if envelope is None:
            return await asyncio.to_thread(self._conclude, asked, fence, SignInState.EXPIRED)

        async def data_started() -> None:
            if not await asyncio.to_thread(self._begin, asked, fence, made):
                raise ClaimLost

        try:
            delivery = await self.transport.send(envelope, data_started=data_started)
        except ClaimLost:
            return "claim_lost"
        return await asyncio.to_thread(self._conclude, asked, fence, self._after(asked, delivery))

    def _envelope(self, asked: Asked, made: Secrets) -> Envelope | None:
        """The mail ready to go; None if it came too late, or the person is gone."""
        if self.house.clock.now() - moment(asked.asked_at) >= WORTH_SENDING:
            return None
        with self.house.database.reading() as connection:
            account = access.account(connection, asked.party)
            seats = people.seats(connection)
        if account is None:
            return None
        settings, seat = self.house.settings, seats[account.authority]
        language: Language = "en" if account.language == "en" else "de"
        base = self.house.portal
        office = Office(seat.title, seat.contact, settings.mail_from, settings.mail_domain, base)
        addressee = Addressee(account.party, account.name, account.email, language)
        mail = sign_in(addressee, office, f"{base}/anmelden/{made.token}", made.shown)
        id_ = uuid.uuid4().hex  # every try is another mail: it holds another token
        letter = Letter(
            id=id_, message_id=message_id(id_, settings.mail_domain), thread_id=None, sender_name=seat.title.into(language),
            sender=settings.mail_from, reply_to=seat.contact, recipient_name=account.name, recipient=account.email,
            language=language, subject=mail.subject, text=mail.text, html=mail.html, written_at=self.house.now(),
        )  # fmt: skip
        return Envelope(letter.sender, letter.recipient, compose(letter))

    def _begin(self, asked: Asked, fence: str, made: Secrets) -> bool:
        """Make token and code good just before it goes out, so that no answer of the relay can come before they are."""
        until = instant(self.house.clock.now() + VALID)
        with self.house.database.transaction() as connection:
            return sign_ins.begin(
                connection, asked.id, fence=fence, token_hash=hashed(made.token),
                code_hash=code_hash(asked.browser_hash, made.code), expires_at=until,
            )  # fmt: skip

    def _after(self, asked: Asked, delivery: Delivery) -> SignInState:
        if delivery.outcome is Outcome.ACCEPTED:
            return SignInState.SENT
        log.warning("sign_in.not_accepted", sign_in=asked.id, outcome=delivery.outcome.value, code=delivery.code)
        match delivery.outcome:
            case Outcome.AMBIGUOUS:
                return SignInState.SENT
            case Outcome.REFUSED_FOR_GOOD:
                return SignInState.REFUSED
            case _:
                late = self._next_try(asked) - moment(asked.asked_at) >= WORTH_SENDING
                return SignInState.EXPIRED if late else SignInState.OWED

    def _conclude(self, asked: Asked, fence: str, state: SignInState) -> str:
        if state is not SignInState.SENT:  # which it is on record as already, since DATA
            until = instant(self._next_try(asked) if state is SignInState.OWED else self.house.clock.now())
            with self.house.database.transaction() as connection:
                sign_ins.note(connection, asked.id, fence=fence, state=state, next_try_at=until)
        return state.value

    def _next_try(self, asked: Asked) -> datetime:
        return self.house.clock.now() + PAUSES[min(asked.attempts, len(PAUSES)) - 1]
