"""Where staff sign in with the administration's account only: not before they have connected it, and never around it."""

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from portal.app import create_app
from portal.signing_in import sessions
from store import identities
from store.people import party_id
from tests.houses import CITY, DESK, KG, HousesOf
from tests.portal.by_oidc import OFFICER, back_from, link, provider, who
from tests.portal.conftest import csrf
from tests.portal.desk import hidden
from tests.portal.mails import asked
from tests.portal.provider import CLIENT, SECRET, OpenID
from workflows.house import House

__all__ = ["provider"]


@pytest.fixture(name="strict")
def _strict(houses: HousesOf, provider: OpenID) -> House:
    return houses.open(oidc_issuer=provider.url, oidc_client_id=CLIENT, oidc_client_secret=SECRET, staff_by_oidc_only=True)


def browser_of(house: House) -> TestClient:
    return TestClient(create_app(house), base_url="http://127.0.0.1", follow_redirects=False)


def owed(house: House) -> list[str]:
    with house.database.reading() as connection:
        return list(connection.execute(text("SELECT party FROM sign_in ORDER BY asked_at")).scalars())


def test_staff_sign_in_by_mail_connect_and_get_no_mail_from_then_on(strict: House) -> None:
    with browser_of(strict) as one:
        address = asked(strict, one, email=f"{DESK}@example.org")
        assert one.post(address).status_code == 303
        assert who(strict, one) == DESK
        question = one.get(back_from(one, "/konto/verwaltungskonto/verbinden"))
        assert one.post("/konto/verwaltungskonto", data=hidden(question.text)).status_code == 303
        one.cookies.delete(sessions.COOKIE)
        before = owed(strict)

        assert one.post("/anmelden", data={"email": f"{DESK}@example.org"}).headers["location"] == "/anmelden/unterwegs"

        assert owed(strict) == before
        assert one.get(back_from(one)).status_code == 303
        assert who(strict, one) == DESK


def test_a_link_or_code_on_its_way_when_somebody_connects_opens_nothing(strict: House, provider: OpenID) -> None:
    with browser_of(strict) as one:
        address = asked(strict, one, email=f"{DESK}@example.org")
        link(strict, provider)

        assert one.post(address).status_code == 410
        assert who(strict, one) == ""


def test_an_account_at_a_provider_of_before_locks_nobody_out(strict: House) -> None:
    with strict.database.transaction() as connection:
        identities.connect(connection, issuer="https://frueher.example.org", subject="x", party=OFFICER, at=strict.now())
    with browser_of(strict) as one:
        one.post("/anmelden", data={"email": f"{DESK}@example.org"})

        assert owed(strict) == [OFFICER]


def test_who_took_the_connection_back_gets_mail_again(strict: House, provider: OpenID) -> None:
    link(strict, provider)
    with browser_of(strict) as one:
        one.cookies.set(sessions.COOKIE, sessions.open_session(strict, OFFICER))
        fields = {"csrf": csrf(one.get("/konto").text), "subject": "staff-4711"}
        assert one.post("/konto/verwaltungskonto/trennen", data=fields).status_code == 303
        one.cookies.delete(sessions.COOKIE)

        one.post("/anmelden", data={"email": f"{DESK}@example.org"})

        assert owed(strict) == [OFFICER]


def test_applicants_get_mail_whatever_they_have_connected(strict: House, provider: OpenID) -> None:
    link(strict, provider, party_id("leipzig", CITY), "applicant-1")
    with browser_of(strict) as one:
        one.post("/anmelden", data={"email": f"{CITY}@example.org"})

        assert owed(strict) == [party_id("leipzig", CITY)]


def test_an_unknown_account_is_led_to_the_mail_that_connects_it(strict: House) -> None:
    with browser_of(strict) as one:
        answer = one.get(f"{back_from(one)}", headers={"Accept-Language": "en"}, params=None)

        assert answer.status_code == 403
        assert "Verwaltungskonto verbinden" in answer.text


def test_the_key_of_a_connection_is_no_way_back(strict: House) -> None:
    """Both wait in one place; the one must not be taken for the other, nor fail."""
    with browser_of(strict) as one:
        one.cookies.set(sessions.COOKIE, sessions.open_session(strict, party_id("leipzig", KG)))
        question = hidden(one.get(back_from(one, "/konto/verwaltungskonto/verbinden")).text)

        assert one.get(f"/anmelden/verwaltung/antwort?state={question['key']}&code=x").status_code == 410
        state = back_from(one, "/konto/verwaltungskonto/verbinden").split("state=")[1].split("&")[0]
        assert one.post("/konto/verwaltungskonto", data={**question, "key": state}).status_code == 410


def test_administrators_see_that_an_account_was_connected_and_disconnected(strict: House) -> None:
    """Who sits down at an open machine for a minute could connect an account of their own, and come back for ever."""
    with browser_of(strict) as one:
        one.cookies.set(sessions.COOKIE, sessions.open_session(strict, party_id("leipzig", KG)))
        for _twice in range(2):
            question = hidden(one.get(back_from(one, "/konto/verwaltungskonto/verbinden")).text)
            assert one.post("/konto/verwaltungskonto", data=question).status_code == 303
        fields = {"csrf": csrf(one.get("/konto").text), "subject": "staff-4711"}
        one.post("/konto/verwaltungskonto/trennen", data=fields)
        one.cookies.set(sessions.COOKIE, sessions.open_session(strict, OFFICER))
        page = one.get("/personen/aenderungen?lang=en").text

        assert page.count("Account of the administration connected") == 1
        assert page.count("Account of the administration disconnected") == 1
        assert "staff-4711" not in page
        assert f"/personen/{KG}" in page
