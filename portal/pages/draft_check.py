"""Before sending: everything once more, with what is wrong; then the application is handed in, once."""

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain import money
from domain.errors import Refusal
from portal.applicant.application_form import CODE, topics
from portal.applicant.applying import apply
from portal.applicant.drafting import TITLES, Begun, begun, draft_for
from portal.applicant.sending import finish
from portal.documents import document_list
from portal.page import render
from portal.pages.drafts import cap, sent_already
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from portal.web.sent import seen_in
from store import people
from store.access import Account
from wording.language import _, spoken
from wording.refusals import said
from workflows.house import House

router = APIRouter()


@router.get("/antraege/entwurf/{draft}/pruefen")
def check(request: Request, house: TheHouse, account: SignedIn, draft: str) -> Response:
    """Show all that was typed with its sums, and all that is wrong with links to the fields."""
    kept = draft_for(house, account, draft)
    if kept.dossier:
        return sent_already(kept.dossier)
    return _page(request, house, account, begun(house, account, kept))


@router.post("/antraege/entwurf/{draft}/pruefen")
async def send(request: Request, house: TheHouse, account: SignedIn, draft: str) -> Response:
    """Hand the application in; the draft's id is the key, so that it opens one dossier however often it is sent."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_send, request, house, account, draft, fields)


def _send(request: Request, house: House, account: Account, id_: str, fields: Mapping[str, str]) -> Response:
    kept = draft_for(house, account, id_)
    if kept.dossier:
        return RedirectResponse(f"/antraege/{kept.dossier}/quittung", 303)
    now = begun(house, account, kept)
    if seen_in(fields) != kept.version:
        return _page(request, house, account, now, status=409, changed=True)
    if now.typed.project is None:
        return _page(request, house, account, now, status=422)
    try:
        dossier = apply(house, account, now.typed.project, key=kept.id)
        finish(house, account, kept.id, dossier)
    except Refusal as refusal:
        return _page(request, house, account, now, status=422, refused=said(refusal))
    return RedirectResponse(f"/antraege/{dossier}/quittung", 303)


def _page(
    request: Request, house: House, account: Account, now: Begun, *, status: int = 200, refused: str = "", changed: bool = False
) -> Response:
    with house.database.reading() as connection:
        seat = people.seats(connection)[account.authority]
    listed = topics(now.wanted)
    faults = [
        (f"/antraege/entwurf/{now.draft.id}/{topic}?zurueck=pruefen#{name}", _about(now.labels[name], sentence))
        for topic, named in listed.items()
        for name in named
        if (sentence := now.typed.faults.get(name))
    ]
    words: dict[str, Any] = {"now": now, "seat": seat, "faults": faults, "refused": refused, "changed": changed}
    return render(
        request, "draft_check.html", status=status, **words, cap=cap(house, now.wanted), parts=_parts(now),
        documents=document_list.of_draft(house, now.draft.id),
        topics=[(topic, _(TITLES[topic]), _lines(now, named)) for topic, named in listed.items()],
    )  # fmt: skip


def _about(label: str, sentence: str) -> str:
    """A fault with the name of its field, unless that is a question, which the sentence answers."""
    return sentence if label.endswith("?") else f"{label}: {sentence}"


def _lines(now: Begun, named: list[str]) -> list[tuple[str, str, str]]:
    """The fields of a topic as they were typed: name, label, text; a choice that is none is the person themselves."""
    lines = [(name, now.labels[name], now.said(name, now.typed.values[name])) for name in named if _is_said(now, name)]
    if "sponsor" in named and "applicant" not in named:
        lines.insert(0, ("", _("Applicant"), next(iter(now.wanted.applicants.values()), "")))
    return lines


def _is_said(now: Begun, name: str) -> bool:
    """Of the codes only those that are given."""
    return not name.startswith(CODE) or bool(now.typed.values[name])


def _parts(now: Begun) -> list[tuple[str, str, int]]:
    """The plan as it would be sent: source, share, cents; empty as long as something is wrong."""
    titles = {source.key: source.title.into(spoken()) for source in now.wanted.programme.sources}
    plan = now.typed.project.plan if now.typed.project else ()
    return [(titles[part.source], part.share or "", money.cents(part.amount or "0")) for part in plan]
