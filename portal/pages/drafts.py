"""A draft: its list of topics, each topic on a page of its own, saved as one goes, and deleting it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain import money
from domain.office_time import OFFICE_ZONE, office_day
from portal.applicant.application_form import Wanted, topics
from portal.applicant.drafting import TITLES, Begun, Differs, begun, draft_for, save, typed_over
from portal.documents import document_list, filing
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from portal.web.parking import restored, restoring
from portal.web.sent import a_key
from store import drafts
from store.access import Account
from wording.language import _, spoken
from workflows.house import House

router = APIRouter()


@router.get("/antraege/entwurf/{draft}")
def tasks(request: Request, house: TheHouse, account: SignedIn, draft: str) -> Response:
    """Show the topics and where each stands; once it was sent, lead to the application."""
    kept = draft_for(house, account, draft)
    if kept.dossier:
        return sent_already(kept.dossier)
    now = begun(house, account, kept)
    listed = [(topic, _(TITLES[topic]), now.status(topic)) for topic in topics(now.wanted)]
    documents = document_list.of_draft(house, kept.id)
    return render(
        request, "draft_tasks.html", now=now, topics=listed, documents=documents, complete=now.typed.project is not None
    )


@router.get("/antraege/entwurf/{draft}/loeschen")
def removal(request: Request, house: TheHouse, account: SignedIn, draft: str) -> Response:
    """Ask once whether the draft is to be deleted."""
    kept = draft_for(house, account, draft)
    if kept.dossier:
        return sent_already(kept.dossier)
    return render(request, "draft_delete.html", now=begun(house, account, kept))


@router.post("/antraege/entwurf/{draft}/loeschen")
async def remove(request: Request, house: TheHouse, account: SignedIn, draft: str) -> Response:
    """Delete it."""
    await fields_of(request)
    return await asyncio.to_thread(_remove, house, account, draft)


def _remove(house: House, account: Account, id_: str) -> Response:
    kept = draft_for(house, account, id_)
    if not kept.dossier:
        for line in document_list.of_draft(house, kept.id).lines:
            filing.discard(house, kept.id, line.id)
    with house.database.transaction() as connection:
        drafts.remove(connection, kept.id)
    return RedirectResponse("/antraege", 303)


# One route for each topic, so that the addresses beside them stay free for other pages.
@router.get("/antraege/entwurf/{draft}/vorhaben")
@router.get("/antraege/entwurf/{draft}/zeitraum")
@router.get("/antraege/entwurf/{draft}/finanzierung")
@router.get("/antraege/entwurf/{draft}/beteiligte")
@restoring
def topic(request: Request, house: TheHouse, account: SignedIn, draft: str, zurueck: str = "") -> Response:
    """Show a topic; what is wrong with what was saved stands beside its field."""
    kept = draft_for(house, account, draft)
    if kept.dossier:
        return sent_already(kept.dossier)
    now, name, typed = begun(house, account, kept), _topic(request), restored(request)
    if typed:
        return _page(request, house, typed_over(now, account, typed), name, faults={}, fields=typed)
    saved = any(field in kept.fields for field in topics(now.wanted)[name])
    return _page(request, house, now, name, faults=now.faults(name) if saved else {}, fields={"zurueck": zurueck})


@router.post("/antraege/entwurf/{draft}/vorhaben")
@router.post("/antraege/entwurf/{draft}/zeitraum")
@router.post("/antraege/entwurf/{draft}/finanzierung")
@router.post("/antraege/entwurf/{draft}/beteiligte")
async def save_topic(request: Request, house: TheHouse, account: SignedIn, draft: str) -> Response:
    """Save a topic whatever it says; go on if nothing is wrong with it. htmx saves as people type, and gets one line."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_save, request, house, account, draft, fields)


def _save(request: Request, house: House, account: Account, id_: str, fields: Mapping[str, str]) -> Response:
    kept = draft_for(house, account, id_)
    now, name = begun(house, account, kept), _topic(request)
    now, differing = save(house, account, now, topics(now.wanted)[name], fields)
    if request.headers.get("hx-request") == "true":
        at = "" if differing or now.draft.dossier else f"{house.clock.now().astimezone(OFFICE_ZONE):%H:%M}"
        return render(request, "draft_saved.html", at=at)
    if now.draft.dossier:
        return sent_already(now.draft.dossier)
    if differing:
        return _conflict(request, now, name, fields, differing)
    faults = now.faults(name)
    if faults:
        return _page(request, house, now, name, faults=faults, fields={"zurueck": fields.get("zurueck", "")}, status=422)
    on = "/pruefen" if fields.get("zurueck") == "pruefen" else ""
    return RedirectResponse(f"/antraege/entwurf/{id_}{on}", 303)


def sent_already(dossier: str) -> Response:
    """Lead from a draft that was sent to its application."""
    return RedirectResponse(f"/antraege/{dossier}", 303)


def cap(house: House, wanted: Wanted) -> int | None:
    """The most a project may get today, in cents, where the programme sets a limit."""
    budget = wanted.programme.budget(office_day(house.clock.now()))
    return money.cents(budget.per_project) if budget else None


def _topic(request: Request) -> str:
    return request.url.path.rpartition("/")[2]


def _page(
    request: Request, house: House, now: Begun, name: str, *, faults: Mapping[str, str], fields: Mapping[str, str],
    status: int = 200,
) -> Response:  # fmt: skip
    """The form of a topic; `fields` say where it leads back to, and of a form that comes back, what window it was in."""
    sources = [(each.key, each.title.into(spoken()), each.share or "") for each in now.wanted.programme.sources]
    words: dict[str, Any] = {"now": now, "topic": name, "heading": _(TITLES[name]), "faults": faults, "sources": sources}
    return render(
        request, "draft_topic.html", status=status, **words, cap=cap(house, now.wanted), tab=a_key(fields.get("tab", "")),
        seen=fields.get("seen", now.draft.version), back="pruefen" if fields.get("zurueck") == "pruefen" else "",
    )  # fmt: skip


def _conflict(request: Request, now: Begun, name: str, fields: Mapping[str, str], differing: list[Differs]) -> Response:
    """Both versions of what differs, to choose from; what does not differ goes along."""
    contested = {each.name for each in differing}
    others = {field: fields[field] for field in topics(now.wanted)[name] if field in fields and field not in contested}
    return render(
        request, "draft_conflict.html", status=409, now=now, topic=name, heading=_(TITLES[name]), differing=differing,
        others=others, tab=a_key(), back=fields.get("zurueck", ""),
    )  # fmt: skip
