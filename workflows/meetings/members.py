"""Members of bodies, as the body's secretary keeps them: somebody begins to sit on one, or ends."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from domain.commands import Actor
from domain.errors import NoSuchAuthority, NoSuchPerson
from domain.errors.agendas import MemberThere, NotAMember, TwoChairs, UntilBeforeSince
from domain.meetings.agenda import acting_for, body_of
from domain.office_time import office_day
from domain.programme.bodies import Body
from store import members, people
from store.access_changes import SEATED, UNSEATED, note
from store.database import Connection
from store.members import Member
from workflows.house import House
from workflows.inbox import newest


@dataclass(frozen=True, slots=True)
class Place:
    """A body of a programme at an authority."""

    authority: str
    programme: str
    body: str


def add_member(
    house: House, place: Place, handle: str, actor: Actor, *, since: date, until: date | None = None, chair: bool = False
) -> Member:
    """Note that somebody sits on a body from `since` to `until`, both included; refused where they or a chair do already."""
    if until is not None and until < since:
        raise UntilBeforeSince
    found = _kept_by(house, place, actor)
    with house.database.transaction() as connection:
        party = _party(connection, place.authority, handle)
        there = members.members(connection, **asdict(place), day="")
        added = Member(party, "", chair, since.isoformat(), until.isoformat() if until else "")
        beside = [one for one in there if _at_once(one, added)]
        if any(one.party == party for one in beside):
            raise MemberThere(person=handle, body=found.title)
        if chair and any(one.chair for one in beside):
            raise TwoChairs(body=found.title)
        members.add(connection, programme=place.programme, body=place.body, member=added)
        seat = {"programme": place.programme, "body": place.body, "day": added.since}
        note(connection, party=party, actor=actor.person, at=house.now(), what=SEATED, **seat)
    return added


def end_member(house: House, place: Place, handle: str, actor: Actor, *, until: date | None = None) -> Member:
    """Note the last day on which somebody sits on a body; left out, that is today. Refused where they do not sit on it then."""
    found = _kept_by(house, place, actor)
    day = (until or office_day(house.clock.now())).isoformat()
    with house.database.transaction() as connection:
        party = _party(connection, place.authority, handle)
        there = members.members(connection, **asdict(place), day=day)
        held = next((one for one in there if one.party == party), None)
        if held is None:
            raise NotAMember(person=handle, body=found.title, day=date.fromisoformat(day))
        members.end(connection, programme=place.programme, body=place.body, party=party, since=held.since, until=day)
        seat = {"programme": place.programme, "body": place.body, "day": day}
        note(connection, party=party, actor=actor.person, at=house.now(), what=UNSEATED, **seat)
    return replace(held, until=day)


def _kept_by(house: House, place: Place, actor: Actor) -> Body:
    version, _hash = newest(house, place.programme)
    found = body_of(version, place.body)
    acting_for(version, found, actor)
    return found


def _party(connection: Connection, authority: str, handle: str) -> str:
    """The id of the person, while nobody else changes the people of the authority."""
    people.lock(connection, authority)
    if authority not in people.seats(connection):
        raise NoSuchAuthority(authority=authority, known=", ".join(sorted(people.seats(connection))))
    known = people.handles(connection, authority)
    if handle not in known:
        raise NoSuchPerson(person=handle, known=", ".join(known))
    return people.party_id(authority, handle)


def _at_once(one: Member, other: Member) -> bool:
    """Tell whether there is a day on which both sit."""
    return (not other.until or one.since <= other.until) and (not one.until or other.since <= one.until)
