"""The deadlines of a dossier with all their versions: a fold of its history, see ADR 23.

Every entry that sets another day makes a version numbered as the entry is; so does a correction that brings an old day back,
or that opens again what was met. What is computed here never recomputes a day: it reads those the entries hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from domain.dates import When
from domain.deadlines.lines import Day, Line, day_of, read
from domain.deadlines.over import met_on, over, owed_by
from domain.dossier import Dossier, extend, fold
from domain.events import Corrected, Recorded, Returned
from domain.events.chain import StageOpened
from domain.events.deadlines import DeadlineExtended, DeadlineSet, Notified
from domain.text import Text
from domain.vocabulary import DeadlineState, OwedBy

#: Entries that may begin a deadline; without any of them a dossier has none.
FOUNDING = frozenset({StageOpened, Returned, DeadlineSet, Notified})
_HELD, _ANY = "deadlines", "any"


@dataclass(frozen=True, slots=True)
class Version:
    """One due day of a deadline; `due` is None while its clock is stopped.

    `entry` set it (for a day that came back: the correction that took the later one out). `start`, `period`, `backward`, `rule`
    and `source` say how the day was counted, where that is on record.
    """

    number: int
    due: When | None
    state: DeadlineState
    entry: Recorded
    start: When | None = None
    period: str = ""
    backward: bool = False
    rule: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline by its name in the dossier, its versions in their order; without `role` it is a period that merely ends.

    `ladder` is the key of its reminders, empty where nobody is reminded. A `statutory` one cannot be extended. `met_on` is the
    day of the fact that met it, None where nothing did.
    """

    name: str
    title: Text
    role: str
    owed_by: OwedBy
    stage: str
    round: int
    ladder: str
    statutory: bool
    versions: tuple[Version, ...]
    met_on: When | None = None

    @property
    def current(self) -> Version:
        """The version that counts."""
        return self.versions[-1]

    @property
    def due(self) -> When | None:
        """The day that counts, or None while the clock is stopped."""
        return self.current.due

    @property
    def state(self) -> DeadlineState:
        """Where it stands."""
        return self.current.state

    @property
    def holds(self) -> bool:
        """Tell whether it can still be met: it runs, or its clock is stopped."""
        return self.state in {DeadlineState.OPEN, DeadlineState.STOPPED}

    def shown(self, today: When) -> DeadlineState:
        """Its state as people are told it: a period that merely ends has lapsed once its end has come."""
        if self.state is DeadlineState.OPEN and not self.role and self.due is not None and self.due < today:
            return DeadlineState.LAPSED
        return self.state

    @property
    def late(self) -> bool:
        """Tell whether it was met after its day; a fact dated by its month was late if the whole month was."""
        if self.met_on is None or not self.met_on.known or self.due is None:
            return False
        return self.met_on.first > self.due.last

    def missed(self, today: When) -> bool:
        """Tell whether somebody has let its day pass."""
        return self.state is DeadlineState.OPEN and bool(self.role) and self.due is not None and self.due < today


def deadlines(dossier: Dossier) -> tuple[Deadline, ...]:
    """Every deadline the dossier ever had, in the order they were first set; read once per dossier."""
    if not has_any(dossier):
        return ()
    if _HELD not in dossier.timed:
        dossier.timed[_HELD] = tuple(_fold(dossier))
    return cast("tuple[Deadline, ...]", dossier.timed[_HELD])


def has_any(dossier: Dossier) -> bool:
    """Tell whether anything in the history may have set a deadline: for most dossiers nothing has, and that is found soon."""
    found = dossier.timed.get(_ANY)
    if found is None:
        # Asked several times for every fact; kept, because a dossier does not change.
        found = any(type(entry.event) in FOUNDING and day_of(entry.event) is not None for entry in dossier.entries)
        dossier.timed[_ANY] = found
    return bool(found)


def deadline(dossier: Dossier, name: str) -> Deadline | None:
    """The deadline of that name, or None."""
    return next((one for one in deadlines(dossier) if one.name == name), None)


def of_applicants(dossier: Dossier, name: str) -> bool:
    """Tell whether the deadline of that name concerns the applicant's side: theirs to meet, or ending their own appeal."""
    found = deadline(dossier, name)
    return found is not None and ((found.owed_by is OwedBy.SPONSOR and bool(found.role)) or found.statutory)


def _fold(dossier: Dossier) -> Iterator[Deadline]:
    lines: dict[str, Line] = {}
    first = next((e.seq for e in dossier.entries if isinstance(e.event, Corrected)), 0)
    before = fold(dossier.id, dossier.programme, dossier.entries[: first - 1]) if first else dossier
    for entry in dossier.entries:
        if first and entry.seq >= first:
            then, before = before, extend(before, [entry])
            _opened_again(lines, then, before, entry)
        read(dossier, lines, entry)
    for name, line in lines.items():
        yield _deadline(dossier, name, line)


def _opened_again(lines: dict[str, Line], then: Dossier, now: Dossier, entry: Recorded) -> None:
    """What a correction opens again gets a version of its own, and so a ladder of its own."""
    for line in lines.values():
        if line.founded() and not line.ended() and over(then, line.slot) and not over(now, line.slot):
            line.again(entry)


def _deadline(dossier: Dossier, name: str, line: Line) -> Deadline:
    slot = line.slot
    stands = _state(dossier, line)
    last = len(line.versions) - 1
    versions = tuple(
        _version(number, entry, day, stands if place == last else DeadlineState.SUPERSEDED)
        for place, (number, entry, day) in enumerate(line.versions)
    )
    return Deadline(
        name, slot.title, slot.role, owed_by(dossier.programme, slot.role, slot.stage), slot.stage, slot.round,
        slot.ladder if slot.role and not dossier.opened.imported else "", slot.kind is Notified, versions,
        _met_on(dossier, line) if stands is DeadlineState.MET else None,
    )  # fmt: skip


def _state(dossier: Dossier, line: Line) -> DeadlineState:
    if not line.founded():
        return DeadlineState.VOIDED
    if ended := line.ended() or over(dossier, line.slot):
        return ended
    return DeadlineState.OPEN if line.days[max(line.days)].due is not None else DeadlineState.STOPPED


def _met_on(dossier: Dossier, line: Line) -> When | None:
    return dossier.entries[max(line.ends) - 1].on if line.ended() else met_on(dossier, line.slot)


def _version(number: int, entry: Recorded, day: Day, state: DeadlineState) -> Version:
    event = day.entry.event
    match event:
        case DeadlineSet():
            how = (event.start, event.period, event.backward, event.rule, event.source)
        case StageOpened():
            how = (day.entry.on, "", False, "", "")
        case DeadlineExtended():
            how = (None, event.period, False, "", "")
        case Notified():
            how = (event.notified_on, "", False, event.rule, "")
        case _:
            how = (None, "", False, "", "")
    return Version(number, day.due, state, entry, *how)
