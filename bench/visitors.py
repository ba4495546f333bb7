"""Visitors of a portal: requests sent at a fixed rate, whatever the answers take, and how long each took.

The time of a request counts from when it was due, not from when it was sent: a portal that stalls keeps those behind it
waiting, and their waiting is part of the figure.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import httpx


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered request: what it was, milliseconds from when it was due, and what was wrong with the answer, if anything."""

    kind: str
    took: float
    fault: str


#: Sends one request and says what was wrong with its answer, or nothing.
Visit = Callable[[httpx.AsyncClient], Awaitable[str]]


def visit(url: str, due: Sequence[tuple[str, Visit]], *, rate: float) -> list[Answer]:
    """Send the requests, `rate` per second, and wait for the last answer."""
    return asyncio.run(_visit(url, due, rate))


async def _visit(url: str, due: Sequence[tuple[str, Visit]], rate: float) -> list[Answer]:
    # As many connections as wait for an answer at the worst; a browser opens six.
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=60.0) as client:
        start = time.perf_counter() + 0.5
        return await asyncio.gather(*(_at(client, start + n / rate, kind, one) for n, (kind, one) in enumerate(due)))


async def _at(client: httpx.AsyncClient, instant: float, kind: str, one: Visit) -> Answer:
    await asyncio.sleep(max(0.0, instant - time.perf_counter()))
    try:
        fault = await one(client)
    except httpx.HTTPError as error:
        fault = repr(error)
    return Answer(kind, (time.perf_counter() - instant) * 1000, fault)
