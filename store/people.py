"""Authorities, the people and organisations of an installation, and the roles they hold per authority and programme."""

import uuid
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.authority import Authority
from domain.commands import Actor
from domain.text import Text
from store.tables import AssignmentRow, AuthorityRow, PartyRow

AUTHORITY = AuthorityRow.__table__  # type: ignore[attr-defined]
PARTY = PartyRow.__table__  # type: ignore[attr-defined]
ASSIGNMENT = AssignmentRow.__table__  # type: ignore[attr-defined]

#: Fixed, so that the same handle of the same authority has the same id in every installation and every replay.
_NAMESPACE = uuid.UUID("5b0c2c0e-58a8-5a56-9f3c-6c1c9b8d7e11")


@dataclass(frozen=True, slots=True)
class Seat:
    """What the chain and the letters need of an authority."""

    id: str
    title: Text
    land: str
    contact: str


@dataclass(frozen=True, slots=True)
class Known:
    """A person or organisation as it is known here; the name is empty once erased."""

    id: str
    handle: str
    name: str
    email: str
    language: str


def party_id(authority: str, handle: str) -> str:
    """The id of a party, derived from its authority and handle."""
    return str(uuid.uuid5(_NAMESPACE, f"{authority}/{handle}"))


def keep_authority(connection: Connection, authority: Authority) -> None:
    """Store an authority with its parties and their roles; what changed in the file is brought up to date."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    row = {
        "id": authority.authority, "title_de": authority.title.de, "title_en": authority.title.en,
        "land": authority.land, "contact": authority.contact,
    }  # fmt: skip
    connection.execute(insert(AUTHORITY).values(row).on_conflict_do_update(index_elements=["id"], set_=row))
    # Whoever left the file keeps their id and name, which dossiers may speak of, and loses every role.
    here = select(PARTY.c.id).where(PARTY.c.authority == authority.authority)
    connection.execute(delete(ASSIGNMENT).where(ASSIGNMENT.c.party.in_(here)))
    for party in authority.parties:
        id_ = party_id(authority.authority, party.handle)
        known = {
            "id": id_, "authority": authority.authority, "handle": party.handle, "name": party.name,
            "email": party.email or "", "language": party.language, "organisation": party.organisation,
        }  # fmt: skip
        connection.execute(insert(PARTY).values(known).on_conflict_do_update(index_elements=["id"], set_=known))
        held = [{"party": id_, "programme": p, "role": r} for p, roles in party.roles.items() for r in roles]
        if held:
            connection.execute(insert(ASSIGNMENT), held)


def actor(connection: Connection, *, authority: str, programme: str, handle: str) -> Actor | None:
    """The person behind a handle with the roles they hold in this authority's programme, or None if unknown."""
    who = select(PARTY.c.id).where(PARTY.c.authority == authority, PARTY.c.handle == handle)
    id_ = connection.execute(who).scalar_one_or_none()
    if id_ is None:
        return None
    roles = select(ASSIGNMENT.c.role).where(ASSIGNMENT.c.party == id_, ASSIGNMENT.c.programme == programme)
    return Actor(id_, handle, frozenset(connection.execute(roles).scalars()))


def seats(connection: Connection) -> dict[str, Seat]:
    """Every authority by its id."""
    rows = connection.execute(select(AUTHORITY))
    return {r.id: Seat(r.id, Text(de=r.title_de, en=r.title_en), r.land, r.contact) for r in rows}


def parties(connection: Connection, ids: set[str]) -> dict[str, Known]:
    """The parties with these ids."""
    rows = connection.execute(select(PARTY).where(PARTY.c.id.in_(ids)))
    return {r.id: Known(r.id, r.handle, r.name, r.email, r.language) for r in rows}


def handles(connection: Connection, authority: str) -> list[str]:
    """The handles of an authority's parties, in order."""
    return list(connection.execute(select(PARTY.c.handle).where(PARTY.c.authority == authority).order_by(PARTY.c.handle)).scalars())


def erase(connection: Connection, id_: str) -> None:
    """Forget a person: name and address go, the id stays, and every hash chain that names it stays valid."""
    connection.execute(PARTY.update().where(PARTY.c.id == id_).values(name="", email=""))
