"""One's own organisations: who else acts for them, whom to invite, and leaving."""

import asyncio
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain.errors import Refusal
from domain.errors.people import MayNoLonger
from portal.errors import NotFound
from portal.office import people
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from portal.web.limits import allow, too_many
from store import own, roster
from store.access import Account
from wording.refusals import said as worded
from workflows import roster as changing
from workflows.house import House
from workflows.roster_change import known_programmes, works_for_the_office

router = APIRouter()

_FIELDS = ("name", "email", "organisation")


@router.get("/konto/organisation")
def organisations(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Show the organisations the visitor acts for, with their people."""
    return _page(request, house, account, {}, {})


@router.post("/konto/organisation")
async def change(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Invite a person, remove one, or leave."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_change, request, house, account, fields)


def _change(request: Request, house: House, account: Account, fields: Mapping[str, str]) -> Response:
    organisation, gone = fields.get("organisation", ""), fields.get("remove", "")
    if organisation not in account.organisations:
        raise NotFound
    said, wrong = people.said_in(fields, address_needed=True)
    if wrong and not gone:
        return _page(request, house, account, fields, wrong)
    if not gone and not allow(request, "invite", account.party):
        return too_many(request, "invite", back="/konto/organisation")
    try:
        if gone:
            changing.dismiss(house, people.by(account), organisation, gone)
        else:
            changing.invite(house, people.by(account), organisation, said)
    except MayNoLonger:
        raise NotFound from None
    except Refusal as refusal:
        return _page(request, house, account, fields, {"": worded(refusal)})
    return RedirectResponse("/" if gone == account.party else "/konto/organisation", 303)


def _page(request: Request, house: House, account: Account, fields: Mapping[str, str], faults: Mapping[str, str]) -> Response:
    if not account.organisations:
        raise NotFound
    with house.database.reading() as connection:
        known = known_programmes(connection)
        ours = [
            {
                "id": each.id,
                "name": each.name,
                "members": roster.members(connection, each.id),
                "applications": own.how_many(connection, each.id),
                "closed": works_for_the_office(connection, each.id, known),
            }
            for each in roster.organisations(connection, account.party)
        ]
    return render(
        request, "organisation.html", status=422 if faults else 200, organisations=ours, faults=faults,
        typed={name: fields.get(name, "") for name in _FIELDS}, most=changing.MOST_MEMBERS,
    )  # fmt: skip
