"""Sessions kept on the server: the cookie holds a random token, the store its hash (ASVS 5.0 V7).

A session ends 60 minutes after its last use (30 for staff), 12 hours after it began, or when somebody signs out.
"""

import secrets
from contextlib import suppress
from datetime import timedelta

from domain.duties.staff import staff_roles
from domain.office_time import instant, moment, office_day
from portal.web.cookies import SESSION
from store import access
from store.access import Account, Session
from store.errors import TryAgain
from workflows.house import House
from workflows.inbox import newest
from workflows.sign_in import hashed

#: The cookie's name over plain http (`portal.web.cookies`).
COOKIE = SESSION
IDLE, IDLE_STAFF, LONGEST = timedelta(minutes=60), timedelta(minutes=30), timedelta(hours=12)
#: A use is noted at most so often, so that reading does not write.
_NOTED_EVERY = timedelta(minutes=1)


def open_session(house: House, party: str) -> str:
    """Begin a session for a person; returns the token for the cookie."""
    token = secrets.token_urlsafe(32)
    with house.database.transaction() as connection:
        access.open_session(connection, token_hash=hashed(token), party=party, csrf=secrets.token_urlsafe(32), at=house.now())
    return token


def session_of(house: House, token: str) -> Session | None:
    """The session of a cookie's token, if it still lasts; its use is noted."""
    if not token:
        return None
    now = house.clock.now()
    with house.database.reading() as connection:
        found = access.session(connection, hashed(token), day=office_day(now).isoformat())
    if found is None or now - moment(found.opened_at) > LONGEST:
        return None
    unused = now - moment(found.seen_at)
    if unused > (IDLE_STAFF if is_staff(house, found.account) else IDLE):
        return None
    if unused > _NOTED_EVERY:
        # Reading goes on while somebody writes for long; the next request notes the use.
        with suppress(TryAgain), house.database.transaction() as connection:
            access.touch_session(connection, hashed(token), instant(now))
    return found


def last_party(house: House, token: str) -> str:
    """Whose session a cookie's token opens or opened, also when it is over; "" if it never opened one."""
    with house.database.reading() as connection:
        return access.party_of_session(connection, hashed(token)) if token else ""


def end_session(house: House, token: str) -> None:
    """End the session of a cookie's token."""
    with house.database.transaction() as connection:
        access.end_session(connection, hashed(token), house.now())


def is_staff(house: House, account: Account) -> bool:
    """Tell whether the person works for the office or a body in any programme."""
    return any(roles & staff_roles(newest(house, programme)[0]) for programme, roles in account.roles.items())


def is_administrator(house: House, account: Account) -> bool:
    """Tell whether the person administers any programme."""
    return any(roles.intersection(newest(house, key)[0].administrators) for key, roles in account.roles.items())
