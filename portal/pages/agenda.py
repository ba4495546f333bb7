"""The agenda of a meeting: what its buttons do, each in one transaction. What is refused is the page again, as it was typed."""

from collections.abc import Callable, Mapping, Sequence

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from domain.errors import Refusal
from portal.errors import BUSY, NotFound
from portal.meetings.agenda import chosen, ordered, shifted, ticked_off
from portal.meetings.meetings import Sitting, lines, sitting
from portal.pages.meetings import INVALID, UNAVAILABLE, page
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from store.access import Account
from store.errors import TryAgain
from wording.language import _
from wording.refusals import said
from workflows import meetings as running
from workflows.house import House

router = APIRouter(prefix="/sitzungen")


@router.post("/{meeting}/tagesordnung")
async def change(request: Request, house: TheHouse, account: SignedIn, meeting: str) -> Response:
    """Do what the button says."""
    fields = await fields_of(request)
    return await run_in_threadpool(_change, request, house, account, meeting, fields)


def _change(request: Request, house: House, account: Account, meeting: str, fields: Mapping[str, str]) -> Response:
    at = sitting(house, account, meeting, run=True)
    act = _ACTS.get(fields.get("schritt", "").partition(".")[0])
    if act is None:
        raise NotFound
    try:
        refused = act(house, at, fields)
    except Refusal as refusal:
        return page(request, house, at, fields, sentence=said(refusal), status=INVALID)
    except TryAgain:
        return page(request, house, at, fields, sentence=_(BUSY), status=UNAVAILABLE)
    if refused:
        return page(request, house, at, {}, sentence=" ".join(dict.fromkeys(map(said, refused))), status=INVALID)
    return RedirectResponse(f"{at.home}?getan=ordnung#ordnung", 303)


_Refused = Sequence[Refusal]


def _put_on(house: House, at: Sitting, fields: Mapping[str, str]) -> _Refused:
    given = running.put_on_agenda(house, at.meeting.id, chosen(fields), at.actor)
    return [one for one in given if isinstance(one, Refusal)]


def _add_business(house: House, at: Sitting, fields: Mapping[str, str]) -> _Refused:
    public = fields.get("oeffentlich") == "1"
    running.add_business(house, at.meeting.id, fields.get("titel", ""), public=public, actor=at.actor)
    return ()


def _take_off(house: House, at: Sitting, fields: Mapping[str, str]) -> _Refused:
    running.take_off(house, at.meeting.id, ticked_off(fields), at.actor, fields.get("grund", ""))
    return ()


def _shift(house: House, at: Sitting, fields: Mapping[str, str]) -> _Refused:
    running.reorder(house, at.meeting.id, shifted(lines(house, at), fields["schritt"]), at.actor)
    return ()


def _order(house: House, at: Sitting, fields: Mapping[str, str]) -> _Refused:
    running.reorder(house, at.meeting.id, ordered(lines(house, at), fields), at.actor)
    return ()


def _show(house: House, at: Sitting, fields: Mapping[str, str]) -> _Refused:
    way, _dot, id_ = fields["schritt"].partition(".")
    running.show(house, at.meeting.id, id_, way == "zeigen", at.actor)
    return ()


#: What the buttons of the page say (`schritt`).
_ACTS: dict[str, Callable[[House, Sitting, Mapping[str, str]], _Refused]] = {
    "aufnehmen": _put_on,
    "sonstiges": _add_business,
    "absetzen": _take_off,
    "hoch": _shift,
    "runter": _shift,
    "ordnen": _order,
    "zeigen": _show,
    "verbergen": _show,
}
