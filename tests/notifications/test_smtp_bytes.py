"""What was written arrives, nothing else does: no address and no body can break out of its place in the dialogue."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.smtp_outcomes import on_the_wire
from notifications.transports import Outcome
from tests.notifications.scripted_smtp import ScriptedSmtp
from tests.notifications.smtp_lines import BODY, LETTER, plain, send_once


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\r\nRCPT TO:<b@example.org>",
        "a@example.org\nDATA",
        "a@example.org> BODY=8BITMIME",
        "a b@example.org",
        "a@example.org\x00",
        "Amt <a@example.org>",
        "müller@example.org",
        "nobody",
    ],
)
async def test_an_address_that_could_break_out_is_refused_before_a_byte_is_sent(address: str) -> None:
    async with ScriptedSmtp() as server:
        as_recipient, announced = await send_once(plain(server.port), replace(LETTER, recipient=address))
        as_sender, _ = await send_once(plain(server.port), replace(LETTER, sender=address))
    assert (as_recipient.outcome, as_recipient.stage) == (Outcome.REFUSED_FOR_GOOD, "rcpt")
    assert (as_sender.outcome, as_sender.stage) == (Outcome.OUR_CONFIGURATION, "mail")
    assert (server.connections, announced) == (0, 0)


async def test_a_mail_that_must_not_bounce_has_the_empty_return_path() -> None:
    """RFC 5321 4.5.5."""
    async with ScriptedSmtp() as server:
        delivery, _ = await send_once(plain(server.port), replace(LETTER, sender=""))
    assert (delivery.outcome, "MAIL FROM:<>" in server.heard) == (Outcome.ACCEPTED, True)


@pytest.mark.parametrize("offers", [("8BITMIME",), ()], ids=["8BITMIME", "7 bit only"])
async def test_eight_bit_bytes_go_only_to_a_relay_that_takes_them(offers: tuple[str, ...]) -> None:
    async with ScriptedSmtp(offers=offers) as server:
        delivery, _ = await send_once(plain(server.port), replace(LETTER, data=BODY + "Grüße\r\n".encode()))
    accepted = delivery.outcome is Outcome.ACCEPTED
    assert (accepted, "MAIL FROM:<amt@example.org> BODY=8BITMIME" in server.heard) == (bool(offers), bool(offers))
    assert delivery.outcome in (Outcome.ACCEPTED, Outcome.OUR_CONFIGURATION)


@given(st.lists(st.binary(max_size=40).map(lambda line: line.translate(None, b"\r\n")) | st.just(b".")))
def test_lines_that_end_in_crlf_reach_the_other_side_unchanged(lines: list[bytes]) -> None:
    """RFC 5321 4.5.2, undone here as a server does it."""
    data = b"".join(line + b"\r\n" for line in lines)
    body, dot = on_the_wire(data)[:-3], on_the_wire(data)[-3:]
    received = b"".join(line.removeprefix(b".") + b"\r\n" for line in body.split(b"\r\n")[:-1])
    assert (dot, received) == (b".\r\n", data or b"\r\n")


@given(st.text("\r\n.a", max_size=12).map(str.encode))
def test_no_body_can_end_the_mail_early(data: bytes) -> None:
    """Lone CR or LF around a dot is how a second mail is smuggled past a relay."""
    wire = on_the_wire(data)
    assert wire.replace(b"\r\n", b"").translate(None, b"\r\n") == wire.replace(b"\r\n", b"")
    assert (b"\r\n" + wire).index(b"\r\n.\r\n") == len(wire) - 3


async def test_a_letter_of_dots_arrives_as_written() -> None:
    dots = b"Subject: .\r\n\r\n.\r\n..\r\n.x\r\n"
    async with ScriptedSmtp() as server:
        await send_once(plain(server.port), replace(LETTER, data=dots))
    assert [held.data for held in server.held] == [dots]
