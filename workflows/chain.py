"""The approval chain as a Prefect flow: reads top to bottom.

One run carries the dossiers of one programme version that have news: one on a quiet day, hundreds after a KG meeting. It never
waits for a person; it goes as far as the facts allow and ends. Prefect is told ids and stage titles, never names or amounts.
"""

import asyncio
from collections.abc import Iterator, Sequence
from typing import TypeVar, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.utilities.annotations import quote

from domain.programme import Stage
from workflows.house import here
from workflows.runs import NO_RESULTS
from workflows.walk import Tally, Walk, begin

_Value = TypeVar("_Value")

#: Emitted for advanced dossiers, so that automations can be attached to them.
ADVANCED = "foerderkette.dossier.advanced"
#: Prefect takes at most so many related resources in one event.
_TOGETHER = 100


@flow(name="approval-chain", flow_run_name="{programme}: {count}", persist_result=False, result_storage=NO_RESULTS)
async def approval_chain(programme: str, count: int, dossiers: list[str]) -> Tally:  # noqa: ARG001 - `count` names the run
    """Walk the `count` dossiers with news through their programme; each stops where a person must act."""
    walking = await asyncio.to_thread(begin, here(), dossiers)
    for stage in walking.stages():
        await visit.with_options(task_run_name=stage.title.de)(_as_it_is(stage), _as_it_is(walking))
    tally: Tally = await close_finished(_as_it_is(walking))
    for resource, related in announcements(tally.ids):
        emit_event(ADVANCED, resource=resource, related=related, payload={"programme": programme, "count": len(related)})
    return tally


def announcements(dossiers: Sequence[str]) -> Iterator[tuple[dict[str, str], list[dict[str, str]]]]:
    """Give the resource and the related resources of the events that say which dossiers were advanced.

    The first dossier is the event's resource, all of them are related to it in the role `dossier`: a trigger that matches
    `foerderkette.dossier.*` as a related resource sees each. One event per dossier would cost the server about two
    milliseconds of CPU each, more than recording and walking it (docs/adr/0007).
    """
    for start in range(0, len(dossiers), _TOGETHER):
        some = [{"prefect.resource.id": f"foerderkette.dossier.{id_}"} for id_ in dossiers[start : start + _TOGETHER]]
        yield some[0], [{**resource, "prefect.resource.role": "dossier"} for resource in some]


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
