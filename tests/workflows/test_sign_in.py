"""Sign-in links: one person each, a few an hour, good for ten minutes in one browser, and used at most once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from domain.office_time import instant
from notifications.transports import RecordingTransport
from store import people
from store.people import party_id
from tests.houses import HousesOf
from tests.workflows.posting import SECOND
from tests.workflows.sign_in_links import CONTACT, asked_and_sent, rows, token, told
from workflows import sign_in
from workflows.house import House
from workflows.sign_in import AT_MOST, VALID, WITHIN, SignInPost, hashed


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
