"""Filling a store quickly: many dossiers with the histories of a few that were really recorded and walked.

A filled dossier has the entries, actors and days of its model, its own id, reference and instants, and therefore its own
hashes; `store.verify` finds nothing. Letters were owed for the models alone. The chain has seen all of it.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bench.cases import STEPS, desk, open_cases
from domain.commands import ReportStatus
from domain.dates import When
from domain.events import Opened
from domain.office_time import instant
from domain.vocabulary import ImplementationStatus
from store import dossiers, writing
from store.change import Change, Entry, Loaded, opening
from workflows.house import House
from workflows.record import Asked, record
from workflows.walk import catch_up

_CHUNK = 1000
_REPORTED = When("2003-01-15")


@dataclass(frozen=True, slots=True)
class Filled:
    """The ids of the filled dossiers by the number of steps they have behind them."""

    by_steps: dict[int, list[str]]


def _untold(_number: int) -> str:
    return ""


def fill(
    house: House, number: int, *, steps: Sequence[int] = tuple(range(len(STEPS))), entries: int = 0,
    title: Callable[[int], str] = _untold, contact: Callable[[int], str] = _untold,
) -> Filled:  # fmt: skip
    """Write `number` dossiers, dealt evenly over `steps` (how many facts each has behind it).

    With `entries`, reports of the implementation status follow until each has so many; `title` names the n-th,
    `contact` is the id of whom it is written to.
    """
    series = uuid.uuid4().hex[:8]
    models = [_model(house, count, entries) for count in steps]
    now = house.clock.now()
    made: dict[int, list[str]] = {count: [] for count in steps}
    for start in range(0, number, _CHUNK):
        changes = []
        for n in range(start, min(start + _CHUNK, number)):
            turn = n % len(steps)
            at = instant(now - timedelta(seconds=number - n))
            changes.append(_copy(models[turn], f"{series}-{n}", (title(n), contact(n)), at))
            made[steps[turn]].append(changes[-1].after.id)
        writing.write(house.database, changes)
    return Filled(made)


def _model(house: House, steps: int, entries: int) -> Loaded:
    [id_] = open_cases(house, 1)
    actor = desk(house)
    catch_up(house)
    for step in STEPS[:steps]:
        record(house, Asked(id_, step, actor, uuid.uuid4().hex))
        catch_up(house)
    loaded = _loaded(house, id_)
    while loaded.dossier.version < entries:
        record(house, Asked(id_, ReportStatus(on=_REPORTED, status=ImplementationStatus.PLANNING), actor, uuid.uuid4().hex))
        catch_up(house)
        loaded = _loaded(house, id_)
    return loaded


def _loaded(house: House, id_: str) -> Loaded:
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, id_)
    assert loaded is not None, "it was opened above"  # noqa: S101 - for the type checker
    return loaded


def _copy(model: Loaded, reference: str, told: tuple[str, str], at: str) -> Change:
    title, contact = told
    keys = {seq: key for key, seq in model.keys.items()}
    entries = []
    for fact in model.dossier.entries:
        event = fact.event
        if isinstance(event, Opened):
            event = replace(event, reference=reference, title=title or event.title, contact=contact or event.contact)
        entries.append(Entry(keys[fact.seq], event, fact.on, fact.actor, fact.role))
    made = opening(str(uuid.uuid4()), model.dossier.programme, entries, at)
    return replace(made, head={**made.head, "seen": made.after.version})
