"""The chain linter where a programme meets an office: who holds its roles, when its bodies meet, the Land's holidays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from domain.calendar import OfficeCalendar, is_working_day
from domain.dates import When
from domain.deadlines import periods
from domain.deadlines.rules import RuleBook
from domain.duties.staff import staff_roles
from domain.errors.lint import (
    Finding,
    NobodyCallsMeetings,
    NobodyCanRecord,
    NobodyHolds,
    NoMeetings,
    NoMembers,
    OneHolderNoDeputy,
    PeriodWithinHolidays,
    TooFewForFourEyes,
)
from domain.programme import Programme, Stage
from domain.programme.lint import places
from domain.programme.lint_timed import office_timed_findings, running
from domain.programme.timed import Period
from domain.text import Text, listed
from domain.vocabulary import StageKind

_ONE_DAY = timedelta(days=1)
#: How far ahead holidays are looked at: two years, the rest of this one and the next included.
AHEAD = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class Office:
    """An authority that runs a programme, as the store knows it today."""

    title: Text
    calendar: OfficeCalendar
    #: Role → ids of the people who hold it and can act.
    holders: Mapping[str, frozenset[str]]
    #: Ids of people somebody stands in for, now or later.
    covered: frozenset[str]
    #: Bodies with a meeting in the next twelve months, and those with a member today.
    meeting: frozenset[str]
    manned: frozenset[str]
    #: The dated figures of the installation.
    rules: RuleBook = field(default_factory=RuleBook)


def office_findings(programme: Programme, office: Office, today: date) -> list[Finding]:
    """Everything worth a look about this programme at this authority."""
    return [*_holders(programme, office), *_four_eyes(programme, office), *_bodies(programme, office),
            *_periods(programme, office, today), *office_timed_findings(programme, office, today)]  # fmt: skip


def _holders(programme: Programme, office: Office) -> Iterator[Finding]:
    said: set[str] = set()
    for path, _home, stage in places(programme):
        recorders = frozenset().union(*(office.holders.get(role, frozenset()) for role in stage.recorders))
        if not recorders:
            roles = [programme.roles[role] for role in stage.recorders]
            named = listed(roles)
            yield NobodyCanRecord(path, authority=office.title, stage=stage.title, roles=named)
        elif stage.role not in said and not office.holders.get(stage.role):
            yield NobodyHolds((*path, "role"), authority=office.title, stage=stage.title, role=programme.roles[stage.role])
        said.add(stage.role)
    staff = staff_roles(programme)
    for role, title in programme.roles.items():
        held = office.holders.get(role, frozenset())
        if role in staff and len(held) == 1 and not held & office.covered:
            yield OneHolderNoDeputy(("roles", role), authority=office.title, role=title)


def _four_eyes(programme: Programme, office: Office) -> Iterator[Finding]:
    """One person prepares (a recorder or an administrator), another decides (a recorder)."""
    for path, _home, stage in places(programme):
        if not stage.four_eyes:
            continue
        first: set[str] = set()
        for other in _prepared_at(programme, stage):
            roles = (*other.recorders, *(programme.administrators if other.key == stage.key else ()))
            first |= {person for role in roles for person in office.holders.get(role, ())}
        second = {person for role in stage.recorders for person in office.holders.get(role, ())}
        if not second or not first or len(first | second) < 2:  # noqa: PLR2004 - four eyes are two people
            yield TooFewForFourEyes((*path, "four_eyes"), authority=office.title, stage=stage.title)


def _prepared_at(programme: Programme, stage: Stage) -> list[Stage]:
    """Where the other pair of eyes looked: at a decision its proposal, at the financing the decision before it."""
    if stage.kind is StageKind.COFINANCING:
        return [other for other in programme.home[stage.key].stages if other.kind is StageKind.DECISION]
    return [stage]


def _bodies(programme: Programme, office: Office) -> Iterator[Finding]:
    used = {stage.body for stage in programme.stages.values()}
    for n, body in enumerate(programme.bodies):
        if body.key not in used:
            continue
        if body.secretary and not office.holders.get(body.secretary):
            role = programme.roles[body.secretary]
            yield NobodyCallsMeetings(("bodies", n, "secretary"), authority=office.title, role=role, body=body.title)
        if body.key not in office.meeting:
            yield NoMeetings(("bodies", n), authority=office.title, body=body.title)
        if body.key not in office.manned:
            yield NoMembers(("bodies", n), authority=office.title, body=body.title)


def _periods(programme: Programme, office: Office, today: date) -> Iterator[Finding]:
    longest = longest_rest(office.calendar, today, today + AHEAD)
    if longest is None:
        return
    first, days = longest
    start = first - _ONE_DAY
    for one in running(programme):
        # One that merely ends asks nothing of anybody, and one that counts back does not begin on that day.
        if one.role is None or one.backward or one.within.rule or not _within(start, one.within, days, office.calendar):
            continue
        yield PeriodWithinHolidays(
            (*one.path, "within"), authority=office.title, stage=one.title, start=_shown(When.of(start)), days=days,
        )  # fmt: skip


def _within(start: date, period: Period, days: int, calendar: OfficeCalendar) -> bool:
    """Tell whether a period begun on the last working day before the longest rest ends within that rest."""
    return periods.last_day(start, period, calendar) <= start + timedelta(days=days)


def _shown(day: When) -> Text:
    return Text(de=day.show("de"), en=day.show("en"))


@cache
def longest_rest(calendar: OfficeCalendar, since: date, until: date) -> tuple[date, int] | None:
    """The longest run of days without a working day between two days: its first day and how many there are; None without one.

    Raises NoHolidaysKnown beyond the years of the holiday data.
    """
    best: tuple[date, int] | None = None
    day, run = since, 0
    while day <= until:
        run = 0 if is_working_day(day, calendar) else run + 1
        if run and (best is None or run > best[1]):
            best = (day - (run - 1) * _ONE_DAY, run)
        day += _ONE_DAY
    return best
