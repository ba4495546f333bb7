"""The API of a house as programs see it: a client with a key of whoever is named, for the scopes named."""

from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from portal.api import keys
from portal.api.keys import Scope
from portal.app import create_app
from store import access
from store.access import Account
from store.people import party_id
from tests.portal.conftest import visit
from workflows.house import House

#: Keys are made on a page.
__all__ = ["visit"]
#: A client whose requests carry a key of the person with this handle, for all scopes or for those named.
Call = Callable[..., TestClient]


def account_of(house: House, handle: str, authority: str = "leipzig") -> Account:
    """The account of a person."""
    with house.database.reading() as connection:
        account = access.account(connection, party_id(authority, handle))
    assert account is not None
    return account


def key_of(house: House, handle: str, *scopes: Scope, authority: str = "leipzig", days: int = 30) -> str:
    """A new key of a person, for everything unless scopes are named."""
    account = account_of(house, handle, authority)
    return keys.make(house, account, name="Test", scopes=frozenset(scopes or Scope), days=days)


@pytest.fixture
def call(a_house: House) -> Iterator[Call]:
    """Give clients of the API of `a_house`."""
    app = create_app(a_house)
    opened: list[TestClient] = []

    def client(handle: str = "", *scopes: Scope, authority: str = "leipzig") -> TestClient:
        one = TestClient(app, base_url="http://127.0.0.1/api/v1", follow_redirects=False)
        one.headers["Accept-Language"] = "en"
        if handle:
            one.headers["Authorization"] = f"Bearer {key_of(a_house, handle, *scopes, authority=authority)}"
        opened.append(one)
        return one

    yield client
    for one in opened:
        one.close()
