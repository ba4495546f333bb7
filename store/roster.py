"""The people of an authority as its administrators keep them: found, added, changed, given roles, joined, erased.

Plain statements: who may do what, and what has to stay true, is said in `workflows.roster`. Whoever is changed here is kept
by the portal from then on, and the authority's file no longer counts for them.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, func, insert, or_, select, tuple_, union, update

from store import case_views, mail_choices, people
from store.folding import folded_party
from store.people import party_id
from store.search import words_of
from store.tables import AssignmentRow, DossierRow, MembershipRow, PartyOfRow, PartyRow
from store.tables.access import DraftRow, IdentityRow

ASSIGNMENT = AssignmentRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
DRAFT = DraftRow.__table__  # type: ignore[attr-defined]
IDENTITY = IdentityRow.__table__  # type: ignore[attr-defined]
MEMBERSHIP = MembershipRow.__table__  # type: ignore[attr-defined]
PARTY = PartyRow.__table__  # type: ignore[attr-defined]
PARTY_OF = PartyOfRow.__table__  # type: ignore[attr-defined]

_HANDLE = re.compile(r"[a-z0-9_-]{1,60}")
#: People on one page.
PAGE = 50


@dataclass(frozen=True, slots=True)
class Person:
    """A person or organisation; `name` and `email` are empty once erased."""

    id: str
    handle: str
    name: str
    email: str
    language: str
    organisation: bool
    kept_by: str


_PERSON = (
    PARTY.c.id, PARTY.c.handle, PARTY.c.name, PARTY.c.email, PARTY.c.language, PARTY.c.organisation, PARTY.c.kept_by,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What can be said of a person or organisation."""

    name: str
    email: str = ""
    language: str = "de"


def page(connection: Connection, authority: str, *, asked: str = "", after: str = "", limit: int = PAGE) -> list[Person]:
    """Whoever was not erased and has every word of `asked` in name, handle or address, by name; behind the handle `after`."""
    wanted = select(*_PERSON).where(PARTY.c.authority == authority, PARTY.c.folded != "")
    wanted = wanted.where(*(PARTY.c.folded.contains(word, autoescape=True) for word in words_of(asked)))
    if _HANDLE.fullmatch(after):
        last = select(PARTY.c.folded, PARTY.c.id).where(PARTY.c.authority == authority, PARTY.c.handle == after)
        row = connection.execute(last).one_or_none()
        if row is not None:
            wanted = wanted.where(tuple_(PARTY.c.folded, PARTY.c.id) > tuple_(*row))
    return [Person(*row) for row in connection.execute(wanted.order_by(PARTY.c.folded, PARTY.c.id).limit(limit))]


def one(connection: Connection, authority: str, handle: str) -> Person | None:
    """The person or organisation with this handle; what can be no handle (PostgreSQL takes no NUL) is nobody's."""
    if not _HANDLE.fullmatch(handle):
        return None
    row = connection.execute(select(*_PERSON).where(PARTY.c.authority == authority, PARTY.c.handle == handle)).one_or_none()
    return None if row is None else Person(*row)


def by_word(connection: Connection, authority: str, word: str) -> list[Person]:
    """Whoever has this handle or this address; erased ones are left out."""
    if not word.isprintable():
        return []
    wanted = select(*_PERSON).where(
        PARTY.c.authority == authority,
        PARTY.c.name != "",
        or_(PARTY.c.handle == word, (func.lower(PARTY.c.email) == word.lower()) & (PARTY.c.email != "")),
    )
    return [Person(*row) for row in connection.execute(wanted.order_by(PARTY.c.handle))]


def with_ids(connection: Connection, ids: Collection[str]) -> dict[str, Person]:
    """The people and organisations with these ids."""
    return {row.id: Person(*row) for row in connection.execute(select(*_PERSON).where(PARTY.c.id.in_(sorted(ids))))}


def is_free(connection: Connection, authority: str, handle: str) -> bool:
    """Tell whether nobody has the handle, or had it: the id follows from it, and an erased person keeps theirs."""
    taken = select(PARTY.c.id).where(
        or_(PARTY.c.id == party_id(authority, handle), (PARTY.c.authority == authority) & (PARTY.c.handle == handle))
    )
    return connection.execute(taken).first() is None


def add(connection: Connection, authority: str, handle: str, said: Said, *, organisation: bool) -> str:
    """Add a person or organisation and give their id."""
    id_ = party_id(authority, handle)
    row = {"id": id_, "authority": authority, "handle": handle, "organisation": organisation, "kept_by": "portal"}
    folded = folded_party(said.name, handle, said.email)
    connection.execute(insert(PARTY).values(**row, **asdict(said), folded=folded))
    return id_


def change(connection: Connection, who: Person, said: Said) -> None:
    """Change what is said of a person."""
    values = {**asdict(said), "folded": folded_party(said.name, who.handle, said.email), "kept_by": "portal"}
    connection.execute(update(PARTY).where(PARTY.c.id == who.id).values(values))


