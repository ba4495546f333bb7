"""The outbox is emptied honestly: every end of a try is told apart, and what was changed is not sent (promises P3, P5)."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from domain.office_time import instant, moment
from notifications.policy import AMBIGUOUS_PAUSE, BACK_OFF, CONFIGURATION_PAUSE, PERSISTENCE
from notifications.transports import Delivery, Outcome, RecordingTransport
from store import people
from store.outbox import LetterState
from tests.houses import findings, leipzig_case, letters
from tests.workflows.posting import SECOND, delivery, only, owe
from workflows.house import House
from workflows.inbox import look
from workflows.post import BATCH, PostOffice
from workflows.walk import catch_up


def after(clock: FixedClock, pause: timedelta) -> str:
    return instant(clock.now() + pause)


async def test_an_accepted_letter_is_done(a_house: House, clock: FixedClock) -> None:
    owe(a_house)
    transport = RecordingTransport()

    tally = await PostOffice(a_house, transport).empty()
    clock.move(PERSISTENCE * 2)

    assert tally == {"accepted": 1}
    assert (only(a_house).state, only(a_house).attempts, only(a_house).ambiguous) == ("accepted", 1, 0)
    assert await PostOffice(a_house, transport).empty() == {}
    assert len(transport.envelopes) == 1


@pytest.mark.parametrize(
    ("end", "state", "pause", "ambiguous"),
    [
        (delivery(Outcome.NOT_SENT, "connect"), LetterState.OWED, BACK_OFF[0], 0),
        (delivery(Outcome.NOT_SENT, "data"), LetterState.OWED, BACK_OFF[0], 0),
        (delivery(Outcome.REFUSED_FOR_NOW, "rcpt", 450), LetterState.OWED, BACK_OFF[0], 0),
        (delivery(Outcome.REFUSED_FOR_NOW, "dot", 452), LetterState.OWED, BACK_OFF[0], 0),
        (delivery(Outcome.REFUSED_FOR_GOOD, "rcpt", 550), LetterState.REFUSED, timedelta(0), 0),
        (delivery(Outcome.REFUSED_FOR_GOOD, "dot", 554), LetterState.REFUSED, timedelta(0), 0),
        (delivery(Outcome.OUR_CONFIGURATION, "auth", 535), LetterState.OWED, CONFIGURATION_PAUSE, 0),
        (delivery(Outcome.AMBIGUOUS), LetterState.OWED, AMBIGUOUS_PAUSE, 1),
    ],
)
async def test_every_end_of_a_try_is_noted_as_what_it_is(
    a_house: House, clock: FixedClock, end: Delivery, state: LetterState, pause: timedelta, ambiguous: int
) -> None:
    owe(a_house)

    await PostOffice(a_house, RecordingTransport([end])).empty()

    letter = only(a_house)
    assert (letter.state, letter.next_try_at, letter.ambiguous) == (state, after(clock, pause), ambiguous)
    assert letter.reply == "said the relay"


async def test_a_letter_is_tried_with_growing_pauses_for_five_days_and_then_called_undeliverable(
    a_house: House, clock: FixedClock
) -> None:
    """RFC 5321 4.5.4.1: a sender keeps trying for at least four to five days."""
    owe(a_house)
    began = clock.now()
    transport = RecordingTransport()
    office = PostOffice(a_house, transport)
    pauses: list[timedelta] = []
    while (letter := only(a_house)).state == LetterState.OWED:
        pauses.append(moment(letter.next_try_at) - clock.now())
        clock.move(pauses[-1])
        transport.then(delivery(Outcome.NOT_SENT, "connect"))
        await office.empty()

    assert letter.state == LetterState.EXPIRED
    assert tuple(pauses[1:7]) == BACK_OFF
    assert set(pauses[7:]) == {BACK_OFF[-1]}
    assert PERSISTENCE - BACK_OFF[-1] <= clock.now() - began <= PERSISTENCE
    assert len({hashlib.sha256(envelope.data).hexdigest() for envelope in transport.envelopes}) == 1
    assert letter.ambiguous == 0


async def test_an_ambiguous_letter_goes_out_again_with_the_same_bytes(a_house: House, clock: FixedClock) -> None:
    owe(a_house)
    transport = RecordingTransport([delivery(Outcome.AMBIGUOUS)])
    office = PostOffice(a_house, transport)
    await office.empty()
    assert not office.due()

    clock.move(AMBIGUOUS_PAUSE)
    await office.empty()

    first, second = transport.envelopes
    assert (first.recipient, first.data) == (second.recipient, second.data)
    assert (only(a_house).state, only(a_house).ambiguous) == ("accepted", 1)


async def test_a_refused_access_halts_all_post_and_lets_it_rest(a_house: House, clock: FixedClock) -> None:
    owe(a_house, 3)
    transport = RecordingTransport([delivery(Outcome.OUR_CONFIGURATION, "auth", 535)])
    office = PostOffice(a_house, transport)

    await office.empty()

    assert len(transport.envelopes) == 1
    assert {letter.state for letter in letters(a_house)} == {"owed"}
    assert not office.due()
    clock.move(CONFIGURATION_PAUSE - SECOND)
    assert not office.due()
    clock.move(SECOND)
    assert office.due()
    assert await office.empty() == {"accepted": 3}


async def test_a_letter_that_was_only_claimed_has_not_been_tried(a_house: House) -> None:
    owe(a_house, 3)
    office = PostOffice(a_house, RecordingTransport([delivery(Outcome.OUR_CONFIGURATION, "auth", 535)]))

    await office.empty()

    assert sorted(letter.attempts for letter in letters(a_house)) == [0, 0, 1]


async def test_more_letters_than_one_claim_holds_all_go_out(a_house: House) -> None:
    owe(a_house, BATCH + 3)
    transport = RecordingTransport()

    assert await PostOffice(a_house, transport).empty() == {"accepted": BATCH + 3}
    assert len({envelope.data for envelope in transport.accepted}) == BATCH + 3


async def test_a_letter_to_somebody_without_an_address_is_on_record_and_not_tried(a_house: House) -> None:
    contact = look(a_house, leipzig_case(a_house, "kg").reference).dossier.opened.contact
    with a_house.database.transaction() as connection:
        people.erase(connection, contact)
    catch_up(a_house)

    assert not PostOffice(a_house, RecordingTransport()).due()
    assert (only(a_house).state, only(a_house).reply) == ("dropped", "no address")
    assert findings(a_house) == []


@pytest.mark.parametrize("change", ["text = 'Sie erhalten nichts.'", "recipient = 'else@example.org'", "reply_to = ''"])
async def test_a_letter_changed_after_it_was_written_is_not_sent_and_holds_up_no_other(a_house: House, change: str) -> None:
    owe(a_house, 3)
    spoiled = letters(a_house)[0]
    with a_house.database.reading() as connection:
        connection.execute(text(f"UPDATE letter SET {change} WHERE id = :id"), {"id": spoiled.id})
    transport = RecordingTransport()

    assert await PostOffice(a_house, transport).empty() == {"accepted": 2, "refused_for_good": 1}

    assert [letter.id for letter in letters(a_house, [LetterState.REFUSED])] == [spoiled.id]
    assert not any(spoiled.message_id.encode() in envelope.data for envelope in transport.envelopes)
