"""What a person may do: their roles, the people who act for an organisation, and erasing somebody for good."""

import asyncio
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain.errors import Refusal
from domain.errors.people import ChangedByAnother
from domain.programme import Programme
from portal.errors import NotFound
from portal.office import people
from portal.page import render
from portal.pages.people import look
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from store import roster
from store.access import Account
from store.roster import Person
from wording.language import _, spoken
from wording.refusals import said as worded
from workflows import erasing
from workflows import roster as changing
from workflows.house import House

router = APIRouter()

#: More than a handle or an address has.
_LONGEST = 254
_NO_FAULTS: Mapping[str, str] = {}


@router.get("/personen/{handle}/rollen")
def roles_form(request: Request, house: TheHouse, account: SignedIn, handle: str) -> Response:
    """Show the roles of every programme the visitor administers, those held ticked."""
    who, mark = look(house, account, handle)
    with house.database.reading() as connection:
        held = roster.roles_of(connection, {who.id})
    return _roles_page(request, people.managed(house, account), who, held, mark)


@router.post("/personen/{handle}/rollen")
async def roles(request: Request, house: TheHouse, account: SignedIn, handle: str) -> Response:
    """Give the person just the roles that are ticked."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_roles, request, house, account, handle, fields)


def _roles(request: Request, house: House, account: Account, handle: str, fields: Mapping[str, str]) -> Response:
    who, mark = look(house, account, handle)
    ours = people.managed(house, account)
    wanted = {key: frozenset(role for role in p.roles if f"{key}.{role}" in fields) for key, p in ours.items()}
    try:
        changing.give_roles(house, people.by(account), handle, wanted, fields.get("seen", ""))
    except Refusal as refusal:
        # Whoever saves again has seen on this page that the entry is another one now.
        seen = mark if isinstance(refusal, ChangedByAnother) else fields.get("seen", "")
        return _roles_page(request, ours, who, wanted, seen, refusal)
    return RedirectResponse(f"/personen/{handle}", 303)


def _roles_page(
    request: Request, ours: Mapping[str, Programme], who: Person, ticked: Mapping[str, frozenset[str]], seen: str,
    refused: Refusal | None = None,
) -> Response:  # fmt: skip
    sets = [
        (
            programme.title.into(spoken()),
            [
                (f"{key}.{role}", title.into(spoken()), role in ticked.get(key, ()), role in programme.administrators)
                for role, title in programme.roles.items()
            ],
        )
        for key, programme in ours.items()
    ]
    faults = {"": worded(refused)} if refused else {}
    return render(request, "person_roles.html", status=422 if faults else 200, who=who, sets=sets, seen=seen, faults=faults)


@router.get("/personen/{handle}/mitglieder")
def members(request: Request, house: TheHouse, account: SignedIn, handle: str) -> Response:
    """Show who acts for an organisation, and the form that adds somebody."""
    return _members_page(request, house, account, handle)


@router.post("/personen/{handle}/mitglieder")
async def change_members(request: Request, house: TheHouse, account: SignedIn, handle: str) -> Response:
    """Add somebody by handle or address, or remove the person whose button was pressed."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_change_members, request, house, account, handle, fields)


def _change_members(request: Request, house: House, account: Account, handle: str, fields: Mapping[str, str]) -> Response:
    _organisation(house, account, handle)
    word = fields.get("word", "")[:_LONGEST]
    try:
        if fields.get("remove"):
            changing.leave(house, people.by(account), handle, fields["remove"])
        else:
            changing.join(house, people.by(account), handle, word)
    except Refusal as refusal:
        return _members_page(request, house, account, handle, word, refusal)
    return RedirectResponse(f"/personen/{handle}/mitglieder", 303)


def _members_page(
    request: Request, house: House, account: Account, handle: str, word: str = "", refused: Refusal | None = None
) -> Response:
    who = _organisation(house, account, handle)
    with house.database.reading() as connection:
        acting = roster.members(connection, who.id)
    faults = {"word": worded(refused)} if refused else {}
    return render(
        request, "person_members.html", status=422 if faults else 200, who=who, members=acting, word=word, faults=faults
    )


def _organisation(house: House, account: Account, handle: str) -> Person:
    who, _mark = look(house, account, handle)
    if not who.organisation:
        raise NotFound
    return who


@router.get("/personen/{handle}/loeschen")
def erase_form(request: Request, house: TheHouse, account: SignedIn, handle: str) -> Response:
    """Say what erasing means and ask for the handle."""
    return _erase_page(request, house, account, handle)


@router.post("/personen/{handle}/loeschen")
async def erase(request: Request, house: TheHouse, account: SignedIn, handle: str) -> Response:
    """Ask for it, confirm what somebody else asked for, or take the request back."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_erase, request, house, account, handle, fields)


def _erase(request: Request, house: House, account: Account, handle: str, fields: Mapping[str, str]) -> Response:
    look(house, account, handle)
    typed = fields.get("typed", "")
    try:
        if fields.get("keep"):
            erasing.keep(house, people.by(account), handle)
            return RedirectResponse(f"/personen/{handle}", 303)
        gone = erasing.erase(house, people.by(account), handle, typed)
    except Refusal as refusal:
        return _erase_page(request, house, account, handle, typed=typed, faults={"typed": worded(refusal)})
    return RedirectResponse("/personen/aenderungen" if gone else f"/personen/{handle}/loeschen", 303)


def _erase_page(
    request: Request, house: House, account: Account, handle: str, *, typed: str = "", faults: Mapping[str, str] = _NO_FAULTS
) -> Response:
    """What erasing means, who has asked for it, and what the visitor may do about that."""
    who, _mark = look(house, account, handle)
    with house.database.reading() as connection:
        asked = erasing.pending(house, connection, account.authority, who.id)
        known = roster.with_ids(connection, {asked.actor} if asked and asked.actor else set())
    by = (people.called(known, asked.actor) if asked.actor else _("Command line")) if asked else ""
    return render(
        request, "person_erase.html", status=422 if faults else 200, who=who, typed=typed, faults=faults, asked=asked,
        asked_by=by, until=erasing.last_day(asked) if asked else "", mine=asked is not None and asked.actor == account.party,
    )  # fmt: skip
