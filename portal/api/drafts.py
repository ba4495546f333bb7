"""Drafts: applications begun and not sent, in steps; the pages go on with the same drafts."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi.responses import JSONResponse

from domain.errors.documents import DraftSent
from portal.api.answers import problems
from portal.api.applications import opened_of
from portal.api.caller import Applicant, DraftId
from portal.api.draft_models import Draft, DraftChange, Drafts, NewDraft
from portal.api.office_models import Document, Opened
from portal.api.once import REPLAYED, TAGGED, Key, NumberSeen, made, number_seen
from portal.api.problem import DRAFTS_FULL, ENTRY_CHANGED, NOT_VALID, FieldProblem, Refused, wrong
from portal.applicant.application_form import names
from portal.applicant.applying import apply
from portal.applicant.drafting import begun, draft_for, programme_for, save
from portal.applicant.sending import finish
from portal.documents import filing
from portal.errors import NotFound
from portal.pages.apply import MOST_DRAFTS, drafts_for
from portal.visitor import TheHouse
from store import documents, drafts
from store.access import Account
from wording.language import N_, _
from workflows.house import House

router = APIRouter()

_NO_FIELD = N_("This form has no such field. It has: {known}.")


@router.get("/drafts", operation_id="drafts", tags=["applications"], responses=problems())
def listed(house: TheHouse, account: Applicant) -> Drafts:
    """List what one, or somebody for one's organisation, has begun and may go on with, last saved first."""
    return Drafts(items=[_draft(house, account, one) for one, _programme in drafts_for(house, account)])


@router.post(
    "/drafts", operation_id="begin_draft", tags=["applications"], status_code=201, response_model=Draft,
    responses={201: {"headers": {**REPLAYED, **TAGGED["headers"]}}, **problems(400, 404, 409, 413, 415)},
)  # fmt: skip
def begin(house: TheHouse, account: Applicant, new: NewDraft, key: Key) -> JSONResponse:
    """Begin an application; the same key begins one."""
    programme_for(house, account, new.programme)
    id_ = hashlib.sha256(f"draft\n{account.party}\n{key}".encode()).hexdigest()[:32]
    with house.database.transaction() as connection:
        there = drafts.draft(connection, id_, party=account.party, sides=account.sides)
        full = there is None and drafts.open_ones(connection, party=account.party) >= MOST_DRAFTS
        if there is None and not full:
            drafts.begin(connection, id_=id_, party=account.party, programme=new.programme, at=house.now())
    if full:
        raise Refused(DRAFTS_FULL, _(DRAFTS_FULL.detail).format(most=MOST_DRAFTS))
    if there is not None and there.programme != new.programme:
        raise wrong("Idempotency-Key", _("This key began a draft for another programme. Use a new one."))
    told = _read(house, account, id_)
    return made(told, f"/api/v1/drafts/{id_}", repeated=there is not None, ETag=f'"{told.version}"')


@router.get("/drafts/{draft_id}", operation_id="draft", tags=["applications"], responses={200: TAGGED, **problems(404)})
def one(response: Response, house: TheHouse, account: Applicant, draft_id: DraftId) -> Draft:
    """Read a draft: what was typed, and what is missing or wrong."""
    told = _read(house, account, draft_id)
    response.headers["ETag"] = f'"{told.version}"'
    return told


