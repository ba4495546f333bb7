"""Changing people: what has to stay true, checked and written in one transaction that nobody else of the authority is in.

Whoever changes a person in the portal administers programmes and can give roles in those only; what touches roles of other
programmes (an address is a way into all of somebody's roles) is refused. Every change is noted, and ends the sessions of
whoever it lets in or shuts out.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from domain.errors import people as no
from domain.office_time import moment, office_day
from store import access, feeds, members, people, roster
from store.access_changes import ADDED, CHANGED, ERASED, JOINED, LEFT, ROLES
from store.folding import folded
from store.roster import Person, Said
from workflows.house import House
from workflows.roster_change import By, Change, changing, the_one, works_for_the_office

#: As many people act for an organisation when its own people invite them.
MOST_MEMBERS = 20
#: The longest handle (`domain.programme.Key`), and words that stand for pages.
_LONGEST, _PAGES = 40, frozenset({"neu", "aenderungen", "changes"})


def add(house: House, by: By, handle: str, said: Said, *, organisation: bool) -> str:
    """Add a person or organisation; give the handle, which is made from the name where none was typed."""
    with changing(house, by) as change:
        return _add(change, handle, said, organisation=organisation).handle


def edit(house: House, by: By, handle: str, said: Said, seen: str) -> None:
    """Change what is said of a person; `seen` is the mark of the entry as the form showed it."""
    with changing(house, by) as change:
        who = the_one(change, handle, seen)
        fields = [name for name in ("name", "email", "language") if getattr(who, name) != getattr(said, name)]
        if not fields:
            return
        if "email" in fields:
            sides = people.organisations_of(change.connection, who.id)
            change.only_in_ours(who.id, *sides)
        roster.change(change.connection, who, said)
        language = {"language": [who.language, said.language]} if "language" in fields else {}
        change.note(who.id, CHANGED, fields=fields, **language)
        if "email" in fields:
            access.end_sessions_of(change.connection, who.id, change.at)


def give_roles(house: House, by: By, handle: str, wanted: Mapping[str, frozenset[str]], seen: str) -> None:
    """Give a person just the `wanted` roles in each of these programmes."""
    with changing(house, by) as change:
        who = the_one(change, handle, seen)
        held = roster.roles_of(change.connection, {who.id})
        for programme, roles in wanted.items():
            if programme not in change.administered:
                raise no.WorksElsewhere(programme=change.known[programme].title)
            now = held.get(programme, frozenset())
            # A role the programme no longer knows cannot be ticked; it is left as it is.
            then = roles | (now - set(change.known[programme].roles))
            if then != now:
                roster.set_roles(change.connection, who.id, programme, then)
                change.note(who.id, ROLES, programme=programme, before=sorted(now), now=sorted(then))
                change.end_sessions(who)


def join(house: House, by: By, handle: str, word: str) -> None:
    """Let whoever has this handle or address act for the organisation."""
    with changing(house, by) as change:
        organisation = the_one(change, handle)
        found = roster.by_word(change.connection, by.authority, word)
        if not found:
            raise no.NobodyLikeThat(word=word)
        if len(found) > 1:
            raise no.SeveralLikeThat(word=word, handles=", ".join(each.handle for each in found))
        person = found[0]
        if person.organisation:
            raise no.OnlyPeopleAct(handle=person.handle)
        change.only_in_ours(organisation.id)
        _join(change, person, organisation)


def leave(house: House, by: By, handle: str, person: str) -> None:
    """Let a person act for the organisation no longer; nothing happens if they do not."""
    with changing(house, by) as change:
        organisation = the_one(change, handle)
        change.only_in_ours(organisation.id)
        _leave(change, the_one(change, person), organisation)


def erase(house: House, by: By, handle: str, typed: str) -> None:
    """Forget a person or organisation for good, at once; people ask for it by `workflows.erasing`, which takes two."""
    with changing(house, by) as change:
        forget(change, erasable(change, handle, typed))


def erasable(change: Change, handle: str, typed: str) -> Person:
    """Whoever is to be erased; `typed` has to be their handle, typed once more."""
    who = the_one(change, handle)
    if who.id == change.by.person:
        raise no.NotYourself
    if typed != handle:
        raise no.NotTheHandle(handle=handle)
    change.only_in_ours(who.id, *people.organisations_of(change.connection, who.id))
    return who


def forget(change: Change, who: Person) -> None:
    """Erase them, end their sessions, and note it."""
    change.end_sessions(who)
    roster.erase(change.connection, who.id)
    feeds.end_all(change.connection, who.id, change.at)
    members.leave(change.connection, who.id, office_day(moment(change.at)).isoformat())
    change.note(who.id, ERASED)


def invite(house: House, by: By, organisation: str, said: Said) -> None:
    """Add a person who acts for one's own organisation (by its id) and has no roles of their own."""
    with _of_a_member(house, by, organisation) as (change, ours):
        if not said.email:
            raise no.AddressNeeded
        there = roster.members(change.connection, ours.id)
        if any(each.email.lower() == said.email.lower() for each in there):
            raise no.ActsAlready
        if len(there) >= MOST_MEMBERS:
            raise no.FullOrganisation(most=MOST_MEMBERS)
        _join(change, _add(change, "", said, organisation=False), ours)


