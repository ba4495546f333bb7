"""How every day of a deadline came about, version by version: counted, named by a person, extended, resting, brought back.

What is counted again here explains the day on record and never changes it: a holiday the data learnt of since, or days a
deadline has rested, make the two differ.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.calendar import NoHolidaysKnown
from domain.dates import When
from domain.deadlines.derivation import Derivation, derive
from domain.deadlines.ends import MovedEnd, moved_end
from domain.deadlines.held import Deadline, Version
from domain.deadlines.notification import appeal
from domain.deadlines.over import day_counted, duty_of
from domain.deadlines.period_text import read_period
from domain.deadlines.rules import Figure, NoFigure, Reckoning
from domain.dossier import Dossier
from domain.errors import Refusal
from domain.events import Corrected
from domain.events.chain import StageOpened
from domain.events.deadlines import ClockResumed, ClockStopped, DeadlineExtended, DeadlineSet, Notified


class Way(StrEnum):
    """How a day came about."""

    COUNTED = "counted"
    NAMED = "named"
    EXTENDED = "extended"
    STOPPED = "stopped"
    RESUMED = "resumed"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Step:
    """One version: its way, how its day is counted (where it is), and the day that held `before` it.

    `moves` says on which day a named end ends by law, where that is another one.
    """

    way: Way
    version: Version
    derivation: Derivation | None = None
    before: When | None = None
    moves: MovedEnd | None = None

    @property
    def differs(self) -> bool:
        """Tell whether the day on record is another than the one counted now."""
        return self.derivation is not None and self.version.due != self.derivation.due


_PLAIN = {Corrected: Way.BACK, ClockStopped: Way.STOPPED, ClockResumed: Way.RESUMED}


def explain(dossier: Dossier, deadline: Deadline, reckoning: Reckoning) -> list[Step]:
    """The versions of a deadline in their order, each with its derivation."""
    steps: list[Step] = []
    before: When | None = None
    for version in deadline.versions:
        step = _step(dossier, deadline, version, before, reckoning)
        steps.append(replace(step, moves=_moves(dossier, deadline, step, reckoning)))
        before = version.due or before
    return steps


def _step(dossier: Dossier, deadline: Deadline, version: Version, before: When | None, reckoning: Reckoning) -> Step:
    event = version.entry.event
    way = _PLAIN.get(type(event))
    if way is not None:
        return Step(way, version, before=before)
    match event:
        case DeadlineExtended():
            return Step(Way.EXTENDED, version, _longer(dossier, deadline, version, before, reckoning), before)
        case DeadlineSet() if event.start is None or not event.period:
            return Step(Way.NAMED, version, before=before)
        case DeadlineSet() | StageOpened() | Notified():
            counted = _of_entry(dossier, deadline, version, reckoning)
            return Step(Way.COUNTED if counted else Way.NAMED, version, counted, before)
        case _:
            # A return names its day; any other fact that sets one has opened the deadline again after a correction.
            founding = deadline.versions[0].entry.seq == version.entry.seq
            return Step(Way.NAMED if founding else Way.BACK, version, before=before)


def _moves(dossier: Dossier, deadline: Deadline, step: Step, reckoning: Reckoning) -> MovedEnd | None:
    due = step.version.due
    if step.derivation is not None or due is None:
        return None
    return moved_end(dossier.programme, deadline.name, due, reckoning)


def _longer(
    dossier: Dossier, deadline: Deadline, version: Version, before: When | None, reckoning: Reckoning
) -> Derivation | None:  # fmt: skip
    """An extension counts from the end by law; one on record from before that was seen to, from the day that was named."""
    if before is None or not version.period:
        return None
    moved = moved_end(dossier.programme, deadline.name, before, reckoning)
    counted = _counted(version.period, moved.end if moved else before.last, reckoning)
    named = _counted(version.period, before.last, reckoning) if moved else None
    return named if named and named.due == version.due else counted


def _of_entry(dossier: Dossier, deadline: Deadline, version: Version, reckoning: Reckoning) -> Derivation | None:
    """The computation of the day an entry set; None where what it was counted by is not on record (any more)."""
    event = version.entry.event
    try:
        if isinstance(event, Notified):
            return appeal(event.notified_on, reckoning, dossier.programme, instructed=event.instructed)
        if isinstance(event, DeadlineSet) and event.start is not None:
            duty = duty_of(dossier.programme, deadline.name)
            return _counted(
                event.period, day_counted(event.start, duty, back=event.backward), reckoning,
                figure=reckoning.named(event.rule, dossier.programme), source=event.source, back=event.backward,
                shifts=not (duty and duty.fixed),
            )  # fmt: skip
        stage = dossier.programme.stages.get(deadline.stage)
        if stage is None or stage.within is None:
            return None
        start = version.entry.on.last
        period, figure = reckoning.counted(stage.within, dossier.programme, start)
        return derive(start, period, reckoning.calendar, figure=figure)
    except (NoFigure, NoHolidaysKnown):
        return None


def _counted(
    typed: str, start: date, reckoning: Reckoning, *, figure: Figure | None = None, source: str = "", back: bool = False,
    shifts: bool = True,
) -> Derivation | None:  # fmt: skip
    """Count a period as an entry spells it; None where a person wrote something that is no period."""
    try:
        period = read_period(typed)
    except Refusal:
        return None
    if period.rule is not None:
        return None
    try:
        return derive(start, period, reckoning.calendar, back=back, shifts=shifts, figure=figure, source=source)
    except NoHolidaysKnown:
        return None
