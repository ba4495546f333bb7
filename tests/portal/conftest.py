"""The portal of a house as its visitors see it: a client without a browser, signed in as whoever is named."""

from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from portal.app import create_app
from portal.signing_in import sessions
from store.people import party_id
from workflows.house import House

#: A client signed in as the person with this handle (of this authority), or a stranger.
Visit = Callable[..., TestClient]


@pytest.fixture
def visit(a_house: House) -> Iterator[Visit]:
    """Give clients of the portal of `a_house`; `visit()` is a stranger, `visit("sachbearbeitung")` is signed in."""
    app = create_app(a_house)
    opened: list[TestClient] = []

    def client(handle: str = "", authority: str = "leipzig") -> TestClient:
        one = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
        if handle:
            one.cookies.set(sessions.COOKIE, sessions.open_session(a_house, party_id(authority, handle)))
        opened.append(one)
        return one

    yield client
    for one in opened:
        one.close()


def csrf(page: str) -> str:
    """The form token in a page."""
    return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]
