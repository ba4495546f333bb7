"""One's own applications in the words of their pages, the copy of one's own data, and where an application is for anybody."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from domain.dossier import Dossier
from portal.api.answers import problems
from portal.api.caller import DossierId, Reader
from portal.api.office_models import Document
from portal.api.own_models import Code, PublicStatus, PublicStep, Receipt, Received, Step, Timeline, ToDo
from portal.api.problem import TOO_OFTEN, Refused
from portal.applicant.own_ahead import ahead_of
from portal.applicant.own_case import own_case
from portal.applicant.own_copy import copy_of
from portal.applicant.public_status import code_of, status
from portal.applicant.receipt import receipt_of, received
from portal.documents import filing
from portal.errors import NotFound
from portal.pages.public import allowed
from portal.policy import Act
from portal.visitor import TheHouse, dossier_for
from portal.web.limits import LIMITS, allow
from store import own
from store.access import Account
from workflows.house import House

router = APIRouter()

_ZIP: dict[str, Any] = {
    "description": "A ZIP archive: the data, a summary, and the documents",
    "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
}
_UNSEEN = {"Cache-Control": "no-store"}


@router.get(
    "/applications/{dossier_id}/receipt", operation_id="receipt", tags=["applications"], responses=problems(404)
)  # fmt: skip
def receipt(response: Response, house: TheHouse, account: Reader, dossier_id: DossierId) -> Receipt:
    """Give the receipt of one's own application; its code is made when it is asked for first."""
    dossier = _own(house, account, dossier_id)
    facts = received(dossier)
    if not facts:
        raise NotFound
    with house.database.reading() as connection:
        lines = [
            Received(
                seq=one.seq, type=type(one.event).__name__, on=one.on, recorded_at=one.recorded_at,
                hash=own.hash_of(connection, dossier.id, one.seq),
            )
            for one in facts
        ]  # fmt: skip
    told, code = receipt_of(house, account, own_case(account, dossier)), code_of(house, dossier.id)
    response.headers.update(_UNSEEN)
    return Receipt(
        dossier=dossier.id, reference=dossier.opened.reference, title=dossier.opened.title, applicant=told.applicant,
        sponsor=told.sponsor, received=lines, code=code.code, secret=code.secret, address=told.address,
        documents=[Document.of(one.document) for one in filing.filed(house, account, dossier, own=True)],
    )  # fmt: skip


@router.get(
    "/applications/{dossier_id}/timeline", operation_id="timeline", tags=["applications"], responses=problems(404)
)  # fmt: skip
def timeline(house: TheHouse, account: Reader, dossier_id: DossierId) -> Timeline:
    """Tell what has happened to one's own application, what is to be done, and what is expected next."""
    dossier = _own(house, account, dossier_id)
    case = own_case(account, dossier, ahead_of(house, dossier))
    return Timeline(
        status=case.status,
        todo=[
            ToDo(
                stage=one.stage, round=one.round, title=one.title, documents_asked_for=one.supply, reason=one.reason,
                documents=list(one.documents), due=one.due or None, mine=one.mine,
                deadline=one.deadline or None, set_by_itself=one.set,
            )
            for one in case.todo
        ],
        steps=[
            Step.model_validate(
                {"day": one.day or None, "title": one.title, "more": [*one.more, *one.ahead], "kind": one.kind}
            )
            for one in (*case.past, *case.expected)
        ],
    )  # fmt: skip


@router.get(
    "/me/export", operation_id="export", tags=["about"], response_class=StreamingResponse,
    responses={200: _ZIP, **problems(429)},
)  # fmt: skip
def export(request: Request, house: TheHouse, account: Reader) -> Response:
    """Give a copy of everything that is held about the key's person, documents included (GDPR Art. 15 and 20)."""
    if not allow(request, "copy", account.party):
        raise _too_often("copy")
    at = house.clock.now()
    name = f'attachment; filename="meine-daten-{at:%Y-%m-%d}.zip"'
    return StreamingResponse(
        copy_of(house, account, at), media_type="application/zip", headers={"Content-Disposition": name, **_UNSEEN}
    )


@router.post(
    "/public/status", operation_id="public_status", tags=["applications"],
    responses={number: said for number, said in problems(400, 404, 413, 415, 429).items() if number not in {401, 403}},
)  # fmt: skip
def public_status(request: Request, response: Response, house: TheHouse, asked: Code) -> PublicStatus:
    """Tell where an application is to whoever holds its code and secret; no key is needed.

    They stand in the body and not in the address, because addresses are kept in the logs of proxies. A wrong secret is answered
    as a wrong code.
    """
    if not allowed(request, asked.code):
        raise _too_often("lookup")
    found = status(house, asked.code, asked.secret)
    if found is None:
        raise NotFound
    response.headers.update(_UNSEEN)
    steps = [PublicStep.model_validate({"title": s.title, "kind": s.kind, "more": list(s.more)}) for s in found.steps]
    return PublicStatus(programme=found.programme, received=found.received, steps=steps, ended=found.ended)


def _own(house: House, account: Account, id_: str) -> Dossier:
    return dossier_for(house, account, id_, Act.READ_OWN).dossier


def _too_often(what: str) -> Refused:
    return Refused(TOO_OFTEN, headers={"Retry-After": str(LIMITS[what].get_expiry())})
