"""Around every request: where it may come from, how large it may be, and the headers each answer carries (ASVS 5.0 V3, V4)."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

from portal.api import problem
from portal.api.edge import refused_outside
from portal.web.cookies import LANGUAGE
from wording.language import N_, _, speak, spoken

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

#: Bytes of a request's body; no form without files comes near it.
LARGEST = 1_000_000
#: Files that may be sent at once, and bytes of a body that brings them: 25 MiB each, and some room for the form around them.
MOST_FILES = 5
LARGEST_UPLOAD = MOST_FILES * 26 * (1 << 20)
#: A program sends one file at a time, as the body itself; how large it may be is said by `portal.documents.file_kinds`.
_LARGEST_FILE = 26 * (1 << 20)
_FILES = re.compile(r"/api/v1/(?:dossiers|drafts)/[^/]+/documents")
#: A body that is too large is read and dropped up to here, because browsers look at the answer only after that.
_DRAINED = 4 * LARGEST_UPLOAD
_UPLOADS = re.compile(r"/(?:antraege/entwurf/[^/]+|antraege/[^/]+|akten/[^/]+)/unterlagen|/antraege/[^/]+/nachreichen/[^/]+")
#: Files go out as they are: they are compressed already, and their size is known beforehand.
_DOWNLOADS = re.compile(
    r"/(?:antraege/entwurf/[^/]+|antraege/[^/]+|akten/[^/]+)/unterlagen/[^/]+|/api/v1/(?:dossiers/[^/]+/documents/[^/]+|me/export)"
)
#: Mail programs decline mails from wherever they are (RFC 8058): the address itself is the proof, and knows one thing to do.
_ONE_CLICK = re.compile(r"/abbestellen/[^/]+/[^/]+")
_SMALLEST = 10_000
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
_SAID = {
    403: N_("This form did not come from a page of this service."),
    413: N_("That is too large."),
    421: N_("This service is not reached by this name; it is reached by the one in FOERDERKETTE_PUBLIC_URL."),
}


class Guard:
    """ASGI middleware: refuses what comes from elsewhere or is too large, and sets the headers."""

    def __init__(self, app: App, *, secure: bool, hosts: frozenset[str]) -> None:
        """Wrap `app`; `secure` where people reach it by https, `hosts` the names they reach it by."""
        self._app = app
        self._hosts = hosts
        self._secure = secure
        self._headers = [*HEADERS, _SECURE] if secure else list(HEADERS)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # The proxy in front speaks https; an address with http would lead people, and programs with their keys, past it.
        scope = {**scope, "scheme": "https"} if self._secure else scope

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                # A page that says one of them itself, as downloads do, means it.
                said = {name.lower() for name, _value in message["headers"]}
                more = [header for header in self._headers if header[0] not in said]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if urlsplit(f"//{headers.get('host', '')}").hostname not in self._hosts:
            await _refuse(answer, 421, scope, headers)
            return
        one_click = scope["method"] == "POST" and _ONE_CLICK.fullmatch(scope["path"])
        if scope["method"] in _CHANGING and not one_click and not _from_here(headers):
            await _refuse(answer, 403, scope, headers)
            return
        limit = _limit(scope)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > limit:
            await _drain(receive)
            await _refuse(answer, 413, scope, headers)
            return
        if _DOWNLOADS.fullmatch(scope["path"]):
            scope = {**scope, "headers": [each for each in scope["headers"] if each[0] != b"accept-encoding"]}
        body = _Body(receive, limit)
        await body.take(self._app, scope, answer)
        if body.over:
            if body.more:
                await _drain(receive)
            await _refuse(answer, 413, scope, headers)


class _Body:
    """A body that is cut off where it grows longer than it said or may be."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._taken = 0
        self._answered = False
        #: It was too long, and nobody has been answered yet.
        self.over = False
        #: Some of it has not come in yet.
        self.more = True

    async def take(self, app: App, scope: MutableMapping[str, Any], send: Send) -> None:
        """Let `app` handle the request; what it says to half a body is kept back, because that is not what is wrong."""

        async def answer(message: Message) -> None:
            if not self.over:
                self._answered = True
                await send(message)

        try:
            await app(scope, self._counted, answer)
        except Exception:
            if not self.over:
                raise

    async def _counted(self) -> Message:
        if self._taken > self._limit:
            return {"type": "http.disconnect"}
        message = await self._receive()
        self._taken += len(message.get("body", b""))
        self.more = bool(message.get("more_body"))
        if self._taken > self._limit:
            self.over = not self._answered
            return {"type": "http.disconnect"}
        return message


