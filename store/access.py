"""Who is signed in: sessions by the hash of their token, and the person behind an address; tokens are never stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, insert, select, update

from domain.commands import Actor
from store.deputies import standing_in
from store.people import organisations_of
from store.tables import AssignmentRow, PartyRow
from store.tables.access import SessionRow, SignInRow, TokenRow

ASSIGNMENT = AssignmentRow.__table__  # type: ignore[attr-defined]
PARTY = PartyRow.__table__  # type: ignore[attr-defined]
SESSION = SessionRow.__table__  # type: ignore[attr-defined]
SIGN_IN = SignInRow.__table__  # type: ignore[attr-defined]
TOKEN = TokenRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in: their roles by programme, held in their authority only."""

    party: str
    authority: str
    handle: str
    name: str
    email: str
    language: str
    roles: Mapping[str, frozenset[str]]
    #: The ids of the organisations they act for; the roles of those are among theirs.
    organisations: frozenset[str] = frozenset()
    #: By programme, the roles they hold only as somebody's deputy, with whose; they are among `roles`.
    deputy_for: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: The parties each of those absent people acts for.
    absent_sides: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def actor(self, programme: str) -> Actor:
        """The person as somebody who acts in a programme, with the roles they hold there."""
        roles, behalf = self.roles.get(programme, frozenset()), self.deputy_for.get(programme, {})
        return Actor(self.party, self.handle, roles, behalf, self.sides, self.absent_sides)

    def own_roles(self, programme: str) -> frozenset[str]:
        """The roles they hold in a programme themselves."""
        return self.roles.get(programme, frozenset()) - self.deputy_for.get(programme, {}).keys()

    @property
    def sides(self) -> frozenset[str]:
        """Whose applications are theirs: their own and those of their organisations."""
        return self.organisations | {self.party}


@dataclass(frozen=True, slots=True)
class Session:
    """A session that was not ended; instants as text. Whether it is still young enough is for the caller to say."""

    account: Account
    csrf: str
    opened_at: str
    seen_at: str


def accounts_at(connection: Connection, email: str) -> list[str]:
    """The ids of everybody reached at this address, in any authority; upper and lower case are the same."""
    found = select(PARTY.c.id).where(func.lower(PARTY.c.email) == email.strip().lower(), PARTY.c.email != "")
    return list(connection.execute(found.order_by(PARTY.c.authority, PARTY.c.handle)).scalars())


def account(connection: Connection, party: str, *, day: str = "") -> Account | None:
    """The person with this id as they are known now, or None if they were erased; on `day` with the roles of a deputy."""
    row = connection.execute(select(PARTY).where(PARTY.c.id == party, PARTY.c.email != "")).mappings().one_or_none()
    if row is None:
        return None
    held: dict[str, set[str]] = {}
    organisations = frozenset(organisations_of(connection, party))
    for programme, role in connection.execute(
        select(ASSIGNMENT.c.programme, ASSIGNMENT.c.role).where(ASSIGNMENT.c.party.in_([party, *organisations]))
    ):
        held.setdefault(programme, set()).add(role)
    more = standing_in(connection, party, day)
    only_so = {
        programme: {role: absent for role, absent in whose.items() if role not in held.get(programme, ())}
        for programme, whose in more.roles.items()
    }
    roles = {key: frozenset({*held.get(key, ()), *only_so.get(key, ())}) for key in sorted(held.keys() | only_so.keys())}
    return Account(
        row["id"], row["authority"], row["handle"], row["name"], row["email"], row["language"], roles, organisations,
        only_so, more.sides,
    )  # fmt: skip


def open_session(connection: Connection, *, token_hash: str, party: str, csrf: str, at: str) -> None:
    """Begin a session."""
    row = {"token_hash": token_hash, "party": party, "csrf": csrf, "opened_at": at, "seen_at": at, "ended_at": ""}
    connection.execute(insert(SESSION).values(row))


def session(connection: Connection, token_hash: str, *, day: str = "") -> Session | None:
    """The session with this token, or None if there is none, it was ended, or its person is gone; `day` as in `account`."""
    row = connection.execute(select(SESSION).where(SESSION.c.token_hash == token_hash)).mappings().one_or_none()
    if row is None or row["ended_at"]:
        return None
    who = account(connection, row["party"], day=day)
    return None if who is None else Session(who, row["csrf"], row["opened_at"], row["seen_at"])


def party_of_session(connection: Connection, token_hash: str) -> str:
    """The id of the person this session is or was of, ended or not; "" if there never was one, or it is forgotten."""
    theirs = select(SESSION.c.party).where(SESSION.c.token_hash == token_hash)
    return connection.execute(theirs).scalar_one_or_none() or ""


def touch_session(connection: Connection, token_hash: str, at: str) -> None:
    """Note that a session was used."""
    connection.execute(update(SESSION).where(SESSION.c.token_hash == token_hash).values(seen_at=at))


def end_session(connection: Connection, token_hash: str, at: str) -> None:
    """End a session; its token opens nothing any more."""
    ended = update(SESSION).where(SESSION.c.token_hash == token_hash, SESSION.c.ended_at == "")
    connection.execute(ended.values(ended_at=at))


def end_sessions_of(connection: Connection, party: str, at: str) -> int:
    """End every session and every access token of a person, and every link on its way to them; how many there were.

    Called whenever their address or roles change (ASVS 5.0 V7.4.2): who holds a session was let in under the old ones.
    """
    ended = 0
    for table in (SESSION, TOKEN):
        open_ = update(table).where(table.c.party == party, table.c.ended_at == "")
        ended += connection.execute(open_.values(ended_at=at)).rowcount
    # The state goes too: a link that is still owed would be sent, and a claimed one is no longer ours to send.
    links = update(SIGN_IN).where(SIGN_IN.c.party == party, SIGN_IN.c.used_at == "")
    connection.execute(links.values(state="expired", token_hash="", code_hash="", expires_at=""))
    return ended
