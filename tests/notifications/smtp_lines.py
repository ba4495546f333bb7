"""A letter, short patience, and a caller who counts how often DATA was announced."""

from dataclasses import dataclass, field, replace

from notifications.smtp import SmtpSettings, SmtpTransport, Timeouts
from notifications.transports import Delivery, Envelope, Stage
from tests.notifications.scripted_smtp import ScriptedSmtp

BODY = b"Subject: Eingang\r\nMessage-ID: <1@example.org>\r\n\r\nIhr Antrag ist da.\r\n"
LETTER = Envelope("amt@example.org", "sponsor@example.org", BODY)
PATIENT = Timeouts(connect=5, command=5, data=5, final=5)


def impatient_at(stage: Stage) -> Timeouts:
    """Short patience where the server is going to hang, and only there: a slow machine must not fail a test."""
    match stage:
        case "connect" | "starttls":
            return replace(PATIENT, connect=0.4)
        case "auth" | "mail" | "rcpt":
            return replace(PATIENT, command=0.2)
        case "data":
            return replace(PATIENT, data=0.2)
        case "dot":
            return replace(PATIENT, final=0.2)


@dataclass
class Caller:
    """Keeps what the server had heard each time `data_started` was awaited."""

    server: ScriptedSmtp | None = None
    announced: list[list[str]] = field(default_factory=list)

    async def data_started(self) -> None:
        self.announced.append(self.server.verbs() if self.server else [])


def plain(port: int, timeouts: Timeouts = PATIENT) -> SmtpSettings:
    """Loopback, neither encrypted nor logged in."""
    return SmtpSettings(host="127.0.0.1", port=port, security="none", timeouts=timeouts)


async def send_once(settings: SmtpSettings, letter: Envelope = LETTER) -> tuple[Delivery, int]:
    """One mail over a line of its own; the delivery and how often DATA was announced."""
    transport, caller = SmtpTransport(settings), Caller()
    delivery = await transport.send(letter, data_started=caller.data_started)
    await transport.close()
    return delivery, len(caller.announced)
