"""Who runs a programme: the authorities with anybody in it, who holds its roles there, and whom somebody stands in for."""

from sqlalchemy import Connection, select

from store.tables import AssignmentRow, MembershipRow, PartyRow
from store.tables.duties import DeputyRow
from store.tables.meetings import BodyMemberRow, MeetingRow

ASSIGNMENT = AssignmentRow.__table__  # type: ignore[attr-defined]
DEPUTY = DeputyRow.__table__  # type: ignore[attr-defined]
MEETING = MeetingRow.__table__  # type: ignore[attr-defined]
MEMBER = BodyMemberRow.__table__  # type: ignore[attr-defined]
MEMBERSHIP = MembershipRow.__table__  # type: ignore[attr-defined]
PARTY = PartyRow.__table__  # type: ignore[attr-defined]


def running(connection: Connection, programme: str) -> list[str]:
    """The ids of the authorities in which somebody holds a role of the programme, in order."""
    wanted = select(PARTY.c.authority).join(ASSIGNMENT, ASSIGNMENT.c.party == PARTY.c.id)
    found = wanted.where(ASSIGNMENT.c.programme == programme).distinct().order_by(PARTY.c.authority)
    return list(connection.execute(found).scalars())


def holders(connection: Connection, authority: str, programme: str) -> dict[str, frozenset[str]]:
    """Role → the ids of those who hold it and can be reached: themselves, or for an organisation they act for."""
    of_it = ASSIGNMENT.c.programme == programme, PARTY.c.authority == authority, PARTY.c.email != ""
    own = select(ASSIGNMENT.c.role, PARTY.c.id).join(PARTY, PARTY.c.id == ASSIGNMENT.c.party).where(*of_it)
    through = (
        select(ASSIGNMENT.c.role, PARTY.c.id)
        .join(MEMBERSHIP, MEMBERSHIP.c.organisation == ASSIGNMENT.c.party)
        .join(PARTY, PARTY.c.id == MEMBERSHIP.c.person)
        .where(*of_it)
    )
    held: dict[str, set[str]] = {}
    for role, person in [*connection.execute(own), *connection.execute(through)]:
        held.setdefault(role, set()).add(person)
    return {role: frozenset(people) for role, people in held.items()}


def covered(connection: Connection, authority: str, programme: str, day: str) -> frozenset[str]:
    """The ids of those somebody stands in for in this programme on `day` or later."""
    wanted = select(DEPUTY.c.absent).where(
        DEPUTY.c.authority == authority, DEPUTY.c.programme.in_(("", programme)), DEPUTY.c.until >= day,
        DEPUTY.c.until >= DEPUTY.c.since,
    )  # fmt: skip
    return frozenset(connection.execute(wanted).scalars())


def bodies_meeting(connection: Connection, authority: str, programme: str, since: str, until: str) -> frozenset[str]:
    """The bodies of the programme with a meeting between two days that was not cancelled."""
    wanted = select(MEETING.c.body).where(
        MEETING.c.authority == authority, MEETING.c.programme == programme, MEETING.c.state != "cancelled",
        MEETING.c.meets_at >= since, MEETING.c.meets_at <= f"{until}T24:00",
    )  # fmt: skip
    return frozenset(connection.execute(wanted.distinct()).scalars())


def bodies_with_members(connection: Connection, authority: str, programme: str, day: str) -> frozenset[str]:
    """The bodies of the programme with a member on a day."""
    wanted = (
        select(MEMBER.c.body)
        .join(PARTY, PARTY.c.id == MEMBER.c.party)
        .where(
            PARTY.c.authority == authority, MEMBER.c.programme == programme, MEMBER.c.since <= day,
            (MEMBER.c.until == "") | (MEMBER.c.until >= day),
        )
    )  # fmt: skip
    return frozenset(connection.execute(wanted.distinct()).scalars())
