"""The day on which a deadline ends by law, where the day on record is no working day (§ 31 (3) VwVfG, § 193 BGB).

A day that is counted has moved already. One that a person named stays on record as it was named; the period ends on the next
working day all the same, unless its programme fixes its end or its rule does not let it move.
"""

from dataclasses import dataclass
from datetime import date

from domain.calendar import NoHolidaysKnown, is_working_day, next_working_day
from domain.dates import When
from domain.deadlines.derivation import Skipped, skipped_day
from domain.deadlines.over import duty_of
from domain.deadlines.rules import NoFigure, Reckoning
from domain.programme import Programme


@dataclass(frozen=True, slots=True)
class MovedEnd:
    """An end `named` for a day on which no period ends, `why` none does, and the working day that it moves to."""

    named: date
    end: date
    why: Skipped


def moved_end(programme: Programme, name: str, due: When, reckoning: Reckoning) -> MovedEnd | None:
    """How the end of the deadline of that name moves; None where it holds as it stands, or nobody knows the holidays then."""
    day = due.last
    if stays(programme, name, day, reckoning):
        return None
    try:
        if is_working_day(day, reckoning.calendar):
            return None
        return MovedEnd(day, next_working_day(day, reckoning.calendar), skipped_day(day, reckoning.calendar))
    except NoHolidaysKnown:
        return None


def legal_end(programme: Programme, name: str, due: When, reckoning: Reckoning) -> date:
    """The last day of the deadline of that name: `due`, or the working day it moves to."""
    moved = moved_end(programme, name, due, reckoning)
    return moved.end if moved else due.last


def stays(programme: Programme, name: str, day: date, reckoning: Reckoning) -> bool:
    """Tell whether the end of the deadline of that name never moves: its programme fixes it, or its rule does."""
    duty = duty_of(programme, name)
    stage = programme.stages.get(name.partition(":")[0])
    within = duty.within if duty else stage.within if stage and name.count(":") == 1 else None
    if (duty and duty.fixed) or within is None or within.rule is None:
        return bool(duty and duty.fixed)
    try:
        return not reckoning.figure(within.rule, programme, day).shifts
    except NoFigure:
        return False
