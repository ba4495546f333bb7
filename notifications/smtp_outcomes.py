"""What an SMTP reply, or its absence, means for the mail: the outcome table.

| seen                              | where                   | outcome           |
|-----------------------------------|-------------------------|-------------------|
| 4xx                               | any stage, the dot too  | refused for now   |
| 5xx                               | RCPT, DATA, dot         | refused for good  |
| 5xx                               | STARTTLS, AUTH, MAIL    | our configuration |
| 5xx                               | banner, EHLO            | not sent          |
| certificate or TLS version wrong, | connect, STARTTLS, AUTH | our configuration |
| STARTTLS or AUTH not offered      |                         |                   |
| no reply, or not an SMTP reply    | before 354              | not sent          |
| no reply, or not an SMTP reply    | after 354               | ambiguous         |
"""

import re
import ssl
from typing import Final

from notifications.transports import Delivery, Envelope, Outcome, Stage

REPLY_LIMIT: Final = 500
"""Characters kept of a server's reply: enough for queue id and reason, too few to flood a page."""

_REPLY_CODES: Final = range(200, 600)
_REFUSALS: Final = range(400, 600)
_CLOSING: Final = 421
_REFUSED_FOR_GOOD: Final[dict[Stage, Outcome]] = {
    "connect": Outcome.NOT_SENT,
    "starttls": Outcome.OUR_CONFIGURATION,
    "auth": Outcome.OUR_CONFIGURATION,
    "mail": Outcome.OUR_CONFIGURATION,
    "rcpt": Outcome.REFUSED_FOR_GOOD,
    "data": Outcome.REFUSED_FOR_GOOD,
    "dot": Outcome.REFUSED_FOR_GOOD,
}
_SETTING_UP: Final[frozenset[Stage]] = frozenset({"connect", "starttls", "auth"})
_LINK_FAULTS: Final = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
_MAILBOX: Final = re.compile(r"[!-~]+@[!-~]+")
_UNSAFE: Final = re.compile(r'[<>",;:\\()]')
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT: Final = re.compile(rb"(?m)^\.")


class StageFailedError(Exception):
    """A stage did not end as hoped; the delivery says what that means."""

    def __init__(self, delivery: Delivery) -> None:
        super().__init__(delivery)
        self.delivery = delivery


def replied(stage: Stage, code: int, text: str) -> Delivery:
    """The meaning of a reply other than the one hoped for. An unknown code counts as no reply (RFC 5321 4.3.2)."""
    match code // 100:
        case 4:
            outcome = Outcome.REFUSED_FOR_NOW
        case 5:
            outcome = _REFUSED_FOR_GOOD[stage]
        case _:
            outcome = _silence(stage)
    return Delivery(outcome, stage, code if code in _REPLY_CODES else None, clean(text))


def lost(stage: Stage, error: BaseException) -> Delivery:
    """The meaning of a dead line, a timeout or a failed handshake."""
    refused = stage in _SETTING_UP and _is_tls_refusal(error)
    outcome = Outcome.OUR_CONFIGURATION if refused else _silence(stage)
    return Delivery(outcome, stage, None, clean(str(error) or type(error).__name__))


def misconfigured(stage: Stage, reason: str) -> StageFailedError:
    """What we are told to do cannot be done with this server."""
    return StageFailedError(Delivery(Outcome.OUR_CONFIGURATION, stage, None, clean(reason)))


def unsendable(envelope: Envelope) -> Delivery | None:
    """Why an envelope may not even be tried: an address that would break out of its SMTP line or needs RFC 6531."""
    if envelope.sender and not _is_mailbox(envelope.sender):
        return Delivery(Outcome.OUR_CONFIGURATION, "mail", None, "Die Absenderadresse ist keine E-Mail-Adresse.")
    if not _is_mailbox(envelope.recipient):
        return Delivery(Outcome.REFUSED_FOR_GOOD, "rcpt", None, "Die Empfängeradresse ist keine E-Mail-Adresse.")
    return None


def is_plain_refusal(delivery: Delivery) -> bool:
    """Whether this mail alone was refused, so that the next one may use the line. 421 announces a hang-up."""
    refused = delivery.code in _REFUSALS and delivery.code != _CLOSING
    return refused and delivery.stage not in _SETTING_UP


def on_the_wire(data: bytes) -> bytes:
    """The bytes as DATA carries them: CRLF lines, leading dots doubled, closed by the final dot (RFC 5321 4.5.2).

    Lone CR and LF become CRLF: servers disagree about them, and that is how mails are smuggled. Bytes that already
    end every line in CRLF arrive unchanged.
    """
    text = _LINE_END.sub(b"\r\n", data)
    if not text.endswith(b"\r\n"):
        text += b"\r\n"
    return _LEADING_DOT.sub(b"..", text) + b".\r\n"


def clean(text: str) -> str:
    """One printable line: a server's reply is shown to people and written to logs, so it must not steer either."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:REPLY_LIMIT]


def _silence(stage: Stage) -> Outcome:
    return Outcome.AMBIGUOUS if stage == "dot" else Outcome.NOT_SENT


def _is_mailbox(address: str) -> bool:
    return _MAILBOX.fullmatch(address) is not None and _UNSAFE.search(address) is None


def _is_tls_refusal(error: BaseException | None) -> bool:
    """Whether TLS itself said no somewhere down the chain of causes; a line that died in the handshake is not that."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return not isinstance(error, _LINK_FAULTS)
        error = error.__cause__
    return False
