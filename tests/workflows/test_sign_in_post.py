"""The mails with sign-in links: tried with a new token each time, sent at most once, whatever breaks off."""

import asyncio
import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from prefect.context import refresh_global_settings_context
from sqlalchemy import text

from config.clock import FixedClock
from domain.office_time import instant, moment
from notifications.caught import list_mails
from notifications.transports import Delivery, Outcome, RecordingTransport
from store import sign_ins
from store.people import party_id
from tests.houses import HousesOf
from tests.workflows.posting import SECOND, delivery
from tests.workflows.sign_in_links import CONTACT, rows, token
from workflows import sign_in
from workflows.engine import Engine
from workflows.house import House
from workflows.sign_in import PAUSES, VALID, SignInPost


@pytest.mark.parametrize(
    "end",
    [
        delivery(Outcome.NOT_SENT, "connect"),
        delivery(Outcome.REFUSED_FOR_NOW, "rcpt", 450),
        delivery(Outcome.REFUSED_FOR_NOW, "dot", 452),
        delivery(Outcome.OUR_CONFIGURATION, "auth", 535),
    ],
)
async def test_a_mail_refused_for_now_goes_out_later_with_another_token(
    a_house: House, clock: FixedClock, end: Delivery
) -> None:
    transport = RecordingTransport([end])
    post = SignInPost(a_house, transport)
    sign_in.ask(a_house, CONTACT, "browser")

    assert await post.empty() == {"owed": 1}
    (row,) = rows(a_house)
    assert (row.token_hash, row.next_try_at) == ("", instant(clock.now() + PAUSES[0]))
    assert not post.due()
    clock.move(PAUSES[0])
    assert await post.empty() == {"sent": 1}

    first, second = map(token, transport.envelopes)
    assert first != second
    assert sign_in.use(a_house, first, "browser") is None
    assert sign_in.use(a_house, second, "browser") is not None


async def test_a_mail_nobody_takes_is_given_up_before_ten_minutes_are_over(a_house: House, clock: FixedClock) -> None:
    transport = RecordingTransport([delivery(Outcome.NOT_SENT, "connect")] * 9)
    post = SignInPost(a_house, transport)
    sign_in.ask(a_house, CONTACT, "browser")
    began, pauses = clock.now(), []
    while await post.empty() == {"owed": 1}:
        pauses.append(moment(rows(a_house)[0].next_try_at) - clock.now())
        clock.move(pauses[-1])

    assert pauses == [*PAUSES, PAUSES[-1]]
    assert rows(a_house)[0].state == "expired"
    assert clock.now() - began < sign_in.WORTH_SENDING


async def test_a_mail_refused_for_good_is_not_tried_again(a_house: House, clock: FixedClock) -> None:
    post = SignInPost(a_house, RecordingTransport([delivery(Outcome.REFUSED_FOR_GOOD, "rcpt", 550)]))
    sign_in.ask(a_house, CONTACT, "browser")

    assert await post.empty() == {"refused": 1}
    clock.move(VALID)
    assert not post.due()


async def test_a_mail_that_may_have_arrived_is_never_sent_again_and_its_link_is_good(a_house: House, clock: FixedClock) -> None:
    transport = RecordingTransport([delivery(Outcome.AMBIGUOUS)])
    post = SignInPost(a_house, transport)
    sign_in.ask(a_house, CONTACT, "browser")

    assert await post.empty() == {"sent": 1}
    clock.move(VALID - SECOND)

    assert not post.due()
    assert len(transport.envelopes) == 1
    assert sign_in.use(a_house, token(transport.envelopes[0]), "browser") is not None


def claim(house: House, fence: str) -> sign_ins.Asked | None:
    """Claim what is due, as a process does that then falls silent."""
    lease_end = instant(house.clock.now() + timedelta(seconds=house.settings.lease_seconds))
    with house.database.transaction() as connection:
        return sign_ins.claim(connection, now=house.now(), lease_end=lease_end, fence=fence)


async def test_a_link_claimed_by_a_dead_process_goes_out_when_its_lease_ends(a_house: House, clock: FixedClock) -> None:
    sign_in.ask(a_house, CONTACT, "browser")
    assert claim(a_house, "dead")
    post = SignInPost(a_house, RecordingTransport())

    assert await post.empty() == {}
    clock.move(timedelta(seconds=a_house.settings.lease_seconds))
    assert await post.empty() == {"sent": 1}


async def test_a_process_that_died_after_data_leaves_nothing_to_be_sent_again(a_house: House, clock: FixedClock) -> None:
    sign_in.ask(a_house, CONTACT, "browser")
    asked = claim(a_house, "dead")
    assert asked
    with a_house.database.transaction() as connection:
        assert sign_ins.begin(
            connection, asked.id, fence="dead", token_hash="0" * 64, code_hash="0" * 64, expires_at=a_house.now()
        )
    clock.move(timedelta(minutes=5))

    assert not SignInPost(a_house, RecordingTransport()).due()


async def test_a_process_whose_claim_was_taken_over_sends_and_notes_nothing(a_house: House, clock: FixedClock) -> None:
    sign_in.ask(a_house, CONTACT, "browser")
    late = claim(a_house, "late")
    assert late
    clock.move(timedelta(seconds=a_house.settings.lease_seconds))
    await SignInPost(a_house, RecordingTransport()).empty()

    with a_house.database.transaction() as connection:
        assert not sign_ins.begin(
            connection, late.id, fence="late", token_hash="0" * 64, code_hash="0" * 64, expires_at=a_house.now()
        )
        sign_ins.note(connection, late.id, fence="late", state=sign_ins.SignInState.OWED, next_try_at=a_house.now())
    assert rows(a_house)[0].state == "sent"


@pytest.fixture
def prefect_as_before() -> Iterator[None]:
    """Let an engine point this process at its Prefect server; what was set before is put back after the test."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)
    refresh_global_settings_context()


@pytest.mark.usefixtures("prefect_as_before")
async def test_links_go_out_while_prefect_is_down(houses: HousesOf) -> None:
    house = houses.open(prefect_api_url="http://127.0.0.1:9/api")

    async with Engine(house).running() as running:
        await asyncio.to_thread(sign_in.ask, house, CONTACT, "browser")
        async with asyncio.timeout(20):
            while not (caught := list_mails(house.settings.mails)):  # noqa: ASYNC110 - a folder sets no Event
                await asyncio.sleep(0.05)
        assert not running.prefect_ready.is_set()

    assert [mail.recipient for mail in caught] == [CONTACT]


async def test_an_address_that_cannot_stand_in_a_mail_holds_up_nobody(a_house: House) -> None:
    with a_house.database.transaction() as connection:
        spoiled = {"id": party_id("leipzig", "antragstelle"), "email": "a b@example.org"}
        connection.execute(text("UPDATE party SET email = :email WHERE id = :id"), spoiled)
    sign_in.ask(a_house, "a b@example.org", "browser")
    sign_in.ask(a_house, CONTACT, "browser")

    assert await SignInPost(a_house, RecordingTransport()).empty() == {"refused": 1, "sent": 1}
