"""Who stands in for whom, from a first day to a last one, both included; and the roles somebody holds that way.

A deputy gets the roles by which the absent person works for the office, and only those that person holds themselves: nobody
hands on what they hold as a deputy, and nobody applies in somebody else's name that way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, or_, select, update

from domain.duties.staff import staff_roles
from store.programmes import newest, programme_by_hash
from store.tables import AssignmentRow, MembershipRow
from store.tables.duties import DeputyRow

ASSIGNMENT = AssignmentRow.__table__  # type: ignore[attr-defined]
DEPUTY = DeputyRow.__table__  # type: ignore[attr-defined]
MEMBERSHIP = MembershipRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody stands in: ids of both people, `programme` empty for all of them, days and instant as text."""

    id: str
    authority: str
    absent: str
    deputy: str
    programme: str
    since: str
    until: str
    noted_at: str

    def meets(self, other: "Deputy") -> bool:
        """Tell whether both hold on some day."""
        return self.since <= other.until and other.since <= self.until


@dataclass(frozen=True, slots=True)
class StandIn:
    """What somebody holds as a deputy: per programme, role → the absent person; and the parties those act for."""

    roles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sides: Mapping[str, frozenset[str]] = field(default_factory=dict)


def add(connection: Connection, one: Deputy) -> None:
    """Let somebody stand in."""
    connection.execute(insert(DEPUTY).values({column.name: getattr(one, column.name) for column in DEPUTY.c}))


def end(connection: Connection, id_: str, until: str) -> None:
    """Move the last day; a day before the first means that it never began."""
    connection.execute(update(DEPUTY).where(DEPUTY.c.id == id_).values(until=until))


def one(connection: Connection, authority: str, id_: str) -> Deputy | None:
    """The deputy with this id in the authority, or None."""
    if not id_.isprintable():
        return None  # PostgreSQL takes no NUL, and no id of ours holds one.
    found = connection.execute(select(DEPUTY).where(DEPUTY.c.id == id_, DEPUTY.c.authority == authority)).mappings().first()
    return None if found is None else Deputy(**found)


def listed(connection: Connection, authority: str, *, day: str, person: str = "") -> list[Deputy]:
    """Who stands in on `day` or later, by the first day; of one person, those they are absent or deputy in."""
    wanted = select(DEPUTY).where(DEPUTY.c.authority == authority, DEPUTY.c.until >= day, DEPUTY.c.until >= DEPUTY.c.since)
    if person:
        wanted = wanted.where(or_(DEPUTY.c.absent == person, DEPUTY.c.deputy == person))
    rows = connection.execute(wanted.order_by(DEPUTY.c.since, DEPUTY.c.until, DEPUTY.c.id)).mappings()
    return [Deputy(**row) for row in rows]


def collisions(found: list[Deputy]) -> dict[str, list[Deputy]]:
    """By id: the absences of a deputy on days on which they are to stand in for somebody else."""
    away: dict[str, list[Deputy]] = {}
    for each in found:
        away.setdefault(each.absent, []).append(each)
    clashes = {each.id: [other for other in away.get(each.deputy, ()) if other.meets(each)] for each in found}
    return {id_: others for id_, others in clashes.items() if others}


def standing_in(connection: Connection, person: str, day: str) -> StandIn:
    """What a person holds as somebody's deputy on `day`; nothing without a day."""
    now = select(DEPUTY).where(DEPUTY.c.deputy == person, DEPUTY.c.since <= day, DEPUTY.c.until >= day)
    rows = connection.execute(now.order_by(DEPUTY.c.since, DEPUTY.c.id)).mappings().all() if day else []
    held: dict[str, dict[str, str]] = {}
    sides: dict[str, frozenset[str]] = {}
    for row in rows:
        absent = row["absent"]
        sides[absent] = _sides(connection, absent)
        for programme, roles in office_roles(connection, sides[absent]).items():
            if row["programme"] in {"", programme}:
                for role in sorted(roles):
                    held.setdefault(programme, {}).setdefault(role, absent)
    return StandIn(held, sides)


def of_the_office(connection: Connection, person: str) -> dict[str, frozenset[str]]:
    """The roles by which a person works for the office, themselves or for an organisation, by programme."""
    return office_roles(connection, _sides(connection, person))


def office_roles(connection: Connection, sides: frozenset[str]) -> dict[str, frozenset[str]]:
    """The roles these parties hold that work on applications of others, by programme; deputies' roles are not among them."""
    found: dict[str, set[str]] = {}
    wanted = select(ASSIGNMENT.c.programme, ASSIGNMENT.c.role).where(ASSIGNMENT.c.party.in_(sorted(sides)))
    hashes = newest(connection)
    for programme, role in connection.execute(wanted):
        if programme in hashes and role in staff_roles(programme_by_hash(connection, hashes[programme])):
            found.setdefault(programme, set()).add(role)
    return {programme: frozenset(roles) for programme, roles in found.items()}


def _sides(connection: Connection, person: str) -> frozenset[str]:
    theirs = select(MEMBERSHIP.c.organisation).where(MEMBERSHIP.c.person == person)
    return frozenset({person, *connection.execute(theirs).scalars()})
