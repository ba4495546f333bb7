"""People and organisations of one's authority, for administrators: read, added, changed, given roles, joined, erased.

Every change goes through `workflows.roster`, as on the pages. It ends the sessions and access keys of whoever it is about.
"""

import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import JSONResponse

from domain.errors.people import ActsAlready, HandleTaken
from portal.api.answers import PAGED, problems
from portal.api.caller import PeopleReader
from portal.api.cursors import ListPlace, bad
from portal.api.once import REPLAYED, TAGGED, MarkSeen, made, mark_seen
from portal.api.people_models import AccessChange, AccessChanges, Named, NewPerson, PersonChange, PersonDetails, Roles
from portal.api.problem import ADDRESS_SHARED, NOT_VALID, FieldProblem, Refused, wrong
from portal.errors import NotFound
from portal.office import people
from portal.visitor import TheHouse
from store import roster
from store.access import Account
from store.roster import PAGE, Person, Said
from wording.language import N_, _
from workflows import erasing
from workflows import roster as changing
from workflows.house import House
from workflows.roster_change import known_programmes

router = APIRouter()

_ID = re.compile(r"[0-9a-z]{1,64}")
_NO_ROLE = N_("This programme has no such role. It has: {known}.")

Handle = Annotated[str, Path(description="The handle of a person or organisation", examples=["antragstelle"])]


@router.get("/people/changes", operation_id="people_changes", tags=["people"], responses={200: PAGED, **problems(404)})
def changes(place: ListPlace, house: TheHouse, account: PeopleReader) -> AccessChanges:
    """List who changed whose entry, roles or memberships, newest first, 50 a page."""
    people.managed(house, account)
    after = "".join(place.behind(1))
    if after and not _ID.fullmatch(after):
        raise bad()
    with house.database.reading() as connection:
        told = people.told(connection, account.authority, known_programmes(connection), after=after)
    lines = [
        AccessChange(id=one.id, at=one.at, actor=one.actor, name=one.name, handle=one.handle, what=one.what)
        for one in told[:PAGE]
    ]
    return AccessChanges(items=lines, next=place.point_on(lines[-1].id) if len(told) > PAGE else None)


@router.get(
    "/people/{handle}", operation_id="person", tags=["people"], responses={200: TAGGED, **problems(404)}
)  # fmt: skip
def one(response: Response, house: TheHouse, account: PeopleReader, handle: Handle) -> PersonDetails:
    """Read one of them: how they are reached, their roles in the programmes one administers, and who acts for whom."""
    details, mark = _read(house, account, handle)
    response.headers["ETag"] = f'"{mark}"'
    return details


@router.post(
    "/people", operation_id="add_person", tags=["people"], status_code=201, response_model=PersonDetails,
    responses={201: {"headers": {**REPLAYED, **TAGGED["headers"]}}, **problems(400, 404, 409, 413, 415)},
)  # fmt: skip
def add(house: TheHouse, account: PeopleReader, new: NewPerson) -> JSONResponse:
    """Add somebody under a handle of one's own choice; the same again adds nobody."""
    people.managed(house, account)
    said = _said({"name": new.name, "email": new.email, "language": new.language})
    there = _there(house, account, new.handle)
    if there is not None:
        if (there.name, there.email, there.language, there.organisation) != (
            said.name, said.email, said.language, new.organisation,
        ):  # fmt: skip
            raise HandleTaken(handle=new.handle)
        return _made(house, account, new.handle, repeated=True)
    if not new.address_shared:
        _require_alone(house, account, said.email, new.handle)
    changing.add(house, people.by(account), new.handle, said, organisation=new.organisation)
    return _made(house, account, new.handle)


@router.patch(
    "/people/{handle}", operation_id="change_person", tags=["people"],
    responses={200: TAGGED, **problems(400, 404, 409, 412, 413, 415)},
)  # fmt: skip
def change(
    response: Response, house: TheHouse, account: PeopleReader, handle: Handle, wanted: PersonChange, if_match: MarkSeen
) -> PersonDetails:
    """Change name, address or language."""
    who, mark = _look(house, account, handle), mark_seen(if_match)
    given = wanted.model_dump(exclude_none=True, exclude={"address_shared"})
    said = _said({"name": who.name, "email": who.email, "language": who.language, **given})
    if said.email.lower() != who.email.lower() and not wanted.address_shared:
        _require_alone(house, account, said.email, handle)
    changing.edit(house, people.by(account), handle, said, mark)
    return one(response, house, account, handle)


