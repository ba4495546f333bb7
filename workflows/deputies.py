"""Naming deputies and ending them: who may, what has to hold, noted with every change of people's access.

Staff name a deputy for themselves; whoever administers the programmes concerned names one for anybody. Rights are read anew
with every request and end with the last day, so no session has to be ended.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.deadlines.periods import last_day
from domain.errors import NoSuchProgramme
from domain.errors import deputies as no
from domain.errors.people import WorksElsewhere
from domain.office_time import office_day
from domain.programme.timed import Period
from store import deputies, roster
from store.access_changes import DEPUTY_ENDED, DEPUTY_NAMED
from store.database import Connection
from store.deputies import Deputy
from store.roster import Person
from workflows.house import House
from workflows.roster_change import By, Change, changing, the_one

#: Nobody stands in longer; after that the roles themselves should change.
_LONGEST = Period(months=12)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to stand in for whom (handles), in one programme or (empty) in all, from a day to a day, both included."""

    absent: str
    deputy: str
    since: date
    until: date
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A deputy with both people as they are known, and the absences of the deputy that fall on the same days."""

    one: Deputy
    absent: Person
    deputy: Person
    clashes: tuple[Deputy, ...]


def name(house: House, by: By, wanted: Wanted) -> Deputy:
    """Let somebody stand in; raises a Refusal. That the deputy is away as well is told by `listed`, and stops nobody."""
    today = office_day(house.clock.now())
    if wanted.until < max(wanted.since, today):
        raise no.DeputyEndsBefore
    if wanted.until >= last_day(wanted.since, _LONGEST):
        raise no.DeputyTooLong
    with changing(house, by, as_member=True) as change:
        absent, deputy = the_one(change, wanted.absent), the_one(change, wanted.deputy)
        _check(change, absent, deputy, wanted.programme)
        made = Deputy(
            uuid.uuid4().hex, by.authority, absent.id, deputy.id, wanted.programme, wanted.since.isoformat(),
            wanted.until.isoformat(), change.at,
        )  # fmt: skip
        same = (absent.id, deputy.id, made.programme)
        there = deputies.listed(change.connection, by.authority, day=today.isoformat(), person=absent.id)
        if any((each.absent, each.deputy, each.programme) == same and each.meets(made) for each in there):
            raise no.DeputyTwice(deputy=deputy.handle, absent=absent.handle)
        deputies.add(change.connection, made)
        told = {"deputy": deputy.id, "programme": made.programme, "since": made.since, "until": made.until}
        change.note(absent.id, DEPUTY_NAMED, **told)
    return made


def _check(change: Change, absent: Person, deputy: Person, programme: str) -> None:
    if absent.id == deputy.id:
        raise no.DeputyNeeded
    if programme and programme not in change.known:
        raise NoSuchProgramme(programme=programme, known=", ".join(change.known))
    held = {} if absent.organisation else deputies.of_the_office(change.connection, absent.id)
    concerned = {key for key in held if programme in {"", key}}
    if not concerned:
        raise no.NothingToStandInFor(person=absent.handle)
    _allowed(change, absent.id, concerned)
    if deputy.organisation or not deputy.email or not deputies.of_the_office(change.connection, deputy.id):
        raise no.DeputyNotOfTheOffice(person=deputy.handle)


def _allowed(change: Change, absent: str, concerned: set[str]) -> None:
    """Oneself, or whoever administers all the programmes in which somebody would act."""
    if change.by.person in {"", absent}:
        return
    if not change.administered:
        raise no.NotYourDeputy
    for programme in sorted(concerned - change.administered):
        raise WorksElsewhere(programme=change.known[programme].title)


def end(house: House, by: By, id_: str) -> None:
    """Let somebody stand in no longer, from this moment; the absent person, the deputy or an administrator says so."""
    today = office_day(house.clock.now())
    with changing(house, by, as_member=True) as change:
        there = deputies.one(change.connection, by.authority, id_)
        if there is None or there.until < max(there.since, today.isoformat()):
            raise no.NoSuchDeputy
        if change.by.person != there.deputy:
            held = deputies.of_the_office(change.connection, there.absent)
            _allowed(change, there.absent, {key for key in held if there.programme in {"", key}})
        last = (today - timedelta(days=1)).isoformat()
        deputies.end(change.connection, id_, last)
        change.note(there.absent, DEPUTY_ENDED, deputy=there.deputy, programme=there.programme, until=last)


def listed(connection: Connection, authority: str, day: date, *, person: str = "") -> list[Listed]:
    """Who stands in on the day or later, all or those of one person, with what falls on the same days."""
    everybody = deputies.listed(connection, authority, day=day.isoformat())
    clashes = deputies.collisions(everybody)
    shown = [each for each in everybody if person in {"", each.absent, each.deputy}]
    known: Mapping[str, Person] = roster.with_ids(connection, {id_ for each in shown for id_ in (each.absent, each.deputy)})
    return [Listed(o, known[o.absent], known[o.deputy], tuple(clashes.get(o.id, ()))) for o in shown]
