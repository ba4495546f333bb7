"""Sign-in links: one person each, a few an hour, a new token for every try, sent at most once, and used at most once."""

import asyncio
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from sqlalchemy import text

from config.clock import FixedClock, instant, moment
from notifications.caught import list_mails
from notifications.transports import Delivery, Envelope, Outcome, RecordingTransport, Stage
from store import people, sign_ins
from store.people import party_id
from tests.houses import HousesOf
from workflows import sign_in
from workflows.engine import Engine
from workflows.house import House
from workflows.sign_in import AT_MOST, PAUSES, VALID, WITHIN, SignInPost, hashed

CONTACT = "quartiersmoderation@example.org"
SECOND = timedelta(seconds=1)


def delivery(outcome: Outcome, stage: Stage = "dot", code: int | None = None) -> Delivery:
    return Delivery(outcome, stage, code, "said the relay")


def rows(house: House) -> Sequence[Any]:
    """What is on record, the oldest first."""
    with house.database.reading() as connection:
        return connection.execute(text("SELECT * FROM sign_in ORDER BY asked_at, id")).all()


def told(envelope: Envelope) -> str:
    """The text of a mail."""
    body = message_from_bytes(envelope.data, policy=policy.default).get_body(("plain",))
    assert body
    return str(body.get_content())


def token(envelope: Envelope) -> str:
    """The token in a mail's link."""
    return told(envelope).split("/anmelden/", 1)[1].split()[0]


async def asked_and_sent(house: House, transport: RecordingTransport, browser: str = "browser") -> str:
    """Ask for a link and send it; gives its token."""
    sign_in.ask(house, CONTACT, browser)
    assert await SignInPost(house, transport).empty() == {"sent": 1}
    return token(transport.accepted[-1])


async def test_a_link_leads_to_the_portal_and_its_token_is_kept_as_a_hash_only(a_house: House, clock: FixedClock) -> None:
    transport = RecordingTransport()

    secret = await asked_and_sent(a_house, transport)

    (row,) = rows(a_house)
    assert len(secret) == 43
    assert f"http://127.0.0.1:8765/anmelden/{secret}" in told(transport.accepted[0])
    assert (row.state, row.token_hash, row.expires_at) == ("sent", hashed(secret), instant(clock.now() + VALID))
    assert secret not in str(row)


@pytest.mark.parametrize(
    ("language", "subject", "sentence"),
    [
        ("de", "Ihr Anmeldelink (10 Minuten gültig)", "Wenn Sie keinen Link angefordert haben"),
        ("en", "Your sign-in link (valid 10 minutes)", "If you did not ask for a link"),
    ],
)
async def test_the_mail_is_in_the_persons_language(a_house: House, language: str, subject: str, sentence: str) -> None:
    with a_house.database.transaction() as connection:
        connection.execute(text("UPDATE party SET language = :l WHERE email = :e"), {"l": language, "e": CONTACT})
    transport = RecordingTransport()

    secret = await asked_and_sent(a_house, transport)

    mail = message_from_bytes(transport.accepted[0].data, policy=policy.default)
    html = mail.get_body(("html",))
    assert mail["Subject"] == subject
    assert sentence in told(transport.accepted[0])
    assert html
    assert f'<a href="http://127.0.0.1:8765/anmelden/{secret}">' in html.get_content()


async def test_links_lead_to_the_public_address_if_there_is_one(houses: HousesOf) -> None:
    transport = RecordingTransport()

    await asked_and_sent(houses.open(public_url="https://antrag.example.org"), transport)

    assert "https://antrag.example.org/anmelden/" in told(transport.accepted[0])


async def test_everybody_at_a_shared_address_gets_a_link_of_their_own(a_house: House) -> None:
    both = [party_id("leipzig", handle) for handle in ("quartiersmoderation", "antragstelle")]
    with a_house.database.transaction() as connection:
        connection.execute(
            text("UPDATE party SET email = 'Beide@example.org' WHERE id IN (:a, :b)"), {"a": both[0], "b": both[1]}
        )
    transport = RecordingTransport()

    assert sign_in.ask(a_house, " beide@EXAMPLE.org ", "browser") == 2
    await SignInPost(a_house, transport).empty()

    signed_in = [sign_in.use(a_house, token(envelope), "browser") for envelope in transport.accepted]
    assert {account.party for account in signed_in if account} == set(both)


def test_an_unknown_address_is_owed_nothing(a_house: House) -> None:
    assert [sign_in.ask(a_house, email, "browser") for email in ("nobody@example.org", "", "%")] == [0, 0, 0]
    assert not rows(a_house)


def test_somebody_erased_is_owed_nothing(a_house: House) -> None:
    with a_house.database.transaction() as connection:
        people.erase(connection, party_id("leipzig", "quartiersmoderation"))

    assert sign_in.ask(a_house, CONTACT, "browser") == 0


async def test_somebody_erased_after_asking_gets_no_mail_and_their_link_opens_nothing(a_house: House) -> None:
    transport = RecordingTransport()
    secret = await asked_and_sent(a_house, transport)
    sign_in.ask(a_house, CONTACT, "browser")
    with a_house.database.transaction() as connection:
        people.erase(connection, party_id("leipzig", "quartiersmoderation"))

    assert await SignInPost(a_house, transport).empty() == {"expired": 1}
    assert len(transport.envelopes) == 1
    assert sign_in.use(a_house, secret, "browser") is None


def test_a_person_gets_five_mails_an_hour_even_if_all_is_asked_for_at_once(a_house: House, clock: FixedClock) -> None:
    with ThreadPoolExecutor(12) as pool:
        owed = list(pool.map(lambda _: sign_in.ask(a_house, CONTACT, "browser"), range(12)))

    assert sum(owed) == len(rows(a_house)) == AT_MOST
    clock.move(WITHIN - SECOND)
    assert sign_in.ask(a_house, CONTACT, "browser") == 0
    clock.move(SECOND)
    assert sign_in.ask(a_house, CONTACT, "browser") == 1


async def test_a_link_is_used_once_however_many_try_at_once(a_house: House) -> None:
    secret = await asked_and_sent(a_house, RecordingTransport())

    def use(_: int) -> bool:
        return sign_in.use(a_house, secret, "browser") is not None

    with ThreadPoolExecutor(64) as pool:
        used = await asyncio.to_thread(lambda: list(pool.map(use, range(64))))

    assert used.count(True) == 1


@pytest.mark.parametrize(("later", "good"), [(VALID - SECOND, True), (VALID, False)])
async def test_a_link_is_good_for_ten_minutes(a_house: House, clock: FixedClock, later: timedelta, good: object) -> None:
    secret = await asked_and_sent(a_house, RecordingTransport())
    clock.move(later)

    assert (sign_in.use(a_house, secret, "browser") is not None) is good


async def test_a_link_opens_nothing_in_another_browser_and_stays_good_in_its_own(a_house: House) -> None:
    secret = await asked_and_sent(a_house, RecordingTransport())

    assert sign_in.use(a_house, secret, "another") is None
    assert sign_in.use(a_house, "", "browser") is None
    assert sign_in.use(a_house, secret, "browser") is not None


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


async def test_links_go_out_while_prefect_is_down(houses: HousesOf, monkeypatch: pytest.MonkeyPatch) -> None:
    house = houses.open(prefect_api_url="http://127.0.0.1:9/api")
    # The engine points this process at that server; what is set here is put back after the test.
    for name in ("PREFECT_API_URL", "PREFECT_HOME"):
        monkeypatch.setenv(name, os.environ.get(name, ""))

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
