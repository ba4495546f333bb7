"""What a letter is to a transport, and what became of it.

A transport takes finished bytes for one recipient and says honestly how far they got. The words of `Outcome` decide
what the outbox does next; the table behind them is in `notifications/smtp_outcomes.py`.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, Protocol

Stage = Literal["connect", "starttls", "auth", "mail", "rcpt", "data", "dot"]
"""How far a dialogue came. `connect` covers banner and EHLO; `dot` is everything after the server's 354."""

_DATA_WAS_ANNOUNCED: Final[frozenset[Stage]] = frozenset({"data", "dot"})


class Outcome(StrEnum):
    """What became of one try."""

    ACCEPTED = "accepted"
    """The relay has taken responsibility for the mail (RFC 5321 4.2.5)."""
    NOT_SENT = "not_sent"
    """The mail provably never left: try again, no duplicate is possible."""
    REFUSED_FOR_NOW = "refused_for_now"
    """The relay said "later" (4xx, greylisting among them): try again."""
    REFUSED_FOR_GOOD = "refused_for_good"
    """The relay will never take this mail: final, a person is told."""
    OUR_CONFIGURATION = "our_configuration"
    """Not the mail but our access is refused: hold all mails, raise the alarm."""
    AMBIGUOUS = "ambiguous"
    """The answer was lost after the relay had begun to take the mail (RFC 1047): resend the same bytes later."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail for one recipient; `data` are the finished RFC 5322 bytes, lines ending in CRLF."""

    sender: str
    """Return path (RFC 5321 reverse-path); empty for a mail that must not bounce."""
    recipient: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Delivery:
    """The end of one try: its outcome, how far it came, and what was said (one printable line, ≤ 500 characters)."""

    outcome: Outcome
    stage: Stage
    code: int | None
    """The server's reply code (RFC 5321 4.2), None where it gave none."""
    reply: str


class Transport(Protocol):
    """Anything that can carry letters out of the house."""

    async def send(self, envelope: Envelope, *, data_started: Callable[[], Awaitable[None]]) -> Delivery:
        """Carry one mail and say what became of it; trouble on the line is an outcome, never an exception.

        `data_started` is awaited once, immediately before the DATA command, so that the caller can note durably that
        from here on the mail may have arrived. What it raises ends the try and reaches the caller.
        """
        ...

    async def close(self) -> None:
        """Take leave of the server; the next `send` opens a new connection."""
        ...


class RecordingTransport:
    """A transport that keeps what it is given: for tests, rehearsals and replays.

    It plays `deliveries` in order and accepts everything after the last one. As on a real line, `data_started` is
    awaited only by a delivery that came as far as DATA.
    """

    def __init__(self, deliveries: Iterable[Delivery] = ()) -> None:
        self._script = deque(deliveries)
        self.envelopes: list[Envelope] = []
        """Every try, in order."""
        self.accepted: list[Envelope] = []
        """The tries that ended accepted, in order."""
        self.closed = False

    def then(self, *deliveries: Delivery) -> None:
        """Append to the script."""
        self._script.extend(deliveries)

    async def send(self, envelope: Envelope, *, data_started: Callable[[], Awaitable[None]]) -> Delivery:
        """Keep the envelope and play the next delivery."""
        delivery = self._script.popleft() if self._script else Delivery(Outcome.ACCEPTED, "dot", 250, "recorded")
        self.envelopes.append(envelope)
        if delivery.stage in _DATA_WAS_ANNOUNCED:
            await data_started()
        if delivery.outcome is Outcome.ACCEPTED:
            self.accepted.append(envelope)
        return delivery

    async def close(self) -> None:
        """Note that the caller took leave."""
        self.closed = True
