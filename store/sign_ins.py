"""Sign-in links asked for: owed, claimed with a fence like letters, sent, and used once. Only hashes of tokens are kept.

A code comes with every link and is worth the same, in the browser that asked; either uses up both.

A link counts as sent from just before DATA on, and is never sent again from then: whoever still waits asks for a new one.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, literal_column, or_, select, update

from store import access
from store.tables import PartyRow
from store.tables.access import SignInRow

PARTY = PartyRow.__table__  # type: ignore[attr-defined]
SIGN_IN = SignInRow.__table__  # type: ignore[attr-defined]

#: So many tries at a code, and its link is dead.
MOST_GUESSES = 5


class SignInState(StrEnum):
    """Where a link stands; the last three are final, but for a relay that refuses at the very end."""

    OWED = "owed"
    CLAIMED = "claimed"
    SENT = "sent"
    REFUSED = "refused"
    EXPIRED = "expired"


#: As literals: only then does SQLite see that the partial index `ix_sign_in_due` answers the question.
_IS_OPEN = SIGN_IN.c.state.in_([literal_column(f"'{state.value}'") for state in (SignInState.OWED, SignInState.CLAIMED)])


@dataclass(frozen=True, slots=True)
class Asked:
    """A link that was asked for; instants as text (`config.clock`)."""

    id: str
    party: str
    browser_hash: str
    asked_at: str
    attempts: int


@dataclass(frozen=True, slots=True)
class AtMost:
    """How many links are owed a person after an instant: to one browser, and to all that are not known to be theirs."""

    since: str
    browser: int
    overall: int


def ask(connection: Connection, *, id_: str, party: str, browser_hash: str, at: str, at_most: AtMost) -> bool:
    """Owe a person a link unless there were too many already; False if so. Call inside a transaction.

    A browser this person has signed in with, or that holds an open link of theirs, counts for itself alone: strangers who ask
    in their name cannot use up their links (docs/adr/0015).
    """
    # Two who ask for the same person at once count one after the other.
    connection.execute(select(PARTY.c.id).where(PARTY.c.id == party).with_for_update(key_share=True)).all()
    asked = select(func.count()).select_from(SIGN_IN).where(SIGN_IN.c.party == party, SIGN_IN.c.asked_at > at_most.since)
    if connection.execute(asked.where(SIGN_IN.c.browser_hash == browser_hash)).scalar_one() >= at_most.browser:
        return False
    is_open = and_(SIGN_IN.c.token_hash != "", SIGN_IN.c.expires_at > at)
    if not _in_their_browser(connection, [party], browser_hash, or_(SIGN_IN.c.used_at != "", is_open)):
        strangers = asked.where(SIGN_IN.c.browser_hash.not_in(_their_browsers(party)))
        if connection.execute(strangers).scalar_one() >= at_most.overall:
            return False
    row = {
        "id": id_, "party": party, "browser_hash": browser_hash, "asked_at": at, "state": SignInState.OWED, "attempts": 0,
        "next_try_at": at, "fence": "", "token_hash": "", "expires_at": "", "used_at": "", "guesses": 0,
        "code_hash": "",
    }  # fmt: skip
    connection.execute(insert(SIGN_IN).values(row))
    return True


def known(connection: Connection, email: str, browser_hash: str) -> bool:
    """Tell whether somebody reached at this address has signed in with this browser."""
    return _in_their_browser(connection, access.accounts_at(connection, email), browser_hash, SIGN_IN.c.used_at != "")


def _in_their_browser(connection: Connection, parties: Sequence[str], browser_hash: str, so: ColumnElement[bool]) -> bool:
    theirs = select(SIGN_IN.c.id).where(SIGN_IN.c.browser_hash == browser_hash, SIGN_IN.c.party.in_(parties), so)
    return connection.execute(theirs.limit(1)).first() is not None


def _their_browsers(party: str) -> Select[tuple[str]]:
    return select(SIGN_IN.c.browser_hash).where(SIGN_IN.c.party == party, SIGN_IN.c.used_at != "")


def due(connection: Connection, *, now: str) -> bool:
    """Tell whether any link is due to be sent."""
    first = select(SIGN_IN.c.id).where(_IS_OPEN, SIGN_IN.c.next_try_at <= now).limit(1)
    return connection.execute(first).first() is not None


def claim(connection: Connection, *, now: str, lease_end: str, fence: str) -> Asked | None:
    """Claim the link that is due longest, marking it with `fence`; call inside a transaction.

    A claim of another process that ran out is taken over: it never came as far as DATA.
    """
    first = (
        select(SIGN_IN.c.id, SIGN_IN.c.party, SIGN_IN.c.browser_hash, SIGN_IN.c.asked_at, SIGN_IN.c.attempts)
        .where(_IS_OPEN, SIGN_IN.c.next_try_at <= now)
        .order_by(SIGN_IN.c.next_try_at, SIGN_IN.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = connection.execute(first).mappings().one_or_none()
    if row is None:
        return None
    values = {"state": SignInState.CLAIMED, "fence": fence, "next_try_at": lease_end, "attempts": SIGN_IN.c.attempts + 1}
    connection.execute(update(SIGN_IN).where(SIGN_IN.c.id == row["id"]).values(values))
    return Asked(row["id"], row["party"], row["browser_hash"], row["asked_at"], row["attempts"] + 1)


def begin(connection: Connection, id_: str, *, fence: str, token_hash: str, code_hash: str, expires_at: str) -> bool:
    """Note just before DATA that the link is on its way; False if the claim was lost meanwhile (then it must not go)."""
    ours = update(SIGN_IN).where(SIGN_IN.c.id == id_, SIGN_IN.c.fence == fence, SIGN_IN.c.state == SignInState.CLAIMED)
    values = {"state": SignInState.SENT, "token_hash": token_hash, "code_hash": code_hash, "expires_at": expires_at}
    return connection.execute(ours.values(values)).rowcount == 1


def note(connection: Connection, id_: str, *, fence: str, state: SignInState, next_try_at: str) -> None:
    """Note how a try ended that brought nothing to anybody: its token opens nothing any more."""
    ours = update(SIGN_IN).where(
        SIGN_IN.c.id == id_, SIGN_IN.c.fence == fence, SIGN_IN.c.state.in_((SignInState.CLAIMED, SignInState.SENT))
    )
    connection.execute(ours.values(state=state, next_try_at=next_try_at, token_hash="", code_hash="", expires_at=""))


def use(connection: Connection, *, token_hash: str, browser_hash: str, now: str) -> access.Account | None:
    """Use up the link with this token, once, in the browser that asked; give its person, or None if it opens nothing."""
    ours = SIGN_IN.c.token_hash == token_hash
    used = connection.execute(update(SIGN_IN).where(ours, _usable(browser_hash, now)).values(used_at=now))
    if used.rowcount != 1:
        return None
    return access.account(connection, connection.execute(select(SIGN_IN.c.party).where(ours)).scalar_one())


def use_code(connection: Connection, *, code_hash: str, browser_hash: str, now: str) -> access.Account | None:
    """Use up the link with this code, once, in the browser that asked; None if it opens nothing. Call inside a transaction.

    Every try is counted on all open links of the browser before it is compared, so that no two tries can both be the last one.
    """
    tried = update(SIGN_IN).where(SIGN_IN.c.code_hash != "", _usable(browser_hash, now)).values(guesses=SIGN_IN.c.guesses + 1)
    counted = connection.execute(tried.returning(SIGN_IN.c.id, SIGN_IN.c.party, SIGN_IN.c.code_hash)).all()
    found = next((row for row in counted if hmac.compare_digest(row.code_hash, code_hash)), None)
    if found is None:
        return None
    others = [row.id for row in counted if row.id != found.id]
    connection.execute(update(SIGN_IN).where(SIGN_IN.c.id == found.id).values(used_at=now))
    # What was right was no guess at the others, of another authority say.
    connection.execute(update(SIGN_IN).where(SIGN_IN.c.id.in_(others)).values(guesses=SIGN_IN.c.guesses - 1))
    return access.account(connection, found.party)


def _usable(browser_hash: str, now: str) -> ColumnElement[bool]:
    return and_(
        SIGN_IN.c.used_at == "",
        SIGN_IN.c.expires_at > now,
        SIGN_IN.c.browser_hash == browser_hash,
        SIGN_IN.c.guesses < MOST_GUESSES,
    )
