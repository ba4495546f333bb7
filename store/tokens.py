"""Access tokens for programs: found by the hash of what a program shows; the token itself is never stored."""

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, insert, select, update

from store.tables.access import TokenRow

TOKEN = TokenRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept; instants as text, `used_at` and `ended_at` empty until then."""

    id: str
    party: str
    name: str
    scopes: frozenset[str]
    made_at: str
    expires_at: str
    used_at: str
    ended_at: str


def make(connection: Connection, token: Token, token_hash: str) -> None:
    """Keep a new token under its hash."""
    row = {
        "id": token.id, "party": token.party, "token_hash": token_hash, "name": token.name,
        "scopes": " ".join(sorted(token.scopes)), "made_at": token.made_at, "expires_at": token.expires_at,
        "used_at": token.used_at, "ended_at": token.ended_at,
    }  # fmt: skip
    connection.execute(insert(TOKEN).values(row))


def of(connection: Connection, party: str) -> list[Token]:
    """A person's tokens that were not ended, the newest first; some may have expired."""
    wanted = select(TOKEN).where(TOKEN.c.party == party, TOKEN.c.ended_at == "")
    return [_token(row) for row in connection.execute(wanted.order_by(TOKEN.c.made_at.desc(), TOKEN.c.id)).mappings()]


def end(connection: Connection, party: str, id_: str, at: str) -> bool:
    """End a person's token; False if they have none with this id that lasts."""
    ended = update(TOKEN).where(TOKEN.c.id == id_, TOKEN.c.party == party, TOKEN.c.ended_at == "")
    return connection.execute(ended.values(ended_at=at)).rowcount == 1


def with_hash(connection: Connection, token_hash: str) -> Token | None:
    """The token with this hash unless it was ended; whether it has expired is for the caller to say."""
    wanted = select(TOKEN).where(TOKEN.c.token_hash == token_hash, TOKEN.c.ended_at == "")
    row = connection.execute(wanted).mappings().one_or_none()
    return None if row is None else _token(row)


def touch(connection: Connection, id_: str, at: str) -> None:
    """Note that a token was used."""
    connection.execute(update(TOKEN).where(TOKEN.c.id == id_).values(used_at=at))


def _token(row: RowMapping) -> Token:
    return Token(
        row["id"], row["party"], row["name"], frozenset(row["scopes"].split()), row["made_at"], row["expires_at"],
        row["used_at"], row["ended_at"],
    )  # fmt: skip
