"""Bringing what was asked for: the files and the word that all is there, in one act on one page."""

import asyncio
from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain.commands import Submit, SupplyDocuments
from domain.dates import When
from domain.dossier import Dossier
from domain.errors import ChangedMeanwhile, Refusal
from domain.errors.documents import NoDocumentChosen
from domain.office_time import office_day
from portal.applicant.own_case import ToDo, own_case, to_do
from portal.applicant.stale import overtaken_since, shown_again
from portal.documents import document_list, filing
from portal.documents.file_kinds import ACCEPT, LARGEST_FILE, MIB, Upload
from portal.errors import NotFound
from portal.office.recording import record_as_seen
from portal.page import render
from portal.policy import Act, may
from portal.visitor import SignedIn, TheHouse, dossier_for
from portal.web.forms import form_of
from portal.web.guard import MOST_FILES
from portal.web.sent import a_key, seen_in
from store import people
from store.access import Account
from wording.refusals import said
from workflows.house import House
from workflows.inbox import person
from workflows.record import Asked

router = APIRouter()


@router.get("/antraege/{id_}/nachreichen/{stage}")
def supply_form(request: Request, house: TheHouse, account: SignedIn, id_: str, stage: str) -> Response:
    """Show what was asked for, and the form to bring it with."""
    dossier = dossier_for(house, account, id_, Act.READ_OWN).dossier
    todo = to_do(account, dossier, stage)
    if todo is None or not todo.mine:
        raise NotFound
    return _page(request, house, account, dossier, todo)


@router.post("/antraege/{id_}/nachreichen/{stage}")
async def supply(request: Request, house: TheHouse, account: SignedIn, id_: str, stage: str) -> Response:
    """File the files, and record that all is there if the person says so."""
    async with form_of(request) as (fields, uploads):
        return await asyncio.to_thread(_supply, request, house, account, (id_, stage), fields, uploads)


def _supply(
    request: Request, house: House, account: Account, place: tuple[str, str],
    fields: Mapping[str, str], uploads: Sequence[Upload],
) -> Response:  # fmt: skip
    id_, stage = place
    dossier = dossier_for(house, account, id_, Act.READ_OWN).dossier
    kind = {"documents": SupplyDocuments, "application": Submit}.get(fields.get("what", ""))
    if kind is None or not may(account, Act.RECORD, dossier, stage=stage):
        raise NotFound
    fields = {**fields, "key": a_key(fields.get("key", ""))}
    only_files = fields.get("step") == "files"
    refused = [NoDocumentChosen()] if only_files and not uploads else _filed(house, account, dossier, uploads, fields)
    if not refused and only_files:
        return RedirectResponse(f"/antraege/{id_}/nachreichen/{stage}", 303)
    if not refused:
        command = kind(stage=stage, on=When.of(office_day(house.clock.now())))
        try:
            actor = person(house, account.authority, dossier.opened.programme, account.handle)
            record_as_seen(house, _again(house, account, id_), Asked(id_, command, actor, fields["key"], seen_in(fields)))
        except Refusal as refusal:
            refused = [refusal]
    if not refused:
        return RedirectResponse(f"/antraege/{id_}/quittung", 303)
    # The files that were taken are in the file by now; the page lists them.
    dossier = _again(house, account, id_)
    todo = to_do(account, dossier, stage)
    if todo is None:
        raise refused[0]
    return _page(request, house, account, dossier, todo, refused, fields)


def _filed(
    house: House, account: Account, dossier: Dossier, uploads: Sequence[Upload], fields: Mapping[str, str]
) -> Sequence[Refusal]:
    """File what came; nothing to do for a form that was sent before, or one whose files were."""
    return filing.file(house, account, dossier, uploads, fields["key"]) if uploads else ()


def _again(house: House, account: Account, id_: str) -> Dossier:
    """The dossier as it is now, with the files of this form in it."""
    return dossier_for(house, account, id_, Act.READ_OWN).dossier


def _page(
    request: Request, house: House, account: Account, dossier: Dossier, todo: ToDo, refused: Sequence[Refusal] = (),
    fields: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    case = own_case(account, dossier)
    overtaken = overtaken_since(dossier, account, fields or {})
    again = shown_again(dossier, fields or {}, overtaken or (refused[0] if refused else None))
    rest = [each for each in refused if not isinstance(each, ChangedMeanwhile)] if overtaken else refused[1:]
    sentences = [again.sentence, *(said(each) for each in rest)] if refused else []
    with house.database.reading() as connection:
        seat = people.seats(connection)[dossier.opened.authority]
    return render(
        request, "mine_supply.html", status=again.status, case=case, todo=todo, seat=seat,
        seen=again.seen, key=again.key, changes=again.changes, faults=dict(enumerate(sentences)),
        documents=document_list.of_own(house, account, dossier), accept=ACCEPT, most=MOST_FILES, largest=LARGEST_FILE // MIB,
    )  # fmt: skip
