"""The same flows for a Prefect work pool: `python -m workflows.deployments POOL` registers them.

A run started by a worker takes seconds to begin (a fresh interpreter), so deployments suit schedules and scaling out; the
engine runs the same flows in-process within a fraction of a second. Both may run side by side: versions guard every walk.
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from prefect import Flow, flow

from workflows.house import here
from workflows.runs import NO_RESULTS
from workflows.walk import NOTHING, news

ROOT = Path(__file__).parent.parent
#: Every flow that runs by itself, and how often.
PLANS = (
    ("workflows/deployments.py:drive_chain", timedelta(seconds=30)),
    ("workflows/post.py:deliver_post", timedelta(seconds=30)),
    ("workflows/reminders/flow.py:climb_ladders", timedelta(minutes=5)),
    ("workflows/sweep.py:sweep", timedelta(minutes=15)),
)


@flow(name="drive-chain", flow_run_name="Kette", persist_result=False, result_storage=NO_RESULTS)
async def drive_chain() -> int:
    """Run the approval chain for everything that has news; the entry point for schedules and event triggers."""
    from workflows.chain import approval_chain  # noqa: PLC0415 - keeps the import of this module light for the worker

    total = NOTHING
    while batch := news(here(), aside=total.stumbled):
        done = NOTHING
        for programme, ids in batch.items():
            done += await approval_chain(programme[:12], len(ids), ids)
        total += done
        if not done.advanced and not done.stumbled:
            break
    return total.advanced


async def deploy(pool: str) -> None:
    """Register the flows with a process, Docker or Kubernetes work pool; they run from this checkout."""
    for entrypoint, interval in PLANS:
        found = await Flow.afrom_source(source=str(ROOT), entrypoint=entrypoint)
        await found.adeploy(
            name="foerderkette", work_pool_name=pool, interval=interval, build=False, push=False, print_next_steps=False
        )


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the module and one word
        sys.exit("Name the work pool: python -m workflows.deployments POOL")
    asyncio.run(deploy(sys.argv[1]))
