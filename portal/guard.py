"""Around every request: where it may come from, how large it may be, and the headers each answer carries (ASVS 5.0 V3, V4)."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

#: Bytes of a request's body; no form of ours comes near it.
LARGEST = 1_000_000
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    # Not "no-referrer": with it browsers send "Origin: null" with our own forms.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_SECURE = (b"strict-transport-security", b"max-age=31536000")


class Guard:
    """ASGI middleware: refuses what comes from elsewhere or is too large, and sets the headers."""

    def __init__(self, app: App, *, secure: bool, hosts: frozenset[str]) -> None:
        """Wrap `app`; `secure` where people reach it by https, `hosts` the names they reach it by."""
        self._app = app
        self._hosts = hosts
        self._headers = [*HEADERS, _SECURE] if secure else list(HEADERS)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *self._headers]}
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if urlsplit(f"//{headers.get('host', '')}").hostname not in self._hosts:
            await _refuse(answer, 421)
            return
        if scope["method"] in _CHANGING and not _from_here(headers):
            await _refuse(answer, 403)
            return
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST:
            await _refuse(answer, 413)
            return
        await self._app(scope, _limited(receive), answer)


def _from_here(headers: dict[str, str]) -> bool:
    """Tell whether a changing request comes from a page of ours; browsers say so, other programs say nothing."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin", "")
    return not origin or urlsplit(origin).netloc == headers.get("host", "")


def _limited(receive: Receive) -> Receive:
    """Cut off a body that is longer than it said."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST:
            return {"type": "http.disconnect"}
        return message

    return counted


async def _refuse(send: Send, status: int) -> None:
    said = {
        403: "Dieses Formular kam nicht von einer Seite dieses Dienstes.",
        413: "Das ist zu groß.",
        421: "Unter diesem Namen ist dieser Dienst nicht erreichbar; erreichbar ist er unter FOERDERKETTE_PUBLIC_URL.",
    }[status]
    body = f"{said}\n".encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())],
        }
    )
    await send({"type": "http.response.body", "body": body})
