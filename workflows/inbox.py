"""The door for what people name by words: the command line, replays, and every new application, whichever way it comes.

It finds the dossier by its printed reference and the person by their handle, and hands over to `workflows.record`.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from config.application import Application, Project
from domain.admission.opening import open_dossier
from domain.commands import Actor, Command, Submit
from domain.dates import When
from domain.dossier import Dossier
from domain.duties import role_in
from domain.errors import (
    AlreadyRecorded,
    AmbiguousReference,
    BadKey,
    NoSuchAuthority,
    NoSuchDossier,
    NoSuchPerson,
    NoSuchProgramme,
    ReferenceTaken,
)
from domain.office_time import office_day
from domain.programme import Programme
from store import dossiers, people, programmes, writing
from store.change import KEY, Entry, Loaded, opening
from workflows.house import House
from workflows.record import Asked, Receipt, key_of, record, until_it_stands

_NAMESPACE = uuid.UUID("c7b1d6f4-22f7-5d0a-9c0e-6f1f0b3c9d55")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a dossier is kept, as a person finds it."""

    dossier: str
    authority: str
    programme: str


def find(house: House, reference: str, programme: str | None = None, authority: str | None = None) -> Found:
    """Find the one dossier with this reference; refused if there is none, or one in several programmes or authorities."""
    with house.database.reading() as connection:
        found = dossiers.find(connection, reference, programme=programme, authority=authority)
    if not found:
        raise NoSuchDossier(reference=reference)
    if len(found) > 1:
        named = ", ".join(f"{at} ({office})" for _, office, at in found)
        raise AmbiguousReference(reference=reference, programmes=named)
    return Found(*found[0])


def look(house: House, reference: str, programme: str | None = None, authority: str | None = None) -> Loaded:
    """Load the dossier with this reference."""
    place = find(house, reference, programme, authority)
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, place.dossier)
    if loaded is None:
        raise NoSuchDossier(reference=reference)
    return loaded


def receive(
    house: House, reference: str, command: Command, *, by: str, key: str = "", seen: int | None = None,
    programme: str | None = None, authority: str | None = None,
) -> Receipt:  # fmt: skip
    """Record a command on the dossier with this reference, in the name of the person with the handle `by`.

    `key` makes it once-only: the same key again changes nothing and gives the same receipt. `seen` is the version the person
    was looking at; if the dossier has moved on, the command is refused.
    """
    place = find(house, reference, programme, authority)
    actor = person(house, place.authority, place.programme, by)
    return record(house, Asked(place.dossier, command, actor, key or uuid.uuid4().hex, seen))


def submit(house: House, application: Application, *, by: str) -> Receipt:
    """Open a dossier with its first submission; the same application again, or a taken reference, is refused."""
    programme, _ = newest(house, application.programme)
    submitted = application.submission(programme)
    receipt = open_case(house, application, application.on, submitted, by=by, key=application.digest)
    if receipt.repeated:
        raise AlreadyRecorded(seq=receipt.seq, reference=receipt.reference)
    return receipt


def open_case(house: House, project: Project, on: When, submitted: Submit | None, *, by: str, key: str) -> Receipt:
    """Open a dossier; its id follows from authority, programme and reference, so that it can be opened once only."""
    if not KEY.fullmatch(key):
        raise BadKey
    programme, hash_ = newest(house, project.programme)
    actor = person(house, project.authority, project.programme, by)
    ids = party_ids(house, project.authority, project.handles)
    framework = _framework(house, programme, project)
    wanted = project.opening(on, hash_, ids, framework.id if framework else "")
    now = house.clock.now()
    admitted = open_dossier(programme, wanted, submitted, actor, office_day(now), framework)
    id_ = dossier_id(project.authority, project.programme, wanted.reference)
    role = role_in(programme, actor, submitted or Submit(stage=programme.entry.key))
    behalf = actor.deputy_for.get(role, "")
    entries = [Entry(key_of(key, n), event, day, actor.person, role, behalf) for n, (event, day) in enumerate(admitted)]

    def once() -> Receipt:
        with house.database.reading() as connection:
            there = dossiers.load(house.database, connection, id_)
        if there is not None:
            if key in there.keys:
                return Receipt(there.dossier, there.keys[key], repeated=True)
            raise ReferenceTaken(reference=wanted.reference)
        made = opening(id_, programme, entries, house.now())
        writing.write(house.database, [made])
        return Receipt(made.after, 1, repeated=False)

    return until_it_stands(once)


def dossier_id(authority: str, programme: str, reference: str) -> str:
    """The id of the dossier with this reference, whichever way it is opened."""
    return str(uuid.uuid5(_NAMESPACE, f"{authority}/{programme}/{reference}"))


def newest(house: House, key: str) -> tuple[Programme, str]:
    """The newest version of a programme and its hash."""
    with house.database.reading() as connection:
        known = programmes.newest(connection)
        if key not in known:
            raise NoSuchProgramme(programme=key, known=", ".join(sorted(known)))
        return programmes.programme_by_hash(connection, known[key]), known[key]


def person(house: House, authority: str, programme: str, handle: str) -> Actor:
    """The person with this handle and the roles they hold in the authority's programme."""
    with house.database.reading() as connection:
        day = office_day(house.clock.now()).isoformat()
        actor = people.actor(connection, authority=authority, programme=programme, handle=handle, day=day)
        if actor is None:
            if authority not in people.seats(connection):
                raise NoSuchAuthority(authority=authority, known=", ".join(sorted(people.seats(connection))))
            raise NoSuchPerson(person=handle, known=", ".join(people.handles(connection, authority)))
    return actor


def party_ids(house: House, authority: str, handles: Collection[str]) -> Mapping[str, str]:
    """The ids of the authority's parties with these handles; refused if one is unknown."""
    with house.database.reading() as connection:
        if authority not in people.seats(connection):
            raise NoSuchAuthority(authority=authority, known=", ".join(sorted(people.seats(connection))))
        known = people.handles(connection, authority)
    for handle in handles:
        if handle not in known:
            raise NoSuchPerson(person=handle, known=", ".join(known))
    return {handle: people.party_id(authority, handle) for handle in handles}


def _framework(house: House, programme: Programme, project: Project) -> Dossier | None:
    """The dossier a project belongs to, where its programme's dossiers belong to one; refused if the reference is unknown."""
    if not programme.part_of or not project.part_of:
        return None
    return look(house, project.part_of, programme.part_of, project.authority).dossier
