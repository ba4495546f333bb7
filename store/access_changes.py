"""What was done to people's access: who changed whose entry, roles or memberships, and when; rows are only ever added.

A row can never be taken out again, so it holds no name and no address: `detail` says which of them changed, roles by their
keys, and other people by their ids. Erasing somebody leaves nothing of them here.
"""

import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, tuple_

from store.tables import PartyRow
from store.tables.access import AccessChangeRow

CHANGE = AccessChangeRow.__table__  # type: ignore[attr-defined]
PARTY = PartyRow.__table__  # type: ignore[attr-defined]

#: What can have been done.
ADDED, CHANGED, ROLES, JOINED, LEFT, ERASED = "added", "changed", "roles", "joined", "left", "erased"
#: A way in that outlasts sessions and a new address.
CONNECTED, DISCONNECTED = "connected", "disconnected"
#: They sit on a body of a programme since a day, or until one.
SEATED, UNSEATED = "seated", "unseated"
#: Somebody stands in for the party (`deputy`, `programme`, `since`, `until`), or does so no longer.
DEPUTY_NAMED, DEPUTY_ENDED = "deputy_named", "deputy_ended"
#: Somebody asks for the party to be erased; a second person has to confirm it, or takes the request back.
ERASE_ASKED, ERASE_REFUSED = "erase_asked", "erase_refused"


@dataclass(frozen=True, slots=True)
class AccessChange:
    """One change: `actor` is empty where it was made at the command line; `detail` depends on `what`."""

    id: str
    party: str
    actor: str
    changed_at: str
    what: str
    detail: Mapping[str, object]


def note(connection: Connection, *, party: str, actor: str, at: str, what: str, **detail: object) -> None:
    """Note a change in the transaction that makes it."""
    authority = select(PARTY.c.authority).where(PARTY.c.id == party).scalar_subquery()
    said = json.dumps(detail, sort_keys=True, ensure_ascii=False)
    # Several changes of one transaction have one instant; ids that grow keep them in their order.
    id_ = f"{time.time_ns():016x}{uuid.uuid4().hex[:16]}"
    row = {"id": id_, "party": party, "actor": actor, "changed_at": at, "what": what, "detail": said}
    connection.execute(insert(CHANGE).values(**row, authority=authority))


def changes(connection: Connection, authority: str, *, party: str = "", after: str = "", limit: int = 50) -> list[AccessChange]:
    """The changes of an authority (or of one party), newest first: the first `limit`, or the first behind the row `after`."""
    wanted = select(CHANGE).where(CHANGE.c.authority == authority)
    if party:
        wanted = wanted.where(CHANGE.c.party == party)
    if after.isalnum():
        last = select(CHANGE.c.changed_at, CHANGE.c.id).where(CHANGE.c.id == after, CHANGE.c.authority == authority)
        row = connection.execute(last).one_or_none()
        if row is not None:
            wanted = wanted.where(tuple_(CHANGE.c.changed_at, CHANGE.c.id) < tuple_(*row))
    found = connection.execute(wanted.order_by(CHANGE.c.changed_at.desc(), CHANGE.c.id.desc()).limit(limit)).mappings()
    return [
        AccessChange(r["id"], r["party"], r["actor"], r["changed_at"], r["what"], json.loads(r["detail"] or "{}"))
        for r in found
    ]
