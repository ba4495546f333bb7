"""Who may send a letter: claims, their leases, and what a process that died or was too slow leaves behind (promise P5)."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from config.clock import FixedClock
from domain.office_time import instant
from notifications.policy import DATA_LEASE
from notifications.transports import Delivery, Envelope, RecordingTransport
from store import outbox
from store.outbox import LetterState, Posted
from tests.workflows.posting import SECOND, only, owe
from workflows.house import House
from workflows.post import BATCH, PostOffice


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
