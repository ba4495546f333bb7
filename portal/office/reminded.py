"""Who is reminded of what and when, for whoever administers: what lies ahead, what was sent, and a halt that asks.

Names and cases are those of one's own authority and the programmes one administers; the numbers of a halt are those of the
whole installation.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.dates import When
from domain.deadlines.ladder import DUE
from domain.office_time import office_day
from domain.vocabulary import Told
from portal.errors import NotFound
from portal.office.staff import administers, staffed
from store import halts, people, rungs
from store.access import Account
from store.halts import Halt
from wording import reminders
from wording.language import N_, _, spoken
from workflows.house import House
from workflows.reminders.concerned import concerned
from workflows.reminders.foresight import preview, sent
from workflows.reminders.halts import open_halt
from workflows.reminders.model import Planned

#: So many days ahead unless somebody names another day; beyond the farthest nothing is foreseen, beyond the last nothing told.
AHEAD, FARTHEST, BACK = 14, 92, 14
_TELLS = {
    Told.OWNER: N_("reminder"), Told.OFFICER: N_("to the officer"), Told.DEPUTY: N_("to the deputy"),
    Told.HEAD: N_("to the head"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One thing a mail is about: the case, the deadline with its day, whom the rung tells, and why it is sent."""

    dossier: str
    reference: str
    project: str
    deadline: str
    due: str
    tells: str
    why: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail about deadlines: to whom, of which kind, about what."""

    name: str
    recipient: str
    office: bool
    lines: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The mails of a day."""

    day: str
    mails: tuple[Mail, ...]


@dataclass(frozen=True, slots=True)
class Ladders:
    """How the ladders stand: the halt if there is one, how many mails would leave now, and the instant of the last climb.

    `why` says in a sentence what halted them, empty where they go on.
    """

    halt: Halt | None
    waiting: int
    last: str
    why: str = ""


def administered(house: House, account: Account) -> frozenset[str]:
    """The programmes one administers; raises NotFound for whoever administers none."""
    found = frozenset(key for key, one in staffed(house, account).items() if administers(account, one))
    if not found:
        raise NotFound
    return found


def ahead(house: House, account: Account, programmes: Collection[str], until: date) -> list[Day]:
    """Who gets what until that day if nothing happens meanwhile."""
    return _days(house, account, programmes, preview(house, until))


def told(house: House, account: Account, programmes: Collection[str]) -> list[Day]:
    """Who got what in the last days, the latest first."""
    today = office_day(house.clock.now())
    return _days(house, account, programmes, sent(house, today - timedelta(days=BACK), today))[::-1]


def standing(house: House, *, counted: bool = False) -> Ladders:
    """How the ladders stand; `counted`: while they are halted, what would leave today is counted."""
    today = office_day(house.clock.now())
    halt = open_halt(house)
    with house.database.reading() as connection:
        last = halts.last_climb(connection)
    why = reminders.halted(halt.why, halt.halted_by, halt.owed, halt.usual) if halt else ""
    return Ladders(halt, len(preview(house, today)) if halt and counted else 0, last, why)


def others_deciding(house: House, account: Account) -> list[str]:
    """The authorities that alone may let halted ladders go on, by name; none where this person may as well.

    Whoever administers at an authority whose mails wait may; where none wait, everybody who administers anything.
    """
    waiting = concerned(house)
    if not waiting or account.authority in waiting:
        return []
    with house.database.reading() as connection:
        known = people.seats(connection)
    return sorted(known[authority].title.into(spoken()) for authority in waiting)


def _days(house: House, account: Account, programmes: Collection[str], mails: Sequence[Planned]) -> list[Day]:
    cases = {rung.dossier for mail in mails for rung in mail.rungs}
    with house.database.reading() as connection:
        known = rungs.programmes_of(connection, cases)
    mine = {id_ for id_, (authority, programme) in known.items() if authority == account.authority and programme in programmes}
    by_day: dict[date, list[Mail]] = defaultdict(list)
    for mail in mails:
        if lines := tuple(_lines(mail, mine)):
            by_day[mail.day].append(Mail(mail.addressee.name, mail.recipient, mail.kind == "digest", lines))
    return [Day(day.isoformat(), tuple(by_day[day])) for day in sorted(by_day)]


def _lines(mail: Planned, cases: Collection[str]) -> Iterator[SaidLine]:
    for rung, line in zip(mail.rungs, mail.lines, strict=True):
        if rung.dossier in cases:
            yield SaidLine(
                rung.dossier, line.reference, line.project, line.deadline.into(spoken()),
                When(line.due).show(spoken()) if line.due else "", _(_TELLS[line.tells]),
                "" if rung.reason == DUE else reminders.why(rung.reason),
            )  # fmt: skip
