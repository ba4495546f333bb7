"""Documents that programs send, one at a time: the body is the file itself.

Not `multipart/form-data`: so a key is looked at before a byte of the file is taken in, one request is one file, one entry and
one answer, and no client has to put a form together. The name stands in `Content-Disposition`, not in the address, because
addresses are kept in the logs of proxies.
"""

import asyncio
import re
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated, Any
from urllib.parse import unquote_to_bytes

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse

from portal.api.answers import problems
from portal.api.caller import Applicant, DossierId, DraftId, Recorder, visible
from portal.api.office_models import Document
from portal.api.once import REPLAYED, Key, made
from portal.api.problem import NO_SUCH_FILE, Refused, wrong
from portal.applicant.drafting import draft_for
from portal.documents import filing
from portal.documents.file_kinds import KINDS, TITLES, Upload
from portal.visitor import TheHouse
from store import documents as rows
from wording.language import N_, _

router = APIRouter()

#: What is larger lies in the system's folder for temporary files.
_IN_MEMORY = 1 << 20
_STAR = re.compile(r"""filename\*\s*=\s*utf-8'[^']*'([^;\s]+)""", re.IGNORECASE)
_PLAIN = re.compile(r"""filename\s*=\s*(?:"([^"\\]*)"|([^;\s"]+))""", re.IGNORECASE)
_NO_NAME = N_("Say what the file is called: attachment; filename*=UTF-8''Plan.pdf, in UTF-8 and percent-encoded.")
_OTHER_KIND = N_('The name says it is "{named}". Send it with that media type, or mend the name.')
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_BODY: dict[str, Any] = {"requestBody": {"required": True, "content": dict.fromkeys(TITLES, _BYTES)}}

FileName = Annotated[
    str, Header(
        alias="Content-Disposition", description="What the file is called, after RFC 6266",
        examples=["attachment; filename*=UTF-8''Kostenplan.pdf"],
    ),
]  # fmt: skip


@router.post(
    "/dossiers/{dossier_id}/documents", operation_id="file", tags=["dossiers"], status_code=201, response_model=Document,
    openapi_extra=_BODY, responses={201: {"headers": REPLAYED}, **problems(400, 404, 409, 413, 415)},
)  # fmt: skip
async def file(
    request: Request, house: TheHouse, account: Recorder, dossier_id: DossierId, name: FileName, key: Key
) -> JSONResponse:
    """File a document in a dossier, as of today. The body is the file, at most 25 MiB."""
    named = _named(request, name)
    case = (await asyncio.to_thread(visible, house, account, dossier_id))[0].dossier
    with SpooledTemporaryFile(_IN_MEMORY) as received:
        await _take(request, received)
        upload = Upload(named, received)
        filed, repeated = await asyncio.to_thread(filing.file_one, house, account, case, upload, key)
    return made(Document.of(filed), f"/api/v1/dossiers/{case.id}/documents/{filed.id}", repeated=repeated)


@router.post(
    "/drafts/{draft_id}/documents", operation_id="keep", tags=["applications"], status_code=201, response_model=Document,
    openapi_extra=_BODY, responses={201: {"headers": REPLAYED}, **problems(400, 404, 409, 413, 415)},
)  # fmt: skip
async def keep(
    request: Request, house: TheHouse, account: Applicant, draft_id: DraftId, name: FileName, key: Key
) -> JSONResponse:
    """Keep a document in a draft; it is filed when the draft is sent. The same with the same key is kept once."""
    named = _named(request, name)
    draft = await asyncio.to_thread(draft_for, house, account, draft_id)
    before = {one.id for one in await asyncio.to_thread(_of_draft, house, draft.id)}
    with SpooledTemporaryFile(_IN_MEMORY) as received:
        await _take(request, received)
        kept = await asyncio.to_thread(filing.keep_one, house, account, draft.id, Upload(named, received), key)
    return made(Document.of(kept), f"/api/v1/drafts/{draft.id}", repeated=kept.id in before)


def _of_draft(house: TheHouse, id_: str) -> list[rows.Document]:
    with house.database.reading() as connection:
        return rows.of_draft(connection, id_)


def _named(request: Request, said: str) -> str:
    """The name of the file; refused with 415 or 422 where the media type is none of ours, or not the one the name says."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in TITLES:
        raise Refused(NO_SUCH_FILE)
    name = _read(said)
    expected = KINDS.get(PurePosixPath(name).suffix.lower())
    if expected is not None and expected.media_type != kind:
        raise wrong("Content-Type", _(_OTHER_KIND).format(named=expected.media_type))
    return name


def _read(said: str) -> str:
    star, plain = _STAR.search(said), _PLAIN.search(said)
    try:
        if star:
            return unquote_to_bytes(star[1]).decode()
        if plain:
            # Headers arrive as ISO 8859-1; programs that do not encode names send UTF-8.
            return (plain[1] or plain[2] or "").encode("latin-1").decode()
    except UnicodeError:
        pass
    raise wrong("Content-Disposition", _(_NO_NAME))


async def _take(request: Request, received: IO[bytes]) -> None:
    async for piece in request.stream():
        received.write(piece)
