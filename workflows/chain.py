"""The approval chain as a Prefect flow: reads top to bottom.

One run carries the dossiers of one programme version that have news: one on a quiet day, hundreds after a KG meeting. It never
waits for a person; it goes as far as the facts allow and ends. Prefect is told ids and stage titles, never names or amounts.
"""

import asyncio
from typing import TypeVar, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.utilities.annotations import quote

from domain.programme import Stage
from workflows.house import here
from workflows.walk import Tally, Walk, begin

_Value = TypeVar("_Value")

#: Emitted per advanced dossier, so that automations can be attached to it.
ADVANCED = "foerderkette.dossier.advanced"


@flow(name="approval-chain", flow_run_name="{programme}: {count}", persist_result=False)
async def approval_chain(programme: str, count: int, dossiers: list[str]) -> Tally:  # noqa: ARG001 - `count` names the run
    """Walk the `count` dossiers with news through their programme; each stops where a person must act."""
    walking = await asyncio.to_thread(begin, here(), dossiers)
    for stage in walking.stages():
        await visit.with_options(task_run_name=stage.title.de)(_as_it_is(stage), _as_it_is(walking))
    tally: Tally = await close_finished(_as_it_is(walking))
    for dossier in tally.ids:
        resource = {"prefect.resource.id": f"foerderkette.dossier.{dossier}"}
        emit_event(ADVANCED, resource=resource, payload={"programme": programme})
    return tally


def _as_it_is(value: _Value) -> _Value:
    """Keep Prefect from walking through the value in search of futures; it unwraps the quote before the task sees it."""
    return cast("_Value", quote(value))


@task(name="visit", cache_policy=NO_CACHE, persist_result=False)
async def visit(stage: Stage, walking: Walk) -> int:
    """Open one stage for every dossier whose turn it has become; return how many."""
    return await asyncio.to_thread(walking.visit, stage)


@task(name="close-finished", task_run_name="Abschluss", cache_policy=NO_CACHE, persist_result=False)
async def close_finished(walking: Walk) -> Tally:
    """Close what is finished, owe the letters, and write everything that followed in one transaction."""
    return await asyncio.to_thread(walking.close)
