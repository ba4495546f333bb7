"""The visitor of a request: the house, the session if there is one, and the language pages are spoken in."""

import re
from contextlib import nullcontext, suppress
from typing import Annotated

from fastapi import Depends, Request

from domain.commands import Actor
from domain.dossier import Dossier
from portal.errors import NotFound, SignInFirst
from portal.office.readings import note_reading
from portal.policy import Act, may
from portal.signing_in import sessions
from portal.web import cookies
from store import dossiers
from store.access import Account, Session
from store.change import Loaded
from store.errors import TryAgain
from workflows.house import House


def house_of(request: Request) -> House:
    """The installation this portal serves."""
    house: House = request.app.state.house
    return house


def session_of(request: Request) -> Session | None:
    """The visitor's session, looked up once per request."""
    if not hasattr(request.state, "session"):
        request.state.session = sessions.session_of(house_of(request), cookies.read(request, cookies.SESSION))
    found: Session | None = request.state.session
    return found


def signed_in(request: Request) -> Account:
    """The person signed in; raises SignInFirst, which leads to the sign-in page and back."""
    found = session_of(request)
    if found is None:
        raise SignInFirst
    return found.account


_ID = re.compile(r"[0-9a-f-]{36}")

TheHouse = Annotated[House, Depends(house_of)]
SignedIn = Annotated[Account, Depends(signed_in)]


def acting(account: Account, dossier: Dossier) -> Actor:
    """The person as somebody who records in this dossier, with the roles they hold in its programme."""
    return acting_in(account, dossier.programme.programme)


def acting_in(account: Account, programme: str) -> Actor:
    """The person as somebody who acts in a programme, with the roles they hold there."""
    return account.actor(programme)


def dossier_for(house: House, account: Account, id_: str, *acts: Act, posting: bool = False) -> Loaded:
    """The dossier with this id if the person may do one of the acts with it; raises NotFound otherwise.

    Whoever works with dossiers of others leaves a note of it here, before they see anything (`portal.office.readings`).
    `posting`: something typed is handed in, which a note that cannot be written just now must not lose.
    """
    if not _ID.fullmatch(id_):
        raise NotFound
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, id_)
    if loaded is None or not any(may(account, act, loaded.dossier) for act in acts):
        raise NotFound
    with suppress(TryAgain) if posting else nullcontext():
        note_reading(house, account, loaded.dossier)
    return loaded
