"""A letter as it is stored, and what a mail reader makes of its bytes."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from notifications.compose import Letter
from tests.notifications.letters import SITUATIONS, letter

DONE = letter(SITUATIONS["documents_requested"](), "de")
LETTER = Letter(
    id="0190f3c2a4b87c1e",
    message_id="<0190f3c2a4b87c1e@mail.example.org>",
    thread_id="<0190aaaaaaaaaaaa@mail.example.org>",
    sender_name="Stadt Leipzig, Fördermittelstelle",
    sender="noreply@example.org",
    reply_to="foerderung@example.org",
    recipient_name="Quartiersbüro Leipziger Westen",
    recipient="quartier@example.org",
    language="de",
    subject=DONE.subject,
    text=DONE.text,
    html=DONE.html,
    written_at="2002-07-04T08:00:00+00:00",
)


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def mailbox(raw: bytes, header: str) -> tuple[str, str]:
    """Name and address as they arrive; read apart, since the policy `default` puts blanks between encoded words."""
    name, address = parseaddr(message_from_bytes(raw)[header])
    return str(make_header(decode_header(name))), address
