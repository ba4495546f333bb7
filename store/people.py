"""Authorities, the people and organisations of an installation, and the roles they hold per authority and programme."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, Select, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.authority import Authority
from domain.authority.office_days import OfficeDays
from domain.calendar import OfficeCalendar
from domain.commands import Actor
from domain.text import Text
from store import members
from store.deputies import standing_in
from store.folding import folded_party
from store.tables import AssignmentRow, AuthorityRow, MembershipRow, PartyRow

AUTHORITY = AuthorityRow.__table__  # type: ignore[attr-defined]
PARTY = PartyRow.__table__  # type: ignore[attr-defined]
MEMBERSHIP = MembershipRow.__table__  # type: ignore[attr-defined]
ASSIGNMENT = AssignmentRow.__table__  # type: ignore[attr-defined]

#: Fixed, so that the same handle of the same authority has the same id in every installation and every replay.
_NAMESPACE = uuid.UUID("5b0c2c0e-58a8-5a56-9f3c-6c1c9b8d7e11")

#: What the handle of somebody erased begins with.
ERASED = "geloescht-"


@dataclass(frozen=True, slots=True)
class Seat:
    """What the chain and the letters need of an authority."""

    id: str
    title: Text
    calendar: OfficeCalendar
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
    """Store an authority with its parties and their roles; what changed in the file is brought up to date.

    Whoever was added or changed in the portal since is left as they are, and whoever was erased stays erased.
    """
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    lock(connection, authority.authority)
    apart = _apart(connection, authority.authority)
    row, known, held, acting = _rows(authority, *apart)
    connection.execute(insert(AUTHORITY).values(row).on_conflict_do_update(index_elements=["id"], set_=row))
    for party in known:
        told = insert(PARTY).values(party)
        connection.execute(told.on_conflict_do_update(index_elements=["id"], set_=_told(party)))
    connection.execute(delete(ASSIGNMENT).where(ASSIGNMENT.c.party.in_(_of(authority.authority))))
    connection.execute(delete(MEMBERSHIP).where(MEMBERSHIP.c.person.in_(_of(authority.authority))))
    if held:
        connection.execute(insert(ASSIGNMENT), held)
    if acting:
        connection.execute(insert(MEMBERSHIP), acting)
    members.keep(connection, authority, _ids(authority, apart[1]))


def lock(connection: Connection, authority: str) -> None:
    """Let the authority's people be changed by one transaction at a time; on SQLite they are anyway."""
    connection.execute(select(AUTHORITY.c.id).where(AUTHORITY.c.id == authority).with_for_update(key_share=True)).all()


def is_kept(connection: Connection, authority: Authority) -> bool:
    """Tell whether the store says of an authority just what its file says, so that nothing has to be written."""
    apart = _apart(connection, authority.authority)
    row, known, held, acting = _rows(authority, *apart)
    ids = [party["id"] for party in known]
    stored = (
        connection.execute(select(AUTHORITY).where(AUTHORITY.c.id == row["id"])).mappings().all(),
        connection.execute(select(*_TOLD).where(PARTY.c.id.in_(ids))).mappings().all(),
        connection.execute(select(ASSIGNMENT).where(ASSIGNMENT.c.party.in_(_of(authority.authority)))).mappings().all(),
        connection.execute(select(MEMBERSHIP).where(MEMBERSHIP.c.person.in_(_of(authority.authority)))).mappings().all(),
    )
    wanted = ([row], [_told(party) for party in known], held, acting)
    same = all(_as_set(there) == _as_set(said) for there, said in zip(stored, wanted, strict=True))
    return same and members.are_kept(connection, authority, _ids(authority, apart[1]))


def _ids(authority: Authority, gone: frozenset[str]) -> dict[str, str]:
    """The ids of the file's handles, those of erased people left out."""
    found = {party.handle: party_id(authority.authority, party.handle) for party in authority.parties}
    return {handle: id_ for handle, id_ in found.items() if id_ not in gone}


#: What the file says for good. People choose the language of their letters in the portal; the file says the first one only.
_TOLD = [column for column in PARTY.c if column.name != "language"]


def _told(party: Mapping[str, object]) -> dict[str, object]:
    return {column.name: party[column.name] for column in _TOLD if column.name in party}


def _of(authority: str) -> Select[tuple[str]]:
    """The ids of everybody an authority's file names or has named; who left the file holds no role any more."""
    return select(PARTY.c.id).where(PARTY.c.authority == authority, PARTY.c.kept_by == "file")


def _apart(connection: Connection, authority: str) -> tuple[frozenset[str], frozenset[str]]:
    """Whom the portal keeps, and who was erased."""
    theirs = select(PARTY.c.id).where(PARTY.c.authority == authority, PARTY.c.kept_by == "portal")
    erased = select(PARTY.c.id).where(PARTY.c.authority == authority, PARTY.c.name == "")
    return frozenset(connection.execute(theirs).scalars()), frozenset(connection.execute(erased).scalars())


