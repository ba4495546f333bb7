"""The portal as a server inside a running event loop: `foerderkette up` starts it beside the engine, `portal` alone."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn

from portal.app import create_app
from workflows.house import House, address

#: How long open requests may take to end when the portal stops, in seconds.
_PATIENCE = 5
#: How long a connection may idle: longer than a proxy in front keeps its own, which would else meet a closed door.
_IDLE = 75


class _Quiet(uvicorn.Server):
    """A server that leaves signals to whoever runs the loop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture nothing."""
        yield


def listening(host: str, port: int) -> socket.socket:
    """A socket that says it speaks TCP: only then does asyncio send each piece of an answer at once.

    Otherwise the second piece waits for the reader to acknowledge the first, which takes readers forty milliseconds.
    """
    made = socket.create_server((host, port), reuse_port=False)
    return socket.socket(made.family, made.type, socket.IPPROTO_TCP, fileno=made.detach())


@contextlib.asynccontextmanager
async def serving(house: House, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve the portal for the length of the block; gives its address. Raises OSError if the port is taken."""
    taken = listening(host, port)
    config = uvicorn.Config(
        create_app(house), log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=_PATIENCE,
        timeout_keep_alive=_IDLE, server_header=False, proxy_headers=False,
    )  # fmt: skip
    server = _Quiet(config)
    running = asyncio.create_task(server.serve(sockets=[taken]))
    found_at = address(host, taken.getsockname()[1])
    house.portals.append(found_at)
    try:
        yield found_at
    finally:
        house.portals.remove(found_at)
        server.should_exit = True
        await running
