"""Which optional mails somebody can do without, and the token their "unsubscribe" links carry.

A party gets its token when the first link is written, and keeps it. It can do nothing but decline those mails, so it is kept as
it is and works for as long as the party is known.
"""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from domain.vocabulary import OptionalMail
from store.database import cursor
from store.prepared import Prepared, among, ids_given
from store.tables.reminders import MailChoiceRow

CHOICE = MailChoiceRow.__table__  # type: ignore[attr-defined]
_BYTES = 32


_COLUMN = {OptionalMail.EARLY: CHOICE.c.early_declined_at, OptionalMail.DIGEST: CHOICE.c.digest_declined_at}
_DECLINED = Prepared(
    lambda d: select(CHOICE.c.party, CHOICE.c.early_declined_at, CHOICE.c.digest_declined_at).where(
        among(CHOICE.c.party, d), or_(CHOICE.c.early_declined_at != bindparam("wanted"),
                                      CHOICE.c.digest_declined_at != bindparam("wanted")),
    )
)  # fmt: skip
_TOKENS = Prepared(lambda d: select(CHOICE.c.party, CHOICE.c.token).where(among(CHOICE.c.party, d)))


@dataclass(frozen=True, slots=True)
class Behind:
    """What a token stands for: the party it was made for, and since when which mails are declined ("" where wanted)."""

    party: str
    early_declined_at: str
    digest_declined_at: str


def declined(connection: Connection, parties: Collection[str], *, lite: bool) -> set[tuple[str, OptionalMail]]:
    """Who of these parties does without which mails."""
    if not parties:
        return set()
    reader = cursor(connection)
    reader.execute(_DECLINED.text(lite), {"ids": ids_given(sorted(parties), lite=lite), "wanted": ""})
    found = set()
    for party, early, digest in reader.fetchall():
        found |= {(str(party), kind) for kind, at in ((OptionalMail.EARLY, early), (OptionalMail.DIGEST, digest)) if at}
    return found


def tokens(connection: Connection, parties: Collection[str], *, lite: bool) -> dict[str, str]:
    """The tokens of those parties that have one."""
    if not parties:
        return {}
    reader = cursor(connection)
    reader.execute(_TOKENS.text(lite), {"ids": ids_given(sorted(parties), lite=lite)})
    return {str(party): str(token) for party, token in reader.fetchall()}


def ensure(connection: Connection, parties: Iterable[str], *, lite: bool) -> None:
    """Make tokens for those who have none; of two at a time the first one's token stays. Call inside a transaction."""
    rows = [{"party": party, "token": secrets.token_urlsafe(_BYTES)} for party in sorted(set(parties))]
    if not rows:
        return
    made = sqlite_insert(CHOICE) if lite else postgres_insert(CHOICE)
    connection.execute(made.on_conflict_do_nothing(index_elements=[CHOICE.c.party]), rows)


def choose(connection: Connection, party: str, kind: OptionalMail, at: str, *, wanted: bool, lite: bool) -> None:
    """Note that a party wants a kind of mail, or since the instant `at` does not; declined twice, the first instant stays."""
    ensure(connection, [party], lite=lite)
    column = _COLUMN[kind]
    change = update(CHOICE).where(CHOICE.c.party == party)
    if wanted:
        connection.execute(change.values({column: ""}))
    else:
        connection.execute(change.where(column == "").values({column: at}))


def behind(connection: Connection, token: str) -> Behind | None:
    """What a token stands for, or None if nobody has it."""
    wanted = select(CHOICE.c.party, CHOICE.c.early_declined_at, CHOICE.c.digest_declined_at).where(CHOICE.c.token == token)
    row = connection.execute(wanted).one_or_none()
    return None if row is None else Behind(*row)


def forget(connection: Connection, party: str) -> None:
    """Forget what somebody chose; links they were sent lead nowhere any more."""
    connection.execute(delete(CHOICE).where(CHOICE.c.party == party))