_Row = dict[str, object]


def _rows(
    authority: Authority, elsewhere: frozenset[str], gone: frozenset[str]
) -> tuple[_Row, list[_Row], list[_Row], list[_Row]]:
    """The rows of an authority, its parties, their roles and whom they act for.

    Left out are parties of `elsewhere` and of `gone`; nobody acts for one that is gone either.
    """
    row: _Row = {
        "id": authority.authority, "title_de": authority.title.de, "title_en": authority.title.en,
        "land": authority.land, "contact": authority.contact, "calendar": authority.calendar.stored(),
    }  # fmt: skip
    known: list[_Row] = []
    held: list[_Row] = []
    acting: list[_Row] = []
    for party in authority.parties:
        id_ = party_id(authority.authority, party.handle)
        if id_ in elsewhere | gone:
            continue
        known.append({
            "id": id_, "authority": authority.authority, "handle": party.handle, "name": party.name,
            "email": party.email or "", "language": party.language, "organisation": party.organisation,
            "kept_by": "file", "folded": folded_party(party.name, party.handle, party.email or ""),
        })  # fmt: skip
        held += [{"party": id_, "programme": p, "role": r} for p, roles in party.roles.items() for r in roles]
        whom = {party_id(authority.authority, each) for each in party.acts_for} - gone
        acting += [{"person": id_, "organisation": each} for each in sorted(whom)]
    return row, known, held, acting


def _as_set(rows: Sequence[Mapping[str, object]] | Sequence[RowMapping]) -> set[tuple[tuple[str, object], ...]]:
    return {tuple(sorted((str(name), value) for name, value in row.items())) for row in rows}


def actor(connection: Connection, *, authority: str, programme: str, handle: str, day: str = "") -> Actor | None:
    """The person behind a handle with the roles they hold in this authority's programme, or None if unknown.

    The roles of the organisations they act for are theirs too, and on `day` those of whom they are the deputy.
    """
    who = select(PARTY.c.id).where(PARTY.c.authority == authority, PARTY.c.handle == handle)
    id_ = connection.execute(who).scalar_one_or_none()
    if id_ is None:
        return None
    sides = [id_, *organisations_of(connection, id_)]
    roles = select(ASSIGNMENT.c.role).where(ASSIGNMENT.c.party.in_(sides), ASSIGNMENT.c.programme == programme)
    own = frozenset(connection.execute(roles).scalars())
    more = standing_in(connection, id_, day)
    only_so = {role: absent for role, absent in more.roles.get(programme, {}).items() if role not in own}
    return Actor(id_, handle, own | only_so.keys(), only_so, frozenset(sides), more.sides)


def organisations_of(connection: Connection, person: str) -> list[str]:
    """The ids of the organisations a person acts for."""
    theirs = select(MEMBERSHIP.c.organisation).where(MEMBERSHIP.c.person == person)
    return list(connection.execute(theirs.order_by(MEMBERSHIP.c.organisation)).scalars())


def acting_for(connection: Connection, persons: Collection[str]) -> dict[str, set[str]]:
    """The ids of the organisations these people act for, by person; whoever acts for none is left out."""
    found: dict[str, set[str]] = {}
    for row in connection.execute(select(MEMBERSHIP).where(MEMBERSHIP.c.person.in_(sorted(persons)))):
        found.setdefault(row.person, set()).add(row.organisation)
    return found


def seats(connection: Connection) -> dict[str, Seat]:
    """Every authority by its id."""
    rows = connection.execute(select(AUTHORITY))
    return {r.id: Seat(r.id, Text(de=r.title_de, en=r.title_en), _calendar(r.land, r.calendar), r.contact) for r in rows}


def _calendar(land: str, stored: str) -> OfficeCalendar:
    """What the calendar of an authority is, from its row; an authority that says nothing of it has its Land's."""
    return (OfficeDays.model_validate_json(stored) if stored else OfficeDays()).calendar(land)


def parties(connection: Connection, ids: set[str]) -> dict[str, Known]:
    """The parties with these ids."""
    rows = connection.execute(select(PARTY).where(PARTY.c.id.in_(ids)))
    return {r.id: Known(r.id, r.handle, r.name, r.email, r.language) for r in rows}


def handles(connection: Connection, authority: str) -> list[str]:
    """The handles of an authority's parties, in order; erased ones are left out."""
    theirs = select(PARTY.c.handle).where(PARTY.c.authority == authority, PARTY.c.name != "")
    return list(connection.execute(theirs.order_by(PARTY.c.handle)).scalars())


def erase(connection: Connection, id_: str) -> None:
    """Forget a person: name, address and handle go, the id stays, and every hash chain that names it stays valid.

    The authority's file no longer counts for them. A handle often is made from a name, so another one that
    says nothing takes its place.
    """
    values = {"name": "", "email": "", "folded": "", "handle": f"{ERASED}{id_[:12]}", "kept_by": "portal"}
    connection.execute(PARTY.update().where(PARTY.c.id == id_).values(values))
