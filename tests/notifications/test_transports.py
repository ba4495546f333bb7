"""The recording transport behaves as a real line would: same order, same announcement of DATA."""

from notifications.transports import Delivery, Outcome, RecordingTransport
from tests.notifications.smtp_lines import LETTER, Caller


async def test_it_plays_its_script_in_order_and_then_accepts() -> None:
    later = Delivery(Outcome.REFUSED_FOR_NOW, "rcpt", 450, "greylisted")
    unknown = Delivery(Outcome.AMBIGUOUS, "dot", None, "line lost")
    transport, caller = RecordingTransport([later]), Caller()
    transport.then(unknown)
    seen = [await transport.send(LETTER, data_started=caller.data_started) for _ in range(3)]
    assert [delivery.outcome for delivery in seen] == [Outcome.REFUSED_FOR_NOW, Outcome.AMBIGUOUS, Outcome.ACCEPTED]
    assert (transport.envelopes, transport.accepted) == ([LETTER] * 3, [LETTER])


async def test_it_announces_data_only_where_a_real_line_would_have() -> None:
    caller = Caller()
    transport = RecordingTransport(
        [Delivery(Outcome.NOT_SENT, "connect", None, "refused"), Delivery(Outcome.REFUSED_FOR_GOOD, "dot", 554, "no")]
    )
    await transport.send(LETTER, data_started=caller.data_started)
    assert len(caller.announced) == 0
    await transport.send(LETTER, data_started=caller.data_started)
    assert len(caller.announced) == 1


async def test_it_remembers_being_closed() -> None:
    transport = RecordingTransport()
    assert not transport.closed
    await transport.close()
    assert transport.closed
