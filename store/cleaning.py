"""Rows of people's access that nothing needs any more. Events, readings and changes of access are not among them."""

from sqlalchemy import Connection, and_, delete, or_

from store.tables.access import SessionRow, SignInRow, TokenRow
from store.tables.deadlines import FeedRow

SESSION = SessionRow.__table__  # type: ignore[attr-defined]
SIGN_IN = SignInRow.__table__  # type: ignore[attr-defined]
TOKEN = TokenRow.__table__  # type: ignore[attr-defined]
FEED = FeedRow.__table__  # type: ignore[attr-defined]


def forget_sessions(connection: Connection, before: str) -> int:
    """Delete sessions last used before an instant; gives how many."""
    return connection.execute(delete(SESSION).where(SESSION.c.seen_at < before)).rowcount


def forget_sign_ins(connection: Connection, before: str, used_before: str) -> int:
    """Delete links asked for before an instant; those that were used tell whose browser it is, and go before another one."""
    old = and_(SIGN_IN.c.used_at == "", SIGN_IN.c.asked_at < before)
    return connection.execute(delete(SIGN_IN).where(or_(old, SIGN_IN.c.asked_at < used_before))).rowcount


def forget_tokens(connection: Connection, before: str) -> int:
    """Delete access keys that were ended, or ran out, before an instant; gives how many."""
    ended = and_(TOKEN.c.ended_at != "", TOKEN.c.ended_at < before)
    return connection.execute(delete(TOKEN).where(or_(ended, TOKEN.c.expires_at < before))).rowcount


def forget_feeds(connection: Connection, before: str) -> int:
    """Delete calendars that were ended before an instant; gives how many."""
    return connection.execute(delete(FEED).where(FEED.c.ended_at != "", FEED.c.ended_at < before)).rowcount
