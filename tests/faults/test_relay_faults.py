"""A mail server that refuses, hangs or drops the line: no letter is lost, and one comes twice only where that is flagged."""

import hashlib
import socket
from datetime import timedelta

import pytest

from config.clock import FixedClock
from notifications.policy import AMBIGUOUS_PAUSE, BACK_OFF
from notifications.smtp import SmtpTransport
from notifications.smtp_settings import SmtpSettings, Timeouts
from store.outbox import LetterState
from tests.houses import findings, leipzig_case, letters
from tests.notifications.scripted_smtp import Act, Fault, Say, ScriptedSmtp, Where
from workflows.house import House
from workflows.post import PostOffice
from workflows.walk import catch_up

#: Which database holds the outbox makes no difference to the line.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

IMPATIENT = Timeouts(connect=0.5, command=0.5, data=0.5, final=0.5)
LETTERS = 3


@pytest.fixture
def owing(a_house: House) -> House:
    """A house that owes three letters."""
    for n in range(LETTERS):
        leipzig_case(a_house, "kg", f"2.{n}")
    catch_up(a_house)
    return a_house


def relay(port: int) -> SmtpTransport:
    return SmtpTransport(SmtpSettings(host="127.0.0.1", port=port, security="none", timeouts=IMPATIENT))


async def post(house: House, port: int) -> dict[str, int]:
    transport = relay(port)
    tally = await PostOffice(house, transport).empty()
    await transport.close()
    return dict(tally)


async def until_all_are_accepted(house: House, clock: FixedClock, server: ScriptedSmtp) -> None:
    """Let the pauses pass and the post go on."""
    for _ in range(len(BACK_OFF)):
        clock.move(max(AMBIGUOUS_PAUSE, *BACK_OFF))
        await post(house, server.port)
    assert {letter.state for letter in letters(house)} == {LetterState.ACCEPTED}


def each_arrived(house: House, server: ScriptedSmtp) -> dict[str, int]:
    """How often each letter arrived; the copies of one are the same to the byte."""
    times: dict[str, int] = {}
    for letter in letters(house):
        copies = [mail.data for mail in server.held if letter.message_id.encode() in mail.data.split(b"\r\n\r\n")[0]]
        own = [data for data in copies if f"Message-ID: {letter.message_id}".encode() in data]
        assert len({hashlib.sha256(data).digest() for data in own}) == 1, letter.id
        times[letter.id] = len(own)
    return times


async def test_a_closed_port_leaves_the_letters_owed(owing: House, clock: FixedClock) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        assert await post(owing, port) == {"not_sent": LETTERS}

    assert {(letter.state, letter.ambiguous) for letter in letters(owing)} == {("owed", 0)}
    async with ScriptedSmtp() as server:
        await until_all_are_accepted(owing, clock, server)
        assert set(each_arrived(owing, server).values()) == {1}
    assert findings(owing) == []


@pytest.mark.parametrize("where", ["banner", "ehlo", "mail", "rcpt", "data"])
@pytest.mark.parametrize("fault", [Act.HANG, Act.CLOSE, Act.RESET, Say(b"421 closing")])
async def test_a_line_that_fails_before_the_mail_is_begun_doubles_nothing(
    owing: House, clock: FixedClock, where: Where, fault: Fault
) -> None:
    async with ScriptedSmtp({where: [fault]}) as server:
        await post(owing, server.port)
        assert {letter.ambiguous for letter in letters(owing)} == {0}
        await until_all_are_accepted(owing, clock, server)

        assert set(each_arrived(owing, server).values()) == {1}


@pytest.mark.parametrize("keeps", [True, False], ids=["stored", "not stored"])
@pytest.mark.parametrize("fault", [Act.HANG, Act.CLOSE, Act.RESET])
async def test_a_line_that_drops_after_the_mail_doubles_at_most_the_flagged_letter(
    owing: House, clock: FixedClock, fault: Fault, *, keeps: bool
) -> None:
    async with ScriptedSmtp({"dot": [fault]}, keeps=keeps) as server:
        assert await post(owing, server.port) == {"ambiguous": 1, "accepted": LETTERS - 1}
        flagged = {letter.id for letter in letters(owing) if letter.ambiguous}
        await until_all_are_accepted(owing, clock, server)
        arrived = each_arrived(owing, server)

    assert len(flagged) == 1
    assert {id_ for id_, times in arrived.items() if times > 1} == (flagged if keeps else set())
    assert {letter.id for letter in letters(owing) if letter.ambiguous} == flagged
    assert findings(owing) == []


async def test_a_greylist_of_five_minutes_lets_the_letters_through_at_the_third_pause(owing: House, clock: FixedClock) -> None:
    later: list[Fault] = [Say(b"450 4.7.1 greylisted, try again in 300 s")] * (3 * LETTERS)
    async with ScriptedSmtp({"rcpt": later}) as server:
        waited = timedelta()
        await post(owing, server.port)
        for pause in BACK_OFF[:3]:
            clock.move(pause)
            waited += pause
            await post(owing, server.port)

        assert waited >= timedelta(seconds=300)
        assert set(each_arrived(owing, server).values()) == {1}
