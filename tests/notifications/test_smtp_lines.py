"""One line carries many mails, is given up when question and answer may no longer match, and is found again."""

import asyncio

import pytest

from notifications.smtp import SmtpTransport
from notifications.transports import Envelope, Outcome
from tests.notifications.scripted_smtp import Act, Fault, Late, Say, ScriptedSmtp, Where
from tests.notifications.smtp_lines import BODY, LETTER, Caller, impatient_at, plain


async def send(transport: SmtpTransport, count: int) -> list[Outcome]:
    """The same letter `count` times over one transport."""
    caller = Caller()
    return [(await transport.send(LETTER, data_started=caller.data_started)).outcome for _ in range(count)]


async def test_many_mails_share_one_connection_and_each_begins_afresh() -> None:
    async with ScriptedSmtp() as server:
        transport = SmtpTransport(plain(server.port))
        assert await send(transport, 3) == [Outcome.ACCEPTED] * 3
        await transport.close()
    assert server.connections == 1
    assert server.verbs() == ["EHLO", *["MAIL", "RCPT", "DATA", "RSET"] * 2, "MAIL", "RCPT", "DATA", "QUIT"]
    assert len(server.held) == 3


@pytest.mark.parametrize("death", [Act.HANG, Act.CLOSE, Act.RESET, Say(b"421 idle too long"), Say(b"hm")], ids=str)
async def test_a_line_that_died_while_idle_is_replaced_and_the_mail_still_arrives(death: Fault) -> None:
    async with ScriptedSmtp({"rset": [death]}) as server:
        transport = SmtpTransport(plain(server.port, impatient_at("connect")))
        assert await send(transport, 2) == [Outcome.ACCEPTED] * 2
        await transport.close()
    assert (server.connections, len(server.held)) == (2, 2)


async def test_a_line_the_server_closed_between_two_mails_is_replaced_without_a_word() -> None:
    async with ScriptedSmtp() as server:
        transport = SmtpTransport(plain(server.port))
        assert await send(transport, 1) == [Outcome.ACCEPTED]
        await server.hang_up()
        assert await send(transport, 1) == [Outcome.ACCEPTED]
        await transport.close()
    assert (server.connections, len(server.held)) == (2, 2)


@pytest.mark.parametrize("where", ["mail", "rcpt", "data", "dot"])
@pytest.mark.parametrize("refusal", [b"450 later", b"550 never"])
async def test_a_refused_mail_neither_costs_the_line_nor_touches_the_next_mail(where: Where, refusal: bytes) -> None:
    async with ScriptedSmtp({where: [Say(refusal)]}) as server:
        transport = SmtpTransport(plain(server.port))
        assert (await send(transport, 2))[1] is Outcome.ACCEPTED
        await transport.close()
    assert (server.connections, len(server.held)) == (1, 1)


@pytest.mark.parametrize("where", ["mail", "rcpt", "data", "dot"])
@pytest.mark.parametrize("fault", [Say(b"421 closing"), Say(b"garbage"), Say(b"100 hm")], ids=str)
async def test_after_421_or_nonsense_the_next_mail_takes_a_new_line(where: Where, fault: Fault) -> None:
    async with ScriptedSmtp({where: [fault]}) as server:
        transport = SmtpTransport(plain(server.port))
        assert (await send(transport, 2))[1] is Outcome.ACCEPTED
        await transport.close()
    assert (server.connections, len(server.held)) == (2, 1)


async def test_a_reply_that_comes_after_our_patience_is_never_taken_for_the_next_mails_reply() -> None:
    async with ScriptedSmtp({"rcpt": [Late(0.4, b"250 at last")]}) as server:
        transport = SmtpTransport(plain(server.port, impatient_at("rcpt")))
        assert await send(transport, 2) == [Outcome.NOT_SENT, Outcome.ACCEPTED]
        await transport.close()
    assert (server.connections, len(server.held)) == (2, 1)


async def test_a_caller_cancelled_while_noting_gives_up_the_line_too() -> None:
    async with ScriptedSmtp() as server:
        transport = SmtpTransport(plain(server.port))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(transport.send(LETTER, data_started=asyncio.Event().wait), 0.1)  # type: ignore[arg-type]
        assert await send(transport, 1) == [Outcome.ACCEPTED]
        await transport.close()
    assert (server.connections, len(server.held)) == (2, 1)


class LedgerDownError(Exception):
    """The caller could not note that DATA is about to start."""


async def test_without_the_callers_note_no_data_is_said_and_the_transaction_is_taken_back() -> None:
    async def no_note() -> None:
        raise LedgerDownError

    async with ScriptedSmtp() as server:
        transport = SmtpTransport(plain(server.port))
        with pytest.raises(LedgerDownError):
            await transport.send(LETTER, data_started=no_note)
        assert (server.verbs(), server.held) == (["EHLO", "MAIL", "RCPT", "RSET"], [])
        assert await send(transport, 1) == [Outcome.ACCEPTED]
        await transport.close()
    assert server.connections == 1


async def test_a_callers_failure_reaches_the_caller_even_if_the_server_will_not_reset() -> None:
    async def no_note() -> None:
        raise LedgerDownError

    async with ScriptedSmtp({"rset": [Act.CLOSE]}) as server:
        transport = SmtpTransport(plain(server.port))
        with pytest.raises(LedgerDownError):
            await transport.send(LETTER, data_started=no_note)
        assert await send(transport, 1) == [Outcome.ACCEPTED]
        await transport.close()


@pytest.mark.parametrize("where", ["banner", "ehlo", "mail", "rcpt", "data", "dot"])
async def test_a_cancelled_send_gives_up_its_line_and_the_next_mail_arrives(where: Where) -> None:
    async with ScriptedSmtp({where: [Late(0.3, b"250 at last")]}) as server:
        transport = SmtpTransport(plain(server.port))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(send(transport, 1), 0.1)
        assert await send(transport, 1) == [Outcome.ACCEPTED]
        await transport.close()
    assert (server.connections, len(server.held)) == (2, 1)


async def test_sends_at_the_same_time_wait_for_each_other_on_one_line() -> None:
    caller = Caller()
    letters = [Envelope(LETTER.sender, f"sponsor{number}@example.org", BODY) for number in range(8)]
    async with ScriptedSmtp() as server:
        transport = SmtpTransport(plain(server.port))
        await asyncio.gather(*(transport.send(letter, data_started=caller.data_started) for letter in letters))
        await transport.close()
    assert server.connections == 1
    assert [held.recipient for held in server.held] == [letter.recipient for letter in letters]


async def test_close_may_be_called_twice_and_on_a_line_that_never_was() -> None:
    transport = SmtpTransport(plain(1))
    await transport.close()
    await transport.close()
