"""Recording what people say: load, ask the domain, write fact and projections in one transaction, again after a lost race.

What can be computed is computed before the transaction begins; the version guard inside it makes that safe.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import TypeVar

from domain import money
from domain.admission import EVENT_OF, admit
from domain.budget import committed
from domain.commands import Actor, Command, Correct
from domain.commands.deadlines import SetDeadline
from domain.commands.meetings import Repin
from domain.dates import When
from domain.deadlines.awaited import awaited
from domain.dossier import Dossier, fold
from domain.duties import role_in
from domain.errors import BadKey, ChangedMeanwhile, KeyUsed, NoSuchDossier, OverTheBudget, Refusal
from domain.events import Recorded, RoundBegun
from domain.office_time import instant, office_day
from domain.programme import Programme
from domain.standing import Waiting
from domain.text import normal
from store import dossiers, writing
from store.change import KEY, Change, Entry, Loaded, Spent, change
from store.database import Connection
from store.errors import Lost, Moved
from workflows.house import House
from workflows.officers import require_officer

#: How often a lost race is run again. Each loser has seen another one's success, so somebody always wins.
TRIES = 64

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Asked:
    """A command with its dossier, who asks, the key that makes it once-only, and the version they had seen (if they say so)."""

    dossier: str
    command: Command
    actor: Actor
    key: str
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was recorded: the first entry's number and the dossier as it is now. `repeated`: it had been recorded before."""

    dossier: Dossier
    seq: int
    repeated: bool

    @property
    def reference(self) -> str:
        """The dossier's reference as printed."""
        return self.dossier.opened.reference

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """Whom the dossier waits for now, and until which day: the one that holds, extended or not."""
        return tuple(awaited(self.dossier))


def record(house: House, asked: Asked) -> Receipt:
    """Record one command; raises a Refusal (nothing changed) or `store.errors.Locked` (nothing changed, try again)."""

    def once() -> Receipt:
        with house.database.reading() as connection:
            loaded = dossiers.load(house.database, connection, asked.dossier)
            if loaded is None:
                raise NoSuchDossier(reference=asked.dossier)
            if asked.key in loaded.keys:
                return _again(loaded.dossier, loaded.keys[asked.key], asked)
            require_officer(connection, loaded.dossier, asked.command)
            made = _change(loaded, [asked], house.clock.now())
            writing.write(house.database, [made], connection)
        return Receipt(made.after, made.before + 1, repeated=False)

    return until_it_stands(once)


@dataclass
class _Gathered:
    """What a batch asks of one dossier: the dossier as it would be after each accepted command, and those commands."""

    loaded: Loaded
    accepted: list[Asked] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    made: Change | None = None


#: What has to become true in the same transaction as the results, worked out from them at every try; may raise a Refusal.
BesideThem = Callable[[Connection, Sequence[Receipt | Refusal]], Sequence[writing.Statement]]


def record_all(house: House, wanted: Sequence[Asked], *, beside: BesideThem | None = None) -> list[Receipt | Refusal]:
    """Record many commands in one transaction (a meeting's resolutions, an import); a result per command, in their order.

    A refused command leaves no trace and does not stop the others. A dossier may occur more than once. `beside` gives the
    statements that go out with the facts (or alone where there are none); with them an award over the budget refuses it all.
    """

    def once() -> list[Receipt | Refusal]:
        with house.database.reading() as connection:
            results, changes = gather_all(house, connection, wanted)
            statements = beside(connection, results) if beside else ()
            if changes or statements:
                writing.write(house.database, changes, connection, beside=statements)
        return results

    try:
        return until_it_stands(once)
    except OverTheBudget:
        if beside:
            raise
        # Which award broke the budget shows only one by one; those before it stand.
        return [_or_refusal(house, asked) for asked in wanted]


def gather_all(house: House, connection: Connection, wanted: Sequence[Asked]) -> tuple[list[Receipt | Refusal], list[Change]]:
    """Ask the domain about many commands on what the store holds now: a result per command, and the changes to write."""
    ids = sorted({asked.dossier for asked in wanted})
    gathered = {held.dossier.id: _Gathered(held) for held in dossiers.load_many(house.database, connection, ids)}
    now = house.clock.now()
    results = [_gather(connection, gathered.get(asked.dossier), asked, now) for asked in wanted]
    return results, [held.made for held in gathered.values() if held.made]


def _or_refusal(house: House, asked: Asked) -> Receipt | Refusal:
    try:
        return record(house, asked)
    except Refusal as refusal:
        return refusal


