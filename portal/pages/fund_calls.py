"""Calling again for what is left of a yearly budget: administrators open and close calls; how much is left, is computed."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from domain.errors import Refusal
from domain.office_time import office_day
from portal.errors import BUSY
from portal.page import render
from portal.pages.versions import administered
from portal.visitor import SignedIn, TheHouse, acting_in
from portal.web.forms import fields_of
from portal.web.parking import restored, restoring
from store.access import Account
from store.errors import TryAgain
from wording.budgets import called
from wording.language import N_, _, spoken
from wording.refusals import said
from wording.values import NotReadable, whole_day_on_a_form
from workflows.budgets import lines
from workflows.fund_calls import close_call, open_call, open_calls
from workflows.house import House

router = APIRouter()

_INVALID, _UNAVAILABLE = 422, 503
_AREA = N_("Say which area the call is for.")
_LAST_DAY = N_("Say the last day for applications.")


@router.get("/programme/{key}/aufruf")
@restoring
def form(request: Request, house: TheHouse, account: SignedIn, key: str) -> Response:
    """Show what is left, the calls there are, and the form for another one."""
    return _page(request, house, account, key, restored(request))


@router.post("/programme/{key}/aufruf")
async def call(request: Request, house: TheHouse, account: SignedIn, key: str) -> Response:
    """Open a call."""
    fields = await fields_of(request)
    return await run_in_threadpool(_open, request, house, account, key, fields)


@router.post("/programme/{key}/aufruf/{call_id}/schliessen")
async def close(request: Request, house: TheHouse, account: SignedIn, key: str, call_id: str) -> Response:
    """End a call before its last day."""
    await fields_of(request)
    return await run_in_threadpool(_close, request, house, account, key, call_id)


def _open(request: Request, house: House, account: Account, key: str, fields: Mapping[str, str]) -> Response:
    administered(house, account, key)
    wrong = {} if fields.get("gebiet") else {"gebiet": _(_AREA)}
    days: dict[str, date] = {}
    for name in ("von", "bis"):
        try:
            if fields.get(name):
                days[name] = whole_day_on_a_form(fields[name])
            elif name == "bis":
                wrong[name] = _(_LAST_DAY)
        except NotReadable as error:
            wrong[name] = str(error)
    if wrong:
        return _page(request, house, account, key, fields, wrong=wrong)
    try:
        open_call(
            house, authority=account.authority, programme=key, area=fields["gebiet"], opens_on=days.get("von"),
            closes_on=days["bis"], actor=acting_in(account, key),
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, house, account, key, fields, sentence=said(refusal))
    except TryAgain:
        return _page(request, house, account, key, fields, sentence=_(BUSY), status=_UNAVAILABLE)
    return RedirectResponse(f"/programme/{key}/aufruf", 303)


def _close(request: Request, house: House, account: Account, key: str, call_id: str) -> Response:
    administered(house, account, key)
    try:
        close_call(house, authority=account.authority, programme=key, call=call_id, actor=acting_in(account, key))
    except Refusal as refusal:
        return _page(request, house, account, key, {}, sentence=said(refusal))
    except TryAgain:
        return _page(request, house, account, key, {}, sentence=_(BUSY), status=_UNAVAILABLE)
    return RedirectResponse(f"/programme/{key}/aufruf", 303)


def _page(
    request: Request, house: House, account: Account, key: str, typed: Mapping[str, str], *, sentence: str = "",
    wrong: Mapping[str, str] | None = None, status: int = 0,
) -> Response:  # fmt: skip
    programme = administered(house, account, key)
    today = office_day(house.clock.now())
    calls = open_calls(house, authority=account.authority, programme=key, coming=True)
    return render(
        request, "fund_call.html", status=status or (_INVALID if sentence or wrong else 200), key=key, typed=typed,
        title=programme.title.into(spoken()), budgeted=programme.ceiling(today.year) is not None, year=today.year,
        left=lines(house, authority=account.authority, programme=key, year=today.year), sentence=sentence, wrong=wrong or {},
        calls=[(one.id, one.area, called(one.area, left, one.opens_on, one.closes_on, today)) for one, left in calls],
    )  # fmt: skip
