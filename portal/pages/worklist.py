"""The worklist: what waits for whom, longest waiting first, in pages that begin behind the last line of the one before."""

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain.office_time import moment, office_day
from domain.programme import Programme
from portal.office.assigning import Taken, take_over
from portal.office.deadline_list import requests_waiting
from portal.office.staff import staffed
from portal.office.waiting import MANY, PAGE, Page, View, Wanted, page_of, understood
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from portal.web.numbers import number
from portal.web.sent import a_key
from store.access import Account
from store.worklist import Line
from wording.language import N_, _, spoken
from workflows.house import House

router = APIRouter()

_TABS = {
    View.MINE: N_("Mine"), View.TEAM: N_("Team"), View.NOBODY: N_("Given to nobody"), View.ALL: N_("All"),
}  # fmt: skip
_COUNTED = {
    View.MINE: (
        N_("Nothing that was given to you waits for anybody."), N_("One item that was given to you waits."),
        N_("{count} items that were given to you wait."), N_("More than {count} items that were given to you wait."),
    ),
    View.TEAM: (
        N_("Nothing waits for you."), N_("One item waits for you."), N_("{count} items wait for you."),
        N_("More than {count} items wait for you."),
    ),
    View.NOBODY: (
        N_("Nothing waits that was given to nobody."), N_("One item waits that was given to nobody."),
        N_("{count} items wait that were given to nobody."), N_("More than {count} items wait that were given to nobody."),
    ),
    View.ALL: (
        N_("Nothing waits for anybody."), N_("One item waits."), N_("{count} items wait."),
        N_("More than {count} items wait."),
    ),
}  # fmt: skip


@router.get("/arbeitsvorrat")
def worklist(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Show what waits, as the address says: for whom, of which programme and role, overdue only."""
    query = request.query_params
    programmes = staffed(house, account)
    wanted = understood(house, account, programmes, query)
    found = page_of(house, account, programmes, wanted)
    today = office_day(house.clock.now()).isoformat()
    return render(
        request,
        "worklist.html",
        rows=[_row(account, line, found, today) for line in found.lines],
        counted=_counted(found.counts[wanted.view], wanted),
        tabs=[
            (_(_TABS[view]), wanted.address(view=view, after=""), _number(count), view is wanted.view)
            for view, count in found.counts.items()
        ],
        programmes={key: programme.title.into(spoken()) for key, programme in programmes.items()},
        roles=found.roles,
        wanted=wanted,
        first=wanted.address(after=""),
        following=wanted.address(after=found.following) if found.following else "",
        may_take=found.may_take,
        key=a_key(),
        taken=_taken(query),
        requests=_number(waiting) if (waiting := requests_waiting(house, account, programmes)) else "",
    )


@router.post("/arbeitsvorrat/uebernehmen")
async def take(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Take over what was ticked, and show the same list again."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_take, house, account, fields)


def _take(house: House, account: Account, fields: Mapping[str, str]) -> Response:
    wanted = understood(house, account, staffed(house, account), fields)
    chosen = {name.removeprefix("akte."): value for name, value in fields.items() if name.startswith("akte.")}
    if alone := fields.get("nur", ""):
        # The button of one row takes that row, whatever is ticked elsewhere; what it saw stands beside the box.
        chosen = {alone: fields.get(f"bei.{alone}", "")}
    # More than a page shows was not ticked on one.
    some = dict(sorted(chosen.items())[:PAGE])
    taken = take_over(house, account, some, a_key(fields.get("key", ""))) if some else Taken(0, 0)
    return RedirectResponse(f"{wanted.address()}&uebernommen={taken.yours}&gelassen={taken.left}", 303)


def _row(account: Account, line: Line, found: Page, today: str) -> dict[str, Any]:
    programme: Programme = found.pinned[line.programme_hash]
    return {
        "dossier": line.dossier,
        "reference": line.reference,
        "title": line.title,
        "programme": programme.title.into(spoken()),
        "stage": programme.stages[line.stage].title.into(spoken()),
        "round": line.round,
        "returned": line.returned,
        "role": programme.roles[line.role].into(spoken()),
        "since": office_day(moment(line.since)).isoformat(),
        "due": line.due,
        "overdue": bool(line.due) and line.due < today,
        "officer": line.officer,
        "officer_name": found.names.get(line.officer, ""),
        "takes": line.officer != account.party and line.programme in found.may_take,
    }


def _counted(count: int, wanted: Wanted) -> str:
    none, one, some, many = _COUNTED[wanted.view]
    if count > MANY:
        return _(many).format(count=_thousands(MANY))
    return _((none, one)[count]) if count < 2 else _(some).format(count=count)  # noqa: PLR2004 - from two on it is plural


def _number(count: int) -> str:
    return f"> {_thousands(MANY)}" if count > MANY else str(count)


def _thousands(count: int) -> str:
    return f"{count:,}" if spoken() == "en" else f"{count:,}".replace(",", ".")


def _taken(query: Mapping[str, str]) -> list[str]:
    """What a bulk taking over came to, in sentences."""
    yours, left = (number(query.get(name, ""), digits=4, other=-1) for name in ("uebernommen", "gelassen"))
    if min(yours, left) < 0:
        return []
    if not yours and not left:
        return [_("Nothing was ticked, so nothing was changed.")]
    sentences = []
    if yours:
        one = yours == 1
        sentences.append(_("One dossier is yours now.") if one else _("{count} dossiers are yours now.").format(count=yours))
    if left:
        sentences.append(_("Left as they are, because they changed in the meantime: {count}.").format(count=left))
    return sentences
