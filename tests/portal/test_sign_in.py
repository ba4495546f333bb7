"""Signing in as a visitor meets it: the same answer for everybody, a link that works once and here, and a way out."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from config.clock import FixedClock
from portal.app import create_app
from portal.signing_in import sessions
from portal.signing_in.entering import local
from portal.web.cookies import BROWSER, ONWARD
from store import people
from store.people import party_id
from tests.houses import HousesOf
from tests.portal.conftest import Visit, csrf
from tests.portal.mails import CONTACT, asked
from workflows.house import House
from workflows.sign_in import AT_MOST, VALID


def count_of_sessions(house: House) -> int:
    with house.database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM session")).scalar_one())


def test_the_whole_way_from_a_page_that_needs_somebody_and_back_to_it(a_house: House, visit: Visit) -> None:
    client = visit()
    form = client.get("/anmelden?weiter=/antraege/neu")
    assert 'name="weiter" value="/antraege/neu"' in form.text

    path = asked(a_house, client, "/antraege/neu")
    button = client.get(path)
    assert (button.status_code, count_of_sessions(a_house)) == (200, 0)
    opened = client.post(path, data={"csrf": csrf(button.text)})

    assert (opened.status_code, opened.headers["location"]) == (303, "/antraege/neu")
    cookie = next(each for each in opened.headers.get_list("set-cookie") if each.startswith(f"{sessions.COOKIE}="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    home = client.get("/anmelden?weiter=/")
    assert (home.status_code, home.headers["location"]) == (303, "/")


def test_signing_out_ends_the_session_and_not_only_the_cookie(a_house: House, visit: Visit) -> None:
    client = visit("antragstelle")
    token = client.cookies[sessions.COOKIE]
    form = client.get("/gibt-es-nicht")

    assert client.post("/abmelden", data={"csrf": "wrong"}).status_code == 403
    assert sessions.session_of(a_house, token) is not None
    ended = client.post("/abmelden", data={"csrf": csrf(form.text)})

    assert (ended.status_code, ended.headers["location"]) == (303, "/")
    assert sessions.session_of(a_house, token) is None
    assert f'{sessions.COOKIE}=""; expires=' in ended.headers["set-cookie"]


def test_who_signs_in_as_somebody_else_leaves_the_session_before(a_house: House, visit: Visit) -> None:
    client = visit()
    first = asked(a_house, client)
    second = asked(a_house, client)
    client.post(first)
    before = client.cookies[sessions.COOKIE]

    client.post(second, data={"csrf": csrf(client.get(second).text)})

    assert client.cookies[sessions.COOKIE] != before
    assert sessions.session_of(a_house, before) is None


def test_the_answer_is_the_same_for_everybody_and_takes_as_long(a_house: House, visit: Visit) -> None:
    answers = []
    client = visit()
    for email in (CONTACT, "nobody@example.org", *[CONTACT] * (AT_MOST - 1)):
        began = time.monotonic()
        answer = client.post("/anmelden", data={"email": email})
        answers.append((answer.status_code, answer.headers["location"], answer.text, len(client.cookies[BROWSER])))
        assert time.monotonic() - began >= 0.2
    page = visit().get(answers[0][1])

    assert len(set(answers)) == 1
    assert page.status_code == 200
    assert 'href="/postfach"' in page.text
    with a_house.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM sign_in")).scalar_one() == AT_MOST


@pytest.mark.parametrize("typed", ["", "quartiersmoderation", "a@b@c", "zwei worte@example.org"])
def test_what_is_no_address_comes_back_as_it_was_typed(visit: Visit, typed: str) -> None:
    answer = visit().post("/anmelden", data={"email": typed, "weiter": "/antraege"})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert f'value="{typed}"' in answer.text
    assert 'value="/antraege"' in answer.text


def test_a_link_opens_one_session_however_many_try_at_once(a_house: House, visit: Visit) -> None:
    client = visit()
    path = asked(a_house, client)
    app = create_app(a_house)

    def use(_: int) -> int:
        with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as one:
            one.cookies.set(BROWSER, client.cookies[BROWSER])
            return one.post(path).status_code

    with ThreadPoolExecutor(64) as pool:
        statuses = list(pool.map(use, range(64)))

    assert sorted(statuses) == [303, *[410] * 63]
    assert count_of_sessions(a_house) == 1


def test_a_used_link_leads_to_a_new_one(a_house: House, visit: Visit) -> None:
    client = visit()
    path = asked(a_house, client)
    client.post(path)
    client.cookies.delete(sessions.COOKIE)

    again = client.post(path)

    assert again.status_code == 410
    assert 'href="/anmelden"' in again.text
    assert count_of_sessions(a_house) == 1


def test_an_expired_link_opens_nothing(a_house: House, visit: Visit, clock: FixedClock) -> None:
    client = visit()
    path = asked(a_house, client)
    clock.move(VALID)

    assert client.post(path).status_code == 410
    assert count_of_sessions(a_house) == 0


def test_a_link_opens_nothing_in_another_browser(a_house: House, visit: Visit) -> None:
    client, stranger, other = visit(), visit(), visit()
    path = asked(a_house, client)
    other.post("/anmelden", data={"email": "nobody@example.org"})

    assert [each.post(path).status_code for each in (stranger, other)] == [410, 410]
    assert client.post(path).status_code == 303


def test_a_link_of_somebody_erased_opens_nothing(a_house: House, visit: Visit) -> None:
    client = visit()
    path = asked(a_house, client)
    with a_house.database.transaction() as connection:
        people.erase(connection, party_id("leipzig", "quartiersmoderation"))

    assert client.post(path).status_code == 410
    assert count_of_sessions(a_house) == 0


ELSEWHERE = [
    "//evil.example.org", "/\\evil.example.org", "https://evil.example.org", "https:evil", "evil", "", "/\t/evil.example.org",
    "\\\\evil.example.org", "/\n/evil.example.org", " //evil.example.org", "javascript:alert(1)", "/" + "a" * 600,
    "/abmelden", "/anmelden",
]  # fmt: skip


@pytest.mark.parametrize("weiter", ELSEWHERE)
def test_signing_in_leads_nowhere_else(a_house: House, visit: Visit, weiter: str) -> None:
    client = visit()
    path = asked(a_house, client, weiter)

    assert client.post(path).headers["location"] == "/"
    assert client.get("/anmelden", params={"weiter": weiter}).headers["location"] == "/"


@pytest.mark.parametrize("weiter", ["//evil.example.org", "/\\evil.example.org", "https://evil.example.org"])
def test_a_cookie_from_elsewhere_leads_nowhere_else_either(a_house: House, visit: Visit, weiter: str) -> None:
    client = visit()
    path = asked(a_house, client)
    spoiled = visit()
    spoiled.cookies.set(BROWSER, client.cookies[BROWSER])
    spoiled.cookies.set(ONWARD, quote(weiter, safe=""))

    assert spoiled.post(path).headers["location"] == "/"


@pytest.mark.parametrize("path", ["/", "/akten/1?zeile=2#ende", "/suche?q=Stra%C3%9Fe&seite=2", "/programme/urban-ii-leipzig"])
def test_paths_of_ours_are_kept(path: str) -> None:
    assert local(path) == path


def test_behind_https_cookies_are_sent_by_https_only(houses: HousesOf) -> None:
    house = houses.open(public_url="https://antrag.example.org")
    with TestClient(create_app(house), base_url="https://antrag.example.org", follow_redirects=False) as client:
        path = asked(house, client)
        opened = client.post(path)

    assert opened.status_code == 303
    assert all("Secure" in each for each in opened.headers.get_list("set-cookie") if sessions.COOKIE in each)


def test_asking_again_in_one_browser_leaves_the_first_link_good(a_house: House, visit: Visit, clock: FixedClock) -> None:
    client = visit()
    first = asked(a_house, client)
    clock.move(timedelta(minutes=1))
    asked(a_house, client)

    assert client.post(first).status_code == 303
