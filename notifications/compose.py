"""The bytes of a letter: RFC 5322, a pure function of the stored fields, so that sending again sends the same bytes.

Written out by hand instead of by `email.message`: its folding changes between Python releases, and a letter tried for
five days must not change under an upgrade (promise P3). Bodies are quoted-printable, readable in the file as they are.
"""

import binascii
import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from email.utils import format_datetime
from zoneinfo import ZoneInfo

#: Letters are dated in the zone of the office; every authority of an installation lies in Germany.
ZONE = ZoneInfo("Europe/Berlin")
#: Characters after which mail servers were seen to refuse a name, and the longest one they take without suspicion.
_UNWELCOME = re.compile(r"[@:,;\"<>()\[\]\\\s]+")
_LONGEST_NAME = 75
#: RFC 2047 2: an encoded word has at most 75 characters; RFC 5322 2.1.1: a line should have at most 78.
_WORD = 75 - len("=?utf-8?b??=")
_LINE = 76
_MAIL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+"
_ADDRESS = re.compile(_MAIL)
_MESSAGE_ID = re.compile(f"<{_MAIL}>")
_LANGUAGE = re.compile("[a-z]{2}")
#: A line of a header has at most 998 characters (RFC 5322 2.1.1), and angle brackets end the address (RFC 2369 2).
_WEB_ADDRESS = re.compile(r"https?://[!-;=?-~]{1,900}")
_METHOD = re.compile("^METHOD:([A-Z]{3,20})\r?$", re.MULTILINE)
#: What the attachment is called; ASCII, because nothing else survives every server.
_FILE_NAMES = {"de": "sitzung.ics", "en": "meeting.ics"}
_ENDS_A_HEADER = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is stored; `message_id` and `thread_id` with their angle brackets, `written_at` an ISO instant."""

    id: str
    message_id: str
    thread_id: str | None
    sender_name: str
    sender: str
    reply_to: str
    recipient_name: str
    recipient: str
    language: str
    subject: str
    text: str
    html: str
    written_at: str
    #: A calendar file (RFC 5545) that goes with it, or nothing; its METHOD line says what it asks for.
    attachment: str = ""
    #: The address that declines mails of its kind (RFC 8058), or nothing with those nobody can decline.
    unsubscribe: str = ""


#: These came later: a letter without them has the digest it always had.
_LATER = ("attachment", "unsubscribe")
_FIELDS = tuple(field.name for field in fields(Letter) if field.name not in _LATER)


def message_id(letter_id: str, mail_domain: str) -> str:
    """Give the Message-ID of a letter, the same for every try."""
    return f"<{letter_id}@{mail_domain}>"


def digest(letter: Letter) -> str:
    """Give the SHA-256 over the stored fields as hex; each behind its length, so that none runs into the next."""
    stored = [getattr(letter, name) for name in _FIELDS]
    stored += [letter.attachment] if letter.attachment else []
    # Named, so that no other field's text reads like it.
    stored += [f"List-Unsubscribe {letter.unsubscribe}"] if letter.unsubscribe else []
    return hashlib.sha256("".join(["-" if value is None else f"{len(value)}:{value}" for value in stored]).encode()).hexdigest()


def compose(letter: Letter) -> bytes:
    """Give the letter's bytes; ValueError where a field could end its header (CR, LF, controls) or is no address.

    With a calendar file the two bodies and the file are the parts of one mail (RFC 6047 2.4).
    """
    boundary = f"=_{hashlib.sha256(letter.id.encode()).hexdigest()[:40]}"  # "=_" never stands in quoted-printable
    lines = [*_headers(letter), "MIME-Version: 1.0"]
    if not letter.attachment:
        return "\r\n".join([*lines, *_bodies(letter, boundary), ""]).encode("ascii")
    inner = f"{boundary}b"
    lines += [
        f'Content-Type: multipart/mixed; boundary="{boundary}"',
        "",
        f"--{boundary}",
        *_bodies(letter, inner),
        f"--{boundary}",
        *_calendar_file(letter),
        f"--{boundary}--",
        "",
    ]
    return "\r\n".join(lines).encode("ascii")


def _bodies(letter: Letter, boundary: str) -> Iterator[str]:
    """Give text and HTML as alternatives, with the header that says so."""
    yield f'Content-Type: multipart/alternative; boundary="{boundary}"'
    yield ""
    for kind, body in (("plain", letter.text), ("html", letter.html)):
        yield f"--{boundary}"
        yield f"Content-Type: text/{kind}; charset=utf-8"
        yield "Content-Transfer-Encoding: quoted-printable"
        yield ""
        yield _quoted_printable(body)
    yield f"--{boundary}--"


def _calendar_file(letter: Letter) -> Iterator[str]:
    """Give the calendar file as the part it is; ValueError where it does not say what it asks for."""
    asks = _METHOD.search(letter.attachment)
    if asks is None:
        raise ValueError("a calendar file in a mail has a METHOD")
    name = _FILE_NAMES.get(letter.language, _FILE_NAMES["de"])
    yield f"Content-Type: text/calendar; method={asks[1]}; charset=utf-8;"
    yield f' name="{name}"'
    yield "Content-Transfer-Encoding: base64"
    yield f'Content-Disposition: attachment; filename="{name}"'
    yield ""
    encoded = b64encode(letter.attachment.encode()).decode("ascii")
    yield from (encoded[at : at + _LINE] for at in range(0, len(encoded), _LINE))


def _headers(letter: Letter) -> Iterator[str]:
    written = datetime.fromisoformat(letter.written_at)
    if written.tzinfo is None:
        raise ValueError(f"written_at has to name its zone: {letter.written_at}")
    own = _checked(letter.message_id, _MESSAGE_ID)
    yield f"From: {_mailbox(letter.sender_name, letter.sender)}"
    yield f"Reply-To: {_checked(letter.reply_to, _ADDRESS)}"
    yield f"To: {_mailbox(letter.recipient_name, letter.recipient)}"
    yield f"Subject: {_unstructured(letter.subject, len('Subject: '))}"
    yield f"Date: {format_datetime(written.astimezone(ZONE))}"
    yield f"Message-ID: {own}"
    if letter.thread_id and letter.thread_id != own:
        thread = _checked(letter.thread_id, _MESSAGE_ID)
        yield f"In-Reply-To: {thread}"
        yield f"References: {thread}"
    yield "Auto-Submitted: auto-generated"  # RFC 3834 5
    yield "X-Auto-Response-Suppress: All"
    yield f"Content-Language: {_checked(letter.language, _LANGUAGE)}"
    if letter.unsubscribe:
        yield f"List-Unsubscribe: <{_checked(letter.unsubscribe, _WEB_ADDRESS)}>"
        if letter.unsubscribe.startswith("https:"):  # RFC 8058 3.1 knows no other
            yield "List-Unsubscribe-Post: List-Unsubscribe=One-Click"


def _checked(value: str, shape: re.Pattern[str]) -> str:
    if not shape.fullmatch(value):
        raise ValueError(f"{value[:80]!r} cannot stand in a mail header")
    return value


def _mailbox(name: str, address: str) -> str:
    """Give name and address as RFC 5322 3.4 wants them; the name without what makes servers refuse it, or left out."""
    shown = _UNWELCOME.sub(" ", _one_line(name)).strip()[:_LONGEST_NAME].rstrip()
    address = _checked(address, _ADDRESS)
    if not shown:
        return address
    phrase = f'"{shown}"' if shown.isascii() and "=?" not in shown else _encoded(shown)
    return f"{phrase}\r\n <{address}>"


def _unstructured(value: str, before: int) -> str:
    """Give a subject as it is if it is short ASCII that no reader could take for an encoded word, else encoded."""
    value = _one_line(value)
    if value.isascii() and before + len(value) <= _LINE and "=?" not in value:
        return value
    return _encoded(value)


def _one_line(value: str) -> str:
    if _ENDS_A_HEADER.search(value):
        raise ValueError(f"{value[:80]!r} cannot stand in a mail header")
    return value


def _encoded(value: str) -> str:
    """Give RFC 2047 encoded words, one a line, each holding whole characters."""
    words, word = [], b""
    for char in value:
        more = char.encode()
        if len(word) + len(more) > _WORD // 4 * 3:
            words.append(word)
            word = b""
        word += more
    return "\r\n ".join(f"=?utf-8?b?{b64encode(part).decode('ascii')}?=" for part in [*words, word])


def _quoted_printable(body: str) -> str:
    """Encode a body; its line breaks become CRLF, its lines at most 76 characters long (RFC 2045 6.7)."""
    lines = "".join(f"{line}\r\n" for line in body.splitlines()).encode()
    return binascii.b2a_qp(lines, istext=True).decode("ascii")
