"""Around every request of the API: the language it is answered in, what it may carry, and the headers of every answer."""

import json
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.api import problem
from portal.api.problem import Refused
from wording.language import LANGUAGES, speak

_JSON = "application/json"
#: Where the body is a file; its route says which kinds.
_FILES = re.compile(r"/api/v1/(?:dossiers|drafts)/[^/]+/documents")
_UTF8 = frozenset({"utf-8", "utf8"})


class Edge:
    """ASGI middleware: speaks the caller's language, takes JSON only, and lets no shared cache keep an answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("cache-control", "private, no-cache")
                headers.add_vary_header("Accept-Language")
                headers.add_vary_header("Authorization")
            await send(message)

        headers = Headers(scope=scope)
        speak(preferred(headers.get("accept-language", "")))
        if _has_body(headers) and not _FILES.fullmatch(scope["path"]) and not is_json(headers.get("content-type", "")):
            refusal = problem.answer(Request(scope), Refused(problem.NOT_JSON))
            await refusal(scope, receive, answered)
            return
        await self._app(scope, receive, answered)


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers or "content-type" in headers


def refused_outside(status: int, path: str, accepted: str) -> bytes:
    """The problem with which the guard around the portal refuses a request below the API: 403, 413 or 421."""
    speak(preferred(accepted))
    kinds = {403: problem.FROM_ELSEWHERE, 413: problem.TOO_LARGE, 421: problem.WRONG_HOST}
    return json.dumps(problem.body(kinds[status], path), ensure_ascii=False).encode()


def is_json(kind: str) -> bool:
    """Tell whether this media type is JSON in UTF-8."""
    name, _, parameters = kind.partition(";")
    given = dict(part.strip().lower().partition("=")[::2] for part in parameters.split(";") if part.strip())
    return name.strip().lower() == _JSON and given.get("charset", "utf-8").strip('"') in _UTF8


def preferred(accepted: str) -> str:
    """The language of ours that `Accept-Language` weighs most; German if it names none of them."""
    best, weight = LANGUAGES[0], 0.0
    for part in accepted.split(","):
        tag, _, quality = part.partition(";")
        language = tag.strip().lower().partition("-")[0]
        weighs = _weight(quality)
        if language in LANGUAGES and weighs > weight:
            best, weight = language, weighs
    return best


def _weight(quality: str) -> float:
    """What stands behind `;q=`; what cannot be read counts as nothing."""
    text = quality.strip().lower().removeprefix("q=")
    if not text:
        return 1.0
    try:
        weighs = float(text)
    except ValueError:
        return 0.0
    return weighs if 0 <= weighs <= 1 else 0.0
