"""Replaying a case of the past: entry by entry, day by day, through the same door and the same chain as live work.

Every entry has a key made from what it says, so the same file again records nothing twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from config.replay import command_of, entry_key, opening_key
from config.sample import Entry, Sample
from domain.dates import When
from workflows.house import House
from workflows.inbox import newest, open_case, party_ids, receive
from workflows.record import Receipt
from workflows.walk import walk_directly


@dataclass(frozen=True, slots=True)
class Played:
    """One step of a replay: the entry (None for the opening), its receipt."""

    entry: Entry | None
    receipt: Receipt


#: Called after each step that recorded something, to let the chain do its part.
Advance = Callable[[str], None]


def replay(house: House, sample: Sample, advance: Advance | None = None) -> Iterator[Played]:
    """Play the sample step by step; stops at the first refusal, what was played before it stands.

    `advance` lets the chain walk the dossier (the live engine's, in `foerderkette up`); without one it is walked directly.
    """
    go_on = advance or (lambda dossier: _walk(house, dossier))
    project = sample.application
    programme, _ = newest(house, project.programme)
    named = sorted({handle for entry in sample.entries for handle in entry.handles})
    ids = party_ids(house, project.authority, named)
    opened = open_case(house, project, sample.opened_on, None, by=sample.recorded_as, key=opening_key(sample))
    if not opened.repeated:
        go_on(opened.dossier.id)
    yield Played(None, opened)
    for index, entry in enumerate(sample.entries):
        receipt = receive(
            house,
            project.reference,
            command_of(programme, entry, ids),
            by=entry.recorded_as or sample.recorded_as,
            key=entry_key(sample, index),
            programme=project.programme,
            authority=project.authority,
        )
        if not receipt.repeated:
            go_on(receipt.dossier.id)
        yield Played(entry, receipt)


def day_of(played: Played, sample: Sample) -> When:
    """The day a step stands under: when it happened, or the day it counts from where that is all the paper gives."""
    entry = played.entry
    if entry is None:
        return sample.opened_on
    return entry.on or entry.effective_on or When.unknown()


def _walk(house: House, dossier: str) -> None:
    walk_directly(house, [dossier])
