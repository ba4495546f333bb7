"""Handing a document out: its bytes as a download that nothing may run in, whatever a browser makes of them."""

import unicodedata
from collections.abc import Iterator
from typing import IO
from urllib.parse import quote

from fastapi.responses import StreamingResponse

from portal.documents.file_kinds import TITLES
from store.documents import Document
from store.shelf import CHUNK
from workflows.documents import shelf_of
from workflows.house import House

#: What a file is called whose kind nobody has looked at.
UNKNOWN_KIND = "application/octet-stream"


def handed_out(house: House, document: Document) -> StreamingResponse:
    """The bytes, if they are those that were filed; raises `store.shelf.Altered` otherwise, before anything is sent."""
    file = shelf_of(house).open(document.stored_as, document.digest, document.size)
    headers = {
        "Content-Disposition": _attachment(document.name or document.id),
        "Content-Length": str(document.size),
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
        "ETag": f'"{document.digest}"',
    }
    known = document.media_type if document.media_type in TITLES else UNKNOWN_KIND
    return StreamingResponse(_pieces(file), media_type=known, headers=headers)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece


def _attachment(name: str) -> str:
    """The file's name for whoever downloads it (RFC 6266): in full, and in ASCII for whoever cannot read that."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join("_" if char in '"\\%/;' else char for char in plain)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
