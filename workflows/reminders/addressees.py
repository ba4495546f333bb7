"""Whom a rung tells on a day: the applicant's side, whoever holds a role of the office, the officer, their deputy, the head."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.deadlines import ladder
from domain.dossier import Dossier
from domain.duties.staff import applicants_roles, staff_roles
from domain.programme import Programme
from domain.programme.timed import USUAL, Ladder
from domain.vocabulary import Told
from store import deputies
from store.database import Connection
from store.ladders import Awake
from store.people import Known, parties
from store.staff import roles_held, staff_of
from workflows.reminders.letters import Kind


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is told, in which kind of mail; nobody, and then why."""

    kind: Kind
    people: tuple[Known, ...] = ()
    reason: str = ""


class Book:
    """The addressees of one day, each question of the store asked once."""

    def __init__(self, connection: Connection, day: date) -> None:
        """Take the day for which deputies count."""
        self._connection = connection
        self._day = day.isoformat()
        self._known: dict[str, Known | None] = {}
        self._holders: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...]] = {}
        self._deputies: dict[str, Sequence[deputies.Deputy]] = {}
        self._roles: dict[tuple[str, str], frozenset[str]] = {}

    def learn(self, ids: set[str]) -> None:
        """Look up many parties at once."""
        new = ids - self._known.keys()
        self._known |= dict.fromkeys(new)
        self._known |= parties(self._connection, new)

    def told(self, tells: Told, row: Awake, dossier: Dossier) -> Audience:
        """Who is told about a deadline of that dossier by a rung with that audience."""
        programme = dossier.programme
        match tells:
            case Told.OWNER if self._outside(row.role, dossier):
                found = self._reached([self._owner(row.role, dossier)])
                return Audience("reminder", found.people, found.reason)
            case Told.OWNER:
                holders = self._holding(row, (row.role,))
                return self._reached([row.officer] if row.officer in holders else holders)
            case Told.OFFICER:
                return self._reached([row.officer] if row.officer else self._holding(row, programme.administrators))
            case Told.DEPUTY:
                return self._deputy(row)
            case Told.HEAD:
                return self._reached(self._holding(row, programme.heads or programme.administrators))

    def name(self, id_: str) -> str:
        """What the party is called, "" where nobody knows it any more."""
        self.learn({id_})
        known = self._known[id_]
        return known.name if known else ""

    def owes(self, role: str, dossier: Dossier, language: str) -> str:
        """Who owes the step: by name where it is the applicant's side, by their role where it is the office's."""
        programme = dossier.programme
        if self._outside(role, dossier) and (owner := self._owner(role, dossier)):
            return self.name(owner)
        return programme.roles[role].into("en" if language == "en" else "de") if role in programme.roles else role

    def _outside(self, role: str, dossier: Dossier) -> bool:
        """Tell whether the applicant's side owes the step; a role of the office too is theirs where one of them holds it."""
        programme = dossier.programme
        return applies(programme, role) and (role not in staff_roles(programme) or bool(self._owner(role, dossier)))

    def _owner(self, role: str, dossier: Dossier) -> str:
        """The party of the applicant's side that owes the step, "" where nobody is known.

        A contact who is neither applicant nor sponsor was named to speak for both. Otherwise it is the one that holds the role:
        the city that owes a proof of use beside the sponsor it passes the grant on to. Where that one cannot be written to, or
        neither or both hold it, it is whom every letter about the case goes to.
        """
        usual = owner_of(dossier)
        own = [id_ for id_ in dict.fromkeys((usual, dossier.sponsor, dossier.applicant)) if id_]
        inside = role in staff_roles(dossier.programme)
        if not inside and (len(own) == 1 or usual not in {dossier.sponsor, dossier.applicant}):
            return usual
        holding = [id_ for id_ in own if role in self._held(id_, dossier.opened.programme)]
        if inside:
            return next(iter(holding), "")
        self.learn(set(holding))
        return next((id_ for id_ in holding if id_ == usual or ((one := self._known[id_]) and one.email)), usual)

    def _held(self, id_: str, programme: str) -> frozenset[str]:
        if (id_, programme) not in self._roles:
            self._roles[id_, programme] = roles_held(self._connection, id_, programme)
        return self._roles[id_, programme]

    def _deputy(self, row: Awake) -> Audience:
        if row.authority not in self._deputies:
            self._deputies[row.authority] = deputies.listed(self._connection, row.authority, day=self._day)
        standing_in = [
            each.deputy
            for each in self._deputies[row.authority]
            if each.absent == row.officer and each.since <= self._day and each.programme in {"", row.programme}
        ]
        return self._reached(sorted(set(standing_in))) if standing_in else Audience("digest", (), ladder.NO_DEPUTY)

    def _holding(self, row: Awake, roles: Sequence[str]) -> tuple[str, ...]:
        key = (row.authority, row.programme, tuple(sorted(roles)))
        if key not in self._holders:
            found = staff_of(self._connection, authority=row.authority, programme=row.programme, roles=key[2])
            self._holders[key] = tuple(one.id for one in found)
        return self._holders[key]

    def _reached(self, ids: Sequence[str]) -> Audience:
        """Those of them who can be written to."""
        named = [id_ for id_ in ids if id_]
        self.learn(set(named))
        known = [one for id_ in named if (one := self._known[id_]) is not None and one.name]
        people = tuple(sorted((one for one in known if one.email), key=lambda one: one.id))
        return Audience("digest", people, "" if people else ladder.NO_ADDRESS if known else ladder.NOBODY)


def owner_of(dossier: Dossier) -> str:
    """Whom letters about the case go to, "" where nobody is known (as `notifications.catalogue.owed`)."""
    return dossier.opened.contact or dossier.sponsor or dossier.applicant


def applies(programme: Programme, role: str) -> bool:
    """Tell whether a role is one of the applicant's side."""
    return role in applicants_roles(programme)


def ladder_of(programme: Programme, key: str) -> Ladder:
    """The ladder of that key; a version the dossier was moved to may not have it any more, then it is the usual one."""
    return programme.ladders_by_key.get(key, USUAL)


def tells_of(programme: Programme, ladder: str, rung: str) -> Told:
    """Whom a rung tells; one that another version of the programme no longer has tells whoever owes the step."""
    return next((one.tells for one in ladder_of(programme, ladder).rungs if one.key == rung), Told.OWNER)
