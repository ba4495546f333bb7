"""When somebody last opened the page of their own case: who has just looked needs no early reminder of it."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from store.database import cursor
from store.prepared import Prepared, among, ids_given
from store.tables import MembershipRow
from store.tables.reminders import CaseViewRow

MEMBERSHIP = MembershipRow.__table__  # type: ignore[attr-defined]
VIEW = CaseViewRow.__table__  # type: ignore[attr-defined]

_SINCE = Prepared(
    lambda d: (
        select(VIEW.c.dossier, VIEW.c.party, MEMBERSHIP.c.organisation)
        .join_from(VIEW, MEMBERSHIP, MEMBERSHIP.c.person == VIEW.c.party, isouter=True)
        .where(among(VIEW.c.dossier, d), VIEW.c.seen_at >= bindparam("since"))
    )
)


def seen_since(connection: Connection, dossiers: Collection[str], since: str, *, lite: bool) -> set[tuple[str, str]]:
    """Which of these dossiers was opened since an instant for whom: (dossier, party), whoever looked and whom they act for."""
    if not dossiers:
        return set()
    reader = cursor(connection)
    reader.execute(_SINCE.text(lite), {"ids": ids_given(sorted(dossiers), lite=lite), "since": since})
    rows = reader.fetchall()
    return {(str(row[0]), str(party)) for row in rows for party in row[1:] if party}


def seen_at(connection: Connection, dossier: str, party: str) -> str:
    """When the person last opened the page of the dossier, as far as noted; "" for never."""
    wanted = select(VIEW.c.seen_at).where(VIEW.c.dossier == dossier, VIEW.c.party == party)
    return connection.execute(wanted).scalar_one_or_none() or ""


def note(connection: Connection, dossier: str, party: str, at: str, *, lite: bool) -> None:
    """Note that the person opened the page at an instant; the newest one stays."""
    made = (sqlite_insert(VIEW) if lite else postgres_insert(VIEW)).values(dossier=dossier, party=party, seen_at=at)
    newer = made.on_conflict_do_update(
        index_elements=[VIEW.c.dossier, VIEW.c.party], set_={"seen_at": at}, where=VIEW.c.seen_at < at
    )
    connection.execute(newer)


def forget(connection: Connection, before: str) -> int:
    """Delete views older than an instant; gives how many."""
    return connection.execute(delete(VIEW).where(VIEW.c.seen_at < before)).rowcount


def forget_of(connection: Connection, party: str) -> None:
    """Delete what a person looked at."""
    connection.execute(delete(VIEW).where(VIEW.c.party == party))
