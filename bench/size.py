"""`size`: what a hundred times as many dossiers cost: the rate of `record` beside that of a small store, and the worklist.

The facts go to dossiers drawn from the whole store, so that they do not find their rows in a warm corner.
"""

import random
import time
from collections.abc import Iterator
from functools import partial

from bench.accept import each_of, recorder
from bench.cases import STEPS, blocks
from bench.clients import clients
from bench.figures import Bound, Figure, share
from bench.filling import fill
from bench.places import Place, Places
from bench.recount import counted, recount
from bench.scale import Scale
from store import worklist
from workflows.house import House

RATE = Bound(target=0.8, ratio=True)
LIST = Bound(target=20.0, at_most=True)


def measure(found: Places, scale: Scale) -> Iterator[Figure]:
    """Every database in full, SQLite alone in a quick run."""
    for place in found.all if scale.name == "full" else found.all[:1]:
        yield from _both(place, scale)


def _both(place: Place, scale: Scale) -> Iterator[Figure]:
    turns = scale.repetitions + 1
    per_block = min(scale.facts // len(STEPS), scale.small // len(STEPS) // turns)
    with place.house() as small, place.house() as large:
        drawn = [
            blocks(random.Random(1).sample(fill(house, size).by_steps[0], per_block * turns), turns)
            for house, size in ((small, scale.small), (large, scale.large))
        ]
        yield from _worklists(place, large, scale)
        before = counted(small), counted(large)
        with clients(recorder, each_of(small, drawn[0], 1)) as few, clients(recorder, each_of(large, drawn[1], 1)) as many:
            ran = [(few.run(turn), many.run(turn)) for turn in range(turns)]
        for house, had in zip((small, large), before, strict=True):
            recount(house, had, facts=per_block * len(STEPS) * turns)
    ran = ran[1:]
    rates = [full.rate for _, full in ran]
    ratios = [full.rate / little.rate for little, full in ran]
    what = f"facts recorded with {scale.large:,} dossiers, beside {scale.small:,}"
    yield Figure("size", what, place.name, "facts/s", rates, ratios, bound=RATE)


def _worklists(place: Place, house: House, scale: Scale) -> Iterator[Figure]:
    for what, roles in (("everybody", ()), ("one role", ("granting_authority",))):
        look = partial(_look, house, roles)
        look()
        took = [look() for _ in range(scale.looks)]
        p95 = share(took, 0.95)
        named = f"first 50 worklist lines of {what}, {scale.large:,} dossiers"
        more = {"p50": share(took, 0.5), "p95": p95}
        yield Figure("size", named, place.name, "ms", took, bound=LIST, judged=p95, note=f"p95 {p95:.1f} ms", more=more)


def _look(house: House, roles: tuple[str, ...]) -> float:
    """Milliseconds to read the first 50 lines."""
    start = time.perf_counter()
    with house.database.reading() as connection:
        worklist.first(connection, roles=roles)
    return (time.perf_counter() - start) * 1000
