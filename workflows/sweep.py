"""The sweep makes certain that nothing lies still: it finds what the chain should have moved, and runs a dead engine left.

It decides nothing; it re-drives, tidies up and reports.
"""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

import structlog
from prefect import flow, get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Crashed
from prefect.types import DateTime

from store import lists
from workflows.chain import approval_chain
from workflows.house import House, here
from workflows.runs import NO_RESULTS
from workflows.walk import news

log = structlog.get_logger()

#: A run of ours is over in seconds; one that has been running for longer than this was left behind by a dead process.
LEFT_BEHIND = timedelta(minutes=10)
FLOWS = ["approval-chain", "deliver-post", "climb-ladders", "sweep"]


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found: dossiers it re-drove, runs it ended, and references of dossiers for which nobody has to act."""

    redriven: int
    ended_runs: int
    without_next_actor: tuple[str, ...]


@flow(name="sweep", flow_run_name="Kehraus", persist_result=False, result_storage=NO_RESULTS)
async def sweep() -> Swept:
    """Re-drive what lies still, end runs left behind, report dossiers without a next actor (promise P10)."""
    house = here()
    redriven = 0
    for programme, ids in (await asyncio.to_thread(news, house)).items():
        redriven += (await approval_chain(programme[:12], len(ids), ids)).advanced
    stuck = await asyncio.to_thread(_stuck, house)
    if stuck:
        log.error("sweep.without_next_actor", dossiers=list(stuck))
    return Swept(redriven, await end_runs_left_behind(), stuck)


def _stuck(house: House) -> tuple[str, ...]:
    with house.database.reading() as connection:
        return tuple(lists.without_next_actor(connection))


async def end_runs_left_behind() -> int:
    """Mark runs as crashed that a killed engine left in the state Running; return how many."""
    now = here().clock.now()
    async with get_client() as client:
        runs = await client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=FLOWS)),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING])),
                start_time=FlowRunFilterStartTime(before_=cast("DateTime", now - LEFT_BEHIND)),
            ),
            # A server with FastAPI 0.152 or later refuses the client's nulls for these two (422).
            sort=FlowRunSort.START_TIME_ASC,
            limit=100,
        )
        for run in runs:
            await client.set_flow_run_state(run.id, Crashed(message="left behind by an engine that died"), force=True)
    return len(runs)
