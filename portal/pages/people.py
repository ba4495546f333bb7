"""People and organisations of the authority: the list, one of them, and the forms that add and change them."""

import asyncio
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain.errors import Refusal
from domain.errors.people import ChangedByAnother, HandleTaken
from domain.programme import Programme
from portal.office import people
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from store import identities, roster
from store.access import Account
from store.database import Connection
from store.roster import PAGE, Person
from wording.language import spoken
from wording.refusals import said as worded
from workflows import roster as changing
from workflows.house import House
from workflows.roster_change import known_programmes

router = APIRouter()

#: More than anybody types into the search field; the field does not take more either.
LONGEST = 200
#: Changes on the page of one person.
_LAST = 10


@router.get("/personen")
def everybody(request: Request, house: TheHouse, account: SignedIn, q: str = "", nach: str = "") -> Response:
    """Show the authority's people, or those found for `q`, by name."""
    people.managed(house, account)
    asked = q.strip()[:LONGEST]
    with house.database.reading() as connection:
        found = roster.page(connection, account.authority, asked=asked, after=nach, limit=PAGE + 1)
    return render(
        request, "people.html", asked=asked, people=found[:PAGE], longest=LONGEST, later=bool(nach),
        following=found[PAGE - 1].handle if len(found) > PAGE else "",
    )  # fmt: skip


@router.get("/personen/aenderungen")
def changes(request: Request, house: TheHouse, account: SignedIn, nach: str = "") -> Response:
    """Show who changed whose entry, roles or memberships, newest first."""
    people.managed(house, account)
    with house.database.reading() as connection:
        told = people.told(connection, account.authority, known_programmes(connection), after=nach)
    following = told[PAGE - 1].id if len(told) > PAGE else ""
    return render(request, "people_changes.html", changes=told[:PAGE], following=following, later=bool(nach))


@router.get("/personen/neu")
def new(request: Request, house: TheHouse, account: SignedIn, art: str = "") -> Response:
    """Show the form for a new person, or with `art=organisation` for a new organisation."""
    people.managed(house, account)
    return _form(request, None, {"kind": "organisation" if art == "organisation" else "person"})


@router.post("/personen/neu")
async def add(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Add the person or organisation."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_add, request, house, account, fields)


def _add(request: Request, house: House, account: Account, fields: Mapping[str, str]) -> Response:
    people.managed(house, account)
    said, wrong = people.said_in(fields)
    handle, bad = people.handle_in(fields)
    if faults := {**wrong, **bad}:
        return _form(request, None, fields, faults)
    if shared := _shared(house, account, fields):
        return _form(request, None, fields, shared=shared)
    try:
        made = changing.add(house, people.by(account), handle, said, organisation=fields.get("kind") == "organisation")
    except Refusal as refusal:
        return _form(request, None, fields, {"handle" if isinstance(refusal, HandleTaken) else "": worded(refusal)})
    return RedirectResponse(f"/personen/{made}", 303)


@router.get("/personen/{handle}")
def one(request: Request, house: TheHouse, account: SignedIn, handle: str) -> Response:
    """Show a person or organisation: how they are reached, roles, memberships, and what was changed about them."""
    ours = people.managed(house, account)
    with house.database.reading() as connection:
        who = people.person_at(connection, account, handle)
        known = known_programmes(connection)
        return render(
            request, "person.html", who=who, roles=_roles(connection, who, ours), members=roster.members(connection, who.id),
            organisations=roster.organisations(connection, who.id), identities=identities.identities_of(connection, who.id),
            sharing=people.sharing(connection, account, who.email, handle), me=who.id == account.party, last=_LAST,
            changes=people.told(connection, account.authority, known, party=who.id)[:_LAST],
        )  # fmt: skip


def _roles(connection: Connection, who: Person, ours: Mapping[str, Programme]) -> list[tuple[str, list[str]]]:
    """The roles of a person themselves in the programmes the visitor administers, in words."""
    held = roster.roles_of(connection, {who.id})
    return [
        (p.title.into(spoken()), [title.into(spoken()) for role, title in p.roles.items() if role in held.get(key, ())])
        for key, p in ours.items()
    ]


@router.get("/personen/{handle}/bearbeiten")
def edit_form(request: Request, house: TheHouse, account: SignedIn, handle: str) -> Response:
    """Show the form that changes name, address and language."""
    who, mark = look(house, account, handle)
    values = {"name": who.name, "email": who.email, "language": who.language, "seen": mark}
    return _form(request, who, values)


@router.post("/personen/{handle}/bearbeiten")
async def edit(request: Request, house: TheHouse, account: SignedIn, handle: str) -> Response:
    """Change name, address and language."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_edit, request, house, account, handle, fields)


def _edit(request: Request, house: House, account: Account, handle: str, fields: Mapping[str, str]) -> Response:
    who, mark = look(house, account, handle)
    said, wrong = people.said_in(fields)
    if wrong:
        return _form(request, who, fields, wrong)
    if said.email.lower() != who.email.lower() and (shared := _shared(house, account, fields, handle)):
        return _form(request, who, fields, shared=shared)
    try:
        changing.edit(house, people.by(account), handle, said, fields.get("seen", ""))
    except Refusal as refusal:
        # Whoever saves again has seen on this page how the entry is now.
        fresh = {**fields, "seen": mark} if isinstance(refusal, ChangedByAnother) else fields
        return _form(request, who, fresh, {"": worded(refusal)})
    return RedirectResponse(f"/personen/{handle}", 303)


def look(house: House, account: Account, handle: str) -> tuple[Person, str]:
    """A person somebody is about to change, and the mark of their entry; NotFound for strangers and for the erased."""
    people.managed(house, account)
    with house.database.reading() as connection:
        who = people.living(people.person_at(connection, account, handle))
        return who, roster.mark_of(connection, who)


def _shared(house: House, account: Account, fields: Mapping[str, str], handle: str = "") -> list[Person]:
    """Who else has the address, unless the form has said so once before."""
    email = fields.get("email", "")
    if not email or fields.get("shared", "") == email:
        return []
    with house.database.reading() as connection:
        return people.sharing(connection, account, email, handle)


def _form(
    request: Request, who: Person | None, values: Mapping[str, str], faults: Mapping[str, str] | None = None,
    shared: list[Person] | None = None,
) -> Response:  # fmt: skip
    organisation = who.organisation if who else values.get("kind") == "organisation"
    return render(
        request, "people_form.html", status=422 if faults else 200, who=who, organisation=organisation,
        values={name: values.get(name, "") for name in ("name", "email", "language", "handle", "seen")},
        faults=faults or {}, shared=shared or [],
    )  # fmt: skip
