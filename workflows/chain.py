"""The approval chain as a Prefect flow: reads top to bottom.

One run carries the dossiers of one programme version that have news: one on a quiet day, hundreds after a KG meeting. It never
waits for a person; it goes as far as the facts allow and ends. Prefect is told ids and stage titles, never names or amounts.
"""

import asyncio
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.utilities.annotations import quote

from workflows.house import here
from workflows.walk import Tally, begin

#: Emitted per advanced dossier, so that automations can be attached to it.
ADVANCED = "foerderkette.dossier.advanced"


@flow(name="approval-chain", flow_run_name="{programme}: {count}", persist_result=False)
async def approval_chain(programme: str, count: int, dossiers: list[str]) -> Tally:
    """Walk the `count` dossiers with news through their programme; each stops where a person must act."""
    walking = await asyncio.to_thread(begin, here(), dossiers)
    for stage in walking.stages():
        await visit.with_options(task_run_name=stage.title.de)(quote(stage), quote(walking))
    tally = await close_finished(quote(walking))
    for dossier in tally.ids:
        resource = {"prefect.resource.id": f"foerderkette.dossier.{dossier}"}
        emit_event(ADVANCED, resource=resource, payload={"programme": programme})
    return tally


# `quote` keeps Prefect from walking through the values in search of futures; the tasks take them out again.
@task(name="visit", cache_policy=NO_CACHE, persist_result=False)
async def visit(stage: Any, walking: Any) -> int:  # noqa: ANN401 - quoted Stage and Walk
    """Open one stage for every dossier whose turn it has become; return how many."""
    opened: int = await asyncio.to_thread(walking.unquote().visit, stage.unquote())
    return opened


@task(name="close-finished", task_run_name="Abschluss", cache_policy=NO_CACHE, persist_result=False)
async def close_finished(walking: Any) -> Tally:  # noqa: ANN401 - quoted Walk
    """Close what is finished, owe the letters, and write everything that followed in one transaction."""
    tally: Tally = await asyncio.to_thread(walking.unquote().close)
    return tally
