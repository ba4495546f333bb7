"""Pages of lists: a cursor is the place of the last line, made opaque so that nobody builds on how it is written."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request, Response

from portal.api.problem import Refused, wrong
from wording.language import N_, _

_MOST = 200
_LONGEST = 1000
_BAD = N_('This is not a cursor of this list. Take "next" of the page before as it is.')
_NEXT = "`next` of the page before; empty for the first page"

_Line = TypeVar("_Line")

Limit = Annotated[int, Query(ge=1, le=_MOST, description="How many lines a page has at most", examples=[50])]


class Place:
    """Where in a list the caller is, and the header that leads on."""

    def __init__(
        self, request: Request, response: Response,
        cursor: Annotated[str, Query(max_length=_LONGEST, description=_NEXT, examples=[""])] = "",
    ) -> None:  # fmt: skip
        """Take what FastAPI finds in the request."""
        self._request, self._response, self._cursor = request, response, cursor

    def behind(self, parts: int) -> tuple[str, ...]:
        """The place the page begins behind, empty for the first page; refused with 422 if it is none of this list."""
        if not self._cursor:
            return ()
        try:
            read = json.loads(urlsafe_b64decode(self._cursor + "=" * (-len(self._cursor) % 4)))
        except (ValueError, RecursionError):
            raise bad() from None
        fits = isinstance(read, list) and len(read) == parts and all(isinstance(one, str) for one in read)
        if not fits or not all(one.isprintable() for one in read):
            raise bad()
        return tuple(read)

    def point_on(self, *last: str) -> str:
        """Say in the header `Link` where the page behind this line is; returns its cursor."""
        following = urlsafe_b64encode(json.dumps(last).encode()).decode().rstrip("=")
        address = self._request.url.include_query_params(cursor=following)
        self._response.headers["Link"] = f'<{address}>; rel="next"'
        return following


class _Page(Place):
    """A place in a list whose pages are as long as the caller wants."""

    def __init__(
        self, request: Request, response: Response,
        cursor: Annotated[str, Query(max_length=_LONGEST, description=_NEXT, examples=[""])] = "", limit: Limit = 50,
    ) -> None:  # fmt: skip
        super().__init__(request, response, cursor)
        self.limit = limit

    def cut(self, found: Sequence[_Line], place: Callable[[_Line], tuple[str, ...]]) -> tuple[Sequence[_Line], str | None]:
        """The lines of this page out of one more than it has, and the cursor of the next one."""
        if len(found) <= self.limit:
            return found, None
        return found[: self.limit], self.point_on(*place(found[self.limit - 1]))


Page = Annotated[_Page, Depends()]
ListPlace = Annotated[Place, Depends()]


def bad() -> Refused:
    """The refusal of a cursor."""
    return wrong("cursor", _(_BAD))
