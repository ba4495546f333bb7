"""Calendars to subscribe to: the list of one's own, making one (its address is shown once), replacing and ending it; the fetch.

The fetch knows no session and sets no cookie: whoever has the address gets the dates. Its answers do not tell an address that
never was from one that was ended.
"""

import hashlib

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from domain.errors.calendars import NoSuchCalendar, NotThisCalendar, TooManyCalendars
from portal.errors import NotFound
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from portal.web.limits import LIMITS, allow
from store.access import Account
from wording.language import N_, _, spoken
from wording.refusals import said
from workflows import calendars
from workflows.calendars import Made
from workflows.house import House
from workflows.sign_in import hashed

router = APIRouter()

HERE = "/konto/kalender"
_OWN = "eigener"
_CHOOSE = N_("Choose what the calendar is to show.")
#: Nobody but whoever asked may keep it, and they ask again each time.
_PRIVATE = {
    "Cache-Control": "private, no-cache, max-age=0", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow",
}  # fmt: skip


@router.head("/kalender/{token}.ics")
@router.get("/kalender/{token}.ics")
def fetch(request: Request, house: TheHouse, token: str) -> Response:
    """Give a calendar to whoever knows its address; some programs ask first whether it has changed, with HEAD."""
    for what, key in (("calendar_place", ""), ("calendar", hashed(token))):
        if not allow(request, what, key):
            return Response(status_code=429, headers={**_PRIVATE, "Retry-After": str(LIMITS[what].get_expiry())})
    file = calendars.feed_of(house, token)
    if file is None:
        return Response(status_code=404, headers=_PRIVATE)
    # Weak: on the way to the calendar the bytes are compressed.
    tag = f'W/"{hashlib.sha256(file).hexdigest()[:32]}"'
    headers = {**_PRIVATE, "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="foerderkette.ics"'
    return Response(file, media_type="text/calendar; charset=utf-8", headers=headers)


@router.get(HERE)
def own(request: Request, house: TheHouse, account: SignedIn, gremium: str = "") -> Response:
    """Show one's own calendars, and the form for a new one; `gremium` ("programme/body") is chosen already."""
    return _page(request, house, account, gremium or _OWN)


@router.post(HERE)
async def make(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Make a calendar and show its address, this once."""
    what = (await fields_of(request)).get("was", "")
    return await run_in_threadpool(_make, request, house, account, what)


@router.post(HERE + "/{id_}/ersetzen")
async def replace(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Give a calendar another address and show it; the old one leads nowhere from now on."""
    await fields_of(request)
    try:
        made = await run_in_threadpool(calendars.replace, house, account, id_)
    except NoSuchCalendar:
        raise NotFound from None
    return await run_in_threadpool(_made, request, house, made)


@router.post(HERE + "/{id_}/beenden")
async def end(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """End a calendar: its address leads nowhere from now on."""
    await fields_of(request)
    try:
        await run_in_threadpool(calendars.revoke, house, account, id_)
    except NoSuchCalendar:
        raise NotFound from None
    return RedirectResponse(HERE, 303)


def _make(request: Request, house: House, account: Account, what: str) -> Response:
    if not what:
        return _page(request, house, account, _OWN, {"was": _(_CHOOSE)})
    try:
        return _made(request, house, calendars.make(house, account, "" if what == _OWN else what))
    except NotThisCalendar:
        raise NotFound from None
    except TooManyCalendars as refusal:
        return _page(request, house, account, what, {"": said(refusal)})


def _made(request: Request, house: House, made: Made) -> Response:
    return render(request, "calendars_made.html", status=201, address=made.address, title=calendars.title(house, made.feed))


def _page(request: Request, house: House, account: Account, chosen: str, faults: dict[str, str] | None = None) -> Response:
    choices = {_OWN: _(calendars.OWN)}
    for key, (programme, body) in calendars.offered(house, account).items():
        choices[key] = f"{body.title.into(spoken())} – {programme.title.into(spoken())}"
    rows = [(feed, calendars.title(house, feed)) for feed in calendars.lasting(house, account)]
    return render(
        request, "calendars.html", status=422 if faults else 200, rows=rows, choices=choices, chosen=chosen,
        faults=faults or {},
    )  # fmt: skip
