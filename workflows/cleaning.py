"""Cleaning: rows of people's access that nothing needs any more go, and so do documents that belong to nothing.

Runs in the engine, at start and every hour, without Prefect; safe at any time and from several processes at once. Events,
readings and changes of access are never touched. How long things stay is said in docs/operating.md.
"""

from collections import Counter
from datetime import timedelta

import structlog

from domain.office_time import instant
from store import case_views, cleaning, drafts, parked
from workflows.documents import forget_orphans
from workflows.house import House

log = structlog.get_logger()

#: How long things stay after they were last of use.
SESSIONS = timedelta(days=30)
SIGN_INS = timedelta(hours=24)
#: A browser somebody has signed in with is known for so long (docs/adr/0015).
KNOWN = timedelta(days=90)
PARKED = timedelta(hours=24)
DRAFTS = timedelta(days=365)
TOKENS = timedelta(days=400)
#: Who opened their case counts for a day; a month leaves room to see why a reminder was not sent.
VIEWS = timedelta(days=30)


def clean(house: House) -> Counter[str]:
    """Delete what is no longer needed; tells how many of each kind."""
    now = house.clock.now()
    gone: Counter[str] = Counter()
    with house.database.transaction() as connection:
        gone["sessions"] = cleaning.forget_sessions(connection, instant(now - SESSIONS))
        gone["sign_ins"] = cleaning.forget_sign_ins(connection, instant(now - SIGN_INS), instant(now - KNOWN))
        gone["tokens"] = cleaning.forget_tokens(connection, instant(now - TOKENS))
        gone["calendars"] = cleaning.forget_feeds(connection, instant(now - TOKENS))
        gone["parked"] = parked.forget(connection, instant(now - PARKED))
        gone["views"] = case_views.forget(connection, instant(now - VIEWS))
        gone["drafts"] = drafts.forget(connection, before=instant(now - DRAFTS))
    # After the drafts: their documents belong to nothing now.
    gone["files"] = forget_orphans(house)
    if any(gone.values()):
        log.info("cleaning.done", **gone)
    return gone
