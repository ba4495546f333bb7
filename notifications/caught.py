"""Reading the mails a catcher has put into its folder; works whether or not a catcher is running.

A caught mail is two files: `00042-<safe message-id>.eml` holds the bytes exactly as they were handed over, and
`00042-<safe message-id>.json` beside it holds the envelope, which is in no header (a return path, a blind recipient).
The number is the order of arrival. A bare `.eml` put there by hand is listed too, with the envelope of its headers.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path
from typing import Final

_NUMBERED: Final = re.compile(r"(\d{5,})-")
#: Other years are no date of a mail, and cannot be shown in every zone.
_YEARS: Final = range(1970, 9000)
_MESSAGE_ID: Final = re.compile(r"<[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class CaughtMail:
    """One mail as a person would look at it; `path.read_bytes()` gives the bytes for comparing duplicates."""

    path: Path
    number: int
    """Order of arrival in this folder, from 1; 0 for a file put there by hand."""
    date: datetime | None
    """The Date header, None where it is missing or no date."""
    sender: str
    """Envelope sender (return path)."""
    recipient: str
    """Envelope recipient; several from a foreign client are joined by `, `."""
    subject: str
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    """The thread this mail belongs to, oldest first (RFC 5322 3.6.4)."""
    text: str
    """The plain-text body, lines ending in LF; empty where the mail has none."""
    attachments: tuple[str, ...] = ()
    """The names of the files that came with it."""


def list_mails(folder: Path, *, newest: int = 0) -> list[CaughtMail]:
    """Every mail in `folder` in order of arrival, or the `newest` so many; an absent folder holds none."""
    found = sorted(folder.glob("*.eml"), key=lambda path: (number_of(path), path.name))
    return [_read(path) for path in found[-newest:]]


def mail_numbered(folder: Path, number: int) -> CaughtMail | None:
    """The mail that arrived as this one, or None; mails put there by hand have no number."""
    found = next(folder.glob(f"{number:05}-*.eml"), None) if number else None
    return _read(found) if found else None


def number_of(path: Path) -> int:
    """The order of arrival a file name tells; 0 if it tells none."""
    found = _NUMBERED.match(path.name)
    return int(found[1]) if found else 0


def message_id(data: bytes) -> str:
    """The Message-ID of raw mail bytes with its angle brackets, or empty."""
    return _first_id(message_from_bytes(data.partition(b"\r\n\r\n")[0]), "Message-ID")


def _read(path: Path) -> CaughtMail:
    message = message_from_bytes(path.read_bytes())
    sender, recipient = _envelope(path, message)
    return CaughtMail(
        path=path,
        number=number_of(path),
        date=_date(message),
        sender=sender,
        recipient=recipient,
        subject=_decoded(message, "Subject"),
        message_id=_first_id(message, "Message-ID"),
        in_reply_to=_first_id(message, "In-Reply-To"),
        references=tuple(_MESSAGE_ID.findall(_raw(message, "References"))),
        text=_text(message),
        attachments=tuple(
            " ".join((part.get_filename() or "").split())
            for part in message.walk()
            if part.get_content_disposition() == "attachment"
        ),
    )


def _envelope(path: Path, message: Message) -> tuple[str, str]:
    try:
        noted = json.loads(path.with_suffix(".json").read_bytes())
    except FileNotFoundError:
        return _addresses(message, "From"), _addresses(message, "To")
    return noted["sender"], ", ".join(noted["recipients"])


def _raw(message: Message, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _decoded(message: Message, name: str) -> str:
    """A header as people read it (RFC 2047); one that cannot be decoded is shown as it stands."""
    raw = _raw(message, name)
    try:
        return str(make_header(decode_header(raw)))
    except (MessageError, LookupError, ValueError, TypeError):
        return raw


def _addresses(message: Message, name: str) -> str:
    return ", ".join(address for _, address in getaddresses([_raw(message, name)]) if address)


def _first_id(message: Message, name: str) -> str:
    found = _MESSAGE_ID.search(_raw(message, name))
    return found[0] if found else ""


def _date(message: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(_raw(message, "Date"))
    except (ValueError, OverflowError):
        return None
    return found if found.year in _YEARS else None


def _text(message: Message) -> str:
    """The first text/plain part that is not an attachment."""
    for part in message.walk():
        if part.get_content_type() == "text/plain" and part.get_content_disposition() != "attachment":
            payload = part.get_payload(decode=True)
            data = payload if isinstance(payload, bytes) else b""
            try:
                text = data.decode(part.get_content_charset("utf-8"), "replace")
            except (LookupError, ValueError):  # a charset nobody knows, or that is no name of one
                text = data.decode("utf-8", "replace")
            return text.replace("\r\n", "\n")
    return ""
