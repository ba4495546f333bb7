"""The worklist: what waits for whom, longest waiting first, in pages that begin behind the last line of the one before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from config.clock import moment, office_day
from domain.programme import Programme
from portal.errors import NotFound
from portal.page import render
from portal.staff import administers, staffed
from portal.visitor import SignedIn, TheHouse
from store import lists
from store.access import Account
from store.lists import After, Line
from store.programmes import programme_by_hash
from wording.language import N_, _, spoken

router = APIRouter()

PAGE = 50
#: Counting ends here: beyond it the number says no more than "many".
_MANY = 1000
_CURSOR = re.compile(r"(\d{4}-\d\d-\d\dT[0-9:.]{15}Z)/([0-9A-Za-z-]{16,64})/([a-z][a-z0-9_-]{0,39})", re.ASCII)
_FOR_ME = (
    N_("Nothing waits for you."), N_("One item waits for you."), N_("{count} items wait for you."),
    N_("More than {count} items wait for you."),
)  # fmt: skip
_FOR_ALL = (
    N_("Nothing waits for anybody."), N_("One item waits."), N_("{count} items wait."), N_("More than {count} items wait."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the worklist in words."""

    dossier: str
    reference: str
    title: str
    programme: str
    stage: str
    round: int
    returned: bool
    role: str
    since: str
    due: str
    overdue: bool


@router.get("/arbeitsvorrat")
def worklist(
    request: Request, house: TheHouse, account: SignedIn, fuer: str = "mir", programm: str = "", nach: str = ""
) -> Response:
    """Show what waits for the person, or for everybody in their programmes."""
    programmes = staffed(house, account)
    if programm and programm not in programmes:
        raise NotFound
    mine = fuer != "alle"
    after = _cursor(nach)
    chosen = {programm: programmes[programm]} if programm else programmes
    with house.database.reading() as connection:
        everybody = lists.roles_waited_for(connection)
        wanted = _wanted(account, chosen, everybody, mine=mine)
        found = lists.page_of_worklist(connection, wanted, authority=account.authority, after=after, limit=PAGE + 1)
        count = lists.how_many_wait(connection, wanted, authority=account.authority, most=_MANY + 1)
        pinned = {line.programme_hash: programme_by_hash(connection, line.programme_hash) for line in found}
    today = office_day(house.clock.now()).isoformat()
    return render(
        request,
        "worklist.html",
        rows=[_row(line, pinned[line.programme_hash], today) for line in found[:PAGE]],
        counted=_counted(count, _FOR_ME if mine else _FOR_ALL),
        programmes={key: programme.title.into(spoken()) for key, programme in programmes.items()},
        chosen=programm,
        mine=mine,
        later=after is not None,
        first=_address(mine=mine, programme=programm),
        following=_address(mine=mine, programme=programm, last=found[PAGE - 1]) if len(found) > PAGE else "",
    )


def _wanted(
    account: Account, programmes: Mapping[str, Programme], everybody: Sequence[str], *, mine: bool
) -> dict[str, list[str]]:
    """The roles whose lines are shown, and the programmes they are shown of.

    Everybody's are those somebody waits for: a dossier keeps the roles of its own version of the programme.
    """
    wanted: dict[str, list[str]] = {}
    for key, programme in programmes.items():
        all_of_them = not mine or administers(account, programme)
        for role in everybody if all_of_them else _acts_for(account, programme):
            wanted.setdefault(role, []).append(key)
    return wanted


def _acts_for(account: Account, programme: Programme) -> set[str]:
    """The roles the person holds, and those whose stages they may record."""
    held = account.roles[programme.programme]
    return {*held, *(stage.role for stage in programme.stages.values() if not held.isdisjoint(stage.recorders))}


def _row(line: Line, programme: Programme, today: str) -> Row:
    return Row(
        dossier=line.dossier,
        reference=line.reference,
        title=line.title,
        programme=programme.title.into(spoken()),
        stage=programme.stages[line.stage].title.into(spoken()),
        round=line.round,
        returned=line.returned,
        role=programme.roles[line.role].into(spoken()),
        since=office_day(moment(line.since)).isoformat(),
        due=line.due,
        overdue=bool(line.due) and line.due < today,
    )


def _counted(count: int, said: tuple[str, str, str, str]) -> str:
    none, one, some, many = said
    if count > _MANY:
        return _(many).format(count="1,000" if spoken() == "en" else "1.000")
    return _((none, one)[count]) if count < 2 else _(some).format(count=count)  # noqa: PLR2004 - from two on it is plural


def _cursor(text: str) -> After | None:
    """Read where a page begins; what is no such place begins at the beginning."""
    read = _CURSOR.fullmatch(text)
    return After(*read.groups()) if read else None


def _address(*, mine: bool, programme: str, last: Line | None = None) -> str:
    query = {"fuer": "mir" if mine else "alle"}
    if programme:
        query["programm"] = programme
    if last is not None:
        query["nach"] = f"{last.since}/{last.dossier}/{last.stage}"
    return f"/arbeitsvorrat?{urlencode(query)}"
