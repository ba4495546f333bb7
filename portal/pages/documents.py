"""The documents of a draft, of one's own application and of a case file: the list, uploading, taking out, downloading."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain.dossier import Dossier
from domain.errors import Refusal
from domain.errors.documents import NoDocumentChosen
from portal.documents import document_list, filing
from portal.documents.document_list import Listed
from portal.documents.file_kinds import ACCEPT, LARGEST_FILE, MIB, Upload
from portal.documents.handing_out import handed_out
from portal.errors import NotFound
from portal.page import render
from portal.policy import Act, may
from portal.visitor import SignedIn, TheHouse, dossier_for
from portal.web.forms import fields_of, form_of
from portal.web.guard import MOST_FILES
from portal.web.numbers import number
from portal.web.sent import a_key
from store import documents, drafts
from store.access import Account
from store.documents import Document
from store.shelf import Altered
from wording.refusals import said
from workflows.house import House

log = structlog.get_logger()
router = APIRouter()


@dataclass(frozen=True, slots=True)
class Place:
    """Where documents are kept, as its pages need it: a draft, or a dossier seen by its own people or by staff."""

    dossier: Dossier | None
    draft: str
    listed: Listed
    own: bool
    files: bool


def _of_draft(house: House, account: Account, id_: str) -> Place:
    with house.database.reading() as connection:
        draft = drafts.draft(connection, id_, party=account.party, sides=account.sides)
    if draft is None or draft.dossier:
        raise NotFound
    return Place(None, id_, document_list.of_draft(house, id_), own=True, files=True)


def _of_own(house: House, account: Account, id_: str) -> Place:
    dossier = dossier_for(house, account, id_, Act.READ_OWN).dossier
    return Place(
        dossier, "", document_list.of_own(house, account, dossier), own=True, files=may(account, Act.FILE_DOCUMENT, dossier)
    )


def _of_staff(house: House, account: Account, id_: str) -> Place:
    dossier = dossier_for(house, account, id_, Act.READ_CASE_FILE).dossier
    files = may(account, Act.FILE_DOCUMENT, dossier)
    return Place(dossier, "", document_list.of_staff(house, account, dossier), own=False, files=files)


@router.get("/antraege/entwurf/{draft}/unterlagen")
def of_draft(request: Request, house: TheHouse, account: SignedIn, draft: str, neu: str = "") -> Response:
    """Show the documents of a draft; `neu` is how many have just come in."""
    return _page(request, _of_draft(house, account, draft), neu=neu)


@router.post("/antraege/entwurf/{draft}/unterlagen")
async def keep(request: Request, house: TheHouse, account: SignedIn, draft: str) -> Response:
    """Keep files in a draft."""
    async with form_of(request) as (fields, uploads):
        place = await asyncio.to_thread(_of_draft, house, account, draft)
        return await asyncio.to_thread(_upload, request, house, account, place, fields, uploads)


@router.post("/antraege/entwurf/{draft}/unterlagen/{document}/entfernen")
async def discard(request: Request, house: TheHouse, account: SignedIn, draft: str, document: str) -> Response:
    """Take a file out of a draft."""
    await fields_of(request)
    place = await asyncio.to_thread(_of_draft, house, account, draft)
    await asyncio.to_thread(filing.discard, house, draft, document)
    return RedirectResponse(place.listed.home, 303)


@router.get("/antraege/entwurf/{draft}/unterlagen/{document}")
def of_draft_file(request: Request, house: TheHouse, account: SignedIn, draft: str, document: str) -> Response:
    """Give a file of a draft back."""
    _of_draft(house, account, draft)
    with house.database.reading() as connection:
        found = next((each for each in documents.of_draft(connection, draft) if each.id == document), None)
    return _download(request, house, found)


@router.get("/antraege/{id_}/unterlagen")
def of_own(request: Request, house: TheHouse, account: SignedIn, id_: str, neu: str = "") -> Response:
    """Show the documents of one's own application; `neu` is how many have just come in."""
    return _page(request, _of_own(house, account, id_), neu=neu)


@router.post("/antraege/{id_}/unterlagen")
async def file_own(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """File documents in one's own application."""
    async with form_of(request) as (fields, uploads):
        place = await asyncio.to_thread(_of_own, house, account, id_)
        return await asyncio.to_thread(_upload, request, house, account, place, fields, uploads)


@router.get("/antraege/{id_}/unterlagen/{document}")
def own_file(request: Request, house: TheHouse, account: SignedIn, id_: str, document: str) -> Response:
    """Give a document of one's own application back."""
    dossier = dossier_for(house, account, id_, Act.READ_OWN).dossier
    return _download(request, house, _filed(house, account, dossier, document, own=True))


@router.get("/akten/{id_}/unterlagen")
def of_staff(request: Request, house: TheHouse, account: SignedIn, id_: str, neu: str = "") -> Response:
    """Show the documents of a case file; `neu` is how many have just come in."""
    return _page(request, _of_staff(house, account, id_), neu=neu)


@router.post("/akten/{id_}/unterlagen")
async def file_staff(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """File documents in a case file."""
    async with form_of(request) as (fields, uploads):
        place = await asyncio.to_thread(_of_staff, house, account, id_)
        return await asyncio.to_thread(_upload, request, house, account, place, fields, uploads)


@router.get("/akten/{id_}/unterlagen/{document}")
def staff_file(request: Request, house: TheHouse, account: SignedIn, id_: str, document: str) -> Response:
    """Give a document of a case file to staff."""
    dossier = dossier_for(house, account, id_, Act.READ_CASE_FILE).dossier
    return _download(request, house, _filed(house, account, dossier, document, own=False))


def _upload(
    request: Request, house: House, account: Account, place: Place, fields: Mapping[str, str], uploads: Sequence[Upload]
) -> Response:
    """Take what can be taken; the page comes back if something was refused, with the rest in its list."""
    key = a_key(fields.get("key", ""))
    if not uploads:
        return _page(request, place, [NoDocumentChosen()], key=key)
    if place.dossier is None:
        refused = filing.keep(house, account, place.draft, uploads, key)
    else:
        refused = filing.file(house, account, place.dossier, uploads, key)
    if not refused:
        return RedirectResponse(f"{place.listed.home}?neu={len(uploads)}", 303)
    if place.dossier is None:
        return _page(request, _of_draft(house, account, place.draft), refused)
    return _page(request, (_of_own if place.own else _of_staff)(house, account, place.dossier.id), refused)


def _page(request: Request, place: Place, refused: Sequence[Refusal] = (), key: str = "", neu: str = "") -> Response:
    return render(
        request, "documents.html", status=422 if refused else 200, listed=place.listed, own=place.own, draft=place.draft,
        dossier=place.dossier, files=place.files, key=a_key(key), accept=ACCEPT, most=MOST_FILES,
        largest=LARGEST_FILE // MIB, faults={str(number): said(each) for number, each in enumerate(refused)},
        new=number(neu, digits=1),
    )  # fmt: skip


def _filed(house: House, account: Account, dossier: Dossier, id_: str, *, own: bool) -> Document | None:
    """The document of a dossier if this person may have it, with the bytes its entry says it has."""
    found = next((each for each in filing.filed(house, account, dossier, own=own) if each.document.id == id_), None)
    return found.document if found else None


def _download(request: Request, house: House, document: Document | None) -> Response:
    """Send the bytes, or say on a page that they are not those that were filed."""
    if document is None:
        raise NotFound
    try:
        return handed_out(house, document)
    except Altered:
        log.exception("documents.altered", document=document.id, dossier=document.dossier, draft=document.draft)
        return render(request, "documents_altered.html", status=500, digest=document.digest)
