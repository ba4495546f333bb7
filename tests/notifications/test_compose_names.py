"""Names, subjects and texts of people on their way into a mail: they arrive as they were and move nothing."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.compose import Letter, compose
from tests.notifications.composed import LETTER, mailbox, part, read

HEADERS = tuple(field.name for field in fields(Letter) if field.name not in {"id", "text", "html", "written_at", "attachment"})
UNWELCOME = set('@:,;"<>()[]\\') | {char for char in map(chr, range(0x3001)) if char.isspace()}
#: Lines of any text: what `domain.typed` lets through, and more.
LINES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=120)


@pytest.mark.parametrize("field", HEADERS)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x00", "\x0b", "\x85", "\u2028"])
def test_nothing_in_a_header_can_begin_another(field: str, end: str) -> None:
    value = f"{getattr(LETTER, field)}{end}Bcc: everybody@example.org"

    with pytest.raises(ValueError, match="cannot stand in a mail header"):
        compose(replace(LETTER, **{field: value}))


@pytest.mark.parametrize(
    "address", ["", "nobody", "a b@example.org", "a@b>, <c@example.org", "ü@example.org", "a@@", "a,b@example.org"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    for field in ("sender", "reply_to", "recipient"):
        with pytest.raises(ValueError, match="cannot stand in a mail header"):
            compose(replace(LETTER, **{field: address}))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Muster, Alex", "Muster Alex"),
        ('Büro "Mitte": alex@example.org', "Büro Mitte alex example.org"),
        ("Dr. O'Brien", "Dr. O'Brien"),
        ("<b>", "b"),
        ("=?utf-8?q?Bank?=", "=?utf-8?q?Bank?="),
        ("x" * 80, "x" * 75),
        ("@,;", ""),
        ("", ""),
    ],
)
def test_names_lose_what_mail_servers_refuse(name: str, shown: str) -> None:
    assert mailbox(compose(replace(LETTER, recipient_name=name)), "To") == (shown, "quartier@example.org")


def test_a_subject_that_looks_encoded_arrives_as_it_was_written() -> None:
    message = read(compose(replace(LETTER, subject="[=?utf-8?q?Bank?=] Antrag eingegangen")))

    assert message["Subject"] == "[=?utf-8?q?Bank?=] Antrag eingegangen"


@given(name=LINES, subject=LINES, text=LINES, html=LINES)
def test_any_text_of_people_arrives_as_it_was_and_moves_nothing(name: str, subject: str, text: str, html: str) -> None:
    raw = compose(replace(LETTER, recipient_name=name, subject=f"[2.2] {subject}x", text=text, html=html))
    message = read(raw)
    shown, address = mailbox(raw, "To")

    assert [to.addr_spec for to in message["To"].addresses] == [address] == ["quartier@example.org"]
    assert name.startswith(shown) or set(name) & UNWELCOME
    assert len(shown) <= 75
    assert message["Subject"] == f"[2.2] {subject}x"
    assert message.keys() == read(compose(LETTER)).keys()
    assert part(message, "plain") == (f"{text}\n" if text else "")
    assert part(message, "html") == (f"{html}\n" if html else "")


@given(LINES, LINES)
def test_lines_end_with_crlf_and_are_short(name: str, text: str) -> None:
    raw = compose(replace(LETTER, sender_name=name, subject=text[:60], text=f"{text}\n.\n{text} \n\n"))

    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
