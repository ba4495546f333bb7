"""The embedded Prefect server's app, with one header added.

On SQLite the server answers 503 when two of its own writers collide, and Prefect's client then rests two seconds, because the
answer does not say how long to wait. It says so here: the collision is over in milliseconds (docs/adr/0007).
"""

import socket
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

#: In seconds; the client adds its own jitter.
RETRY_AFTER = b"0.05"
_UNAVAILABLE = 503


def create_app() -> App:
    """Build Prefect's app and wrap it; called by uvicorn in the child process."""
    from prefect.server.api.server import create_app as prefect_app  # noqa: PLC0415 - only the child process loads the server

    return saying_when(prefect_app())


def saying_when(app: App) -> App:
    """Add `Retry-After` to every 503 of `app`."""

    async def wrapped(scope: Message, receive: Receive, send: Send) -> None:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == _UNAVAILABLE:
                message = {**message, "headers": [*message["headers"], (b"retry-after", RETRY_AFTER)]}
            await send(message)

        await app(scope, receive, answer)

    return wrapped


def serve(descriptor: int) -> None:
    """Serve on the socket the parent listens on, until told to end."""
    import uvicorn  # noqa: PLC0415 - only the child process serves

    config = uvicorn.Config(create_app, factory=True, log_level="warning", timeout_keep_alive=5, timeout_graceful_shutdown=3)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    serve(int(sys.argv[1]))
