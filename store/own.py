"""Whose application is whose: the dossiers a person takes part in, what an applicant may name, the next free reference."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from store.tables import DossierRow, EventRow, PartyOfRow, PartyRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]
PARTY = PartyRow.__table__  # type: ignore[attr-defined]
PARTY_OF = PartyOfRow.__table__  # type: ignore[attr-defined]

#: How much of a reference "2026-0001" stands before its number.
_YEAR = len("2026-")
#: A longer number is somebody's own reference, not one to count on from.
_LONGEST = 10


def dossiers_of(connection: Connection, sides: Collection[str], *, limit: int = 50, offset: int = 0) -> list[str]:
    """The ids of the dossiers in which one of these parties is applicant, sponsor or contact, last changed first."""
    theirs = select(PARTY_OF.c.dossier).where(PARTY_OF.c.party.in_(sorted(sides)))
    wanted = select(DOSSIER.c.id).where(DOSSIER.c.id.in_(theirs)).order_by(DOSSIER.c.changed_at.desc(), DOSSIER.c.id)
    return list(connection.execute(wanted.limit(limit).offset(offset)).scalars())


def how_many(connection: Connection, party: str) -> int:
    """In how many dossiers a party is applicant, sponsor or contact."""
    return connection.execute(select(func.count()).select_from(PARTY_OF).where(PARTY_OF.c.party == party)).scalar_one()


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation an applicant may name as the one that carries the project out."""

    handle: str
    name: str


def organisations(connection: Connection, authority: str) -> list[Organisation]:
    """The organisations an authority knows, by name; erased ones are left out."""
    wanted = select(PARTY.c.handle, PARTY.c.name).where(
        PARTY.c.authority == authority, PARTY.c.organisation.is_(True), PARTY.c.name != ""
    )
    return [Organisation(*row) for row in connection.execute(wanted.order_by(PARTY.c.name, PARTY.c.handle))]


def next_reference(connection: Connection, *, authority: str, programme: str, year: int) -> str:
    """The next reference of the form YYYY-NNNN nobody has in this programme; somebody may take it before it is used."""
    wanted = select(DOSSIER.c.reference).where(
        DOSSIER.c.authority == authority, DOSSIER.c.programme == programme, DOSSIER.c.reference.like(f"{year:04}-%")
    )
    taken = (reference[_YEAR:] for reference in connection.execute(wanted).scalars())
    return f"{year:04}-{max((int(n) for n in taken if n.isascii() and n.isdecimal() and len(n) < _LONGEST), default=0) + 1:04}"


def hash_of(connection: Connection, dossier: str, seq: int) -> str:
    """The hash of an entry: what a receipt shows, so that anybody can check later that it was not altered."""
    found: str = connection.execute(select(EVENT.c.hash).where(EVENT.c.dossier == dossier, EVENT.c.seq == seq)).scalar_one()
    return found


def opened_with(connection: Connection, party: str, key: str) -> str:
    """The id of the dossier of this person that was opened with a once-only key, or ""."""
    wanted = (
        select(EVENT.c.dossier)
        .join_from(PARTY_OF, EVENT, EVENT.c.dossier == PARTY_OF.c.dossier)
        .where(PARTY_OF.c.party == party, EVENT.c.key == key, EVENT.c.seq == 1)
    )
    return connection.execute(wanted).scalar_one_or_none() or ""
