"""People as an identity provider knows them: by issuer and subject, never by their address (ASVS 10.5.2)."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from store import access
from store.tables.access import IdentityRow

IDENTITY = IdentityRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Identity:
    """An account somebody has at a provider, and since when it is connected; the instant is text."""

    issuer: str
    subject: str
    linked_at: str


def account_of(connection: Connection, issuer: str, subject: str) -> access.Account | None:
    """The person this identity is connected with, or None."""
    theirs = select(IDENTITY.c.party).where(IDENTITY.c.issuer == issuer, IDENTITY.c.subject == subject)
    party = connection.execute(theirs).scalar_one_or_none()
    return access.account(connection, party) if party is not None else None


def identities_of(connection: Connection, party: str) -> list[Identity]:
    """The identities connected with a person, oldest first."""
    theirs = select(IDENTITY.c.issuer, IDENTITY.c.subject, IDENTITY.c.linked_at).where(IDENTITY.c.party == party)
    return [Identity(*row) for row in connection.execute(theirs.order_by(IDENTITY.c.linked_at, IDENTITY.c.subject))]


def connect(connection: Connection, *, issuer: str, subject: str, party: str, at: str) -> bool:
    """Connect an identity with a person; False if it belongs to somebody else already. Call inside a transaction."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    row = {"issuer": issuer, "subject": subject, "party": party, "linked_at": at}
    connection.execute(insert(IDENTITY).values(row).on_conflict_do_nothing())
    theirs = select(IDENTITY.c.party).where(IDENTITY.c.issuer == issuer, IDENTITY.c.subject == subject)
    return bool(connection.execute(theirs).scalar_one() == party)


def disconnect(connection: Connection, *, issuer: str, subject: str, party: str) -> None:
    """Take the connection back."""
    connection.execute(
        delete(IDENTITY).where(IDENTITY.c.issuer == issuer, IDENTITY.c.subject == subject, IDENTITY.c.party == party)
    )
