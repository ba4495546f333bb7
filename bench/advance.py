"""`advance`: facts recorded by one client as fast as it can, and advanced by the chain, Prefect orchestrating.

All dossiers are in flight at once, every one gets all its facts, and a fact may come before the chain has seen the earlier
one. The clock runs from the first fact until the chain has seen the newest fact of every dossier and its letters are owed.
The engine's post is off (`bench.engines`). Engine and server stand still while the yardstick runs.
"""

import time
from collections import Counter
from collections.abc import Iterator

from bench.accept import each_of, recorder
from bench.cases import STEPS, blocks
from bench.clients import Clients, clients
from bench.engines import Running, cpu_of, engine, settled
from bench.figures import Bound, Figure
from bench.filling import fill
from bench.places import Place, Places
from bench.recount import counted, recount
from bench.scale import Scale
from bench.yardstick import yardstick
from workflows.house import House

BOUND = Bound(target=0.25, aim=0.4, ratio=True)


def measure(found: Places, scale: Scale) -> Iterator[Figure]:
    """Every database, one client."""
    for place in found.all:
        yield _one(place, scale)


def _one(place: Place, scale: Scale) -> Figure:
    turns = scale.advances
    facts = scale.in_flight * len(STEPS)
    settings = place.settings()
    with place.house(settings) as house, yardstick(place, scale, facts=facts) as bare:
        warm = fill(house, 1, steps=(0,)).by_steps[0]
        opened = fill(house, scale.in_flight * turns, steps=(0,)).by_steps[0]
        dealt = [warm, *blocks(opened, turns)]
        before = counted(house)
        rates, ratios, spent = [], [], Counter[str]()
        alone = engine(settings, post=False, keep=place.folder)
        with alone as running, clients(recorder, each_of(house, dealt, 1)) as ours:
            ours.run(0)  # the first flow runs of a process import and cache
            settled(house)
            for turn in range(1, turns + 1):
                with running.paused():
                    base = bare.run()
                took, more = _turn(house, ours, running, turn)
                rates.append(facts / took)
                ratios.append(facts / took / base.rate)
                spent.update(more)
        recorded = len(STEPS) * (len(opened) + len(warm))
        recount(house, before, facts=recorded, letters=recorded, advanced=True)
    return Figure(
        "advance", f"recorded and advanced, {scale.in_flight:,} dossiers in flight", place.name, "facts/s", rates, ratios,
        bound=BOUND, note="post off", more={name: value / turns for name, value in spent.items()},
    )  # fmt: skip


def _turn(house: House, ours: Clients, running: Running, turn: int) -> tuple[float, dict[str, float]]:
    """Seconds from the first fact until everything is advanced, and where they went: the tail, and CPU by process."""
    pids = dict(zip(("engine_cpu", "prefect_cpu"), running.pids, strict=False))
    had = {name: cpu_of(pid) for name, pid in pids.items()}
    start = time.perf_counter()
    recorded = ours.run(turn)
    last = time.perf_counter()
    end = settled(house)
    cpu = {name: cpu_of(pid) - had[name] for name, pid in pids.items()}
    return end - start, {"after_last_fact": end - last, "client_cpu": recorded.cpu, **cpu}
