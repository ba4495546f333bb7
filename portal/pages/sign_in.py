"""Signing in: ask for a link, confirm it, and sign out. What is answered never tells whether an address is known.

A link only works in the browser that asked for it, which a cookie tells; where to go afterwards travels in a cookie too.
"""

import asyncio
import re
import secrets
import time
from urllib.parse import quote, unquote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from portal import sessions
from portal.forms import fields_of
from portal.page import render
from portal.visitor import TheHouse, session_of
from wording.language import N_, _
from workflows import sign_in
from workflows.house import House

router = APIRouter()

BROWSER, ONWARD = "foerderkette_browser", "foerderkette_weiter"
#: How long the two cookies last, in seconds: somewhat longer than a link.
_LASTS = 3600
#: An answer takes this long, in seconds, whatever there was to do: no clock tells whether an address is known.
_TAKES = 0.2
_LONGEST = 500
_ADDRESS = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,255}")
_BROWSER = re.compile(r"[A-Za-z0-9_-]{43}")
#: Browsers drop tabs and line feeds from addresses, and read a backslash as a slash.
_MISREAD = re.compile(r"[\x00-\x20\x7f\\]")
_NO_ADDRESS = N_("Give your e-mail address, such as name@example.org.")


def local(path: str) -> str:
    """The path if it leads to a page of ours other than signing in and out, else the front page."""
    ours = path.startswith("/") and not path.startswith("//") and not _MISREAD.search(path) and len(path) <= _LONGEST
    return path if ours and not path.startswith(("/anmelden", "/abmelden")) else "/"


@router.get("/anmelden")
def form(request: Request, _house: TheHouse, weiter: str = "/") -> Response:
    """Ask for the address; whoever is signed in already goes on."""
    if session_of(request) is not None:
        return RedirectResponse(quote(local(weiter), safe="/?&=%#"), 303)
    return render(request, "sign_in.html", onward=local(weiter), email="", error="")


@router.post("/anmelden")
async def ask(request: Request, house: TheHouse) -> Response:
    """Have a link sent to whoever is reached at the address; the answer is the same if nobody is."""
    began = time.monotonic()
    fields = await fields_of(request)
    email, onward = fields.get("email", ""), local(fields.get("weiter", "/"))
    if not _ADDRESS.fullmatch(email):
        return await asyncio.to_thread(
            render, request, "sign_in.html", status=422, onward=onward, email=email, error=_(_NO_ADDRESS)
        )
    known = request.cookies.get(BROWSER, "")
    browser = known if _BROWSER.fullmatch(known) else secrets.token_urlsafe(32)
    await asyncio.to_thread(sign_in.ask, house, email, browser)
    await asyncio.sleep(max(0.0, began + _TAKES - time.monotonic()))
    response = RedirectResponse("/anmelden/unterwegs", 303)
    _set(response, house, BROWSER, browser)
    _set(response, house, ONWARD, quote(onward, safe=""))
    return response


@router.get("/anmelden/unterwegs")
def on_its_way(request: Request, _house: TheHouse) -> Response:
    """Say that a link was sent if the address is known."""
    return render(request, "sign_in_sent.html")


@router.get("/anmelden/{token}")
def confirm(request: Request, token: str) -> Response:
    """Show a button and nothing else: programs that open the links of a mail use up nothing."""
    return render(request, "sign_in_confirm.html", token=token)


@router.post("/anmelden/{token}")
async def use(request: Request, house: TheHouse, token: str) -> Response:
    """Use up the link and open a session, or say that it is no longer good."""
    await fields_of(request)
    browser = request.cookies.get(BROWSER, "")
    account = await asyncio.to_thread(sign_in.use, house, token, browser) if browser else None
    if account is None:
        return await asyncio.to_thread(render, request, "sign_in_over.html", status=410)
    await asyncio.to_thread(_leave, house, request)
    opened = await asyncio.to_thread(sessions.open_session, house, account.party)
    onward = local(unquote(request.cookies.get(ONWARD, "/")))
    response = RedirectResponse(quote(onward, safe="/?&=%#"), 303)
    response.set_cookie(sessions.COOKIE, opened, path="/", httponly=True, samesite="lax", secure=_secure(house))
    # The browser's own cookie stays: somebody known to two authorities got two links, and may use the other one next.
    response.delete_cookie(ONWARD, path="/anmelden")
    return response


@router.post("/abmelden")
async def leave(request: Request, house: TheHouse) -> Response:
    """End the session."""
    await fields_of(request)
    await asyncio.to_thread(_leave, house, request)
    response = RedirectResponse("/", 303)
    response.delete_cookie(sessions.COOKIE, path="/")
    return response


def _leave(house: House, request: Request) -> None:
    if token := request.cookies.get(sessions.COOKIE, ""):
        sessions.end_session(house, token)


def _set(response: Response, house: House, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=_LASTS, path="/anmelden", httponly=True, samesite="lax", secure=_secure(house))


def _secure(house: House) -> bool:
    return house.settings.public_url.startswith("https:")
