"""One's own account: who one is here, in which language, where one is signed in, and a copy of everything that is held."""

import asyncio
import hashlib
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse

from domain.office_time import instant, moment
from portal.applicant.own_copy import copy_of
from portal.errors import NotFound
from portal.page import render
from portal.pages.mail_choices import choices_of
from portal.signing_in import sessions
from portal.visitor import SignedIn, TheHouse
from portal.web import cookies
from portal.web.forms import fields_of
from portal.web.limits import allow, too_many
from store import access, identities, own_access, people
from store.access import Account
from wording.language import LANGUAGES, N_, _, spoken
from workflows.house import House
from workflows.inbox import newest
from workflows.sign_in import hashed

router = APIRouter()

_AS_DEPUTY = N_("{role} (as a deputy)")


@dataclass(frozen=True, slots=True)
class Open:
    """A session as its owner sees it; its id opens nothing."""

    id: str
    opened_at: str
    seen_at: str
    this: bool


@router.get("/konto")
def account(request: Request, house: TheHouse, account: SignedIn, gespeichert: str = "") -> Response:
    """Show who the visitor is here."""
    with house.database.reading() as connection:
        seat = people.seats(connection)[account.authority]
        acting = people.parties(connection, set(account.organisations))
        connected = identities.identities_of(connection, account.party)
    return render(
        request, "account.html", seat=seat, acting=sorted(each.name for each in acting.values()),
        roles=_roles(house, account), open=_open(request, house, account), letters_in=account.language,
        connected=connected, provider=bool(house.settings.oidc_issuer), choices=choices_of(house, account),
        mails_kept=gespeichert == "mails",
    )  # fmt: skip


def _roles(house: House, account: Account) -> list[tuple[str, list[str]]]:
    """The programmes the person has a part in, with their roles in words."""
    found = []
    for key, roles in sorted(account.roles.items()):
        programme = newest(house, key)[0]
        titles = {role: programme.roles[role].into(spoken()) if role in programme.roles else role for role in roles}
        lent = account.deputy_for.get(key, {})
        names = sorted(_(_AS_DEPUTY).format(role=title) if role in lent else title for role, title in titles.items())
        found.append((programme.title.into(spoken()), names))
    return found


def _open(request: Request, house: House, account: Account) -> list[Open]:
    """The sessions that still last, the last used first."""
    here = hashed(cookies.read(request, cookies.SESSION))
    now = house.clock.now()
    idle = sessions.IDLE_STAFF if sessions.is_staff(house, account) else sessions.IDLE
    with house.database.reading() as connection:
        found = own_access.sessions_of(connection, account.party, since=instant(now - idle))
    return [
        Open(_shown(each.token_hash), each.opened_at, each.seen_at, each.token_hash == here)
        for each in found if now - moment(each.opened_at) <= sessions.LONGEST
    ]  # fmt: skip


def _shown(token_hash: str) -> str:
    return hashlib.sha256(f"session/{token_hash}".encode()).hexdigest()[:16]


@router.post("/konto/sprache")
async def language(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Speak another language here, and write letters in it."""
    chosen = (await fields_of(request)).get("language", "")
    if chosen not in LANGUAGES:
        raise NotFound
    await asyncio.to_thread(_speak, house, account, chosen)
    response = RedirectResponse("/konto", 303)
    cookies.put(house, response, cookies.LANGUAGE, chosen, lasts=cookies.YEAR)
    return response


def _speak(house: House, account: Account, chosen: str) -> None:
    with house.database.transaction() as connection:
        own_access.speak(connection, account.party, chosen)


@router.post("/konto/sitzungen")
async def end(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """End one session, or all but this one."""
    fields = await fields_of(request)
    await asyncio.to_thread(_end, request, house, account, fields.get("which", ""))
    return RedirectResponse("/konto", 303)


def _end(request: Request, house: House, account: Account, which: str) -> None:
    """End the session shown under this id; it may have ended meanwhile, and nobody ends somebody else's."""
    here = hashed(cookies.read(request, cookies.SESSION))
    with house.database.transaction() as connection:
        if which == "others":
            own_access.end_other_sessions(connection, account.party, but=here, at=house.now())
            return
        for each in own_access.sessions_of(connection, account.party, since=""):
            if _shown(each.token_hash) == which:
                access.end_session(connection, each.token_hash, house.now())


@router.get("/konto/daten")
def copy(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Give a copy of everything that is held about the visitor, documents included."""
    if not allow(request, "copy", account.party):
        return too_many(request, "copy", back="/konto")
    at = house.clock.now()
    name = f'attachment; filename="meine-daten-{at:%Y-%m-%d}.zip"'
    return StreamingResponse(
        copy_of(house, account, at), media_type="application/zip",
        headers={"Content-Disposition": name, "Cache-Control": "no-store"},
    )  # fmt: skip
