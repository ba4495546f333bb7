"""Signing in with an account of the administration, against a real little provider: rightly, and every way wrongly."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from portal.app import create_app
from store.people import party_id
from tests.houses import CITY, DESK, HousesOf
from tests.portal.by_oidc import NOW, back_from, client, house, link, provider, who
from tests.portal.provider import CLIENT, SECRET, OpenID
from workflows import sign_in
from workflows.house import House

__all__ = ["client", "house", "provider"]


def test_a_connected_account_signs_in_and_leads_on(house: House, client: TestClient, provider: OpenID) -> None:
    link(house, provider)
    assert 'href="/anmelden/verwaltung?weiter=' in client.get("/anmelden?weiter=/arbeitsvorrat").text

    back = back_from(client, "/anmelden/verwaltung?weiter=/arbeitsvorrat")
    opened = client.get(back)

    assert (opened.status_code, opened.headers["location"]) == (303, "/arbeitsvorrat")
    assert who(house, client) == DESK
    asked = provider.asked[0]
    assert (asked["response_type"], asked["scope"], asked["code_challenge_method"]) == ("code", "openid", "S256")
    assert len(asked["state"]) == len(asked["nonce"]) == 43
    assert provider.exchanged[0]["redirect_uri"] == asked["redirect_uri"]


def test_an_unknown_account_is_told_what_to_do_and_its_address_says_nothing(house: House, client: TestClient) -> None:
    answer = client.get(back_from(client))

    assert answer.status_code == 403
    assert "staff-4711" in answer.text
    assert 'href="/anmelden"' in answer.text
    assert who(house, client) == ""


WRONG = [
    {"aud": "another"}, {"aud": [CLIENT, "another"]}, {"aud": None}, {"iss": "http://127.0.0.1:1"}, {"iss": None},
    {"nonce": "another"}, {"nonce": None}, {"exp": NOW - 61}, {"exp": None}, {"sub": None}, {"sub": ""}, {"sub": "x" * 300},
    {"sub": ["staff-4711"]}, {"iat": NOW + 600}, {"nbf": NOW + 600},
]  # fmt: skip


@pytest.mark.parametrize("claims", WRONG, ids=str)
def test_a_token_that_is_not_meant_for_this_sign_in_opens_nothing(
    house: House, client: TestClient, provider: OpenID, claims: dict[str, object]
) -> None:
    link(house, provider)
    provider.claims = claims

    answer = client.get(back_from(client))

    assert answer.status_code == 403
    assert "staff-4711" not in answer.text
    assert who(house, client) == ""


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS384"])
def test_only_signatures_by_a_public_key_that_are_allowed_are_taken(
    house: House, client: TestClient, provider: OpenID, algorithm: str
) -> None:
    link(house, provider)
    provider.algorithm = algorithm

    assert client.get(back_from(client)).status_code == 403
    assert who(house, client) == ""


def test_a_signature_by_another_key_opens_nothing(house: House, client: TestClient, provider: OpenID) -> None:
    link(house, provider)
    provider.foreign_key = True

    assert client.get(back_from(client)).status_code == 403


def test_the_way_back_can_be_gone_once_and_in_this_browser_only(house: House, client: TestClient, provider: OpenID) -> None:
    link(house, provider)
    stolen, replayed = back_from(client), back_from(client)
    with TestClient(create_app(house), base_url="http://127.0.0.1", follow_redirects=False) as other:
        assert other.get(stolen).status_code == 410
    app = client.app
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as thief:
        assert thief.get(stolen).status_code == 410
    assert client.get(stolen).status_code == 410, "a try in another browser used it up"

    assert client.get(replayed).status_code == 303
    assert client.get(replayed).status_code == 410


@pytest.mark.parametrize("query", ["", "?state=x&code=y", "?state=&code=", "?error=access_denied", "?state=%00"])
def test_whoever_comes_back_from_nowhere_is_told_to_begin_again(client: TestClient, query: str) -> None:
    assert client.get(f"/anmelden/verwaltung/antwort{query}").status_code == 410


def test_a_refusal_of_the_provider_is_a_plain_page(client: TestClient) -> None:
    state = parse_qs(urlsplit(client.get("/anmelden/verwaltung").headers["location"]).query)["state"][0]

    answer = client.get(f"/anmelden/verwaltung/antwort?state={state}&error=access_denied")

    assert answer.status_code == 403
    assert "access_denied" not in answer.text


def test_an_answer_of_another_provider_is_refused(house: House, client: TestClient, provider: OpenID) -> None:
    link(house, provider)

    assert client.get(f"{back_from(client)}&iss=https://evil.example.org").status_code == 403
    assert client.get(f"{back_from(client)}&iss={provider.url}").status_code == 303


def test_while_the_provider_is_down_a_page_says_so_and_mail_still_works(client: TestClient, provider: OpenID) -> None:
    back = back_from(client)
    provider.down = True

    assert client.get("/anmelden/verwaltung").status_code == 503
    answer = client.get(back)

    assert answer.status_code == 503
    assert 'href="/anmelden"' in answer.text
    assert client.post("/anmelden", data={"email": "sachbearbeitung@example.org"}).status_code == 303


def test_a_provider_nobody_listens_for_is_a_plain_page(houses: HousesOf) -> None:
    house = houses.open(oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT)
    with TestClient(create_app(house), base_url="http://127.0.0.1", follow_redirects=False) as one:
        assert one.get("/anmelden/verwaltung").status_code == 503


ELSEWHERE = [
    {"issuer": "https://evil.example.org"}, {"token_endpoint": "https://evil.example.org/token"}, {"token_endpoint": None},
    {"token_endpoint": "http://127.0.0.1@evil.example.org/token"}, {"jwks_uri": "http://169.254.1.1/keys"}, {"jwks_uri": 17},
]  # fmt: skip


@pytest.mark.parametrize("discovery", ELSEWHERE, ids=str)
def test_the_portal_goes_nowhere_but_to_the_issuer(
    house: House, client: TestClient, provider: OpenID, discovery: dict[str, object]
) -> None:
    link(house, provider)
    back = back_from(client)
    provider.discovery = discovery

    assert client.get(back).status_code == 503
    assert who(house, client) == ""


def test_nobody_is_sent_anywhere_but_to_the_issuer(client: TestClient, provider: OpenID) -> None:
    provider.discovery = {"authorization_endpoint": "https://evil.example.org/"}

    assert client.get("/anmelden/verwaltung").status_code == 503


def test_where_staff_sign_in_by_their_account_only_they_get_no_link(houses: HousesOf, provider: OpenID) -> None:
    house = houses.open(oidc_issuer=provider.url, oidc_client_id=CLIENT, oidc_client_secret=SECRET, staff_by_oidc_only=True)
    link(house, provider)
    with TestClient(create_app(house), base_url="http://127.0.0.1", follow_redirects=False) as one:
        answers = [one.post("/anmelden", data={"email": f"{who_}@example.org"}) for who_ in (DESK, CITY, "nobody")]

        assert {(each.status_code, each.headers["location"], each.text) for each in answers} == {
            (303, "/anmelden/unterwegs", "")
        }
        with house.database.reading() as connection:
            asked = connection.execute(text("SELECT party FROM sign_in")).scalars().all()
        assert asked == [party_id("leipzig", CITY)]
        assert one.get(back_from(one)).status_code == 303


def test_a_link_sent_before_the_rule_opens_nothing_for_staff(houses: HousesOf, provider: OpenID) -> None:
    """Whoever holds a link from before must not come in by it."""
    house = houses.open(oidc_issuer=provider.url, oidc_client_id=CLIENT, staff_by_oidc_only=True)
    link(house, provider)
    with TestClient(create_app(house), base_url="http://127.0.0.1", follow_redirects=False) as one:
        one.post("/anmelden", data={"email": "nobody@example.org"})
        browser = one.cookies["foerderkette_browser"]
        sign_in.ask(house, f"{DESK}@example.org", browser)
        with house.database.transaction() as connection:
            connection.execute(
                text("UPDATE sign_in SET state = 'sent', token_hash = :t, expires_at = :e"),
                {"t": sign_in.hashed("x" * 43), "e": "2027-01-01T00:00:00.000000Z"},
            )

        assert one.post(f"/anmelden/{'x' * 43}").status_code == 410
