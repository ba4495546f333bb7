"""Forms that could not be taken, because nobody was signed in (any more): what was typed is parked until somebody has.

Its fields, never its files, wait a day, bound to the browser and to the person whose session it was, under an id that goes
along to the sign-in page and back (`?geparkt=<id>`). Who signs in as somebody else at the same machine gets nothing, and
whoever never had a session keeps nothing here. The handler that shows the form asks `restored` for them and is marked
`restoring`; of a form whose handler is not, what was typed is shown on the page that says it has expired.
"""

import asyncio
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import structlog
from fastapi import Request
from starlette.routing import Match

from domain.office_time import instant
from portal.signing_in import sessions
from portal.signing_in.entering import browser_of, local, new_browser
from portal.visitor import house_of, session_of
from portal.web import cookies
from portal.web.fields_of_stream import text_fields
from portal.web.limits import allow
from store import parked as keeping
from store.errors import TryAgain
from workflows.house import House
from workflows.sign_in import hashed

log = structlog.get_logger()

#: Fields that no person types.
_CARRIED = frozenset({"csrf", "key", "seen", "step", "schritt", "weiter", "what", "tab", "zurueck"})
#: Fields that are kept nowhere.
_NEVER = frozenset({"csrf", "code", "password", "passwort", "kennwort"})
#: How long a form is kept, how large it may be in bytes, and what its id looks like.
KEPT, LARGEST = timedelta(hours=24), 200_000
_RESTORING: set[object] = set()
Handler = TypeVar("Handler", bound=Callable[..., object])
_ID = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Parked:
    """A form that could not be taken: where to go on, what to show of it, and a new cookie for the browser if it has none."""

    onward: str
    kept: bool
    typed: tuple[str, ...]
    browser: str = ""


async def park(request: Request) -> Parked:
    """Keep what a person typed into a form that cannot be taken; where it cannot be kept, give it back to be shown."""
    sent = await text_fields(request)
    fields = {name: value for name, value in sent.items() if name not in _NEVER}
    typed = tuple(value for name, value in fields.items() if value.strip() and name not in _CARRIED)
    path, page = request.url.path, _page_of(request)
    back = path if local(path) == path and page is not None else "/"
    small = len(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")) <= LARGEST
    house = house_of(request)
    party = await asyncio.to_thread(sessions.last_party, house, cookies.read(request, cookies.SESSION))
    if not party or not typed or back != path or page not in _RESTORING or not small or not allow(request, "park"):
        return Parked(back, kept=False, typed=typed)
    known = browser_of(request)
    browser, id_ = known or new_browser(), secrets.token_urlsafe(16)
    if not await asyncio.to_thread(_keep, house, id_, _whose(browser, party), path, fields):
        return Parked(back, kept=False, typed=typed)
    return Parked(f"{path}?geparkt={id_}", kept=True, typed=typed, browser="" if known else browser)


def _whose(browser: str, party: str) -> str:
    """Whose form it is: this person's in this browser."""
    return hashed(f"{browser}\n{party}")


def _keep(house: House, id_: str, whose: str, path: str, fields: Mapping[str, str]) -> bool:
    """Keep the fields; False if the database does not take them now, or takes no such text."""
    if any("\x00" in text for pair in fields.items() for text in pair):
        return False
    try:
        with house.database.transaction() as connection:
            keeping.park(connection, id_=id_, browser_hash=whose, path=path, fields=fields, at=house.now())
    except TryAgain:
        log.warning("portal.not_parked", path=path)
        return False
    return True


def _page_of(request: Request) -> object:
    """The handler that shows the form at the address it is sent to, or None if it stands elsewhere."""
    asked = {**request.scope, "method": "GET"}
    matches = (route.matches(asked) for route in request.app.state.routes)
    return next((scope.get("endpoint") for match, scope in matches if match is Match.FULL), None)


def restoring(handler: Handler) -> Handler:
    """Mark a handler that shows a form with what `restored` gives."""
    _RESTORING.add(handler)
    return handler


def restored(request: Request) -> Mapping[str, str]:
    """What this person typed into this form before their session ended, if the address says so; in this browser only."""
    id_, browser, session = request.query_params.get("geparkt", ""), browser_of(request), session_of(request)
    if not browser or session is None or not _ID.fullmatch(id_):
        return {}
    house = house_of(request)
    since = instant(house.clock.now() - KEPT)
    with house.database.reading() as connection:
        return keeping.parked(
            connection, id_=id_, browser_hash=_whose(browser, session.account.party), path=request.url.path, since=since
        )