def dismiss(house: House, by: By, organisation: str, person: str) -> None:
    """Let a person act for one's own organisation no longer; oneself included."""
    with _of_a_member(house, by, organisation, leaving=person == by.person) as (change, ours):
        found = next((each for each in roster.members(change.connection, ours.id) if each.id == person), None)
        if found is not None:
            _leave(change, found, ours)


@contextmanager
def _of_a_member(house: House, by: By, organisation: str, *, leaving: bool = False) -> Iterator[tuple[Change, Person]]:
    """Begin a change that one of an organisation's own people makes; an organisation of the office's side is not theirs."""
    with changing(house, by, as_member=True) as change:
        ours = next((o for o in roster.organisations(change.connection, by.person) if o.id == organisation), None)
        if ours is None:
            raise no.MayNoLonger
        if not leaving and works_for_the_office(change.connection, ours.id, change.known):
            raise no.OfficeAddsThem
        yield change, ours


def _add(change: Change, handle: str, said: Said, *, organisation: bool) -> Person:
    if handle and not _free(change, handle):
        raise no.HandleTaken(handle=handle)
    handle = handle or _proposed(change, said.name)
    id_ = roster.add(change.connection, change.by.authority, handle, said, organisation=organisation)
    change.note(id_, ADDED, organisation=organisation)
    return Person(id_, handle, said.name, said.email, said.language, organisation, "portal")


def _proposed(change: Change, name: str) -> str:
    """A free handle made from a name: "Stadt Leipzig" becomes "stadt-leipzig", the next one of that name "stadt-leipzig-2"."""
    words = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")
    stem = words if words[:1].isalpha() else f"p-{words}".rstrip("-")
    tried = 1
    while True:
        end = f"-{tried}" if tried > 1 else ""
        handle = stem[: _LONGEST - len(end)].rstrip("-") + end
        if _free(change, handle):
            return handle
        tried += 1


def _free(change: Change, handle: str) -> bool:
    mine = handle not in _PAGES and not handle.startswith(people.ERASED)
    return mine and roster.is_free(change.connection, change.by.authority, handle)


def _join(change: Change, person: Person, organisation: Person) -> None:
    if organisation.id in people.organisations_of(change.connection, person.id):
        raise no.ActsAlready
    roster.join(change.connection, person.id, organisation.id)
    change.note(person.id, JOINED, organisation=organisation.id)
    access.end_sessions_of(change.connection, person.id, change.at)


def _leave(change: Change, person: Person, organisation: Person) -> None:
    if roster.leave(change.connection, person.id, organisation.id):
        change.note(person.id, LEFT, organisation=organisation.id)
        access.end_sessions_of(change.connection, person.id, change.at)
