"""`accept`: facts recorded one by one through the one writer, beside the same number of bare transactions."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.cases import STEPS, blocks, desk, facts, open_cases
from bench.clients import Block, Ran, clients
from bench.figures import Bound, Figure
from bench.places import Place, Places
from bench.recount import counted, recount
from bench.scale import Scale
from bench.yardstick import yardstick
from config.settings import load
from domain.commands import Actor
from workflows.house import House, open_house
from workflows.record import record

BOUND = Bound(target=0.3, aim=0.45, ratio=True)


def recorder(url: str, data: Path, actor: Actor, dealt: Sequence[Sequence[str]]) -> Block:
    """Prepare a client that takes the dossiers of a block through all their steps, one call of `record` per fact."""
    house = open_house(load(data=data, database_url=url))
    ready = [list(facts(ids, actor)) for ids in dealt]

    def write(block: int) -> int:
        for asked in ready[block]:
            record(house, asked)
        return len(ready[block])

    return write


def each_of(house: House, dealt: Sequence[Sequence[str]], number: int) -> list[tuple[str, Path, Actor, list[list[str]]]]:
    """The arguments of `number` recorders that share the dossiers of every block."""
    settings = house.settings
    actor = desk(house)
    return [(settings.database_url, settings.data, actor, [list(ids[n::number]) for ids in dealt]) for n in range(number)]


def measure(found: Places, scale: Scale) -> Iterator[Figure]:
    """SQLite with one client (several gain nothing there), PostgreSQL with one and with several."""
    for place in found.all:
        for number in (1,) if place.sqlite else (1, scale.clients):
            yield _one(place, scale, number)


def _one(place: Place, scale: Scale, number: int) -> Figure:
    per_block = max(scale.facts // len(STEPS) // number, 1) * number
    turns = scale.repetitions + 1  # the first warms both up and does not count
    with place.house() as house, yardstick(place, scale, clients_=number) as bare:
        dealt = blocks(open_cases(house, per_block * turns), turns)
        before = counted(house)
        ran: list[tuple[Ran, Ran]] = []
        with clients(recorder, each_of(house, dealt, number)) as ours:
            ran = [(bare.run(), ours.run(turn)) for turn in range(turns)]
        recount(house, before, facts=sum(our.facts for _, our in ran))
    ran = ran[1:]
    return Figure(
        "accept", "facts recorded one by one", place.name, "facts/s", [our.rate for _, our in ran],
        [our.rate / base.rate for base, our in ran], clients=number, bound=BOUND,
        more={
            "baseline": sum(base.rate for base, _ in ran) / len(ran),
            "client_cpu_us": sum(our.cpu for _, our in ran) / sum(our.facts for _, our in ran) * 1e6,
            "baseline_client_cpu_us": sum(base.cpu for base, _ in ran) / sum(base.facts for base, _ in ran) * 1e6,
        },
    )  # fmt: skip
