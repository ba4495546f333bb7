"""Climbing the reminder ladders as a flow: scheduled by the engine or a deployment, as often as anybody likes.

Ids alone reach Prefect, and none here: the climb finds for itself what is due. A run that dies half way leaves whole chunks
behind; the next one does the rest.
"""

import asyncio

import structlog
from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from workflows.house import here
from workflows.reminders.climbing import climb
from workflows.runs import NO_RESULTS

log = structlog.get_logger()


@flow(name="climb-ladders", flow_run_name="Erinnerungen", persist_result=False, result_storage=NO_RESULTS)
async def climb_ladders() -> dict[str, int | str]:
    """Decide the rungs that are due and owe their mails; how many of each, and why nothing was done where it halted."""
    return await climb_once()


@task(name="climb", task_run_name="Stufen", cache_policy=NO_CACHE, persist_result=False)
async def climb_once() -> dict[str, int | str]:
    """Climb once."""
    done = await asyncio.to_thread(climb, here())
    if done.halted:
        log.error("reminders.halted", why=done.halted)
    return {"letters": done.letters, "rungs": done.rungs, "halted": done.halted}