@router.put(
    "/people/{handle}/roles/{programme}", operation_id="give_roles", tags=["people"],
    responses={200: TAGGED, **problems(400, 404, 409, 412, 413, 415)},
)  # fmt: skip
def give_roles(
    response: Response, house: TheHouse, account: PeopleReader, handle: Handle, programme: str, wanted: Roles,
    if_match: MarkSeen,
) -> PersonDetails:  # fmt: skip
    """Give somebody just these roles in a programme one administers."""
    known = people.managed(house, account).get(programme)
    if known is None:
        raise NotFound
    _look(house, account, handle)
    for number, role in enumerate(wanted.roles):
        if role not in known.roles:
            raise wrong(f"roles.{number}", _(_NO_ROLE).format(known=", ".join(known.roles)))
    changing.give_roles(house, people.by(account), handle, {programme: frozenset(wanted.roles)}, mark_seen(if_match))
    return one(response, house, account, handle)


@router.put(
    "/people/{handle}/members/{person}", operation_id="join", tags=["people"], status_code=204, response_class=Response,
    responses=problems(404, 409),
)  # fmt: skip
def join(house: TheHouse, account: PeopleReader, handle: Handle, person: Handle) -> None:
    """Let a person act for an organisation; nothing happens if they do already."""
    _organisation(house, account, handle)
    _look(house, account, person)
    try:
        changing.join(house, people.by(account), handle, person)
    except ActsAlready:
        return


@router.delete(
    "/people/{handle}/members/{person}", operation_id="leave", tags=["people"], status_code=204, response_class=Response,
    responses=problems(404, 409),
)  # fmt: skip
def leave(house: TheHouse, account: PeopleReader, handle: Handle, person: Handle) -> None:
    """Let a person act for an organisation no longer; nothing happens if they do not."""
    _organisation(house, account, handle)
    _look(house, account, person)
    changing.leave(house, people.by(account), handle, person)


@router.delete(
    "/people/{handle}", operation_id="erase", tags=["people"], status_code=204, response_class=Response,
    responses={202: {"description": "It was asked for; a second person has to confirm it"}, **problems(404, 409)},
)  # fmt: skip
def erase(
    house: TheHouse, account: PeopleReader, handle: Handle,
    confirm: Annotated[str, Query(max_length=40, description="The handle once more, because this cannot be undone")],
) -> Response:  # fmt: skip
    """Ask to forget somebody for good, or confirm what another administrator asked for; the id the history names stays."""
    _look(house, account, handle)
    return Response(status_code=204 if erasing.erase(house, people.by(account), handle, confirm) else 202)


def _look(house: House, account: Account, handle: str) -> Person:
    """Somebody who is not erased; raises NotFound for strangers too."""
    people.managed(house, account)
    with house.database.reading() as connection:
        return people.living(people.person_at(connection, account, handle))


def _organisation(house: House, account: Account, handle: str) -> None:
    if not _look(house, account, handle).organisation:
        raise NotFound


def _there(house: House, account: Account, handle: str) -> Person | None:
    with house.database.reading() as connection:
        return roster.one(connection, account.authority, handle)


def _said(fields: Mapping[str, str]) -> Said:
    said, faults = people.said_in(fields)
    if faults:
        raise Refused(NOT_VALID, errors=[FieldProblem(field=name, detail=told) for name, told in faults.items()])
    return said


def _require_alone(house: House, account: Account, email: str, handle: str) -> None:
    with house.database.reading() as connection:
        shared = people.sharing(connection, account, email, handle)
    if shared:
        handles = ", ".join(each.handle for each in shared)
        raise Refused(ADDRESS_SHARED, _(ADDRESS_SHARED.detail).format(handles=handles))


def _read(house: House, account: Account, handle: str) -> tuple[PersonDetails, str]:
    ours = people.managed(house, account)
    with house.database.reading() as connection:
        who = people.living(people.person_at(connection, account, handle))
        held = roster.roles_of(connection, {who.id})
        details = PersonDetails(
            id=who.id, handle=who.handle, name=who.name, email=who.email, organisation=who.organisation,
            roles={key: sorted(roles) for key, roles in held.items() if key in ours}, language=who.language,
            members=_named(roster.members(connection, who.id)), organisations=_named(roster.organisations(connection, who.id)),
        )  # fmt: skip
        return details, roster.mark_of(connection, who)


def _named(found: list[Person]) -> list[Named]:
    return [Named(id=each.id, handle=each.handle, name=each.name) for each in found]


def _made(house: House, account: Account, handle: str, *, repeated: bool = False) -> JSONResponse:
    details, mark = _read(house, account, handle)
    return made(details, f"/api/v1/people/{handle}", repeated=repeated, ETag=f'"{mark}"')