def _limit(scope: MutableMapping[str, Any]) -> int:
    """Bytes the body of this request may have."""
    if scope["method"] != "POST":
        return LARGEST
    if _FILES.fullmatch(scope["path"]):
        return _LARGEST_FILE
    if _ONE_CLICK.fullmatch(scope["path"]):
        return _SMALLEST
    return LARGEST_UPLOAD if _UPLOADS.fullmatch(scope["path"]) else LARGEST


def _from_here(headers: dict[str, str]) -> bool:
    """Tell whether a changing request comes from a page of ours; browsers say so, other programs say nothing."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin", "")
    return not origin or urlsplit(origin).netloc == headers.get("host", "")


async def _drain(receive: Receive) -> None:
    """Read the rest of a body and drop it."""
    taken = 0
    while taken < _DRAINED:
        message = await receive()
        taken += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


async def _refuse(send: Send, status: int, scope: MutableMapping[str, Any], headers: dict[str, str]) -> None:
    """Say what is wrong: as a page with a way on to browsers, as a line of text to other programs."""
    if scope["path"].startswith("/api/"):
        said = refused_outside(status, scope["path"], headers.get("accept-language", ""))
        await _say(send, status, problem.MEDIA_TYPE, said)
        return
    _speak_theirs(headers)
    as_page = status != 421 and "text/html" in headers.get("accept", "")  # noqa: PLR2004 - no page of ours has that name
    body = _page(status, scope["path"]) if as_page else f"{_(_SAID[status])}\n"
    await _say(send, status, f"text/{'html' if as_page else 'plain'}; charset=utf-8", body.encode())


async def _say(send: Send, status: int, kind: str, said: bytes) -> None:
    given = [(b"content-type", kind.encode()), (b"content-length", str(len(said)).encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": given})
    await send({"type": "http.response.body", "body": said})


def _speak_theirs(headers: dict[str, str]) -> None:
    """Speak what the cookie says; nobody else has looked at the request yet."""
    said = {part.strip() for part in headers.get("cookie", "").split(";")}
    speak("en" if any(one.endswith(f"{LANGUAGE}=en") for one in said) else "de")


def _page(status: int, path: str) -> str:
    """A page on its own: what went wrong happened before anything is known about the visitor."""
    more = ""
    if status == 413:  # noqa: PLR2004 - HTTP's number
        more = _("Files may have 25 MB each, and {count} can be sent at once. Nothing of this was kept.")
        more = f'<p class="kern-body">{escape(more.format(count=MOST_FILES))}</p>\n'
    back = quote(path) if _UPLOADS.fullmatch(path) else "/"
    way_on = _("Back to the page you came from") if back != "/" else _("To the front page")
    title = escape(_(_SAID[status]))
    return f"""<!DOCTYPE html>
<html lang="{spoken()}" class="kern-root">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Förderkette</title>
<link rel="stylesheet" href="/static/kern.min.css">
<link rel="stylesheet" href="/static/foerderkette.css">
<link rel="icon" href="data:,">
</head>
<body>
<main id="inhalt">
<div class="frame narrow stack">
<h1 class="kern-heading-x-large">{title}</h1>
{more}<p class="kern-body"><a class="kern-link" href="{back}">{escape(way_on)}</a></p>
</div>
</main>
</body>
</html>
"""
