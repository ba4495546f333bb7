"""What of the worklist somebody asks for: the view, the filters of the address, and the page they give."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from domain.duties.staff import staff_roles
from domain.office_time import office_day
from domain.programme import Programme
from domain.vocabulary import StageKind
from portal.errors import NotFound
from portal.office.staff import administers
from portal.policy import Act, may
from store import people, worklist
from store.access import Account
from store.database import Connection
from store.programmes import programme_by_hash
from store.worklist import After, Asked, Line
from wording.language import spoken
from workflows.house import House

PAGE = 50
#: Counting ends here: beyond it the number says no more than "many", and four views are counted on every page.
MANY = 200
_CURSOR = re.compile(r"(\d{4}-\d\d-\d\dT[0-9:.]{15}Z)/([0-9A-Za-z-]{16,64})/([a-z][a-z0-9_-]{0,39})", re.ASCII)


class View(StrEnum):
    """Whose worklist: given to me, what my roles wait for, given to nobody, everything (for administrators)."""

    MINE = "mir"
    TEAM = "team"
    NOBODY = "niemand"
    ALL = "alle"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; `after` is the line behind which the page begins."""

    view: View
    programme: str = ""
    role: str = ""
    overdue: bool = False
    after: str = ""

    @property
    def behind(self) -> After | None:
        """Where the page begins; what is no such place begins at the beginning."""
        read = _CURSOR.fullmatch(self.after)
        return After(*read.groups()) if read else None

    @property
    def narrowed(self) -> bool:
        """Tell whether a filter leaves something out."""
        return bool(self.programme or self.role or self.overdue)

    def address(self, **changed: Any) -> str:  # noqa: ANN401 - fields of this class
        """The address of this list, or of one that differs from it as said."""
        asked = replace(self, **changed)
        query = {
            "fuer": asked.view.value, "programm": asked.programme, "rolle": asked.role,
            "ueberfaellig": "1" if asked.overdue else "", "nach": asked.after,
        }  # fmt: skip
        return f"/arbeitsvorrat?{urlencode({name: value for name, value in query.items() if value})}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of lines, and what is needed to show it."""

    lines: Sequence[Line]
    following: str
    counts: Mapping[View, int]
    roles: Mapping[str, str]
    pinned: Mapping[str, Programme]
    names: Mapping[str, str]
    #: The programmes in which this person may take dossiers over.
    may_take: frozenset[str]


def understood(house: House, account: Account, programmes: Mapping[str, Programme], query: Mapping[str, str]) -> Wanted:
    """What an address (or a form's hidden fields) asks for; raises NotFound for a programme or view of others.

    Without a word about whom it is for: what was given to oneself, if any of it waits, else what waits for one's roles.
    """
    programme = query.get("programm", "")
    view = query.get("fuer", "")
    if programme and programme not in programmes:
        raise NotFound
    if view == View.ALL and not any(administers(account, one) for one in programmes.values()):
        raise NotFound
    role, overdue, after = query.get("rolle", ""), query.get("ueberfaellig", "") == "1", query.get("nach", "")
    if view in tuple(View):
        return Wanted(View(view), programme, role, overdue, after)
    mine = Wanted(View.MINE, programme, role, overdue, after)
    with house.database.reading() as connection:
        some = worklist.count(connection, _asked(house, connection, account, programmes, mine), most=1)
    return mine if some else replace(mine, view=View.TEAM)


def page_of(house: House, account: Account, programmes: Mapping[str, Programme], wanted: Wanted) -> Page:
    """Read a page, and how many lines each view has."""
    views = [view for view in View if view is not View.ALL or any(administers(account, one) for one in programmes.values())]
    with house.database.reading() as connection:
        asked = {view: _asked(house, connection, account, programmes, replace(wanted, view=view)) for view in views}
        chosen = asked[wanted.view]
        found = worklist.page(connection, chosen, after=wanted.behind, limit=PAGE + 1)
        lines = found[:PAGE]
        counts = {view: worklist.count(connection, one, most=MANY + 1) for view, one in asked.items()}
        pinned = {line.programme_hash: programme_by_hash(connection, line.programme_hash) for line in lines}
        known = people.parties(connection, {line.officer for line in lines} - {""})
        offered = _roles(connection, account, programmes, replace(wanted, role=""))
    titles = {key: title.into(spoken()) for one in programmes.values() for key, title in one.roles.items()}
    last = lines[-1] if len(found) > PAGE else None
    return Page(
        lines,
        f"{last.since}/{last.dossier}/{last.stage}" if last else "",
        counts,
        {role: titles[role] for role in sorted(offered, key=lambda role: titles.get(role, "")) if role in titles},
        pinned,
        {id_: party.name for id_, party in known.items()},
        frozenset(key for key, one in programmes.items() if may(account, Act.ASSIGN, one)),
    )


def _asked(
    house: House, connection: Connection, account: Account, programmes: Mapping[str, Programme], wanted: Wanted
) -> Asked:
    """What the store is asked for a view."""
    officer = {View.MINE: account.party, View.NOBODY: ""}.get(wanted.view)
    today = office_day(house.clock.now()).isoformat()
    roles = _roles(connection, account, programmes, wanted)
    return Asked(roles, account.authority, officer, overdue_on=today if wanted.overdue else "")


def _roles(
    connection: Connection, account: Account, programmes: Mapping[str, Programme], wanted: Wanted
) -> dict[str, list[str]]:
    """The roles whose lines are shown, and the programmes they are shown of.

    Everybody's are those somebody waits for: a dossier keeps the roles of its own version of the programme.
    """
    everybody = worklist.roles_waited_for(connection, account.authority)
    found: dict[str, list[str]] = {}
    for key, programme in programmes.items():
        if wanted.programme in {"", key}:
            for role in _of_view(account, programme, everybody, wanted.view):
                if wanted.role in {"", role}:
                    found.setdefault(role, []).append(key)
    return found


def _of_view(account: Account, programme: Programme, everybody: Sequence[str], view: View) -> set[str]:
    """The roles whose lines a view shows of a programme.

    What was given to oneself is shown whomever it waits for. Of the rest, administrators see everybody's lines, and the team's
    are those of staff: what waits for applicants is among all.
    """
    if view is View.MINE:
        return set(everybody)
    if not administers(account, programme):
        return acts_for(account, programme)
    if view is View.TEAM:
        return set(everybody) - applicants_roles(programme)
    return set(everybody)


def acts_for(account: Account, programme: Programme) -> set[str]:
    """The roles the person holds, and those whose stages they may record."""
    held = account.roles[programme.programme]
    return {*held, *(stage.role for stage in programme.stages.values() if not held.isdisjoint(stage.recorders))}


def applicants_roles(programme: Programme) -> set[str]:
    """The roles that hand applications in and do nothing else."""
    handing_in = {stage.role for stage in programme.stages.values() if stage.kind is StageKind.SUBMISSION}
    return handing_in - staff_roles(programme)
