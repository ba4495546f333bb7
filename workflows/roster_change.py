"""One change of an authority's people: alone in its transaction, noted, and undone if nobody would administer a programme."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from domain.duties.staff import staff_roles
from domain.errors import people as no
from domain.programme import Programme
from store import access, access_changes, people, programmes, roster
from store.database import Connection
from store.roster import Person
from workflows.house import House


@dataclass(frozen=True, slots=True)
class By:
    """Who changes something in an authority; without a person it is the command line, which may do everything."""

    authority: str
    person: str = ""


@dataclass
class Change:
    """A change under way: its connection, its instant, and who administers what before it."""

    connection: Connection
    by: By
    at: str
    known: Mapping[str, Programme]
    before: Mapping[str, frozenset[str]]
    administered: frozenset[str]

    def note(self, party: str, what: str, **detail: object) -> None:
        """Note what was done to a party."""
        access_changes.note(self.connection, party=party, actor=self.by.person, at=self.at, what=what, **detail)

    def end_sessions(self, who: Person) -> None:
        """End the sessions of a person, or of everybody who acts for an organisation."""
        for each in (who, *roster.members(self.connection, who.id)) if who.organisation else (who,):
            access.end_sessions_of(self.connection, each.id, self.at)

    def only_in_ours(self, *parties: str) -> None:
        """Refuse to touch parties with roles or applications in a programme the person does not administer."""
        around = roster.roles_of(self.connection, parties).keys() | roster.programmes_of(self.connection, parties)
        for programme in sorted(around):
            if programme in self.known and programme not in self.administered:
                raise no.WorksElsewhere(programme=self.known[programme].title)


@contextmanager
def changing(house: House, by: By, *, as_member: bool = False) -> Iterator[Change]:
    """Begin a change in an authority, and check at its end that every programme still has an administrator."""
    with house.database.transaction() as connection:
        people.lock(connection, by.authority)
        known = known_programmes(connection)
        before = administrators(connection, by.authority, known)
        # Read again here: what the person could do when the request began may be over.
        ours = frozenset(key for key, who in before.items() if not by.person or by.person in who)
        if not ours and by.person and not as_member:
            raise no.MayNoLonger
        yield Change(connection, by, house.now(), known, before, ours if by.person else frozenset(known))
        after = administrators(connection, by.authority, known)
        for key, programme in known.items():
            if by.person in before[key] and by.person not in after[key]:
                raise no.NotYourOwnRole(programme=programme.title)
            if before[key] and not after[key]:
                raise no.LastAdministrator(programme=programme.title)


def known_programmes(connection: Connection) -> dict[str, Programme]:
    """The newest version of every programme, by its key."""
    hashes = programmes.newest(connection)
    return {key: programmes.programme_by_hash(connection, hashes[key]) for key in sorted(hashes)}


def works_for_the_office(connection: Connection, organisation: str, known: Mapping[str, Programme]) -> bool:
    """Tell whether an organisation holds a role that works on the applications of others in any programme."""
    held = roster.roles_of(connection, {organisation})
    return any(roles & staff_roles(known[key]) for key, roles in held.items() if key in known)


def administrators(connection: Connection, authority: str, known: Mapping[str, Programme]) -> dict[str, frozenset[str]]:
    """Who administers each programme in an authority and can sign in."""
    return {key: roster.holders(connection, authority, key, p.administrators) for key, p in known.items()}


def the_one(change: Change, handle: str, seen: str | None = None) -> Person:
    """The party with this handle; refused if there is none, or if it is not as the form showed it (`seen` is its mark)."""
    who = roster.one(change.connection, change.by.authority, handle)
    if who is None or not who.name:
        raise no.NoSuchParty(person=handle, authority=change.by.authority)
    if seen is not None and roster.mark_of(change.connection, who) != seen:
        raise no.ChangedByAnother
    return who
