"""A house whose staff can sign in with an account of a provider, and a browser on its way there and back."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import pytest
from starlette.testclient import TestClient

from portal.app import create_app
from portal.signing_in import sessions
from store import identities
from store.people import party_id
from tests.conftest import MORNING
from tests.houses import DESK, HousesOf
from tests.portal.provider import CLIENT, SECRET, OpenID, serving
from workflows.house import House

NOW = int(MORNING.timestamp())


OFFICER = party_id("leipzig", DESK)


@pytest.fixture
def provider() -> Iterator[OpenID]:
    """The provider, served for one test."""
    with serving(NOW) as one:
        yield one


@pytest.fixture
def house(houses: HousesOf, provider: OpenID) -> House:
    """A house that knows the provider."""
    return houses.open(oidc_issuer=provider.url, oidc_client_id=CLIENT, oidc_client_secret=SECRET)


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    """A browser nobody is signed in with."""
    with TestClient(create_app(house), base_url="http://127.0.0.1", follow_redirects=False) as one:
        yield one


def link(house: House, provider: OpenID, party: str = OFFICER, subject: str = "staff-4711") -> None:
    """Connect an account of the provider with a person."""
    with house.database.transaction() as connection:
        assert identities.connect(connection, issuer=provider.url, subject=subject, party=party, at=house.now())


def back_from(client: TestClient, start: str = "/anmelden/verwaltung") -> str:
    """Go to the provider as a browser does; gives the path it sends back to."""
    there = client.get(start)
    assert there.status_code == 303, there.text
    came = httpx2.get(there.headers["location"], follow_redirects=False)
    parts = urlsplit(came.headers["location"])
    return f"{parts.path}?{parts.query}"


def who(house: House, client: TestClient) -> str:
    """Who is signed in, by handle; nobody is ""."""
    found = sessions.session_of(house, client.cookies.get(sessions.COOKIE) or "")
    return found.account.handle if found else ""


def signed_in(house: House, client: TestClient, party: str = OFFICER) -> None:
    """Open a session for a person in this browser."""
    client.cookies.set(sessions.COOKIE, sessions.open_session(house, party))
