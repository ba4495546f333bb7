"""Forms: the token that ties them to their session, and their fields as text."""

import secrets
from collections.abc import Mapping

from fastapi import HTTPException, Request
from python_multipart.multipart import parse_options_header

from portal.errors import Forged
from portal.visitor import session_of


def _readable(kind: str) -> bool:
    """Browsers send the forms of our pages as UTF-8; other character sets could say what no text can hold."""
    if not kind:
        return True  # a form without a field that is sent
    name, options = parse_options_header(kind)
    charset = options.get(b"charset", b"utf-8").lower()
    return name in {b"application/x-www-form-urlencoded", b"multipart/form-data"} and charset in {b"utf-8", b"utf8"}


#: Fields that no person types.
_CARRIED = frozenset({"csrf", "key", "seen", "step", "weiter"})


async def typed_in(request: Request) -> list[str]:
    """What a person typed into a form that cannot be taken, in the order of its fields."""
    if not _readable(request.headers.get("content-type", "")):
        return []
    form = await request.form()
    return [value for name, value in form.multi_items() if isinstance(value, str) and value.strip() and name not in _CARRIED]


async def fields_of(request: Request) -> Mapping[str, str]:
    """The fields of a posted form as trimmed text; raises Forged if its token is not that of the session."""
    if not _readable(request.headers.get("content-type", "")):
        raise HTTPException(415)
    form = await request.form()
    fields = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
    session = session_of(request)
    if session is not None and not secrets.compare_digest(fields.get("csrf", "").encode(), session.csrf.encode()):
        raise Forged
    return fields