def _gather(connection: Connection, held: _Gathered | None, asked: Asked, now: datetime) -> Receipt | Refusal:
    if held is None:
        return NoSuchDossier(reference=asked.dossier)
    dossier = held.made.after if held.made else held.loaded.dossier
    keys = {**held.loaded.keys, **held.keys}
    try:
        if asked.key in keys:
            return _again(dossier, keys[asked.key], asked)
        require_officer(connection, dossier, asked.command)
        made = _change(held.loaded, [*held.accepted, asked], now)
    except Refusal as refusal:
        return refusal
    held.accepted.append(asked)
    held.made = made
    held.keys[asked.key] = dossier.version + 1
    return Receipt(made.after, dossier.version + 1, repeated=False)


def _again(dossier: Dossier, seq: int, asked: Asked) -> Receipt:
    """Give the receipt of a command that was recorded before; refuse its key if the entry says something else (P9)."""
    # A command that began a round recorded that first, under its own key; what it said itself comes next.
    said = next(e for e in dossier.entries[seq - 1 :] if not isinstance(e.event, RoundBegun))
    if said.actor != asked.actor.person or not _says(asked.command, said):
        raise KeyUsed(seq=seq, reference=dossier.opened.reference)
    return Receipt(dossier, seq, repeated=True)


def _says(command: Command, said: Recorded) -> bool:
    """Tell whether an entry says what a command asks for: every word both have, and the day."""
    if type(said.event) is not EVENT_OF[type(command)]:
        return False
    day = When.unknown() if command.on is None else command.on
    if not isinstance(command, Correct) and said.on != day:
        return False
    for field_ in fields(command):
        asked, recorded = getattr(command, field_.name), getattr(said.event, field_.name, None)
        # Texts are stored in NFC; no sources named means all of them; the round was found by the domain.
        same = normal(asked) == recorded if isinstance(asked, str) and not isinstance(asked, When) else asked == recorded
        if isinstance(command, SetDeadline) and asked == "":
            continue  # what a change does not name stays as it was
        if hasattr(said.event, field_.name) and not same and field_.name != "round" and asked != ():
            return False
    return True


def _change(loaded: Loaded, wanted: Sequence[Asked], now: datetime) -> Change:
    """Ask the domain about commands on one dossier, one after the other, and compute the rows that record them."""
    if not all(KEY.fullmatch(asked.key) for asked in wanted):
        raise BadKey
    today, at = office_day(now), instant(now)
    made = to = None
    entries: list[Entry] = []
    dossier = loaded.dossier
    for asked in wanted:
        if asked.seen is not None and asked.seen != loaded.dossier.version:
            raise ChangedMeanwhile(reference=dossier.opened.reference, seen=asked.seen, now=loaded.dossier.version)
        role = role_in(dossier.programme, asked.actor, asked.command)
        by = (asked.actor.person, role, asked.actor.deputy_for.get(role, ""))
        admitted = admit(dossier, asked.command, asked.actor, today)
        to = asked.command.to if isinstance(asked.command, Repin) else to
        entries += [Entry(key_of(asked.key, n), event, on, *by) for n, (event, on) in enumerate(admitted)]
        made = change(loaded, entries, at, after=_folded(loaded.dossier, to, entries, at) if to else None)
        dossier = made.after
    assert made is not None, "a change has at least one command"  # noqa: S101 - callers pass one or more
    spent = spent_by(loaded.dossier, made.after, loaded.authority)
    return replace(made, spent=spent) if spent else made


def _folded(before: Dossier, to: Programme, entries: Sequence[Entry], at: str) -> Dossier:
    """The dossier under the version it is moved to: another version reads the whole history anew."""
    start = before.version + 1
    new = [Recorded(n, e.event, e.on, at, e.actor, e.role, e.behalf) for n, e in enumerate(entries, start)]
    return fold(before.id, to, (*before.entries, *new))


def key_of(key: str, ordinal: int) -> str:
    """The key of the n-th event a command led to: the first carries the command's own."""
    return key if ordinal == 0 else f"{key}+{ordinal}"


def spent_by(before: Dossier, after: Dossier, authority: str) -> tuple[Spent, ...]:
    """What a change takes from, or gives back to, the budgets of its programme."""
    if not after.programme.budgets:
        return ()
    had, has = committed(before), committed(after)
    spent = []
    for area, year in sorted(had.keys() | has.keys()):
        cents = has.get((area, year), 0) - had.get((area, year), 0)
        budget = after.programme.ceiling(year)
        if cents and budget:
            ceiling = money.cents(budget.per_area_and_year)
            spent.append(Spent(authority, after.programme.programme, area, year, cents, ceiling))
    return tuple(spent)


def until_it_stands(attempt: Callable[[], _Result]) -> _Result:
    """Run the attempt until nobody else was faster; a short random pause keeps losers from meeting again."""
    for turn in range(TRIES):
        try:
            return attempt()
        except Lost:
            # Whether it was stored is unknown, but the key makes it once-only: asking again tells.
            if turn:
                raise
        except Moved:
            time.sleep(random.uniform(0, 0.002 * min(turn, 10)))  # noqa: S311 - spreading, not secrecy
    raise Moved
