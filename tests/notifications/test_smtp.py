"""What becomes of a mail when the relay fails at any stage: each fault, each stage, one honest outcome."""

import ssl
from dataclasses import dataclass
from typing import Final

import pytest
from aiosmtplib import SMTPServerDisconnected

from notifications.smtp import SmtpSettings, SmtpTransport
from notifications.smtp_outcomes import lost
from notifications.transports import Envelope, Outcome, Stage
from tests.notifications.certificates import Authority
from tests.notifications.scripted_smtp import PASSWORD, USER, Act, Fault, Held, Say, ScriptedSmtp, Where
from tests.notifications.smtp_lines import BODY, LETTER, PATIENT, Caller, impatient_at, plain, send_once

NOT_SENT, LATER, NEVER, OURS, AMBIGUOUS = (
    Outcome.NOT_SENT,
    Outcome.REFUSED_FOR_NOW,
    Outcome.REFUSED_FOR_GOOD,
    Outcome.OUR_CONFIGURATION,
    Outcome.AMBIGUOUS,
)


@dataclass(frozen=True)
class Expected:
    """What a stage makes of a 5xx and of a lost line, how it is reported, and whether DATA had been announced."""

    where: Where
    reported: Stage
    on_5xx: Outcome
    on_loss: Outcome
    announced: int


TABLE: Final = (
    Expected("banner", "connect", NOT_SENT, NOT_SENT, 0),
    Expected("ehlo", "connect", NOT_SENT, NOT_SENT, 0),
    Expected("starttls", "starttls", OURS, NOT_SENT, 0),
    Expected("ehlo again", "starttls", OURS, NOT_SENT, 0),
    Expected("auth", "auth", OURS, NOT_SENT, 0),
    Expected("mail", "mail", OURS, NOT_SENT, 0),
    Expected("rcpt", "rcpt", NEVER, NOT_SENT, 0),
    Expected("data", "data", NEVER, NOT_SENT, 1),
    Expected("dot", "dot", NEVER, AMBIGUOUS, 1),
)
REPLIES: Final = (b"450 4.2.0 try later", b"421 4.3.2 closing", b"452-4.3.1 full\r\n452 4.3.1 come back")
REFUSALS: Final = (b"550 5.1.1 no such user", b"554-5.7.1 policy\r\n554 5.7.1 no")
LOSSES: Final = (Act.HANG, Act.CLOSE, Act.RESET, Say(b"%%% what is SMTP?"), Say(b"099 odd"), Say(b"999 odder"))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))


def secured(authority: Authority, port: int, hangs: Stage | None = None) -> SmtpSettings:
    return SmtpSettings(
        host="127.0.0.1",
        port=port,
        username=USER,
        password=PASSWORD,
        ca_file=authority.file,
        timeouts=impatient_at(hangs) if hangs else PATIENT,
    )


def relay(authority: Authority, where: Where, fault: Fault, *, keeps: bool = False) -> ScriptedSmtp:
    return ScriptedSmtp({where: [fault]}, tls=authority.server(), offers=("8BITMIME", "AUTH PLAIN LOGIN"), keeps=keeps)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.where)
@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: reply[:3].decode())
async def test_a_4xx_at_any_stage_means_try_again_later(authority: Authority, row: Expected, reply: bytes) -> None:
    async with relay(authority, row.where, Say(reply)) as server:
        delivery, announced = await send_once(secured(authority, server.port))
    assert (delivery.outcome, delivery.stage, delivery.code) == (LATER, row.reported, int(reply[:3]))
    assert (announced, server.held) == (row.announced, [])


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.where)
@pytest.mark.parametrize("reply", REFUSALS, ids=lambda reply: reply[:3].decode())
async def test_a_5xx_is_final_only_where_it_is_about_this_mail(authority: Authority, row: Expected, reply: bytes) -> None:
    async with relay(authority, row.where, Say(reply)) as server:
        delivery, announced = await send_once(secured(authority, server.port))
    assert (delivery.outcome, delivery.stage, delivery.code) == (row.on_5xx, row.reported, int(reply[:3]))
    assert (announced, server.held) == (row.announced, [])


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.where)
@pytest.mark.parametrize("loss", LOSSES, ids=str)
async def test_without_an_answer_a_mail_is_unsent_before_354_and_ambiguous_after(
    authority: Authority, row: Expected, loss: Act | Say
) -> None:
    async with relay(authority, row.where, loss) as server:
        delivery, announced = await send_once(secured(authority, server.port, row.reported))
    assert (delivery.outcome, delivery.stage, delivery.code) == (row.on_loss, row.reported, None)
    assert (announced, server.held) == (row.announced, [])


