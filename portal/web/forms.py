"""Forms: the token that ties them to their session, their fields as text, and the files that come with them."""

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from fastapi import HTTPException, Request
from python_multipart.multipart import parse_options_header
from starlette.datastructures import UploadFile

from portal.documents.file_kinds import Upload
from portal.errors import Forged
from portal.visitor import session_of
from portal.web.fields_of_stream import most_fields
from portal.web.masking import unmasked


def _readable(kind: str) -> bool:
    """Browsers send the forms of our pages as UTF-8; other character sets could say what no text can hold."""
    if not kind:
        return True  # a form without a field that is sent
    name, options = parse_options_header(kind)
    charset = options.get(b"charset", b"utf-8").lower()
    return name in {b"application/x-www-form-urlencoded", b"multipart/form-data"} and charset in {b"utf-8", b"utf8"}


#: Files a form is read with; a form with more is not one of ours. What may be uploaded at once is less, and says so.
_MOST_FILES = 50


async def fields_of(request: Request) -> Mapping[str, str]:
    """The fields of a posted form as trimmed text; raises Forged if its token is not that of the session."""
    try:
        return await _fields(request)
    finally:
        await request.close()


async def _fields(request: Request) -> Mapping[str, str]:
    if not _readable(request.headers.get("content-type", "")):
        raise HTTPException(415)
    form = await request.form(max_files=_MOST_FILES, max_fields=most_fields(request.url.path))
    fields = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
    session = session_of(request)
    if session is not None and not secrets.compare_digest(unmasked(fields.get("csrf", "")), session.csrf.encode()):
        raise Forged
    return fields


@asynccontextmanager
async def form_of(request: Request) -> AsyncIterator[tuple[Mapping[str, str], Sequence[Upload]]]:
    """The fields of a posted form and the files in its field `files`, for the length of the block; raises as `fields_of`.

    Files lie in the system's folder for temporary files as they come in, not in memory; file fields left empty are passed over.
    """
    try:
        fields = await _fields(request)
        given = (await request.form()).getlist("files")
        sent = [each for each in given if isinstance(each, UploadFile) and (each.filename or each.size)]
        yield fields, [Upload(each.filename or "", each.file) for each in sent]
    finally:
        await request.close()
