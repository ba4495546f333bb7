"""Walking dossiers with news through their programme: what the chain does, without Prefect.

The flow in `workflows.chain` calls these steps as tasks; imports, replays and tests call `walk_directly`. Running a walk twice
changes nothing: consequences and letters have natural keys, and a dossier that moved meanwhile is left for the next walk.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from config.clock import office_day
from domain import standing
from domain.dates import When
from domain.dossier import Dossier
from domain.events import AtStage, Event
from domain.follows import closes, natural_key, opens
from domain.programme import Programme, Stage
from store import dossiers
from store.change import Change, Entry, Loaded, change
from store.people import Seat, seats
from workflows.house import House
from workflows.letters import Pen, pen_for

#: The actor of what the chain records; people have ids of another shape.
CHAIN = "chain"


@dataclass(frozen=True, slots=True)
class Tally:
    """What a walk did: dossiers looked at, advanced (their news is seen now), letters owed; `ids` are the advanced ones."""

    walked: int
    advanced: int
    letters: int
    ids: tuple[str, ...] = ()

    def __add__(self, other: "Tally") -> "Tally":
        """Add two tallies."""
        return Tally(
            self.walked + other.walked, self.advanced + other.advanced, self.letters + other.letters, self.ids + other.ids
        )


class Walker:
    """One dossier on its walk: what it was, what it has become, and what is to be written."""

    __slots__ = ("dossier", "entries", "land", "loaded")

    def __init__(self, loaded: Loaded, seat: Seat) -> None:
        """Begin with the dossier as it was loaded."""
        self.loaded = loaded
        self.dossier: Dossier = loaded.dossier
        self.land = seat.land
        self.entries: list[Entry] = []

    def concerns(self) -> set[str]:
        """The stages that have news, or whose turn it has become."""
        new = self.dossier.entries[self.loaded.seen :]
        named = {fact.event.stage for fact in new if isinstance(fact.event, AtStage)}
        turn = {
            line.stage
            for line in standing.waiting(self.dossier)
            if (line.stage, line.round) not in self.dossier.stage_opened
        }
        return named | turn

    def note(self, event: Event, on: When, at: str) -> None:
        """Add what follows; the dossier is folded on, so that the next step sees it."""
        self.entries.append(Entry(natural_key(event), event, on, CHAIN, CHAIN))
        self.dossier = standing.with_next(self.dossier, [(event, on)], at=at, by=(CHAIN, CHAIN))


class Walk:
    """A set of dossiers of one programme version on their way; an opaque value for Prefect, which must not look inside."""

    def __init__(self, house: House, walkers: Sequence[Walker], pen: Pen) -> None:
        """Begin the walk at the house's time."""
        self._house = house
        self._walkers = walkers
        self._pen = pen
        self._now = house.clock.now()
        self._today = office_day(self._now)
        self._concerned: dict[str, list[Walker]] = {}
        for walker in walkers:
            for key in walker.concerns():
                self._concerned.setdefault(key, []).append(walker)

    @property
    def programme(self) -> Programme | None:
        """The programme walked, None for an empty walk."""
        return self._walkers[0].dossier.programme if self._walkers else None

    def stages(self) -> list[Stage]:
        """The stages that have anything to do, in the order of the programme file."""
        return [s for s in self.programme.stages.values() if s.key in self._concerned] if self.programme else []

    def visit(self, stage: Stage) -> int:
        """Open the stage, and set its deadline, for every dossier whose turn it has become; return how many."""
        opened = 0
        for walker in self._concerned.get(stage.key, ()):
            event = opens(walker.dossier, stage, self._today, walker.land)
            if event:
                walker.note(event, When.of(self._today), self._house.now())
                opened += 1
        return opened

    def close(self) -> Tally:
        """Close what is finished, owe the letters, and write everything in one transaction."""
        for walker in self._walkers:
            for event in closes(walker.dossier):
                walker.note(event, When.of(self._today), self._house.now())
        changes = [self._change(walker) for walker in self._walkers]
        written = dossiers.write_what_stands(self._house.database, changes) if changes else []
        return Tally(len(self._walkers), len(written), sum(len(c.letters) for c in written), tuple(c.after.id for c in written))

    def _change(self, walker: Walker) -> Change:
        letters = self._pen.owed(walker.loaded, walker.dossier)
        thread = letters[0]["message_id"] if letters else ""
        seen = walker.dossier.version
        return change(walker.loaded, walker.entries, self._house.now(), seen=seen, letters=letters, thread=thread)


def begin(house: House, ids: Sequence[str]) -> Walk:
    """Load those of the dossiers that have news and begin their walk."""
    with house.database.reading() as connection:
        held = [loaded for loaded in dossiers.load_many(connection, ids) if loaded.seen < loaded.dossier.version]
        known = seats(connection)
        pen = pen_for(house, connection, held, known)
    return Walk(house, [Walker(loaded, known[loaded.authority]) for loaded in held], pen)


def walk_directly(house: House, ids: Sequence[str]) -> Tally:
    """Walk dossiers without Prefect: the path of imports, replays and tests."""
    walk = begin(house, ids)
    for stage in walk.stages():
        walk.visit(stage)
    return walk.close()


def catch_up(house: House) -> Tally:
    """Walk everything that has news, chunk by chunk, without Prefect."""
    total = Tally(0, 0, 0)
    while batch := news(house):
        for ids in batch.values():
            total += walk_directly(house, ids)
    return total


def news(house: House) -> dict[str, list[str]]:
    """The next chunk of dossiers with news, by programme version."""
    with house.database.reading() as connection:
        found: dict[str, list[str]] = {}
        for programme, id_ in dossiers.news(connection, house.settings.chunk):
            found.setdefault(programme, []).append(id_)
    return found
