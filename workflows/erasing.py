"""Erasing somebody takes two people: one asks, a second one confirms within 14 days, or the request is over.

The command line counts as one person of its own, so that a small office with one administrator can still erase: they ask in
the portal, and whoever operates the installation confirms. Requests are rows of `access_change` and need no table.
"""

from dataclasses import dataclass
from datetime import timedelta

from domain.dates import When
from domain.errors.people import ErasesAlone, LastAdministrator, NothingAsked
from domain.office_time import instant, moment, office_day
from store import access_changes
from store.access_changes import ERASE_ASKED, ERASE_REFUSED
from store.database import Connection
from workflows import roster
from workflows.house import House
from workflows.roster_change import By, changing, the_one

#: How long a request waits for a second person.
LASTS = timedelta(days=14)
#: Where a later change of the same party may stand; requests lie among the latest few.
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Request:
    """Who asked to erase a party (empty: at the command line), and when."""

    actor: str
    asked_at: str


def pending(house: House, connection: Connection, authority: str, party: str) -> Request | None:
    """The request that waits for a second person, or None."""
    since = instant(house.clock.now() - LASTS)
    for change in access_changes.changes(connection, authority, party=party, limit=_LOOKED_AT):
        if change.changed_at < since or change.what == ERASE_REFUSED:
            return None
        if change.what == ERASE_ASKED:
            return Request(change.actor, change.changed_at)
    return None


def erase(house: House, by: By, handle: str, typed: str) -> bool:
    """Ask to erase somebody, or confirm what another one asked; tells whether they are gone. `typed` is the handle again."""
    with changing(house, by) as change:
        who = roster.erasable(change, handle, typed)
        request = pending(house, change.connection, by.authority, who.id)
        if request is None:
            for key, programme in change.known.items():
                if change.before[key] == {who.id}:
                    raise LastAdministrator(programme=programme.title)
            change.note(who.id, ERASE_ASKED)
            return False
        if request.actor == by.person:
            raise ErasesAlone(person=who.handle, until=last_day(request))
        roster.forget(change, who)
    return True


def keep(house: House, by: By, handle: str) -> None:
    """Take the request back, or refuse it: nobody is erased."""
    with changing(house, by) as change:
        who = the_one(change, handle)
        change.only_in_ours(who.id)
        if pending(house, change.connection, by.authority, who.id) is None:
            raise NothingAsked(person=who.handle)
        change.note(who.id, ERASE_REFUSED)


def last_day(request: Request) -> When:
    """The last day on which a request can be confirmed."""
    return When.of(office_day(moment(request.asked_at) + LASTS))
