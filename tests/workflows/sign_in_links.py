"""Sign-in links as a test sees them: asked for, sent, read out of their mail."""

from collections.abc import Sequence
from email import message_from_bytes, policy
from typing import Any

from sqlalchemy import text

from notifications.transports import Envelope, RecordingTransport
from workflows import sign_in
from workflows.house import House
from workflows.sign_in import SignInPost

CONTACT = "quartiersmoderation@example.org"


def rows(house: House) -> Sequence[Any]:
    """What is on record, the oldest first."""
    with house.database.reading() as connection:
        return connection.execute(text("SELECT * FROM sign_in ORDER BY asked_at, id")).all()


def told(envelope: Envelope) -> str:
    """The text of a mail."""
    body = message_from_bytes(envelope.data, policy=policy.default).get_body(("plain",))
    assert body
    return str(body.get_content())


def token(envelope: Envelope) -> str:
    """The token in a mail's link."""
    return told(envelope).split("/anmelden/", 1)[1].split()[0]


async def asked_and_sent(house: House, transport: RecordingTransport, browser: str = "browser") -> str:
    """Ask for a link and send it; gives its token."""
    sign_in.ask(house, CONTACT, browser)
    assert await SignInPost(house, transport).empty() == {"sent": 1}
    return token(transport.accepted[-1])
