"""Connecting an account of the administration with a person: asked for, confirmed once, taken back by its person only."""

from starlette.testclient import TestClient

from portal.signing_in import sessions
from store import identities, people
from store.people import party_id
from tests.houses import CITY, DESK
from tests.portal.by_oidc import OFFICER, back_from, client, house, link, provider, signed_in, who
from tests.portal.conftest import csrf
from tests.portal.desk import hidden
from tests.portal.provider import OpenID
from workflows.house import House

__all__ = ["client", "house", "provider"]


def test_a_person_connects_their_account_signs_in_with_it_and_takes_it_back(house: House, client: TestClient) -> None:
    signed_in(house, client)
    assert 'href="/konto/verwaltungskonto/verbinden"' in client.get("/konto").text
    question = client.get(back_from(client, "/konto/verwaltungskonto/verbinden"))
    assert (question.status_code, "staff-4711" in question.text) == (200, True)
    with house.database.reading() as connection:
        assert identities.identities_of(connection, OFFICER) == [], "nothing is connected before it was confirmed"

    done = client.post("/konto/verwaltungskonto", data=hidden(question.text))

    assert (done.status_code, done.headers["location"]) == (303, "/konto")
    page = client.get("/konto").text
    assert "staff-4711" in page
    client.cookies.delete(sessions.COOKIE)
    assert client.get(back_from(client)).status_code == 303
    assert who(house, client) == DESK
    fields = {"csrf": csrf(client.get("/konto").text), "subject": "staff-4711"}
    assert client.post("/konto/verwaltungskonto/trennen", data=fields).status_code == 303
    assert "staff-4711" not in client.get("/konto").text
    client.cookies.delete(sessions.COOKIE)
    assert client.get(back_from(client)).status_code == 403


def test_a_confirmation_counts_once_and_for_the_person_who_asked(house: House, client: TestClient) -> None:
    signed_in(house, client)
    question = client.get(back_from(client, "/konto/verwaltungskonto/verbinden"))
    fields = hidden(question.text)
    signed_in(house, client, party_id("leipzig", CITY))

    stolen = client.post("/konto/verwaltungskonto", data={**fields, "csrf": csrf(client.get("/konto").text)})

    assert stolen.status_code == 410
    signed_in(house, client)
    assert client.post("/konto/verwaltungskonto", data={**fields, "csrf": csrf(client.get("/konto").text)}).status_code == 410


def test_who_is_somebody_else_by_now_connects_nothing(house: House, client: TestClient) -> None:
    signed_in(house, client)
    back = back_from(client, "/konto/verwaltungskonto/verbinden")
    signed_in(house, client, party_id("leipzig", CITY))

    assert client.get(back).status_code == 410


def test_an_account_belongs_to_one_person(house: House, client: TestClient, provider: OpenID) -> None:
    link(house, provider, party_id("leipzig", CITY))
    signed_in(house, client)
    question = client.get(back_from(client, "/konto/verwaltungskonto/verbinden"))

    answer = client.post("/konto/verwaltungskonto", data=hidden(question.text))

    assert answer.status_code == 409
    with house.database.reading() as connection:
        assert identities.identities_of(connection, OFFICER) == []


def test_nobody_takes_back_what_is_not_theirs(house: House, client: TestClient, provider: OpenID) -> None:
    link(house, provider, party_id("leipzig", CITY))
    signed_in(house, client)
    fields = {"csrf": csrf(client.get("/konto").text), "subject": "staff-4711"}

    assert client.post("/konto/verwaltungskonto/trennen", data=fields).status_code == 404


def test_somebody_erased_is_unknown(house: House, client: TestClient, provider: OpenID) -> None:
    link(house, provider)
    with house.database.transaction() as connection:
        people.erase(connection, OFFICER)

    assert client.get(back_from(client)).status_code == 403
