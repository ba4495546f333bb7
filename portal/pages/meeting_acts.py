"""Inviting to a meeting, and calling one off."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from domain.errors import Refusal
from domain.errors.agendas import CancelReasonNeeded
from portal.errors import BUSY
from portal.meetings.meetings import Sitting, sitting
from portal.page import render
from portal.pages.meetings import INVALID, UNAVAILABLE, page
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from portal.web.numbers import number
from portal.web.parking import restored, restoring
from store import meetings as kept
from store.access import Account
from store.errors import TryAgain
from wording import days
from wording.language import _
from wording.refusals import said
from workflows import meetings as running
from workflows.house import House

router = APIRouter(prefix="/sitzungen")


@router.post("/{meeting}/einladen")
async def invite(request: Request, house: TheHouse, account: SignedIn, meeting: str) -> Response:
    """Invite the members by mail."""
    fields = await fields_of(request)
    return await run_in_threadpool(_invite, request, house, account, meeting, fields)


def _invite(request: Request, house: House, account: Account, meeting: str, fields: Mapping[str, str]) -> Response:
    at = sitting(house, account, meeting, run=True)
    try:
        running.invite(house, meeting, number(fields.get("seen", "")), at.actor)
    except Refusal as refusal:
        return page(request, house, at, {}, sentence=said(refusal), status=INVALID)
    except TryAgain:
        return page(request, house, at, {}, sentence=_(BUSY), status=UNAVAILABLE)
    return RedirectResponse(f"{at.home}?getan=eingeladen", 303)


@router.get("/{meeting}/absagen")
@restoring
def cancel_form(request: Request, house: TheHouse, account: SignedIn, meeting: str) -> Response:
    """Ask why the meeting does not take place, and what becomes of its items."""
    at = sitting(house, account, meeting, run=True)
    typed = {"mitnehmen": "1", "seen": str(at.meeting.version), **restored(request)}
    return _cancelling(request, house, at, typed)


@router.post("/{meeting}/absagen")
async def cancel(request: Request, house: TheHouse, account: SignedIn, meeting: str) -> Response:
    """Cancel the meeting."""
    fields = await fields_of(request)
    return await run_in_threadpool(_cancel, request, house, account, meeting, fields)


def _cancel(request: Request, house: House, account: Account, meeting: str, fields: Mapping[str, str]) -> Response:
    at = sitting(house, account, meeting, run=True)
    roll_on = fields.get("mitnehmen") == "1"
    try:
        running.cancel(
            house, meeting, number(fields.get("seen", "")), at.actor, reason=fields.get("grund", ""), roll_on=roll_on
        )
    except CancelReasonNeeded as refusal:
        return _cancelling(request, house, at, fields, wrong={"grund": said(refusal)}, status=INVALID)
    except Refusal as refusal:
        again = {**fields, "seen": str(at.meeting.version)}
        return _cancelling(request, house, at, again, sentence=said(refusal), status=INVALID)
    except TryAgain:
        return _cancelling(request, house, at, fields, sentence=_(BUSY), status=UNAVAILABLE)
    return RedirectResponse(f"{at.home}?getan=abgesagt", 303)


def _cancelling(
    request: Request, house: House, at: Sitting, typed: Mapping[str, str], *, status: int = 200, **words: Any  # noqa: ANN401 - as `render`
) -> Response:  # fmt: skip
    with house.database.reading() as connection:
        following = kept.next_after(connection, at.meeting)
        count = len(kept.items(connection, at.meeting.id))
    given: dict[str, Any] = {"wrong": {}, "sentence": "", **words}
    return render(
        request, "meeting_cancel.html", status=status, at=at, typed={"seen": "", **typed}, count=count,
        following=days.at(following.meets_at) if following else "", **given,
    )  # fmt: skip
