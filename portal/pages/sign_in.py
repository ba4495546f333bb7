"""Signing in: ask for a link, confirm it or type its code, sign out. What is answered never tells whether an address is known.

Link and code only work in the browser that asked for them, which a cookie tells; where to go afterwards is in a cookie too.
"""

import asyncio
import re
import time
from functools import partial
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from portal.page import render
from portal.signing_in import sessions
from portal.signing_in.entering import KNOWN, browser_of, enter, leave, local, new_browser, onward_of, to
from portal.visitor import TheHouse, session_of
from portal.web import cookies
from portal.web.forms import fields_of
from portal.web.limits import allow, place, too_many
from store import identities
from store.access import Account
from wording.language import N_, _
from workflows import sign_in
from workflows.house import House

router = APIRouter()

#: An answer takes this long, in seconds, whatever there was to do: no clock tells whether an address is known.
_TAKES = 0.2
_ADDRESS = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,255}")
_NO_ADDRESS = N_("Give your e-mail address, such as name@example.org.")
_NO_CODE = N_("This code is not right, or no longer valid. After five wrong tries a link is over; then ask for a new one.")
#: Characters of a code that anybody types.
_LONGEST_CODE = 40


@router.get("/anmelden")
def form(request: Request, _house: TheHouse, weiter: str = "/") -> Response:
    """Ask for the address; whoever is signed in already goes on."""
    if session_of(request) is not None:
        return to(local(weiter))
    return _form_page(request, onward=local(weiter))


@router.post("/anmelden")
async def ask(request: Request, house: TheHouse) -> Response:
    """Have a link sent to whoever is reached at the address; the answer is the same if nobody is."""
    began = time.monotonic()
    fields = await fields_of(request)
    email, onward = fields.get("email", ""), local(fields.get("weiter", "/"))
    if not _ADDRESS.fullmatch(email):
        return await asyncio.to_thread(_form_page, request, onward=onward, email=email, error=_(_NO_ADDRESS), status=422)
    there = browser_of(request)
    browser = there or new_browser()
    asked = await asyncio.to_thread(_asked, request, house, email, browser)
    await asyncio.sleep(max(0.0, began + _TAKES - time.monotonic()))
    if not asked:
        return await asyncio.to_thread(too_many, request, "sign_in", back="/anmelden")
    response = RedirectResponse("/anmelden/unterwegs", 303)
    cookies.put(house, response, cookies.BROWSER, browser, lasts=KNOWN if there else cookies.DAY)
    cookies.put(house, response, cookies.ONWARD, quote(onward, safe=""), lasts=cookies.HOUR)
    return response


def _asked(request: Request, house: House, email: str, browser: str) -> bool:
    """Have the link sent unless it was asked for too often; whether anybody is known there changes nothing about that.

    A browser the person has signed in with is not counted with its neighbours, so that none of them can lock it out.
    """
    address, known = email.lower(), sign_in.known(house, email, browser)
    # By place first: whoever floods us fills no memory with other keys.
    if not known and not (allow(request, "sign_in") and allow(request, "sign_in_address", f"{place(request)} {address}")):
        return False
    if not allow(request, "sign_in_browser", f"{browser} {address}"):
        return False
    sign_in.ask(house, email, browser, barred=partial(_by_oidc_only, house))
    return True


def _by_oidc_only(house: House, account: Account) -> bool:
    """Tell whether the settings let this person in by the administration's account only: staff who have connected theirs.

    Whoever has not yet needs the mail once, to connect it. An account at a provider that was changed since lets nobody in.
    """
    if not house.settings.staff_by_oidc_only or not sessions.is_staff(house, account):
        return False
    with house.database.reading() as connection:
        connected = identities.identities_of(connection, account.party)
    return any(each.issuer == house.settings.oidc_issuer for each in connected)


@router.get("/anmelden/unterwegs")
def on_its_way(request: Request, _house: TheHouse) -> Response:
    """Say that a link was sent if the address is known, and take the code."""
    return render(request, "sign_in_sent.html", error="", code="")


@router.get("/anmelden/code")
def back_to_the_code(_house: TheHouse) -> Response:
    """Lead whoever reloads the page of a wrong code, or changes its language, to the field."""
    return RedirectResponse("/anmelden/unterwegs", 303)


@router.post("/anmelden/code")
async def use_code(request: Request, house: TheHouse) -> Response:
    """Use up a link by its code and open a session; the same answer for every code that opens nothing."""
    fields = await fields_of(request)
    if not allow(request, "code"):
        return await asyncio.to_thread(too_many, request, "code", back="/anmelden")
    browser, code = browser_of(request), fields.get("code", "")[:_LONGEST_CODE]
    account = await asyncio.to_thread(sign_in.use_code, house, code, browser) if browser and code else None
    if account is None or await asyncio.to_thread(_by_oidc_only, house, account):
        return await asyncio.to_thread(render, request, "sign_in_sent.html", status=422, error=_(_NO_CODE), code=code)
    return await asyncio.to_thread(enter, house, request, account, onward_of(request))


@router.get("/anmelden/{token}")
def confirm(request: Request, token: str) -> Response:
    """Show a button and nothing else: programs that open the links of a mail use up nothing."""
    return render(request, "sign_in_confirm.html", token=token)


@router.post("/anmelden/{token}")
async def use(request: Request, house: TheHouse, token: str) -> Response:
    """Use up the link and open a session, or say that it is no longer good."""
    await fields_of(request)
    browser = browser_of(request)
    account = await asyncio.to_thread(sign_in.use, house, token, browser) if browser else None
    if account is None or await asyncio.to_thread(_by_oidc_only, house, account):
        return await asyncio.to_thread(render, request, "sign_in_over.html", status=410)
    return await asyncio.to_thread(enter, house, request, account, onward_of(request))


@router.post("/abmelden")
async def sign_out(request: Request, house: TheHouse) -> Response:
    """End the session."""
    await fields_of(request)
    await asyncio.to_thread(leave, house, request)
    response = RedirectResponse("/", 303)
    cookies.drop(house, response, cookies.SESSION)
    return response


def _form_page(request: Request, *, onward: str, email: str = "", error: str = "", status: int = 200) -> Response:
    provider = bool(request.app.state.house.settings.oidc_issuer)
    return render(request, "sign_in.html", status=status, onward=onward, email=email, error=error, provider=provider)