def keep(connection: Connection, party: str) -> None:
    """From now on the portal says what is right for this party."""
    connection.execute(update(PARTY).where(PARTY.c.id == party).values(kept_by="portal"))


def roles_of(connection: Connection, parties: Collection[str]) -> dict[str, frozenset[str]]:
    """The roles held by any of these parties themselves, by programme."""
    held: dict[str, set[str]] = {}
    wanted = select(ASSIGNMENT.c.programme, ASSIGNMENT.c.role).where(ASSIGNMENT.c.party.in_(sorted(parties)))
    for programme, role in connection.execute(wanted):
        held.setdefault(programme, set()).add(role)
    return {programme: frozenset(roles) for programme, roles in held.items()}


def programmes_of(connection: Connection, parties: Collection[str]) -> frozenset[str]:
    """The programmes in which any of these parties is applicant, sponsor or contact of a dossier."""
    theirs = select(DOSSIER.c.programme).join_from(PARTY_OF, DOSSIER, DOSSIER.c.id == PARTY_OF.c.dossier)
    return frozenset(connection.execute(theirs.where(PARTY_OF.c.party.in_(sorted(parties))).distinct()).scalars())


def set_roles(connection: Connection, party: str, programme: str, roles: Iterable[str]) -> None:
    """Give a party just these roles in a programme."""
    connection.execute(delete(ASSIGNMENT).where(ASSIGNMENT.c.party == party, ASSIGNMENT.c.programme == programme))
    if rows := [{"party": party, "programme": programme, "role": role} for role in sorted(roles)]:
        connection.execute(insert(ASSIGNMENT), rows)
    keep(connection, party)


def holders(connection: Connection, authority: str, programme: str, roles: Collection[str]) -> frozenset[str]:
    """Who can sign in and holds one of the roles in the programme, themselves or for an organisation."""
    held = select(ASSIGNMENT.c.party).where(ASSIGNMENT.c.programme == programme, ASSIGNMENT.c.role.in_(sorted(roles)))
    acting = select(MEMBERSHIP.c.person).where(MEMBERSHIP.c.organisation.in_(held))
    wanted = select(PARTY.c.id).where(PARTY.c.authority == authority, PARTY.c.email != "")
    return frozenset(connection.execute(wanted.where(PARTY.c.id.in_(union(held, acting)))).scalars())


def members(connection: Connection, organisation: str) -> list[Person]:
    """Who acts for an organisation, by name."""
    theirs = select(MEMBERSHIP.c.person).where(MEMBERSHIP.c.organisation == organisation)
    return [Person(*r) for r in connection.execute(select(*_PERSON).where(PARTY.c.id.in_(theirs)).order_by(PARTY.c.folded))]


def organisations(connection: Connection, person: str) -> list[Person]:
    """The organisations a person acts for, by name."""
    theirs = select(MEMBERSHIP.c.organisation).where(MEMBERSHIP.c.person == person)
    return [Person(*r) for r in connection.execute(select(*_PERSON).where(PARTY.c.id.in_(theirs)).order_by(PARTY.c.folded))]


def join(connection: Connection, person: str, organisation: str) -> None:
    """Let a person act for an organisation."""
    connection.execute(insert(MEMBERSHIP).values(person=person, organisation=organisation))
    keep(connection, person)


def leave(connection: Connection, person: str, organisation: str) -> bool:
    """Let a person act for an organisation no longer; False if they did not."""
    gone = delete(MEMBERSHIP).where(MEMBERSHIP.c.person == person, MEMBERSHIP.c.organisation == organisation)
    if connection.execute(gone).rowcount != 1:
        return False
    keep(connection, person)
    return True


def erase(connection: Connection, party: str) -> None:
    """Forget a person: what stays is their id, which the history names; roles, memberships, links, drafts, mail choices go."""
    people.erase(connection, party)
    connection.execute(delete(ASSIGNMENT).where(ASSIGNMENT.c.party == party))
    connection.execute(delete(MEMBERSHIP).where(or_(MEMBERSHIP.c.person == party, MEMBERSHIP.c.organisation == party)))
    connection.execute(delete(IDENTITY).where(IDENTITY.c.party == party))
    mail_choices.forget(connection, party)
    case_views.forget_of(connection, party)
    # What they began for an organisation is the organisation's.
    connection.execute(delete(DRAFT).where(DRAFT.c.party == party, DRAFT.c.applicant == party, DRAFT.c.dossier == ""))


def mark_of(connection: Connection, who: Person) -> str:
    """A short text that changes whenever anything about the person does: a form carries the one it was opened with."""
    roles = {programme: sorted(held) for programme, held in roles_of(connection, {who.id}).items()}
    around = [[each.id for each in found(connection, who.id)] for found in (members, organisations)]
    said = json.dumps([asdict(who), roles, *around], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]
