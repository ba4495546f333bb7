"""What every operation may answer besides its own: problems, documented as they are sent."""

from collections.abc import Mapping
from typing import Any

from portal.api.problem import MEDIA_TYPE

Responses = dict[int | str, dict[str, Any]]

_SAID = {
    400: "The request cannot be read",
    401: "A valid access key is needed",
    403: "The key is not for this, or its person may not do it",
    404: "There is nothing here, or nothing that you may see",
    409: "The state of the dossier stands against it",
    412: "It was changed since the version named in `If-Match`",
    413: "The request is too large",
    415: "The body has to be JSON, or a file of a kind that is taken",
    429: "This was asked too often",
    422: "The content cannot be taken",
    500: "Something went wrong here",
    503: "The database is busy; nothing was changed",
}
_CHALLENGE = {"WWW-Authenticate": {"description": "How to send a key", "schema": {"type": "string"}}}
_AGAIN = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "string"}}}
_HEADERS: Mapping[int, Mapping[str, Any]] = {401: _CHALLENGE, 429: _AGAIN, 503: _AGAIN}
_EVERYWHERE = (401, 403, 422, 500, 503)


def problems(*more: int) -> Responses:
    """The problems every operation knows, and these."""
    return {status: _problem(status) for status in sorted({*_EVERYWHERE, *more})}


def _problem(status: int) -> dict[str, Any]:
    said: dict[str, Any] = {
        "description": _SAID[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    return {**said, "headers": dict(_HEADERS[status])} if status in _HEADERS else said


#: A page of a list says where the next one is.
PAGED: dict[str, Any] = {"headers": {"Link": {"description": 'The next page, `rel="next"`', "schema": {"type": "string"}}}}
