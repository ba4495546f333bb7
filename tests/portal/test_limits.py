"""How often somebody may ask: enough for everybody, too little for an attacker, and nobody can lock out somebody else."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from limits import RateLimitItemPerSecond
from sqlalchemy import text
from starlette.requests import Request
from starlette.testclient import TestClient

from config.clock import FixedClock
from config.settings import load
from notifications.caught import list_mails
from portal.app import create_app
from portal.signing_in import sessions
from portal.web.cookies import BROWSER
from portal.web.limits import LIMITS, Limits, allow, place
from tests.houses import HousesOf
from tests.portal.conftest import Visit
from tests.portal.mails import CONTACT, asked, deliver
from workflows import sign_in
from workflows.house import House
from workflows.sign_in import AT_MOST, OVERALL, WITHIN


@contextmanager
def from_place(house: House, address: str) -> Iterator[TestClient]:
    """A client that comes from an address of its own."""
    with TestClient(create_app(house), base_url="http://127.0.0.1", follow_redirects=False, client=(address, 4711)) as one:
        yield one


def owed(house: House) -> int:
    with house.database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM sign_in")).scalar_one())


def ask(client: TestClient, email: str = CONTACT) -> int:
    return client.post("/anmelden", data={"email": email}).status_code


@pytest.mark.parametrize("email", [CONTACT, "nobody@example.org"])
def test_one_browser_asks_five_times_an_hour_for_one_address_and_is_told_so_then(visit: Visit, email: str) -> None:
    client = visit()

    assert [ask(client, email) for _ in range(AT_MOST)] == [303] * AT_MOST
    refused = client.post("/anmelden", data={"email": email.upper()})

    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "3600"
    assert 'href="/anmelden"' in refused.text
    assert ask(client, "antragstelle@example.org") == 303


def test_a_stranger_who_throws_cookies_away_gets_six_links_an_hour_sent_to_somebody(a_house: House) -> None:
    with from_place(a_house, "203.0.113.9") as stranger:
        answers = []
        for _ in range(8):
            stranger.cookies.clear()
            answers.append(ask(stranger))

    assert answers == [303] * 6 + [429] * 2
    assert owed(a_house) == 6


def test_a_stranger_cannot_use_up_the_links_of_a_browser_its_owner_has_signed_in_with(
    a_house: House, clock: FixedClock, visit: Visit
) -> None:
    """The attack: everybody who knows an address asks for it, from many places, until its owner gets no link any more."""
    owner = visit()
    assert owner.post(asked(a_house, owner)).status_code == 303
    owner.cookies.delete(sessions.COOKIE)
    clock.move(timedelta(days=30))
    for each in range(3 * OVERALL):
        sign_in.ask(a_house, CONTACT, f"stranger-{each}")
    assert owed(a_house) == 1 + OVERALL, "the flood itself ends"

    assert ask(owner) == 303

    assert owed(a_house) == 1 + OVERALL + 1
    asyncio.run(deliver(a_house))
    paths = ["/anmelden/" + mail.text.split("/anmelden/", 1)[1].split()[0] for mail in list_mails(a_house.settings.mails)]
    assert [owner.post(path).status_code for path in paths].count(303) == 1


def test_a_known_browser_stays_known_when_it_asks_again(a_house: House, visit: Visit) -> None:
    owner = visit()
    owner.post(asked(a_house, owner))
    owner.cookies.delete(sessions.COOKIE)

    again = owner.post("/anmelden", data={"email": CONTACT})

    cookie = next(each for each in again.headers.get_list("set-cookie") if each.startswith(BROWSER))
    assert f"Max-Age={90 * 24 * 3600}" in cookie


def test_a_neighbour_at_the_same_place_cannot_lock_out_a_known_browser(a_house: House) -> None:
    with from_place(a_house, "203.0.113.9") as office:
        assert office.post(asked(a_house, office)).status_code == 303
        known = office.cookies[BROWSER]
        answers = []
        for _ in range(7):
            office.cookies.clear()
            answers.append(ask(office))
        assert answers[-1] == 429
        office.cookies.set(BROWSER, known)

        assert ask(office) == 303


def test_a_browser_that_holds_an_open_link_is_not_refused_for_what_strangers_asked(a_house: House) -> None:
    sign_in.ask(a_house, CONTACT, "owner")
    asyncio.run(deliver(a_house))
    for each in range(OVERALL):
        sign_in.ask(a_house, CONTACT, f"stranger-{each}")

    assert sign_in.ask(a_house, CONTACT, "stranger-x") == 0
    assert sign_in.ask(a_house, CONTACT, "owner") == 1


def test_a_flood_is_over_an_hour_later(a_house: House, clock: FixedClock) -> None:
    for each in range(OVERALL + 1):
        sign_in.ask(a_house, CONTACT, f"stranger-{each}")
    assert sign_in.ask(a_house, CONTACT, "owner") == 0
    clock.move(WITHIN)

    assert sign_in.ask(a_house, CONTACT, "owner") == 1


def test_places_are_counted_each_for_itself(a_house: House) -> None:
    app = create_app(a_house)
    for address in ("203.0.113.9", "203.0.113.10"):
        with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False, client=(address, 4711)) as one:
            assert ask(one) == 303
    limits = Limits()
    most = LIMITS["sign_in"].amount

    assert [limits.hit("sign_in", "a") for _ in range(most + 1)] == [True] * most + [False]
    assert limits.hit("sign_in", "b")


def a_request(house: House, peer: str, *said: str) -> Request:
    """A request from a peer, which may say who came to it."""
    app = create_app(house)
    inner = app._app  # noqa: SLF001 - the guard keeps the app to itself
    headers = [(b"x-forwarded-for", each.encode()) for each in said]
    return Request({"type": "http", "headers": headers, "client": (peer, 4711), "app": inner, "method": "GET", "path": "/"})


@pytest.mark.parametrize(
    ("peer", "said", "found"),
    [
        ("203.0.113.9", (), "203.0.113.9"),
        ("203.0.113.9", ("198.51.100.7",), "203.0.113.9"),
        ("127.0.0.1", ("198.51.100.7",), "198.51.100.7"),
        ("10.1.2.3", ("198.51.100.7",), "198.51.100.7"),
        ("10.1.2.3", ("192.0.2.66, 198.51.100.7",), "198.51.100.7"),
        ("10.1.2.3", ("192.0.2.66", "198.51.100.7"), "198.51.100.7"),
        ("10.1.2.3", ("198.51.100.7, 10.9.9.9",), "198.51.100.7"),
        ("10.1.2.3", ("",), "10.1.2.3"),
        ("10.1.2.3", ("no address",), "no address"),
        ("2001:db8:1:2:3:4:5:6", (), "2001:db8:1:2::/64"),
        # IPv4 as a socket for both kinds shows it: neither one place for all of it, nor a proxy nobody knows.
        ("::ffff:203.0.113.9", (), "203.0.113.9"),
        ("::ffff:10.1.2.3", ("::ffff:198.51.100.7",), "198.51.100.7"),
        # A port is new with every connection, so it says nothing about who asks.
        ("10.1.2.3", ("198.51.100.7:50123",), "198.51.100.7"),
        ("10.1.2.3", ("[2001:db8:1:2::7]:50123",), "2001:db8:1:2::/64"),
        ("10.1.2.3", ("192.0.2.66, 10.1.9.9:443",), "192.0.2.66"),
        ("testclient", ("198.51.100.7",), "testclient"),
    ],
)
def test_only_a_proxy_of_ours_is_believed_when_it_says_who_came(
    houses: HousesOf, peer: str, said: tuple[str, ...], found: str
) -> None:
    house = houses.open(trusted_proxies="127.0.0.1, ::1 10.0.0.0/8")

    assert place(a_request(house, peer, *said)) == found


def test_without_a_word_about_who_asks_the_place_is_counted(a_house: House) -> None:
    request = a_request(a_house, "203.0.113.9")

    assert [allow(request, "lookup") for _ in range(21)] == [True] * 20 + [False]
    assert allow(request, "lookup", "somebody else")


@pytest.mark.parametrize("wrong", ["proxy.example.org", "10.0.0.0/40", "10.0.0.1;10.0.0.2"])
def test_a_proxy_that_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(Exception, match="FOERDERKETTE_TRUSTED_PROXIES"):
        load(trusted_proxies=wrong)


def test_who_never_comes_back_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """The storage keeps a key for ever, with nothing under it; whoever has many addresses would fill the memory."""
    monkeypatch.setitem(LIMITS, "lookup", RateLimitItemPerSecond(1))
    limits = Limits()
    for number in range(1200):
        limits.hit("lookup", str(number))
    time.sleep(1.2)
    limits.hit("lookup", "later")
    time.sleep(0.3)

    for number in range(500):
        limits.hit("sign_in", str(number % 5))

    assert len(limits._kept.events) <= 6  # noqa: SLF001 - what is left of the memory shows nowhere else
