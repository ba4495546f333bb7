"""Reminders: who will get what and when, who got what, and the button that lets halted ladders go on. For administrators."""

from datetime import date, timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from domain.office_time import office_day
from portal.office.reminded import AHEAD, FARTHEST, administered, ahead, others_deciding, standing, told
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from store.access import Account
from wording import values
from wording.language import N_, _
from workflows.house import House
from workflows.reminders.halts import open_halt, resume

router = APIRouter()

_TOO_FAR = N_("Choose a day from today to {day}.")
_INVALID = 422


@router.get("/erinnerungen")
def reminders(request: Request, house: TheHouse, account: SignedIn, bis: str = "", weiter: str = "") -> Response:
    """Show what will be sent until a day and what was sent; `weiter` says what became of letting the ladders go on."""
    programmes = administered(house, account)
    today = office_day(house.clock.now())
    until, wrong = _until(bis, today)
    ladders = standing(house, counted=True)
    return render(
        request,
        "reminders.html",
        status=_INVALID if wrong else 200,
        days=[] if wrong else ahead(house, account, programmes, until),
        sent=told(house, account, programmes),
        until=until.isoformat(),
        typed=bis or f"{until:%d.%m.%Y}",
        wrong=wrong,
        ladders=ladders,
        others=others_deciding(house, account) if ladders.halt else [],
        resumed={"ja": True, "nein": False}.get(weiter),
    )


@router.post("/erinnerungen/weiter")
async def go_on(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Let the ladders go on, if they are halted for the reason that was shown and it is for this person to say."""
    fields = await fields_of(request)
    return await run_in_threadpool(_go_on, house, account, fields.get("halt", ""))


def _go_on(house: House, account: Account, shown: str) -> Response:
    administered(house, account)
    if others_deciding(house, account):
        return RedirectResponse("/erinnerungen", 303)
    lasting = open_halt(house)
    gone_on = lasting is not None and lasting.id == shown and resume(house, account.party) is not None
    return RedirectResponse(f"/erinnerungen?weiter={'ja' if gone_on else 'nein'}", 303)


def _until(typed: str, today: date) -> tuple[date, str]:
    """The day up to which is foreseen, or the usual one and a sentence that says what is wrong with what was typed."""
    usual = today + timedelta(days=AHEAD)
    if not typed:
        return usual, ""
    try:
        until = values.whole_day_on_a_form(typed)
    except values.NotReadable as error:
        return usual, str(error)
    farthest = today + timedelta(days=FARTHEST)
    if not today <= until <= farthest:
        return usual, _(_TOO_FAR).format(day=f"{farthest:%d.%m.%Y}")
    return until, ""
