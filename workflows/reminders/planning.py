"""What the ladders decide on a day, and the mails that makes: the same reading for the climb and for its preview.

Nothing here writes. `Planner.day` looks at the versions that are awake; whoever calls it writes what it gives (the climb) or
lets it count as written and asks for the next day (the preview).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.calendar import OfficeCalendar, next_open
from domain.dates import When
from domain.deadlines import held
from domain.deadlines.ends import stays
from domain.deadlines.ladder import RungDecision, Watched, decide
from domain.deadlines.requested import request_for
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier
from domain.programme import Programme
from domain.programme.timed import USUAL, Ladder
from domain.text import Text
from domain.vocabulary import DeadlineState, OptionalMail, RungOutcome, Told
from notifications.reminder import Before, Line
from store import dossiers, ladders
from store.change import Loaded
from store.database import Connection
from store.ladders import Awake, Past
from store.people import Known
from store.programmes import programme_by_hash
from workflows.house import House
from workflows.reminders.addressees import Book, ladder_of, owner_of
from workflows.reminders.letters import Kind, occasion
from workflows.reminders.lines import meets_on
from workflows.reminders.model import Planned, Spoken
from workflows.reminders.wishes import Wishes, before_rung, optional

Memory = Mapping[tuple[str, str], Sequence[Past]]
#: Versions read at a time.
PAGE = 20_000
_ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Looked:
    """A version after the look: what is decided silently, whom it tells, and when to look again ("" for never)."""

    row: Awake
    silent: list[RungDecision]
    tells: list[tuple[RungDecision, Kind, tuple[Known, ...]]]
    wake_on: str
    #: By rung and language of the reader.
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What a day decides: every version looked at, the mails by mailbox, and the cases these are about."""

    day: date
    looked: tuple[Looked, ...]
    mails: tuple[Planned, ...]
    cases: tuple[Loaded, ...]


