"""Recording in three steps: the form, the preview of what follows, the entry. What is refused comes back as it was typed."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from domain.errors import ChangedMeanwhile, KeyUsed, Refusal
from portal.errors import BUSY
from portal.office.casefile import history, people_of
from portal.office.fields import names_of
from portal.office.recording import Desk, desk, hand_in, key_for, moved_on, new_key, seen_by, understood
from portal.office.versions import both
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from portal.web.parking import restored, restoring
from store.access import Account
from store.errors import TryAgain
from store.people import parties
from wording.derivations import deadline_ahead
from wording.language import _
from wording.refusals import said
from workflows.house import House
from workflows.preview import preview

router = APIRouter(prefix="/akten")

#: What the buttons of form and preview say (`schritt`).
_CHECK, _RECORD, _BACK = "pruefen", "eintragen", "zurueck"
#: Fields of the form's own, which are not what was typed.
_OWN = frozenset({"csrf", "key", "seen", "schritt"})
_INVALID, _CONFLICT, _UNAVAILABLE = 422, 409, 503


def _show(request: Request, house: House, account: Account, where: tuple[str, str, str]) -> Response:
    at = desk(house, account, *where)
    preset = {field.name: field.preset for field in at.form.fields if field.preset}
    return _form(request, at, {**preset, "key": new_key(), "seen": str(at.loaded.dossier.version), **restored(request)})


def _answer(
    request: Request, house: House, account: Account, where: tuple[str, str, str], typed: Mapping[str, str]
) -> Response:
    """Do what the button says; what is refused is the form again."""
    at = desk(house, account, *where, posting=True)
    step = typed.get("schritt", _CHECK)
    if step == _BACK:
        return _form(request, at, typed)
    try:
        command, wrong = understood(at.form, typed)
        if command is None:
            return _form(request, at, typed, status=_INVALID, wrong=wrong)
        if step == _RECORD:
            receipt = hand_in(house, at, command, typed)
            return RedirectResponse(f"/akten/{at.loaded.dossier.id}?erfasst={receipt.seq}", 303)
        if moved_on(at.loaded.dossier, seen_by(typed), at.actor.person):
            return _overtaken(request, house, account, where, typed)
        ahead = preview(house, at.loaded, command, at.actor)
    except (ChangedMeanwhile, KeyUsed):
        return _overtaken(request, house, account, where, typed)
    except Refusal as refusal:
        return _form(request, at, typed, status=_INVALID, sentence=said(refusal))
    except TryAgain:
        return _form(request, at, typed, status=_UNAVAILABLE, sentence=_(BUSY))
    # Only what the form asks for is handed on, whatever else was sent.
    asked = names_of(at.form.fields)
    hidden = {name: value for name, value in typed.items() if name in asked and name not in _OWN}
    key, seen = typed.get("key", ""), typed.get("seen", "")
    timed = [deadline_ahead(one.dossier, one.deadline, one.reckoning) for one in ahead.deadlines]
    return render(request, "record_preview.html", ahead=ahead, timed=timed, hidden=hidden, key=key, seen=seen, **_frame(at))


def _overtaken(
    request: Request, house: House, account: Account, where: tuple[str, str, str], typed: Mapping[str, str]
) -> Response:
    """The form again, as the dossier is now: what was typed beside what others recorded since."""
    at = desk(house, account, *where, posting=True)
    dossier = at.loaded.dossier
    seen = seen_by(typed) if seen_by(typed) <= dossier.version else 0
    refusal = ChangedMeanwhile(reference=dossier.opened.reference, seen=seen, now=dossier.version)
    with house.database.reading() as connection:
        known = parties(connection, people_of(dossier))
    meanwhile = [line for line in history(dossier, known, corrects=False, after=seen) if not line.system]
    fresh = {**typed, "key": key_for(typed, at.loaded), "seen": str(dossier.version)}
    return _form(
        request, at, fresh, status=_CONFLICT, sentence=said(refusal), meanwhile=meanwhile,
        versions=both(at.form, dossier, seen, typed),
    )  # fmt: skip


def _form(request: Request, at: Desk, typed: Mapping[str, str], *, status: int = 200, **words: Any) -> Response:  # noqa: ANN401 - as `render`
    given: dict[str, Any] = {"wrong": {}, "sentence": "", "meanwhile": [], "versions": [], **words}
    return render(
        request, "record_form.html", status=status, typed=typed, key=typed.get("key", ""), seen=typed.get("seen", ""),
        **_frame(at), **given,
    )  # fmt: skip


def _frame(at: Desk) -> dict[str, Any]:
    dossier = at.loaded.dossier
    return {"form": at.form, "dossier": dossier, "home": f"/akten/{dossier.id}"}


def _offer(act: str, *, about: bool, numbered: bool = False) -> None:
    """Put a form under its address: `/akten/{id}/stand`, `…/eintragen/{stage}`, `…/auflage/{seq}/{number}`."""
    path = f"/{{id_}}/{act}" + ("/{about}" if about else "") + ("/{which}" if numbered else "")

    @restoring
    def show(request: Request, house: TheHouse, account: SignedIn, id_: str, about: str = "", which: str = "") -> Response:
        return _show(request, house, account, (id_, act, f"{about}/{which}" if numbered else about))

    async def answer(
        request: Request, house: TheHouse, account: SignedIn, id_: str, about: str = "", which: str = ""
    ) -> Response:
        typed = await fields_of(request)
        where = (id_, act, f"{about}/{which}" if numbered else about)
        return await run_in_threadpool(_answer, request, house, account, where, typed)

    router.add_api_route(path, show, methods=["GET"], response_class=Response)
    router.add_api_route(path, answer, methods=["POST"], response_class=Response)


for _act, _about in {
    "eintragen": True, "zurueckgeben": True, "berichtigen": True, "zurueckziehen": False, "stand": False,
    "vorschlagen": True, "befangenheit": False, "verlaengern": True, "mehr-zeit-ablehnen": True,
    "frist-setzen": False, "frist-aendern": True, "frist-beenden": True,
    "frist-ruht": False, "frist-laeuft": False, "bekanntgeben": True,
}.items():  # fmt: skip
    _offer(_act, about=_about)
_offer("auflage", about=True, numbered=True)
