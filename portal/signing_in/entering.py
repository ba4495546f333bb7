"""Coming in, whichever way somebody showed who they are: one session for another, and on to the page they were bound for."""

import re
import secrets
from urllib.parse import quote, unquote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from portal.signing_in import sessions
from portal.web import cookies
from store.access import Account
from workflows.house import House

#: A browser somebody has signed in with is known for so long, in seconds (docs/adr/0015).
KNOWN = 90 * cookies.DAY
_LONGEST = 500
_BROWSER = re.compile(r"[A-Za-z0-9_-]{43}")
#: Browsers drop tabs and line feeds from addresses, and read a backslash as a slash.
_MISREAD = re.compile(r"[\x00-\x20\x7f\\]")


def local(path: str) -> str:
    """The path if it leads to a page of ours other than signing in and out, else the front page."""
    return path if ours(path) and not path.startswith(("/anmelden", "/abmelden")) else "/"


def ours(path: str) -> bool:
    """Tell whether a browser sent there stays with us."""
    return path.startswith("/") and not path.startswith("//") and not _MISREAD.search(path) and len(path) <= _LONGEST


def browser_of(request: Request) -> str:
    """What the browser's own cookie holds, or ""."""
    known = cookies.read(request, cookies.BROWSER)
    return known if _BROWSER.fullmatch(known) else ""


def new_browser() -> str:
    """The value of a new cookie of that kind."""
    return secrets.token_urlsafe(32)


def onward_of(request: Request) -> str:
    """Where the person was bound for when they asked for a link."""
    return local(unquote(cookies.read(request, cookies.ONWARD) or "/"))


def to(path: str) -> RedirectResponse:
    """Lead to a page of ours."""
    return RedirectResponse(quote(path, safe="/?&=%#"), 303)


def enter(house: House, request: Request, account: Account, onward: str) -> Response:
    """Open a session in place of the one there may be, and lead on."""
    leave(house, request)
    opened = sessions.open_session(house, account.party)
    response = to(onward)
    cookies.put(house, response, cookies.SESSION, opened)
    # The browser's own cookie stays: somebody known to two authorities got two links, and may use the other one next.
    # It is known from now on, and nobody who asks for links in this person's name can use up theirs.
    if browser := browser_of(request):
        cookies.put(house, response, cookies.BROWSER, browser, lasts=KNOWN)
    cookies.drop(house, response, cookies.ONWARD)
    return response


def leave(house: House, request: Request) -> None:
    """End the session of this request, if there is one."""
    if token := cookies.read(request, cookies.SESSION):
        sessions.end_session(house, token)
