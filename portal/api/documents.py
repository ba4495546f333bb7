"""The documents of a dossier: which there are, and the bytes of one."""

from typing import Any

import structlog
from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from portal.api import office_models
from portal.api.answers import problems
from portal.api.caller import DossierId, Reader, visible
from portal.api.problem import ALTERED, Refused
from portal.documents import filing
from portal.documents.file_kinds import TITLES
from portal.documents.handing_out import UNKNOWN_KIND, handed_out
from portal.errors import NotFound
from portal.visitor import TheHouse
from store.access import Account
from store.documents import Document
from store.shelf import Altered
from workflows.house import House

log = structlog.get_logger()
router = APIRouter()

_BYTES = {"schema": {"type": "string", "format": "binary"}}
_FILE: dict[str, Any] = {"description": "The bytes as they came in", "content": dict.fromkeys([*TITLES, UNKNOWN_KIND], _BYTES)}


@router.get("/dossiers/{dossier_id}/documents", operation_id="documents", tags=["dossiers"], responses=problems(404))
def filed(house: TheHouse, account: Reader, dossier_id: DossierId) -> office_models.Documents:
    """List the documents that were filed in a dossier, the newest first; applicants see those of their side."""
    found = _documents(house, account, dossier_id)
    return office_models.Documents(items=[office_models.Document.of(one) for one in found])


@router.get(
    "/dossiers/{dossier_id}/documents/{document_id}", operation_id="document", tags=["dossiers"],
    response_class=StreamingResponse, responses={200: _FILE, **problems(404)},
)  # fmt: skip
def download(house: TheHouse, account: Reader, dossier_id: DossierId, document_id: str) -> Response:
    """Give a document's bytes, if they still have the digest under which they were filed."""
    found = _documents(house, account, dossier_id)
    one = next((each for each in found if each.id == document_id), None)
    if one is None:
        raise NotFound
    try:
        return handed_out(house, one)
    except Altered:
        log.exception("documents.altered", document=one.id, dossier=one.dossier)
        raise Refused(ALTERED) from None


def _documents(house: House, account: Account, id_: str) -> list[Document]:
    loaded, staff = visible(house, account, id_)
    return [each.document for each in filing.filed(house, account, loaded.dossier, own=not staff)]
