"""`bulk`: many facts in one transaction (a meeting's resolutions, an import), beside bare transactions of one each."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.accept import each_of
from bench.cases import STEPS, blocks, facts
from bench.clients import Block, clients
from bench.figures import Bound, Figure, Miscounted
from bench.filling import fill
from bench.places import Place, Places
from bench.recount import counted, recount
from bench.scale import Scale
from bench.yardstick import yardstick
from config.settings import load
from domain.commands import Actor
from domain.errors import Refusal
from workflows.house import open_house
from workflows.record import record_all

BOUND = Bound(target=1.0, ratio=True)
#: Facts per transaction, and what comes in such numbers.
SETS = {40: "resolutions of a meeting, 40 a transaction", 500: "an import, 500 a transaction"}


def bulk_recorder(url: str, data: Path, actor: Actor, dealt: Sequence[Sequence[str]], at_once: int) -> Block:
    """Prepare a client that takes the dossiers of a block through all their steps, `at_once` facts per call of `record_all`."""
    house = open_house(load(data=data, database_url=url))
    ready = [list(facts(ids, actor)) for ids in dealt]

    def write(block: int) -> int:
        recorded = 0
        for start in range(0, len(ready[block]), at_once):
            for result in record_all(house, ready[block][start : start + at_once]):
                if isinstance(result, Refusal):
                    raise Miscounted(f"refused: {result}")
                recorded += 1
        return recorded

    return write


def measure(found: Places, scale: Scale) -> Iterator[Figure]:
    """Both sizes on every database."""
    for place in found.all:
        for at_once, what in SETS.items():
            yield _one(place, scale, at_once, what)


def _one(place: Place, scale: Scale, at_once: int, what: str) -> Figure:
    turns = (3 if scale.name == "full" else 2) + 1
    with place.house() as house, yardstick(place, scale) as bare:
        opened = fill(house, scale.bulk_facts // len(STEPS) * turns, steps=(0,)).by_steps[0]
        [given] = each_of(house, blocks(opened, turns), 1)
        before = counted(house)
        with clients(bulk_recorder, [(*given, at_once)]) as ours:
            ran = [(bare.run(), ours.run(turn)) for turn in range(turns)]
        recount(house, before, facts=sum(our.facts for _, our in ran))
    ran = ran[1:]
    return Figure(
        "bulk", what, place.name, "facts/s", [our.rate for _, our in ran], [our.rate / base.rate for base, our in ran],
        bound=BOUND, more={"client_cpu_us": sum(our.cpu_per_fact for _, our in ran) / len(ran)},
    )  # fmt: skip
