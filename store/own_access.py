"""What people change about their own access: their sessions, and the language of their letters."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from store.tables import PartyRow
from store.tables.access import SessionRow

PARTY = PartyRow.__table__  # type: ignore[attr-defined]
SESSION = SessionRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Lasting:
    """A session that was not ended; instants as text."""

    token_hash: str
    opened_at: str
    seen_at: str


def sessions_of(connection: Connection, party: str, *, since: str) -> list[Lasting]:
    """A person's sessions that were not ended and were used after an instant, the last used first."""
    theirs = select(SESSION.c.token_hash, SESSION.c.opened_at, SESSION.c.seen_at).where(
        SESSION.c.party == party, SESSION.c.ended_at == "", SESSION.c.seen_at > since
    )
    return [Lasting(*row) for row in connection.execute(theirs.order_by(SESSION.c.seen_at.desc(), SESSION.c.token_hash))]


def end_other_sessions(connection: Connection, party: str, *, but: str, at: str) -> None:
    """End all sessions of a person except the one with this token hash."""
    others = update(SESSION).where(SESSION.c.party == party, SESSION.c.token_hash != but, SESSION.c.ended_at == "")
    connection.execute(others.values(ended_at=at))


def speak(connection: Connection, party: str, language: str) -> None:
    """Note the language a person reads letters in."""
    connection.execute(update(PARTY).where(PARTY.c.id == party).values(language=language))


def used_since(connection: Connection, parties: Collection[str], since: str) -> set[str]:
    """Who of these people has used a session since an instant, ended or not."""
    wanted = select(SESSION.c.party).where(SESSION.c.party.in_(sorted(parties)), SESSION.c.seen_at >= since)
    return set(connection.execute(wanted.distinct()).scalars())
