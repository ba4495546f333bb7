"""Walking dossiers with news through their programme: what the chain does, without Prefect.

The flow in `workflows.chain` calls these steps as tasks; imports, replays and tests call `walk_directly`. Running a walk twice
changes nothing: consequences and letters have natural keys, and a dossier that moved meanwhile is left for the next walk.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from domain import follows, standing
from domain.dates import When
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier
from domain.events import AtStage, Event
from domain.follows import clocks, closes, natural_key, opens, timed
from domain.office_time import office_day
from domain.programme import Stage
from store import dossiers, writing
from store.change import Change, Entry, Loaded, change
from store.database import Connection
from store.errors import Moved, Unreadable
from store.people import seats
from workflows.house import House
from workflows.letters import Pen, pen_for

log = structlog.get_logger()

#: The actor of what the chain records; people have ids of another shape.
CHAIN = follows.CHAIN


@dataclass(frozen=True, slots=True)
class Tally:
    """What a walk did: dossiers looked at, advanced (their news is seen now), letters owed.

    `ids` are the advanced ones, `stumbled` those that could not be walked: they are reported and held back for a while.
    """

    walked: int
    advanced: int
    letters: int
    ids: tuple[str, ...] = ()
    stumbled: tuple[str, ...] = ()

    def __add__(self, other: "Tally") -> "Tally":
        """Add two tallies."""
        return Tally(
            self.walked + other.walked,
            self.advanced + other.advanced,
            self.letters + other.letters,
            self.ids + other.ids,
            self.stumbled + other.stumbled,
        )


#: The tally of no walk at all.
NOTHING = Tally(0, 0, 0)


class Walker:
    """One dossier on its walk: what it was, what it has become, and what is to be written."""

    __slots__ = ("dossier", "entries", "loaded", "reckoning")

    def __init__(self, loaded: Loaded, reckoning: Reckoning) -> None:
        """Begin with the dossier as it was loaded."""
        self.loaded = loaded
        self.dossier: Dossier = loaded.dossier
        self.reckoning = reckoning
        self.entries: list[Entry] = []

    def concerns(self) -> set[str]:
        """The stages that have news, or whose turn it has become."""
        new = self.dossier.entries[self.loaded.seen :]
        named = {fact.event.stage for fact in new if isinstance(fact.event, AtStage)}
        turn = {
            line.stage for line in standing.waiting(self.dossier) if (line.stage, line.round) not in self.dossier.stage_opened
        }
        return named | turn

    def note(self, event: Event, on: When, at: str) -> None:
        """Add what follows; the dossier is folded on, so that the next step sees it."""
        self.entries.append(Entry(natural_key(event, self.dossier.version), event, on, CHAIN, CHAIN))
        self.dossier = standing.with_next(self.dossier, [(event, on)], at=at, by=(CHAIN, CHAIN))


class Walk:
    """A set of dossiers of one programme version on their way; an opaque value for Prefect, which must not look inside."""

    def __init__(self, house: House, walkers: Sequence[Walker], pen: Pen, stumbled: Sequence[str] = ()) -> None:
        """Begin the walk at the house's time."""
        self._house = house
        self._pen = pen
        self._now = house.now()
        self._today = office_day(house.clock.now())
        self._stumbled = dict.fromkeys(stumbled)
        self._walkers = {walker.dossier.id: walker for walker in walkers}
        self._concerned: dict[str, list[Walker]] = {}
        for walker in walkers:
            with self._minding(walker):
                for key in walker.concerns():
                    self._concerned.setdefault(key, []).append(walker)

    def stages(self) -> list[Stage]:
        """The stages that have anything to do, in the order of the programme file."""
        # One version as a rule; a dossier moved to another one since its batch was put together brings that one's stages.
        versions = {id(walker.dossier.programme): walker.dossier.programme for walker in self._walkers.values()}
        stages = {stage.key: stage for programme in reversed(versions.values()) for stage in programme.stages.values()}
        return [stage for key, stage in stages.items() if key in self._concerned]

    def visit(self, stage: Stage) -> int:
        """Open the stage, and set its deadline, for every dossier whose turn it has become; return how many."""
        opened = 0
        for walker in self._concerned.get(stage.key, ()):
            with self._minding(walker):
                event = opens(walker.dossier, walker.dossier.programme.stages[stage.key], self._today, walker.reckoning)
                if event:
                    walker.note(event, When.of(self._today), self._now)
                    opened += 1
        return opened

    def close(self) -> Tally:
        """Close what is finished, owe the letters, and write everything in one transaction."""
        changes: list[Change] = []
        walked = len(self._walkers)
        for walker in tuple(self._walkers.values()):
            with self._minding(walker):
                self._conclude(walker)
                changes.append(self._change(walker))
        written = self._write(changes)
        letters = sum(len(change.letters) for change in written)
        return Tally(walked, len(written), letters, tuple(c.after.id for c in written), tuple(self._stumbled))

    def _conclude(self, walker: Walker) -> None:
        """Set the programme's deadlines, close what is finished, stop and resume the clocks; each step sees the one before."""
        today = When.of(self._today)
        for set_ in timed(walker.dossier, self._today, walker.reckoning):
            walker.note(set_, today, self._now)
        for closed in closes(walker.dossier):
            walker.note(closed, today, self._now)
        for clock in clocks(walker.dossier, self._today, walker.reckoning):
            walker.note(clock, today, self._now)

    def _write(self, changes: list[Change]) -> list[Change]:
        """Write the changes together; if one of them cannot be written, it must not hold up the others."""
        try:
            return writing.write_what_stands(self._house.database, changes) if changes else []
        except Moved:
            if len(changes) == 1:
                log.warning("walk.not_writable", dossier=changes[0].after.id)
                self._stumbled[changes[0].after.id] = None
                return []
            return [written for change in changes for written in self._write([change])]

    def _change(self, walker: Walker) -> Change:
        letters = self._pen.owed(walker.loaded, walker.dossier)
        thread = letters[0]["message_id"] if letters else ""
        seen = walker.dossier.version
        return change(walker.loaded, walker.entries, self._now, seen=seen, letters=letters, thread=thread, after=walker.dossier)

    @contextmanager
    def _minding(self, walker: Walker) -> Iterator[None]:
        """Take a dossier that makes the chain stumble out of the walk, so that the others go on."""
        try:
            yield
        except Exception:
            log.exception("walk.stumbled", dossier=walker.dossier.id)
            self._stumbled[walker.dossier.id] = None
            self._walkers.pop(walker.dossier.id, None)
            for walkers in self._concerned.values():
                walkers[:] = [other for other in walkers if other is not walker]