class Planner:
    """Plans days over one connection; programmes and dossiers are read once."""

    def __init__(self, house: House, connection: Connection, calendars: Mapping[str, OfficeCalendar]) -> None:
        """Take the calendars of the authorities."""
        self._house = house
        self._connection = connection
        self._calendars = calendars
        self._loaded: dict[str, Loaded] = {}

    def day(self, rows: Sequence[Awake], memory: Memory, today: date) -> DayPlan:
        """Look at these versions, all of authorities that are open; `memory` is what was decided before."""
        book = Book(self._connection, today)
        looked = [self._look(row, memory.get((row.dossier, row.deadline), ()), today) for row in rows]
        telling = [one for one in looked if one.tells]
        self.load({one.row.dossier for one in telling})
        owners = {owner_of(self._loaded[one.row.dossier].dossier) for one in telling} - {""}
        book.learn(owners)
        wishes = Wishes(self._connection, before_rung(today), lite=self._house.database.sqlite)
        wishes.learn(owners, {one.row.dossier for one in telling})
        for one in telling:
            self._address(one, book, wishes, memory.get((one.row.dossier, one.row.deadline), ()))
        self._put_off([one for one in telling if one.tells], today)
        mails = tuple(self._mails([one for one in telling if one.tells], today))
        cases = dict.fromkeys(one.row.dossier for one in telling if one.tells)
        return DayPlan(today, tuple(looked), mails, tuple(self._loaded[id_] for id_ in cases))

    def load(self, ids: set[str]) -> None:
        """Load dossiers not loaded yet."""
        missing = sorted(ids - self._loaded.keys())
        for loaded in dossiers.load_many(self._house.database, self._connection, missing) if missing else ():
            self._loaded[loaded.dossier.id] = loaded

    def _look(self, row: Awake, past: Sequence[Past], today: date) -> Looked:
        programme = programme_by_hash(self._connection, row.programme_hash)
        due = date.fromisoformat(row.due) if row.due else None
        reckoning = Reckoning(self._calendars[row.authority], self._house.rules)
        version = Watched(
            due, DeadlineState(row.state), ladder_of(programme, row.ladder),
            None if row.climbed else date.fromisoformat(row.wake_on),
            fixed=due is not None and stays(programme, row.deadline, due, reckoning),
        )  # fmt: skip
        done = {each.rung for each in past if each.version == row.version}
        look = decide(version, done, mails_of(programme, version.ladder, past), today, reckoning.calendar)
        silent = [each for each in look.decisions if each.outcome is not None]
        tells: list[tuple[RungDecision, Kind, tuple[Known, ...]]] = [
            (each, "digest", ()) for each in look.decisions if each.outcome is None
        ]
        return Looked(row, silent, tells, look.wake_on.isoformat() if look.wake_on else "")

    def _address(self, one: Looked, book: Book, wishes: Wishes, past: Sequence[Past]) -> None:
        """Find out whom each rung tells; one that reaches nobody, or nobody who needs it, is decided silently."""
        dossier = self._loaded[one.row.dossier].dossier
        told: list[tuple[RungDecision, Kind, tuple[Known, ...]]] = []
        for decision, _, _ in one.tells:
            audience = wishes.left(
                book.told(decision.rung.tells, one.row, dossier), _optional(dossier, one.row, decision), dossier.id
            )
            if audience.people:
                told.append((decision, audience.kind, audience.people))
                for language in {known.language for known in audience.people}:
                    one.lines[decision.rung.key, language] = self._line(one.row, decision, book, past, language)
            else:
                nobody = RungDecision(decision.rung, decision.planned_on, RungOutcome.SUPPRESSED, audience.reason)
                one.silent.append(nobody)
        one.tells = told

    def _line(self, row: Awake, decision: RungDecision, book: Book, past: Sequence[Past], language: str) -> Line:
        dossier = self._loaded[row.dossier].dossier
        known = held.deadline(dossier, row.deadline)
        request = request_for(dossier, known) if known else None
        before = sorted({(each.day, each.addressee) for each in past if each.told and each.version == row.version})
        inside = decision.rung.tells is not Told.OWNER
        return Line(
            dossier=row.dossier, reference=row.reference, project=row.title,
            deadline=known.title if known else Text(de=row.deadline), due=When(row.due), rung=decision.rung.key,
            tells=decision.rung.tells, party=book.owes(row.role, dossier, language),
            told=tuple(Before(book.name(id_), When(day)) for day, id_ in before) if inside else (),
            extendable=not (known and known.statutory), asked_on=request.on if request else None,
            as_of=dossier.entries[-1].recorded_at, optional=_optional(dossier, row, decision), meets_on=meets_on(dossier),
        )  # fmt: skip

    def _put_off(self, telling: Sequence[Looked], today: date) -> None:
        """Who had their mail of the day already is told on the next open day; what is decided silently is decided now."""
        wanted = {known.email for one in telling for _, _, people in one.tells for known in people}
        if not wanted:
            return
        served = ladders.served(self._connection, wanted, occasion(today), lite=self._house.database.sqlite)
        for one in telling if served else ():
            if any(known.email in served for _, _, people in one.tells for known in people):
                later = next_open(today + _ONE_DAY, self._calendars[one.row.authority]).isoformat()
                one.tells, one.wake_on = [], min(later, one.wake_on or later)

    def _mails(self, telling: Sequence[Looked], today: date) -> Iterable[Planned]:
        """Everything for one mailbox becomes one mail; addresses that differ in upper and lower case only are one."""
        boxes: dict[str, list[tuple[Known, Kind, Looked, RungDecision]]] = defaultdict(list)
        for one in telling:
            for decision, kind, people in one.tells:
                for known in people:
                    boxes[known.email.lower()].append((known, kind, one, decision))
        for _, told in sorted(boxes.items()):
            told.sort(key=lambda each: (each[0].id, each[2].row.key, each[3].rung.days))
            known, _, first, _ = told[0]
            # Whoever both applies and works in the office gets the mail of the office: it says of each line whose it is.
            mixed: Kind = "digest" if "digest" in {each[1] for each in told} else "reminder"
            rungs = tuple(spoken(one.row, decision, who.id) for who, _, one, decision in told)
            lines = tuple(one.lines[decision.rung.key, who.language] for who, _, one, decision in told)
            yield Planned(today, first.row.authority, known.email, known, mixed, rungs, lines)


def _optional(dossier: Dossier, row: Awake, decision: RungDecision) -> OptionalMail | None:
    return optional(dossier.programme, row.role, row.ladder, decision.rung.key, decision.rung.tells)


def spoken(row: Awake, decision: RungDecision, addressee: str) -> Spoken:
    """A rung as it is said to somebody."""
    planned_on = decision.planned_on.isoformat()
    return Spoken(row.dossier, row.deadline, row.version, decision.rung.key, addressee, planned_on, decision.reason)


def awake(house: House, connection: Connection, until: date, authorities: Collection[str]) -> tuple[list[Awake], Memory]:
    """All versions of these authorities to look at by the day `until`, and what was decided before about their deadlines."""
    rows: list[Awake] = []
    while page := ladders.awake(
        connection, until.isoformat(), authorities, after=rows[-1].dossier if rows else "", limit=PAGE
    ):  # fmt: skip
        rows += page
    memory = ladders.decided(connection, {row.dossier for row in rows}, lite=house.database.sqlite) if rows else {}
    return rows, memory


def mails_of(programme: Programme, ladder: Ladder, past: Iterable[Past]) -> int:
    """How many mails the owner of a deadline got about it, over all its versions, whichever ladder these had."""
    tells = {rung.key: rung.tells for one in (*programme.ladders, USUAL, ladder) for rung in one.rungs}
    told = {(each.version, each.rung) for each in past if each.told}
    return sum(tells.get(rung, Told.OWNER) is Told.OWNER for _, rung in told)
