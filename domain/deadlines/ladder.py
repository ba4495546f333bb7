"""Reminder ladders: what is decided about the rungs of one version of a deadline on a day, and why (promise P6, ADR 24).

Every rung of every version is decided exactly once, when its day has come or when the version has ended. Whatever was missed
meanwhile is looked at as it stands now ("on or before today", never "today"): of several missed rungs that tell the same
audience (owner, officer, deputy, head) only the latest speaks, and each audience by itself: the officer was not told what the
head is told now.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import NoHolidaysKnown, OfficeCalendar, is_open, next_working_day
from domain.programme.timed import MOST_MAILS, Ladder, Rung
from domain.vocabulary import DeadlineState, RungOutcome, Told

#: Reasons that are no state of a version. `wording.reminders` has a sentence for each.
DUE = "due"
LATE = "late"
LATER_MISSED = "later_missed"
PAST = "past"
ENOUGH = "enough"
NOBODY = "nobody"
NO_DEPUTY = "no_deputy"
NO_ADDRESS = "no_address"
DECLINED = "declined"
SEEN = "seen"

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watched:
    """A version of a deadline (`held.Version`) as its ladder watches it; `due` is None while its clock is stopped.

    `recorded_on` is the day it was recorded on, as long as nobody has looked at it since. `fixed` says that its end never moves
    off a weekend or holiday.
    """

    due: date | None
    state: DeadlineState
    ladder: Ladder
    recorded_on: date | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class RungDecision:
    """What becomes of a rung: its outcome, or None where people have to be told; `planned_on` was its day."""

    rung: Rung
    planned_on: date
    outcome: RungOutcome | None
    reason: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a version decides, in the order of the rungs, and when to look again (None: all are decided)."""

    decisions: tuple[RungDecision, ...]
    wake_on: date | None


def sending_day(due: date, rung: Rung, calendar: OfficeCalendar, *, fixed: bool = False) -> date:
    """The day a rung speaks on: so many days from the end; where the office is closed, an open day further from the end.

    Up to the end it is the open day before, so that nobody has less time than the ladder gives; after it the next one. What
    comes after the end is counted from the working day the end moves to (§ 31 (3) VwVfG), unless it is `fixed`: nobody reads on
    its last day that it is over. Where no holidays are known for that year it is the day itself, looked at again when it comes.
    """
    try:
        day = due + timedelta(days=rung.days)
    except OverflowError:
        # At the ends of the almanac: 9999-12-31 has no day after it, and 0001-01-01 none before.
        return due
    step = _ONE_DAY if rung.days > 0 else -_ONE_DAY
    found = day
    try:
        if rung.days > 0 and not fixed:
            found = next_working_day(due, calendar) + timedelta(days=rung.days)
        while not is_open(found, calendar):
            found += step
    except NoHolidaysKnown:
        # A year nobody knows the holidays of yet; one such deadline must not keep the others from being looked at.
        return day
    return found


def decide(version: Watched, decided: Collection[str], mails: int, today: date, calendar: OfficeCalendar) -> Look:
    """Look at a version on an open day: `decided` are the rungs decided before, `mails` those its owner got of any version.

    A rung whose day had come when the version was recorded reminds nobody: whoever set it has just spoken.
    """
    left = [rung for rung in sorted(version.ladder.rungs, key=lambda rung: rung.days) if rung.key not in decided]
    if version.due is None:
        return Look(tuple(RungDecision(rung, today, RungOutcome.DROPPED, version.state.value) for rung in left), None)
    planned = [(rung, sending_day(version.due, rung, calendar, fixed=version.fixed)) for rung in left]
    if version.state is not DeadlineState.OPEN:
        return Look(tuple(RungDecision(rung, day, RungOutcome.DROPPED, version.state.value) for rung, day in planned), None)
    passed = [(rung, day) for rung, day in planned if version.recorded_on and day <= version.recorded_on]
    come = [(rung, day) for rung, day in planned if day <= today and (rung, day) not in passed]
    ahead = [(rung, day) for rung, day in planned if day > today and (rung, day) not in passed]
    decisions = [RungDecision(rung, day, RungOutcome.DROPPED, PAST) for rung, day in passed]
    coming = sum(rung.tells is Told.OWNER for rung, _ in ahead)
    decisions += _missed_and_latest(come, MOST_MAILS - mails - coming, today)
    return Look(tuple(decisions), min((day for _, day in ahead), default=None))


def _missed_and_latest(come: list[tuple[Rung, date]], spare: int, today: date) -> Iterator[RungDecision]:
    """Decide the rungs whose day has come; `spare` mails are left to the owner beside those the later rungs will need."""
    latest = {rung.tells: rung.key for rung, _ in come}
    for rung, day in come:
        if latest[rung.tells] != rung.key:
            yield RungDecision(rung, day, RungOutcome.OVERTAKEN, LATER_MISSED)
        elif rung.tells is Told.OWNER and spare <= 0:
            yield RungDecision(rung, day, RungOutcome.SUPPRESSED, ENOUGH)
        else:
            yield RungDecision(rung, day, None, DUE if day == today else LATE)
