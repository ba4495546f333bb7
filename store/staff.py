"""Who works in a programme: the people a dossier can be given to."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from store.tables import AssignmentRow, MembershipRow, PartyRow

ASSIGNMENT = AssignmentRow.__table__  # type: ignore[attr-defined]
MEMBERSHIP = MembershipRow.__table__  # type: ignore[attr-defined]
PARTY = PartyRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff."""

    id: str
    name: str


def staff_of(
    connection: Connection, *, authority: str, programme: str, roles: Collection[str], apart_from: Collection[str] = ()
) -> list[Colleague]:
    """Everybody of the authority who holds one of the roles in the programme, themselves or for an organisation, by name.

    `apart_from` leaves out these parties and whoever acts for them. Organisations and erased people are never among them.
    """
    holds = select(ASSIGNMENT.c.party).where(ASSIGNMENT.c.programme == programme, ASSIGNMENT.c.role.in_(sorted(roles)))
    acts_for = select(MEMBERSHIP.c.person)
    wanted = select(PARTY.c.id, PARTY.c.name).where(
        PARTY.c.authority == authority,
        PARTY.c.organisation.is_(False),
        PARTY.c.name != "",
        PARTY.c.email != "",
        or_(PARTY.c.id.in_(holds), PARTY.c.id.in_(acts_for.where(MEMBERSHIP.c.organisation.in_(holds)))),
        PARTY.c.id.not_in(sorted(apart_from)),
        PARTY.c.id.not_in(acts_for.where(MEMBERSHIP.c.organisation.in_(sorted(apart_from)))),
    )
    return [Colleague(*row) for row in connection.execute(wanted.order_by(PARTY.c.name, PARTY.c.id))]


def roles_held(connection: Connection, party: str, programme: str) -> frozenset[str]:
    """The roles a party holds in a programme, itself or for an organisation."""
    acts_for = select(MEMBERSHIP.c.organisation).where(MEMBERSHIP.c.person == party)
    wanted = select(ASSIGNMENT.c.role).where(
        ASSIGNMENT.c.programme == programme, or_(ASSIGNMENT.c.party == party, ASSIGNMENT.c.party.in_(acts_for))
    )
    return frozenset(connection.execute(wanted).scalars())
