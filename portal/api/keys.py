"""Access keys of people for their programs: made for a limited time and for some things only, shown once, ended at any time.

What is kept is the SHA-256 of a token; with 256 random bits it needs no salt (ASVS 5.0 V11.4).
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from domain.errors import Refusal
from domain.office_time import instant, moment, office_day
from domain.typed import typed
from portal.errors import NotFound
from store import access, tokens
from store.access import Account
from store.errors import TryAgain
from workflows.house import House
from workflows.sign_in import hashed

PREFIX = "fk_"
LONGEST_NAME = 80
MOST_DAYS = 366
#: More than anybody keeps in mind; an end to what a stolen session can make.
MOST = 25
#: A use is noted at most so often, so that reading does not write.
_NOTED_EVERY = timedelta(minutes=1)


class Scope(StrEnum):
    """What a key is for. It never allows more than its person may do."""

    READ = "read"
    RECORD = "record"
    APPLY = "apply"
    PEOPLE = "people"
    OPERATIONS = "operations"


class TooManyKeys(Refusal):
    """You have {most} access keys already. End one that you no longer need."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key it is, and what it is for."""

    account: Account
    scopes: frozenset[str]


def named(name: str) -> str:
    """The name of a key as it is kept; raises a Refusal."""
    return typed("name", name, limit=LONGEST_NAME)


def make(house: House, account: Account, *, name: str, scopes: frozenset[Scope], days: int) -> str:
    """Make a key and return it, the only time it can be seen; raises a Refusal.

    `scopes` has at least one word and `days` lies between 1 and `MOST_DAYS`: the form asks for nothing else.
    """
    name = named(name)
    now = house.clock.now()
    text = f"{PREFIX}{secrets.token_urlsafe(32)}"
    with house.database.transaction() as connection:
        if len([token for token in tokens.of(connection, account.party) if moment(token.expires_at) > now]) >= MOST:
            raise TooManyKeys(most=MOST)
        kept = tokens.Token(
            secrets.token_hex(16), account.party, name, frozenset(scopes), instant(now), instant(now + timedelta(days=days)),
            "", "",
        )  # fmt: skip
        tokens.make(connection, kept, hashed(text))
    return text


def holder(house: House, text: str) -> Holder | None:
    """Whose key this is, if it lasts and its person is still known; its use is noted."""
    now = house.clock.now()
    with house.database.reading() as connection:
        kept = tokens.with_hash(connection, hashed(text))
        account = access.account(connection, kept.party, day=office_day(now).isoformat()) if kept else None
    if kept is None or account is None or now >= moment(kept.expires_at):
        return None
    if not kept.used_at or now - moment(kept.used_at) > _NOTED_EVERY:
        # Reading goes on while somebody writes for long; the next request notes the use.
        with suppress(TryAgain), house.database.transaction() as connection:
            tokens.touch(connection, kept.id, instant(now))
    return Holder(account, kept.scopes)


def lasting(house: House, account: Account) -> list[tuple[tokens.Token, bool]]:
    """A person's keys, the newest first, each with whether it has expired."""
    with house.database.reading() as connection:
        found = tokens.of(connection, account.party)
    return [(token, moment(token.expires_at) <= house.clock.now()) for token in found]


def end(house: House, account: Account, id_: str) -> None:
    """End a key at once; raises NotFound if it is not theirs."""
    with house.database.transaction() as connection:
        if not tokens.end(connection, account.party, id_, house.now()):
            raise NotFound
