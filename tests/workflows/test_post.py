"""The outbox is emptied honestly: every end of a try is told apart, and nothing is sent by two at once (promises P3, P5)."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from config.clock import FixedClock, instant, moment
from notifications.policy import AMBIGUOUS_PAUSE, BACK_OFF, CONFIGURATION_PAUSE, DATA_LEASE, PERSISTENCE
from notifications.transports import Delivery, Envelope, Outcome, RecordingTransport, Stage
from store import outbox, people
from store.outbox import LetterState, Posted
from tests.houses import findings, leipzig_case, letters
from workflows.house import House
from workflows.inbox import look
from workflows.post import BATCH, PostOffice
from workflows.walk import catch_up

SECOND = timedelta(seconds=1)


def delivery(outcome: Outcome, stage: Stage = "dot", code: int | None = None) -> Delivery:
    return Delivery(outcome, stage, code, "said the relay")


def owe(house: House, count: int = 1) -> None:
    """Owe so many letters."""
    for n in range(count):
        leipzig_case(house, "kg", f"2.{n}")
    catch_up(house)


def only(house: House) -> Posted:
    """The one letter of the house."""
    (letter,) = letters(house)
    return letter


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


def claim(house: House, fence: str) -> list[Posted]:
    """Claim what is due, as a process does that then falls silent."""
    now = house.clock.now()
    lease_end = instant(now + timedelta(seconds=house.settings.lease_seconds))
    with house.database.transaction() as connection:
        return outbox.claim(connection, now=instant(now), lease_end=lease_end, fence=fence, limit=BATCH)


def note(house: House, letter: Posted, fence: str, state: LetterState, until: timedelta) -> bool:
    """Note where a letter stands, as that process would."""
    with house.database.transaction() as connection:
        return outbox.note(
            connection, letter.id, fence=fence, state=state, next_try_at=instant(house.clock.now() + until), reply=""
        )


async def test_a_claim_of_a_dead_process_is_taken_over_when_its_lease_ends(a_house: House, clock: FixedClock) -> None:
    owe(a_house)
    claim(a_house, "dead")
    transport = RecordingTransport()
    office = PostOffice(a_house, transport)

    clock.move(timedelta(seconds=a_house.settings.lease_seconds) - SECOND)
    assert await office.empty() == {}
    clock.move(SECOND)
    assert await office.empty() == {"accepted": 1}

    assert (only(a_house).ambiguous, only(a_house).attempts) == (0, 2)


async def test_a_letter_whose_data_had_begun_counts_as_ambiguous_when_taken_over(a_house: House, clock: FixedClock) -> None:
    owe(a_house)
    (letter,) = claim(a_house, "dead")
    assert note(a_house, letter, "dead", LetterState.DATA_STARTED, DATA_LEASE)
    transport = RecordingTransport()
    office = PostOffice(a_house, transport)

    clock.move(DATA_LEASE - SECOND)
    assert await office.empty() == {}
    clock.move(SECOND)
    assert await office.empty() == {"accepted": 1}

    assert only(a_house).ambiguous == 1
    assert only(a_house).message_id.encode() in transport.accepted[0].data


async def test_a_process_whose_claim_was_taken_over_notes_nothing(a_house: House, clock: FixedClock) -> None:
    owe(a_house)
    (letter,) = claim(a_house, "late")
    clock.move(timedelta(seconds=a_house.settings.lease_seconds))
    assert await PostOffice(a_house, RecordingTransport()).empty() == {"accepted": 1}

    assert not note(a_house, letter, "late", LetterState.OWED, timedelta(0))
    assert only(a_house).state == LetterState.ACCEPTED


class Overtaken(RecordingTransport):
    """A line so slow that the letter's claim is taken over by another process before DATA."""

    def __init__(self, overtake: Callable[[], object]) -> None:
        super().__init__()
        self._overtake = overtake

    async def send(self, envelope: Envelope, *, data_started: Callable[[], Awaitable[None]]) -> Delivery:
        self._overtake()
        return await super().send(envelope, data_started=data_started)


async def test_a_letter_whose_claim_was_lost_is_not_sent(a_house: House, clock: FixedClock) -> None:
    owe(a_house)

    def overtake() -> None:
        clock.move(timedelta(seconds=a_house.settings.lease_seconds))
        assert len(claim(a_house, "other")) == 1

    transport = Overtaken(overtake)

    assert await PostOffice(a_house, transport).empty() == {"claim_lost": 1}

    assert transport.accepted == []
    assert (only(a_house).state, only(a_house).fence) == ("claimed", "other")


async def test_two_post_offices_share_the_letters_and_send_each_once(a_house: House) -> None:
    owe(a_house, BATCH + 5)
    transports = [RecordingTransport(), RecordingTransport()]
    first, second = (PostOffice(a_house, transport) for transport in transports)

    claimed = claim(a_house, "third")
    await first.empty()
    await second.empty()

    sent = [envelope.data for transport in transports for envelope in transport.accepted]
    assert len(sent) == len(set(sent)) == BATCH + 5 - len(claimed)


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
