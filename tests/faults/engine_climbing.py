"""A process with the whole engine and a real Prefect server whose house has its own day: the ladders climbed as flows.

Prefect reads its settings when it is imported, so nothing of it is imported before the engine runs.
"""

import asyncio
import json
import os
import urllib.request
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from config.clock import FixedClock
from config.crash import VARIABLE
from config.settings import load
from store import outbox
from workflows.engine import Engine
from workflows.house import House, open_house
from workflows.reminders.climbing import due

POOL = "rathaus"


def engine_at(data: Path, now: datetime, crash: str, report: Path) -> None:
    """Run the engine at a moment until nothing is due and every letter is out; write what Prefect knows of it to `report`.

    Dies at `crash` ("rungs-decided") if one is named.
    """
    os.environ[VARIABLE] = crash
    house = open_house(load(data=data), FixedClock(now))
    said = asyncio.run(_live(house))
    house.database.close()
    report.write_text(json.dumps(said))


async def _live(house: House) -> dict[str, Any]:
    async with Engine(house).running() as engine:
        await _until(lambda: not due(house) and not _underway(house))
        url = engine.prefect_url
        before = await asyncio.to_thread(_ask, f"{url}/flow_runs/filter", {"flows": {"name": {"any_": ["climb-ladders"]}}})

        from workflows.deployments import deploy  # noqa: PLC0415 - imports Prefect
        from workflows.reminders.flow import climb_ladders  # noqa: PLC0415 - imports Prefect

        again = await climb_ladders()
        await asyncio.to_thread(_ask, f"{url}/work_pools/", {"name": POOL, "type": "process"})
        await deploy(POOL)
        deployed = await asyncio.to_thread(_ask, f"{url}/deployments/filter", {})
    return {
        "runs": [run["state_type"] for run in before],
        "parameters": [run["parameters"] for run in before],
        "again": again,
        "deployed": [(one["entrypoint"], [plan["schedule"]["interval"] for plan in one["schedules"]]) for one in deployed],
    }  # fmt: skip


def _underway(house: House) -> int:
    with house.database.reading() as connection:
        counts = outbox.counts(connection)
    return counts["owed"] + counts["claimed"] + counts["data_started"]


async def _until(true: Callable[[], bool]) -> None:
    """Wait; whoever started the process ends it where this never comes true."""
    while not await asyncio.to_thread(true):  # noqa: ASYNC110 - it is the store that says so, nobody of this process
        await asyncio.sleep(0.1)


def _ask(url: str, wanted: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON says
    request = urllib.request.Request(url, json.dumps(wanted).encode(), {"Content-Type": "application/json"})  # noqa: S310 - our own
    with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310 - our own
        return json.load(reply)
