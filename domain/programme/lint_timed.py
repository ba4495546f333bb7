"""The chain linter on deadlines: reminders that reach nobody or come before the period begins, rules that hold nowhere here.

Called by `domain.programme.lint` (what a programme alone shows) and `domain.programme.lint_office` (where it meets an office).
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

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


class Running(NamedTuple):
    """A period of a programme: its place, its title, whose it is, the ladder that reminds them, whether it counts back."""

    path: Path
    title: Text
    within: Period
    role: str | None
    ladder: str
    backward: bool = False


def running(programme: Programme) -> Iterator[Running]:
    """Every period, in the order of the file."""
    for n, proceeding in enumerate(programme.proceedings):
        for m, stage in enumerate(proceeding.stages):
            if stage.within is not None:
                path = ("proceedings", n, "stages", m)
                yield Running(path, stage.title, stage.within, stage.role, stage.ladder or USUAL.key)
    for n, duty in enumerate(programme.deadlines):
        ladder = duty.ladder or USUAL.key
        yield Running(("deadlines", n), duty.title, duty.within, duty.role, ladder, duty.before is not None)


def timed_findings(programme: Programme) -> Iterator[Finding]:
    """What a programme alone shows: ladders nothing uses, and first reminders before the period has begun."""
    used = {one.ladder for one in running(programme)}
    used |= {stage.ladder for stage in programme.stages.values() if stage.ladder}
    for n, ladder in enumerate(programme.ladders):
        if ladder.key not in used and ladder.key != USUAL.key:
            yield LadderUnused(("ladders", n), ladder=ladder.key)
    for one in running(programme):
        if one.within.rule is None:
            yield from _too_long(programme, one, one.within)


def office_timed_findings(programme: Programme, office: "Office", today: date) -> Iterator[Finding]:
    """What shows at an authority: nobody there to be reminded, nobody at the head, rules that do not hold there today."""
    staff = staff_roles(programme)
    for one in running(programme):
        if one.path[0] == "deadlines" and one.role in staff and not office.holders.get(one.role):
            role = programme.roles[one.role]
            yield NobodyIsReminded((*one.path, "role"), authority=office.title, deadline=one.title, role=role)
        if one.within.rule is not None:
            try:
                figure = office.rules.figure(one.within.rule, land=office.calendar.land, programme=programme, day=today)
            except NoFigure:
                path = (*one.path, "within", "rule")
                yield RuleHoldsNowhere(path, authority=office.title, deadline=one.title, rule=one.within.rule)
            else:
                yield from _too_long(programme, one, figure.within)
    if programme.heads and not any(office.holders.get(role) for role in programme.heads):
        roles = listed([programme.roles[role] for role in programme.heads])
        yield NobodyIsHead(("heads",), authority=office.title, roles=roles)


def _too_long(programme: Programme, one: Running, within: Period) -> Iterator[Finding]:
    """A first reminder before the period begins; one that counts back from the project begins long before."""
    ahead = _ahead(programme.ladders_by_key[one.ladder])
    if one.role is not None and not one.backward and _least(within) < ahead:
        yield LadderTooLong(one.path, deadline=one.title, days=ahead)


def _least(within: Period) -> int:
    """The fewest calendar days the period can have."""
    if within.unit == "working_days":
        weeks, rest = divmod(within.count, _WORKING_WEEK)
        return weeks * _WEEK + rest
    return within.count * _LEAST[within.unit]


def _ahead(ladder: Ladder) -> int:
    """So many days before the end the first reminder comes."""
    return -min(rung.days for rung in ladder.rungs)
