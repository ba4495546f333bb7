"""Noting who reads which case file: a member of staff who is no side of it, at most one row a quarter of an hour.

A reading is noted before anything of the dossier is shown, and a page that cannot note it is not shown: `TryAgain` becomes a
503 page. Otherwise a busy database would be a way to read unnoticed. Handing in a form goes on without the note: what was
typed is not lost, the form was noted when it was opened, and what is recorded names who did.

This process remembers what it has noted in the quarter that runs, so that clicking through a case file writes once.
"""

from datetime import datetime
from threading import Lock
from weakref import WeakKeyDictionary

from domain.dossier import Dossier
from domain.office_time import instant
from portal.policy import Act, may
from store import readings
from store.access import Account
from store.database import Database
from workflows.house import House

#: Minutes that count as one reading.
QUARTER = 15


class _Noted:
    """What was noted in the quarter that runs: pairs of dossier and person."""

    def __init__(self) -> None:
        self.quarter = ""
        self.pairs: set[tuple[str, str]] = set()


_noted: WeakKeyDictionary[Database, _Noted] = WeakKeyDictionary()
_lock = Lock()


def quarter_of(now: datetime) -> str:
    """The instant at which the quarter of an hour began that runs now."""
    return instant(now.replace(minute=now.minute - now.minute % QUARTER, second=0, microsecond=0))


def note_reading(house: House, account: Account, dossier: Dossier) -> None:
    """Note that staff who are no side of the case read it; raises `store.errors.TryAgain` if that cannot be written."""
    if may(account, Act.READ_OWN, dossier) or not may(account, Act.READ_CASE_FILE, dossier):
        return
    quarter, pair = quarter_of(house.clock.now()), (dossier.id, account.party)
    with _lock:
        noted = _noted.setdefault(house.database, _Noted())
        if noted.quarter == quarter and pair in noted.pairs:
            return
    with house.database.transaction() as connection:
        readings.note(connection, dossier=dossier.id, party=account.party, since=quarter)
    with _lock:
        if noted.quarter != quarter:
            noted.quarter, noted.pairs = quarter, set()
        noted.pairs.add(pair)
