"""Forms: the token that ties them to their session, and their fields as text."""

import secrets
from collections.abc import Mapping

from fastapi import Request

from portal.errors import Forged
from portal.visitor import session_of


async def fields_of(request: Request) -> Mapping[str, str]:
    """The fields of a posted form as trimmed text; raises Forged if its token is not that of the session."""
    form = await request.form()
    fields = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
    session = session_of(request)
    if session is not None and not secrets.compare_digest(fields.get("csrf", "").encode(), session.csrf.encode()):
        raise Forged
    return fields
