"""What of the deadline board somebody asks for: whose deadlines, which group, the filters, and the page they give.

Whose is whose follows the worklist (`portal.office.waiting`): what was given to oneself, what one's roles owe, and for those
who administer a programme everything in it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from domain.office_time import office_day
from domain.programme import Programme
from domain.vocabulary import OwedBy
from portal.errors import NotFound
from portal.office.deadline_words import titled
from portal.office.staff import administers
from portal.office.waiting import MANY, PAGE, View, acts_for, applicants_roles
from store import deadline_board, dossiers, people
from store.access import Account
from store.change import Loaded
from store.database import Connection
from store.deadline_board import After, Asked, Group, Line
from store.programmes import programme_by_hash
from workflows.house import House

#: The groups as the address names them, in the order of the board.
GROUPS = {
    "bitten": Group.ASKED, "": Group.RUNNING,
    "ueberfaellig": Group.OVERDUE, "woche": Group.WEEK, "spaeter": Group.LATER, "ruht": Group.RESTING,
}  # fmt: skip
_CURSOR = re.compile(r"(|\d{4}-\d\d-\d\d)/([0-9A-Za-z-]{16,64})/([^\x00-\x1f]{1,200})", re.ASCII)
_SUNDAY = 6
#: How many requests for more time stand above what runs; the rest have pages of their own.
FEW = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; `after` is the line behind which the page begins."""

    view: View
    group: Group = Group.RUNNING
    programme: str = ""
    party: str = ""
    after: str = ""

    @property
    def behind(self) -> After | None:
        """Where the page begins; what is no such place begins at the beginning."""
        read = _CURSOR.fullmatch(self.after)
        return After(*read.groups()) if read else None

    @property
    def named(self) -> str:
        """The group as the address names it."""
        return _NAMES[self.group]

    @property
    def narrowed(self) -> bool:
        """Tell whether a filter leaves something out."""
        return bool(self.programme or self.party)

    def address(self, **changed: Any) -> str:  # noqa: ANN401 - fields of this class
        """The address of this board, or of one that differs from it as said."""
        asked = replace(self, **changed)
        query = {
            "fuer": asked.view.value, "gruppe": asked.named, "programm": asked.programme, "schuldet": asked.party,
            "nach": asked.after,
        }  # fmt: skip
        return f"/fristen?{urlencode({name: value for name, value in query.items() if value})}"


