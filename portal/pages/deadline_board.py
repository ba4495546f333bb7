"""The deadline board: what is overdue, due this week and later, and what rests, in pages as those of the worklist."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from domain.dates import When
from domain.deadlines.held import deadline
from domain.dossier import Dossier
from domain.events.deadlines import ClockStopped
from domain.office_time import office_day
from domain.vocabulary import OwedBy
from portal.office.deadline_list import FEW, Page, Wanted, page_of, understood
from portal.office.deadline_words import PARTIES, RESTS, titled
from portal.office.staff import staffed
from portal.office.waiting import MANY, View
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from store.deadline_board import Group, Line
from wording.language import N_, _, spoken

router = APIRouter()

_VIEWS = {View.MINE: N_("Mine"), View.TEAM: N_("My roles"), View.ALL: N_("All")}
_GROUPS = {
    Group.ASKED: N_("Requests for more time"), Group.RUNNING: N_("All that run"), Group.OVERDUE: N_("Overdue"),
    Group.WEEK: N_("This week"), Group.LATER: N_("Later"), Group.RESTING: N_("Resting"),
}  # fmt: skip
_HEADS = {
    Group.ASKED: N_("Requests for more time: the oldest first"),
    Group.OVERDUE: N_("Overdue: the day has passed"), Group.WEEK: N_("This week, until {day}"), Group.LATER: N_("Later"),
    Group.RESTING: N_("Resting: the clock stands still"),
}  # fmt: skip


@router.get("/fristen")
def board(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Show the deadlines the address asks for."""
    programmes = staffed(house, account)
    wanted = understood(house, account, programmes, request.query_params)
    found = page_of(house, account, programmes, wanted)
    today = office_day(house.clock.now()).isoformat()
    return render(
        request,
        "deadline_board.html",
        sections=list(_sections(found, wanted, today)),
        groups=[
            (_(label), wanted.address(group=group, after=""), _number(found.counts, group), group is wanted.group)
            for group, label in _GROUPS.items()
        ],
        views=[(view.value, _(_VIEWS[view])) for view in found.views],
        parties=[(party.value, _(label)) for party, label in PARTIES.items()],
        programmes={key: programme.title.into(spoken()) for key, programme in programmes.items()},
        wanted=wanted,
        resting=_number(found.counts, Group.RESTING) if found.counts[Group.RESTING] else "",
        first=wanted.address(after=""),
        more_asked=wanted.address(group=Group.ASKED, after="") if found.counts[Group.ASKED] > FEW else "",
        following=wanted.address(after=found.following) if found.following else "",
    )


def _number(counts: Mapping[Group, int], group: Group) -> str:
    if group is Group.RUNNING:
        return ""
    return f"> {MANY}" if counts[group] > MANY else str(counts[group])


def _sections(found: Page, wanted: Wanted, today: str) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """The lines of the page by group, each with an anchor and a heading."""
    lines = [(_group(line, found.week_ends, today), line) for line in found.lines]
    for group, heading in _HEADS.items():
        if group is Group.ASKED:
            rows = [_row(found, line, today) for line in (found.lines if wanted.group is group else found.asked)]
        else:
            rows = [_row(found, line, today) for of, line in lines if of is group and wanted.group is not Group.ASKED]
        if rows:
            yield group.value, _(heading).format(day=When(found.week_ends).show(spoken())), rows


def _group(line: Line, week_ends: str, today: str) -> Group:
    if not line.due:
        return Group.RESTING
    if line.due < today:
        return Group.OVERDUE
    return Group.WEEK if line.due <= week_ends else Group.LATER


def _row(found: Page, line: Line, today: str) -> dict[str, Any]:
    programme = found.pinned[line.programme_hash]
    loaded = found.loaded.get(line.dossier)
    held = deadline(loaded.dossier, line.deadline) if loaded else None
    role = programme.roles.get(line.role)
    return {
        "dossier": line.dossier, "reference": line.reference, "title": line.title,
        "programme": programme.title.into(spoken()),
        "deadline": titled(programme, line.deadline, line.stage) or (held.title.into(spoken()) if held else line.deadline),
        "name": line.deadline, "round": line.round, "due": line.due,
        "overdue": bool(line.role and line.due) and line.due < today,
        "role": role.into(spoken()) if role else "", "party": _(PARTIES[OwedBy(line.owed_by)]) if line.role else "",
        "rests": _rests(loaded.dossier, line.deadline) if loaded and not line.due else "",
        "asked": line.asked_on, "officer": line.officer, "officer_name": found.names.get(line.officer, ""),
    }  # fmt: skip


def _rests(dossier: Dossier, name: str) -> str:
    """Why a clock rests: whom the entry that stopped it names."""
    stops = (fact.event for fact in reversed(dossier.facts) if isinstance(fact.event, ClockStopped))
    return next((_(RESTS[stop.party]) for stop in stops if name in stop.deadlines), "")