@pytest.mark.parametrize(
    ("where", "code", "outcome"),
    [("mail", 354, NOT_SENT), ("rcpt", 334, NOT_SENT), ("data", 250, NOT_SENT), ("dot", 354, AMBIGUOUS)],
)
async def test_a_reply_out_of_place_counts_as_no_answer(where: Where, code: int, outcome: Outcome) -> None:
    async with ScriptedSmtp({where: [Say(b"%d hm" % code)]}) as server:
        delivery, _ = await send_once(plain(server.port))
    assert (delivery.outcome, delivery.code, server.held) == (outcome, code, [])


@pytest.mark.parametrize("keeps", [True, False], ids=["stored", "not stored"])
@pytest.mark.parametrize("loss", LOSSES, ids=str)
async def test_a_reply_lost_after_the_dot_is_ambiguous_whether_or_not_the_mail_was_stored(
    authority: Authority, loss: Act | Say, *, keeps: bool
) -> None:
    async with relay(authority, "dot", loss, keeps=keeps) as server:
        delivery, announced = await send_once(secured(authority, server.port, "dot"))
    assert (delivery.outcome, delivery.stage, announced) == (AMBIGUOUS, "dot", 1)
    assert [held.data for held in server.held] == ([BODY] if keeps else [])


@pytest.mark.parametrize("loss", [Act.HANG, Act.CLOSE, Act.RESET], ids=str)
async def test_a_line_lost_inside_the_body_is_ambiguous(authority: Authority, loss: Act) -> None:
    long = Envelope(LETTER.sender, LETTER.recipient, BODY + b"x" * 70 + b"\r\n" * 500_000)
    async with relay(authority, "body", loss) as server:
        delivery, announced = await send_once(secured(authority, server.port, "dot"), long)
    assert (delivery.outcome, delivery.stage, announced, server.held) == (AMBIGUOUS, "dot", 1, [])


@pytest.mark.parametrize("loss", [Act.HANG, Act.CLOSE, Act.RESET], ids=str)
async def test_a_line_lost_in_the_tls_handshake_leaves_the_mail_unsent(authority: Authority, loss: Act) -> None:
    async with relay(authority, "handshake", loss) as server:
        delivery, announced = await send_once(secured(authority, server.port, "starttls"))
    assert (delivery.outcome, delivery.stage, announced, server.held) == (NOT_SENT, "starttls", 0, [])


async def test_a_closed_port_leaves_the_mail_unsent() -> None:
    async with ScriptedSmtp() as server:
        port = server.port
    delivery, announced = await send_once(plain(port))
    assert (delivery.outcome, delivery.stage, announced) == (NOT_SENT, "connect", 0)


async def test_an_accepted_mail_arrives_byte_for_byte_and_keeps_the_queue_id(authority: Authority) -> None:
    async with relay(authority, "rset", None) as server:
        delivery, announced = await send_once(secured(authority, server.port))
    assert (delivery.outcome, delivery.stage, delivery.code) == (Outcome.ACCEPTED, "dot", 250)
    assert (delivery.reply, announced) == ("2.0.0 queued as 4711", 1)
    assert server.held == [Held(LETTER.sender, LETTER.recipient, LETTER.data)]


async def test_data_is_announced_after_the_recipient_is_taken_and_before_data_is_said() -> None:
    async with ScriptedSmtp() as server:
        transport, caller = SmtpTransport(plain(server.port)), Caller(server)
        await transport.send(LETTER, data_started=caller.data_started)
        await transport.close()
    assert caller.announced == [["EHLO", "MAIL", "RCPT"]]
    assert server.verbs() == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"]


async def test_a_reply_is_kept_as_one_short_printable_line() -> None:
    nasty = b"550-no\x1b[31m\x00 \xff\r\n550 " + b"x" * 2000
    async with ScriptedSmtp({"rcpt": [Say(nasty)]}) as server:
        delivery, _ = await send_once(plain(server.port))
    assert delivery.reply.startswith("no [31m ")
    assert delivery.reply.isprintable()
    assert len(delivery.reply) == 500


@pytest.mark.parametrize(("stage", "outcome"), [("auth", OURS), ("mail", NOT_SENT), ("data", NOT_SENT), ("dot", AMBIGUOUS)])
def test_a_tls_link_that_breaks_under_a_mail_is_a_lost_line_and_no_fault_of_ours(stage: Stage, outcome: Outcome) -> None:
    broken = SMTPServerDisconnected("Connection lost")
    broken.__cause__ = ssl.SSLError(1, "bad record mac")
    assert lost(stage, broken).outcome is outcome


@pytest.mark.parametrize("error", [ssl.SSLEOFError(8, "EOF"), ssl.SSLZeroReturnError(6, "closed"), OSError("no route")])
def test_a_line_that_dies_while_setting_up_tls_raises_no_alarm(error: OSError) -> None:
    assert lost("starttls", error).outcome is NOT_SENT
