"""Signing in with an account of the administration: there, back, and connecting it with a person once.

An address says nothing here: whoever the provider names is known by issuer and subject, which they connected themselves.
"""

import secrets
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from portal.errors import NotFound
from portal.page import render
from portal.signing_in.entering import KNOWN, browser_of, enter, local, new_browser, to
from portal.signing_in.oidc import Confirmed, NotConfirmed, Provider, UnderWay, Unreachable
from portal.visitor import SignedIn, TheHouse, session_of
from portal.web import cookies
from portal.web.forms import fields_of
from portal.web.limits import allow, too_many
from store import identities
from store.access import Account
from store.access_changes import CONNECTED, DISCONNECTED, note
from store.database import Connection
from workflows.house import House

log = structlog.get_logger()

router = APIRouter()

_BACK = "/anmelden/verwaltung/antwort"
#: What of an error the provider may say in our log.
_LONGEST = 200


def provided(house: House) -> bool:
    """Tell whether the settings name an identity provider."""
    return bool(house.settings.oidc_issuer)


@router.get("/anmelden/verwaltung")
def go(request: Request, house: TheHouse, weiter: str = "/") -> Response:
    """Send the browser to the provider, to sign in with."""
    if session_of(request) is not None:
        return to(local(weiter))
    return _sent_there(request, house, local(weiter), "")


@router.get("/konto/verwaltungskonto/verbinden")
def connect(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Send the browser to the provider, to connect the account there with the person signed in here."""
    return _sent_there(request, house, "/konto", account.party)


def _sent_there(request: Request, house: House, onward: str, party: str) -> Response:
    if not allow(request, "oidc"):
        return too_many(request, "oidc", back="/anmelden")
    there = browser_of(request)
    browser = there or new_browser()
    under_way = UnderWay(browser, secrets.token_urlsafe(32), secrets.token_urlsafe(48), onward, party)
    state = secrets.token_urlsafe(32)
    try:
        with Provider(house.settings, house.portal + _BACK) as provider:
            address = provider.way_there(state, under_way)
    except Unreachable as error:
        log.warning("oidc.unreachable", reason=str(error)[:_LONGEST])
        return _failed(request, "unreachable", 503)
    request.app.state.waiting.put(under_way, state)
    response = RedirectResponse(address, 303)
    cookies.put(house, response, cookies.BROWSER, browser, lasts=KNOWN if there else cookies.DAY)
    return response


@router.get(_BACK)
def came_back(
    request: Request, house: TheHouse, state: str = "", code: str = "", error: str = "", iss: str | None = None
) -> Response:
    """Take whoever comes back from the provider: in, on to connecting, or to a page that says what to do."""
    under_way = request.app.state.waiting.take(state)
    browser = browser_of(request)
    if not isinstance(under_way, UnderWay) or not browser or not secrets.compare_digest(under_way.browser, browser):
        return _failed(request, "over", 410)
    if error or not code or iss not in {None, house.settings.oidc_issuer}:
        log.info("oidc.refused", error=error[:_LONGEST])
        return _failed(request, "refused", 403)
    try:
        with Provider(house.settings, house.portal + _BACK) as provider:
            confirmed = provider.came_back(code, under_way, int(house.clock.now().timestamp()))
    except Unreachable as problem:
        log.warning("oidc.unreachable", reason=str(problem)[:_LONGEST])
        return _failed(request, "unreachable", 503)
    except NotConfirmed as problem:
        log.warning("oidc.not_confirmed", reason=str(problem)[:_LONGEST])
        return _failed(request, "refused", 403)
    if under_way.party:
        return _to_connect(request, confirmed, under_way.party)
    with house.database.reading() as connection:
        account = identities.account_of(connection, confirmed.issuer, confirmed.subject)
    if account is None:
        return _failed(request, "unknown", 403, subject=confirmed.subject)
    return enter(house, request, account, local(under_way.onward))


def _to_connect(request: Request, confirmed: Confirmed, party: str) -> Response:
    """Ask once more before connecting: the browser may have been signed in there as somebody else."""
    session = session_of(request)
    if session is None or session.account.party != party:
        return _failed(request, "over", 410)
    key = request.app.state.waiting.put((party, confirmed))
    return render(request, "account_connect.html", subject=confirmed.subject, key=key)


@router.post("/konto/verwaltungskonto")
async def connected(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Connect the account that was just confirmed."""
    fields = await fields_of(request)
    return await run_in_threadpool(_connected, request, house, account, request.app.state.waiting.take(fields.get("key", "")))


def _connected(request: Request, house: House, account: Account, waiting: Any) -> Response:  # noqa: ANN401 - from a form's key
    match waiting:
        case (account.party, Confirmed() as confirmed):
            pass
        case _:
            return _failed(request, "over", 410)
    at = house.now()
    with house.database.transaction() as connection:
        before = identities.identities_of(connection, account.party)
        theirs = identities.connect(connection, issuer=confirmed.issuer, subject=confirmed.subject, party=account.party, at=at)
        if len(identities.identities_of(connection, account.party)) > len(before):
            _note(connection, account, CONNECTED, at)
    return RedirectResponse("/konto", 303) if theirs else _failed(request, "taken", 409)


@router.post("/konto/verwaltungskonto/trennen")
async def disconnected(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Take a connection back."""
    fields = await fields_of(request)
    await run_in_threadpool(_disconnected, house, account, fields.get("subject", ""))
    return RedirectResponse("/konto", 303)


def _disconnected(house: House, account: Account, subject: str) -> None:
    with house.database.reading() as connection:
        theirs = [each for each in identities.identities_of(connection, account.party) if each.subject == subject]
    if not theirs:
        raise NotFound
    with house.database.transaction() as connection:
        for each in theirs:
            identities.disconnect(connection, issuer=each.issuer, subject=subject, party=account.party)
        _note(connection, account, DISCONNECTED, house.now())


def _note(connection: Connection, account: Account, what: str, at: str) -> None:
    """Leave a note where administrators look: who has somebody's session for a minute could make a way in that stays."""
    note(connection, party=account.party, actor=account.party, at=at, what=what)


def _failed(request: Request, why: str, status: int, *, subject: str = "") -> Response:
    mail = not request.app.state.house.settings.staff_by_oidc_only
    return render(request, "sign_in_failed.html", status=status, why=why, subject=subject, mail=mail)
