"""The chain linter on deadlines: reminders that reach nobody or come before the period begins, rules that hold nowhere here.

Called by `domain.programme.lint` (what a programme alone shows) and `domain.programme.lint_office` (where it meets an office).
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from domain.deadlines.rules import NoFigure
from domain.duties.staff import staff_roles
from domain.errors.lint import (
    Finding,
    LadderTooLong,
    LadderUnused,
    NobodyIsHead,
    NobodyIsReminded,
    RuleHoldsNowhere,
)
from domain.fault import Path
from domain.programme import Programme
from domain.programme.timed import USUAL, Ladder, Period
from domain.text import Text, listed

if TYPE_CHECKING:
    from domain.programme.lint_office import Office

#: The fewest days a unit has; five working days are never fewer than seven.
_LEAST = {"days": 1, "weeks": 7, "half_months": 15, "months": 28, "years": 365}
_WORKING_WEEK, _WEEK = 5, 7


def timed_findings(programme: Programme) -> Iterator[Finding]:
    """What a programme alone shows: ladders nothing uses, and first reminders before the period has begun."""
    used = {ladder for _path, _title, _within, _role, ladder in _periods(programme)}
    used |= {stage.ladder for stage in programme.stages.values() if stage.ladder}
    for n, ladder in enumerate(programme.ladders):
        if ladder.key not in used and ladder.key != USUAL.key:
            yield LadderUnused(("ladders", n), ladder=ladder.key)
    for path, title, within, role, key in _periods(programme):
        ladder = programme.ladders_by_key[key]
        if role is not None and within.rule is None and _least(within) < _ahead(ladder):
            yield LadderTooLong(path, deadline=title, days=_ahead(ladder))


def office_timed_findings(programme: Programme, office: "Office", today: date) -> Iterator[Finding]:
    """What shows at an authority: nobody there to be reminded, nobody at the head, rules that do not hold there today."""
    staff = staff_roles(programme)
    for path, title, within, role, _ladder in _periods(programme):
        if path[0] == "deadlines" and role in staff and not office.holders.get(role):
            yield NobodyIsReminded((*path, "role"), authority=office.title, deadline=title, role=programme.roles[role])
        if within.rule is not None:
            try:
                office.rules.figure(within.rule, land=office.calendar.land, programme=programme, day=today)
            except NoFigure:
                yield RuleHoldsNowhere((*path, "within", "rule"), authority=office.title, deadline=title, rule=within.rule)
    if programme.heads and not any(office.holders.get(role) for role in programme.heads):
        roles = listed([programme.roles[role] for role in programme.heads])
        yield NobodyIsHead(("heads",), authority=office.title, roles=roles)


def _periods(programme: Programme) -> Iterator[tuple[Path, Text, Period, str | None, str]]:
    """Every period with its place, its title, whose it is, and the ladder by which they are reminded."""
    for n, proceeding in enumerate(programme.proceedings):
        for m, stage in enumerate(proceeding.stages):
            if stage.within is not None:
                path = ("proceedings", n, "stages", m)
                yield path, stage.title, stage.within, stage.role, stage.ladder or USUAL.key
    for n, duty in enumerate(programme.deadlines):
        yield ("deadlines", n), duty.title, duty.within, duty.role, duty.ladder or USUAL.key


def _least(within: Period) -> int:
    """The fewest calendar days the period can have."""
    if within.unit == "working_days":
        weeks, rest = divmod(within.count, _WORKING_WEEK)
        return weeks * _WEEK + rest
    return within.count * _LEAST[within.unit]


def _ahead(ladder: Ladder) -> int:
    """So many days before the end the first reminder comes."""
    return -min(rung.days for rung in ladder.rungs)