@router.patch(
    "/drafts/{draft_id}", operation_id="save_draft", tags=["applications"],
    responses={200: TAGGED, **problems(400, 404, 409, 412, 413, 415)},
)  # fmt: skip
def change(
    response: Response, house: TheHouse, account: Applicant, draft_id: DraftId, wanted: DraftChange, if_match: NumberSeen
) -> Draft:
    """Save fields, right or wrong; what is left out stays."""
    now = begun(house, account, draft_for(house, account, draft_id))
    seen, known = number_seen(if_match), names(now.wanted)
    for name in wanted.fields:
        if name not in known:
            raise wrong(f"fields.{name}", _(_NO_FIELD).format(known=", ".join(known)))
    if now.draft.dossier:
        raise DraftSent
    if seen != now.draft.version:
        raise Refused(ENTRY_CHANGED)
    typed = {**{name: text.strip() for name, text in wanted.fields.items()}, "seen": str(seen)}
    now, differing = save(house, account, now, [*wanted.fields], typed)
    if now.draft.dossier:
        raise DraftSent
    if differing:
        raise Refused(ENTRY_CHANGED)
    return one(response, house, account, draft_id)


@router.delete(
    "/drafts/{draft_id}", operation_id="delete_draft", tags=["applications"], status_code=204, response_class=Response,
    responses=problems(404, 409),
)  # fmt: skip
def remove(house: TheHouse, account: Applicant, draft_id: DraftId) -> None:
    """Delete a draft with its documents."""
    kept = _unsent(house, account, draft_id)
    for each in _documents(house, kept.id):
        filing.discard(house, kept.id, each.id)
    with house.database.transaction() as connection:
        drafts.remove(connection, kept.id)


@router.delete(
    "/drafts/{draft_id}/documents/{document_id}", operation_id="discard", tags=["applications"], status_code=204,
    response_class=Response, responses=problems(404, 409),
)  # fmt: skip
def discard(
    house: TheHouse, account: Applicant, draft_id: DraftId, document_id: Annotated[str, Path(description="Its id")]
) -> None:
    """Take a document out of a draft."""
    kept = _unsent(house, account, draft_id)
    if document_id not in {each.id for each in _documents(house, kept.id)}:
        raise NotFound
    filing.discard(house, kept.id, document_id)


@router.post(
    "/drafts/{draft_id}/send", operation_id="send_draft", tags=["applications"], status_code=201, response_model=Opened,
    responses={201: {"headers": REPLAYED}, **problems(404, 409, 412)},
)  # fmt: skip
def send(house: TheHouse, account: Applicant, draft_id: DraftId, if_match: NumberSeen) -> JSONResponse:
    """Send a draft as the application it is, received today; a draft is sent once, however often this is asked."""
    kept, seen = draft_for(house, account, draft_id), number_seen(if_match)
    if kept.dossier:
        return made(opened_of(house, kept.dossier), f"/api/v1/dossiers/{kept.dossier}", repeated=True)
    now = begun(house, account, kept)
    if seen != kept.version:
        raise Refused(ENTRY_CHANGED)
    if now.typed.project is None:
        raise Refused(NOT_VALID, errors=[FieldProblem(field=name, detail=told) for name, told in now.typed.faults.items()])
    dossier = apply(house, account, now.typed.project, key=kept.id)
    finish(house, account, kept.id, dossier)
    return made(opened_of(house, dossier), f"/api/v1/dossiers/{dossier}")


def _unsent(house: House, account: Account, id_: str) -> drafts.Draft:
    kept = draft_for(house, account, id_)
    if kept.dossier:
        raise DraftSent
    return kept


def _read(house: House, account: Account, id_: str) -> Draft:
    return _draft(house, account, draft_for(house, account, id_))


def _draft(house: House, account: Account, kept: drafts.Draft) -> Draft:
    now = begun(house, account, kept)
    faults = {} if kept.dossier else now.typed.faults
    return Draft(
        id=kept.id, programme=kept.programme, version=kept.version, begun_at=kept.begun_at, saved_at=kept.saved_at,
        fields=dict(now.typed.values), errors=[FieldProblem(field=name, detail=told) for name, told in faults.items()],
        documents=[Document.of(each) for each in _documents(house, kept.id)], dossier=kept.dossier or None,
    )  # fmt: skip


def _documents(house: House, id_: str) -> list[documents.Document]:
    with house.database.reading() as connection:
        return documents.of_draft(connection, id_)
