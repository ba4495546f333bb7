"""Who sits on a body, and how long: from the authority's file, or noted here since.

A row of the file gives way to one that was kept here under the same person, body and first day.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from domain.authority import Authority
from store.tables import PartyRow
from store.tables.meetings import BodyMemberRow

MEMBER = BodyMemberRow.__table__  # type: ignore[attr-defined]
PARTY = PartyRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a body; days as "2002-07-04", `until` empty while it lasts. The name is empty once erased."""

    party: str
    name: str
    chair: bool
    since: str
    until: str


def members(connection: Connection, *, authority: str, programme: str, body: str, day: str) -> list[Member]:
    """Who sits on the body on `day` ("2002-07-04"; "" means whenever), the chair first, then by name."""
    wanted = (
        select(MEMBER.c.party, PARTY.c.name, MEMBER.c.chair, MEMBER.c.since, MEMBER.c.until)
        .join_from(MEMBER, PARTY, PARTY.c.id == MEMBER.c.party)
        .where(PARTY.c.authority == authority, MEMBER.c.programme == programme, MEMBER.c.body == body)
    )
    if day:
        wanted = wanted.where(MEMBER.c.since <= day, (MEMBER.c.until == "") | (MEMBER.c.until >= day))
    rows = connection.execute(wanted.order_by(MEMBER.c.chair.desc(), PARTY.c.folded, MEMBER.c.party, MEMBER.c.since))
    return [Member(row[0], row[1], bool(row[2]), row[3], row[4]) for row in rows]


def sits_on(connection: Connection, party: str, day: str) -> set[tuple[str, str]]:
    """The bodies somebody is a member of on `day`: (programme, body)."""
    there = select(MEMBER.c.programme, MEMBER.c.body).where(MEMBER.c.party == party, MEMBER.c.since <= day)
    return {(row[0], row[1]) for row in connection.execute(there.where((MEMBER.c.until == "") | (MEMBER.c.until >= day)))}


def keep(connection: Connection, authority: Authority, ids: Mapping[str, str]) -> None:
    """Bring the members of the authority's file up to date; `ids` are those of its handles, erased people left out."""
    connection.execute(delete(MEMBER).where(_of_file(authority.authority)))
    rows = _rows(connection, authority, ids)
    if rows:
        connection.execute(insert(MEMBER), rows)


def are_kept(connection: Connection, authority: Authority, ids: Mapping[str, str]) -> bool:
    """Tell whether the store says of the members just what the file says."""
    stored = [tuple(row) for row in connection.execute(select(MEMBER).where(_of_file(authority.authority)))]
    return sorted(stored) == sorted(tuple(row.values()) for row in _rows(connection, authority, ids))


def add(connection: Connection, *, programme: str, body: str, member: Member) -> None:
    """Note that somebody sits on a body; the file no longer counts for what begins on that day."""
    connection.execute(delete(MEMBER).where(_row_of(programme, body, member.party, member.since)))
    row = {
        "party": member.party, "programme": programme, "body": body, "since": member.since, "until": member.until,
        "chair": member.chair, "kept_by": "portal",
    }  # fmt: skip
    connection.execute(insert(MEMBER).values(row))


def end(connection: Connection, *, programme: str, body: str, party: str, since: str, until: str) -> None:
    """Note the last day of a membership that began on `since`; the file no longer counts for it."""
    ended = update(MEMBER).where(_row_of(programme, body, party, since))
    connection.execute(ended.values(until=until, kept_by="portal"))


def leave(connection: Connection, party: str, day: str) -> None:
    """End every membership of somebody who is erased on `day`; one that was to begin later goes; the file takes none away."""
    theirs = MEMBER.c.party == party
    connection.execute(delete(MEMBER).where(theirs, MEMBER.c.since > day))
    lasting = (MEMBER.c.until == "") | (MEMBER.c.until > day)
    connection.execute(update(MEMBER).where(theirs, lasting).values(until=day))
    connection.execute(update(MEMBER).where(theirs).values(kept_by="portal"))


def _row_of(programme: str, body: str, party: str, since: str) -> ColumnElement[bool]:
    return and_(MEMBER.c.party == party, MEMBER.c.programme == programme, MEMBER.c.body == body, MEMBER.c.since == since)


def _of_file(authority: str) -> ColumnElement[bool]:
    theirs = select(PARTY.c.id).where(PARTY.c.authority == authority)
    return and_(MEMBER.c.kept_by == "file", MEMBER.c.party.in_(theirs))


def _rows(connection: Connection, authority: Authority, ids: Mapping[str, str]) -> list[dict[str, object]]:
    """The rows of the file, but for those that were noted here since, in the order of the table's columns."""
    theirs = select(MEMBER.c.party, MEMBER.c.programme, MEMBER.c.body, MEMBER.c.since).where(MEMBER.c.kept_by == "portal")
    here = {tuple(row) for row in connection.execute(theirs)}
    rows: list[dict[str, object]] = [
        {
            "party": ids[one.handle], "programme": one.programme, "body": one.body, "since": one.since.isoformat(),
            "until": one.until.isoformat() if one.until else "", "chair": one.chair, "kept_by": "file",
        }
        for one in authority.members
        if one.handle in ids
    ]  # fmt: skip
    return [row for row in rows if (row["party"], row["programme"], row["body"], row["since"]) not in here]