def begin(house: House, ids: Sequence[str]) -> Walk:
    """Load those of the dossiers that have news and begin their walk."""
    stumbled: list[str] = []
    with house.database.reading() as connection:
        try:
            held = dossiers.load_many(house.database, connection, ids)
        except Unreadable:
            held = [loaded for id_ in ids for loaded in _one(house, connection, id_, stumbled)]
        held = [loaded for loaded in held if loaded.seen < loaded.dossier.version]
        known = seats(connection)
        pen = pen_for(house, connection, held, known)
    reckonings = {id_: Reckoning(seat.calendar, house.rules) for id_, seat in known.items()}
    return Walk(house, [Walker(loaded, reckonings[loaded.authority]) for loaded in held], pen, stumbled)


def _one(house: House, connection: Connection, id_: str, stumbled: list[str]) -> Iterator[Loaded]:
    try:
        loaded = dossiers.load(house.database, connection, id_)
    except Unreadable:
        log.exception("walk.unreadable", dossier=id_)
        stumbled.append(id_)
        return
    if loaded is not None:
        yield loaded


def walk_directly(house: House, ids: Sequence[str]) -> Tally:
    """Walk dossiers without Prefect: the path of imports, replays and tests."""
    walk = begin(house, ids)
    for stage in walk.stages():
        walk.visit(stage)
    return walk.close()


def catch_up(house: House) -> Tally:
    """Walk everything that has news, chunk by chunk, without Prefect; ends with what stumbles left aside."""
    total = NOTHING
    while batch := news(house, aside=total.stumbled):
        done = NOTHING
        for ids in batch.values():
            done += walk_directly(house, ids)
        total += done
        if not done.advanced and not done.stumbled:
            break
    return total


def news(house: House, aside: Collection[str] = ()) -> dict[str, list[str]]:
    """The next chunk of dossiers with news, by programme version, without those held back."""
    with house.database.reading() as connection:
        found: dict[str, list[str]] = {}
        for programme, id_ in dossiers.news(connection, house.settings.chunk + len(aside)):
            if id_ not in aside:
                found.setdefault(programme, []).append(id_)
    return found


def lying_still(house: House) -> bool:
    """Tell whether any dossier has news at this moment; twice in a row means that nobody walks."""
    with house.database.reading() as connection:
        return bool(dossiers.news(connection, 1))


def newest_news(house: House) -> str:
    """The instant of the newest news there is, "" if there is none: while it moves, more is coming in."""
    with house.database.reading() as connection:
        return dossiers.newest_news(connection)