_NAMES = {group: name for name, group in GROUPS.items()}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of deadlines, and what is needed to show it; `loaded` are the dossiers of those the rows alone cannot tell."""

    lines: Sequence[Line]
    following: str
    counts: Mapping[Group, int]
    views: Sequence[View]
    pinned: Mapping[str, Programme]
    names: Mapping[str, str]
    loaded: Mapping[str, Loaded]
    week_ends: str
    #: The oldest requests for more time, above the first page of what runs.
    asked: Sequence[Line] = ()


def understood(house: House, account: Account, programmes: Mapping[str, Programme], query: Mapping[str, str]) -> Wanted:
    """What an address asks for; raises NotFound for a programme, a view or a group there is not for this person.

    Without a word about whose they are: what was given to oneself, if anything of it runs, else what one's roles owe.
    """
    programme, party = query.get("programm", ""), query.get("schuldet", "")
    view, group = query.get("fuer", ""), query.get("gruppe", "")
    if (programme and programme not in programmes) or group not in GROUPS or (party and party not in tuple(OwedBy)):
        raise NotFound
    if view and view not in _views(account, programmes):
        raise NotFound
    wanted = Wanted(View(view or View.MINE), GROUPS[group], programme, party, query.get("nach", ""))
    if view:
        return wanted
    with house.database.reading() as connection:
        mine = _asked(account, programmes, replace(wanted, group=Group.RUNNING), _today(house))
        some = deadline_board.count(connection, mine, most=1)
    return wanted if some else replace(wanted, view=View.TEAM)


def page_of(house: House, account: Account, programmes: Mapping[str, Programme], wanted: Wanted) -> Page:
    """Read a page, and how many deadlines each group has."""
    today = _today(house)
    with house.database.reading() as connection:
        chosen = _asked(account, programmes, wanted, today)
        requests = _asked(account, programmes, replace(wanted, group=Group.ASKED), today)
        found = deadline_board.page(connection, chosen, after=wanted.behind, limit=PAGE + 1)
        lines = found[:PAGE]
        counts: dict[Group, int] = {
            one: deadline_board.count(connection, _of_group(one, chosen, requests), most=MANY + 1)
            for one in Group if one is not Group.RUNNING
        }  # fmt: skip
        above = wanted.group is Group.RUNNING and not wanted.behind and counts[Group.ASKED]
        asked = deadline_board.page(connection, requests, limit=FEW) if above else []
        pinned = {one: programme_by_hash(connection, one) for one in {line.programme_hash for line in [*asked, *lines]}}
        known = people.parties(connection, {line.officer for line in [*asked, *lines]} - {""})
        loaded = _loaded(house, connection, [*asked, *lines], pinned)
    last = lines[-1] if len(found) > PAGE else None
    return Page(
        lines, _behind(last, wanted.group) if last else "", counts, _views(account, programmes), pinned,
        {id_: party.name for id_, party in known.items()}, loaded, chosen.week_ends, asked,
    )  # fmt: skip


def requests_waiting(house: House, account: Account, programmes: Mapping[str, Programme]) -> int:
    """How many requests for more time wait for an answer of this person, at most one more than `MANY`."""
    mine = {key: one for key, one in programmes.items() if administers(account, one)}
    if not mine:
        return 0
    asked = _asked(account, mine, Wanted(View.TEAM, Group.ASKED), _today(house))
    with house.database.reading() as connection:
        return deadline_board.count(connection, asked, most=MANY + 1)


def _of_group(group: Group, chosen: Asked, requests: Asked) -> Asked:
    return requests if group is Group.ASKED else replace(chosen, group=group)


def _behind(last: Line, group: Group) -> str:
    return f"{last.asked_on if group is Group.ASKED else last.due}/{last.dossier}/{last.deadline}"


def _loaded(house: House, connection: Connection, lines: Sequence[Line], pinned: Mapping[str, Programme]) -> dict[str, Loaded]:
    """The dossiers that have to be read: why a clock rests and what a person called a deadline only they say."""
    wanted = sorted({
        line.dossier for line in lines
        if not line.due or not titled(pinned[line.programme_hash], line.deadline, line.stage)
    })  # fmt: skip
    return {one.dossier.id: one for one in dossiers.load_many(house.database, connection, wanted)} if wanted else {}


def _today(house: House) -> date:
    return office_day(house.clock.now())


def _asked(account: Account, programmes: Mapping[str, Programme], wanted: Wanted, today: date) -> Asked:
    """What the store is asked."""
    shown = {key: one for key, one in programmes.items() if wanted.programme in {"", key}}
    whole: list[str] = []
    without: list[str] = []
    roles: list[str] = []
    for key, programme in shown.items():
        if wanted.view is View.MINE or administers(account, programme):
            whole.append(key)
        else:
            roles += (f"{key}/{role}" for role in sorted(acts_for(account, programme)))
        # A request of the applicant's side is the office's to answer.
        if wanted.view is View.TEAM and wanted.group is not Group.ASKED:
            without += (f"{key}/{role}" for role in sorted(applicants_roles(programme)))
    return Asked(
        account.authority, wanted.group, today.isoformat(), week_end(today).isoformat(), tuple(whole), tuple(without),
        tuple(roles), account.party if wanted.view is View.MINE else "", wanted.party,
    )  # fmt: skip


def week_end(today: date) -> date:
    """The Sunday of the week."""
    return today + timedelta(days=_SUNDAY - today.weekday())


def _views(account: Account, programmes: Mapping[str, Programme]) -> tuple[View, ...]:
    """Mine, what my roles owe, and everything for whoever administers a programme."""
    all_ = (View.ALL,) if any(administers(account, one) for one in programmes.values()) else ()
    return (View.MINE, View.TEAM, *all_)
