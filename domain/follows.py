"""What follows from the facts by itself: the chain opens stages whose turn it is and closes what is finished.

Nothing here decides: a stage is opened because its gates are settled, a proceeding closed because a person has settled it.
Run twice, the second time yields nothing.
"""

from collections.abc import Iterator
from datetime import date

from domain import standing
from domain.calendar import NoHolidaysKnown, next_working_day
from domain.dates import When
from domain.deadlines.clock import foremost, owing, resumed, stop_of
from domain.deadlines.derivation import derive
from domain.deadlines.held import Deadline, deadline, deadlines
from domain.deadlines.over import counted_from, day_counted, duty_of
from domain.deadlines.period_text import written
from domain.deadlines.rules import NoFigure, Reckoning
from domain.dossier import Dossier
from domain.events import AtStage, Event
from domain.events.chain import Closed, StageOpened
from domain.events.deadlines import ClockResumed, ClockStopped, DeadlineExtended, DeadlineSet
from domain.programme import Stage
from domain.programme.timed import TimedDuty
from domain.vocabulary import DeadlineState, OwedBy

#: The actor of what the chain records; people have ids of another shape.
CHAIN = "chain"


def opens(dossier: Dossier, stage: Stage, today: date, reckoning: Reckoning) -> StageOpened | None:
    """The event that opens the stage, if it is its turn and nobody has opened it; its period runs from `today` (§ 187 BGB)."""
    proceeding = dossier.programme.home[stage.key]
    number = dossier.rounds[proceeding.key]
    if (stage.key, number) in dossier.stage_opened or standing.finished(dossier, proceeding):
        return None
    if not isinstance(standing.standing(dossier, stage), standing.Waits):
        return None
    return StageOpened(stage.key, number, stage.role, _due(dossier, stage, today, reckoning))


def _due(dossier: Dossier, stage: Stage, today: date, reckoning: Reckoning) -> When | None:
    """The end of a stage's period that begins today; None without one, or where its rule is in no rule set."""
    if stage.within is None:
        return None
    try:
        period, figure = reckoning.counted(stage.within, dossier.programme, today)
    except NoFigure:
        # The linter of programmes names it; a case does not stop for it.
        return None
    return derive(today, period, reckoning.calendar, figure=figure).due


def closes(dossier: Dossier) -> Iterator[Closed]:
    """Yield the events that close finished proceedings whose result is not on record yet (or no longer the one on record)."""
    for proceeding in dossier.programme.proceedings:
        result = standing.finished(dossier, proceeding)
        number = dossier.rounds[proceeding.key]
        if result and dossier.closed.get((proceeding.key, number)) != result:
            yield Closed(proceeding.key, number, result, _closings(dossier, proceeding.key, number))


def _closings(dossier: Dossier, proceeding: str, number: int) -> int:
    closings = (e.event for e in dossier.entries if isinstance(e.event, Closed))
    return sum(1 for closed in closings if (closed.proceeding, closed.round) == (proceeding, number))


def timed(dossier: Dossier, today: date, reckoning: Reckoning) -> Iterator[DeadlineSet]:
    """Yield the programme's deadlines whose start is on record, and those whose start a correction has moved.

    A day once set is never counted anew for other rules or holidays; what a person set or extended since is left alone.
    """
    for duty in dossier.programme.deadlines:
        start = _start(dossier, duty)
        if start is None:
            continue
        since, stage, number = start
        back = duty.before is not None
        day = day_counted(since, duty, back=back)
        name = f"{duty.key}:{max(number, 1)}"
        replaces = _replaces(dossier, name, duty, day)
        if replaces is None:
            continue
        try:
            period, figure = reckoning.counted(duty.within, dossier.programme, day)
            counted = derive(day, period, reckoning.calendar, back=back, shifts=not duty.fixed, figure=figure)
            due = _with_rest(dossier, name, counted.end, today, reckoning)
        except (NoFigure, NoHolidaysKnown):
            # The linter of programmes names a rule that no rule set has, and a project may say it ends in the year 9999: a
            # case does not stop for either.
            continue
        if dossier.opened.imported and counted.end < today:
            # Nobody is given a deadline for what was due years ago.
            continue
        yield DeadlineSet(
            name, duty.role or "", When.of(due), stage=stage, round=number, start=since, period=written(period),
            backward=counted.back, rule=counted.rule, source=counted.source, replaces=replaces,
        )  # fmt: skip


def _start(dossier: Dossier, duty: TimedDuty) -> tuple[When, str, int] | None:
    """The day or month a deadline of the programme is counted from, with stage and round."""
    programme = dossier.programme
    if duty.since is None:
        day = dossier.opened.begins if duty.before == "begins" else dossier.opened.ends
        if day is None or not day.known or standing.finished(dossier, programme.by_key[programme.approval]):
            return None
        return day, "", 0
    stage = programme.stages[duty.since]
    number = dossier.rounds[programme.home[stage.key].key]
    on = counted_from(dossier, duty, stage.key, number)
    return (on, stage.key, number) if on is not None and on.known else None


def _replaces(dossier: Dossier, name: str, duty: TimedDuty, day: date) -> int | None:
    """How many settings the next one replaces; None where none is needed."""
    found = deadline(dossier, name)
    if found is None:
        return 0
    about = [fact for fact in dossier.facts if getattr(fact.event, "deadline", "") == name]
    set_ = [fact.event for fact in about if isinstance(fact.event, DeadlineSet)]
    by_hand = any(isinstance(fact.event, DeadlineExtended) or fact.actor != CHAIN for fact in about)
    start = set_[-1].start if set_ else None
    same = start is not None and day_counted(start, duty, back=set_[-1].backward) == day
    return None if by_hand or not found.holds or same else len(set_)


def _with_rest(dossier: Dossier, name: str, end: date, today: date, reckoning: Reckoning) -> date:
    """The end with the days the deadline has rested so far, where it takes the place of one that has."""
    found = deadline(dossier, name)
    if found is None:
        return end
    set_ = next(fact.event.due for fact in reversed(dossier.facts)
                if isinstance(fact.event, DeadlineSet) and fact.event.deadline == name)  # fmt: skip
    going_on = resumed(dossier, today, reckoning.calendar, [name])
    due = going_on[0].due if going_on else found.due or set_
    rested = due.last - set_.last
    return next_working_day(end + rested, reckoning.calendar) if rested else end


def clocks(dossier: Dossier, today: date, reckoning: Reckoning) -> Iterator[ClockStopped | ClockResumed]:
    """Yield what stops and resumes the clocks of the programme's deadlines, by who owes the next step now."""
    stop: dict[OwedBy, list[str]] = {}
    resume: dict[int, list[str]] = {}
    for one in deadlines(dossier) if dossier.programme.deadlines else ():
        duty = duty_of(dossier.programme, one.name)
        if duty is None or not duty.stops_for or not one.holds:
            continue
        home = dossier.programme.home.get(one.stage)
        there = owing(dossier, home.key if home else dossier.programme.approval)
        rests = bool(there) and there <= set(duty.stops_for)
        if rests and one.state is DeadlineState.OPEN and not _kept_running(dossier, one):
            stop.setdefault(foremost(there), []).append(one.name)
        elif not rests and one.state is DeadlineState.STOPPED:
            # A correction may have opened the deadline again since: what counts is who stopped its clock.
            stopped = stop_of(dossier, one.name)
            if stopped is not None and stopped.actor == CHAIN:
                resume.setdefault(stopped.seq, []).append(one.name)
    for number, names in resume.items():
        yield ClockResumed(number, resumed(dossier, today, reckoning.calendar, names))
    for party, names in stop.items():
        yield ClockStopped(party, tuple(names))


def _kept_running(dossier: Dossier, one: Deadline) -> bool:
    """Whether a person let the clock go on, and nothing has happened at a stage since that."""
    entry = one.current.entry
    if not isinstance(entry.event, ClockResumed) or entry.actor == CHAIN:
        return False
    return not any(fact.seq > entry.seq and isinstance(fact.event, AtStage) for fact in dossier.facts)


def natural_key(event: Event, before: int = 0) -> str:
    """The key under which the store accepts a consequence once: the same consequence always has the same key.

    A proceeding whose result a correction changed is closed again, and may come back to an earlier result, so the number of
    its earlier closings is part of the key. A clock stops again and again: `before` is how many entries there are.
    """
    match event:
        case StageOpened():
            return f"chain:opened:{event.stage}:{event.round}"
        case Closed():
            return f"chain:closed:{event.proceeding}:{event.round}:{event.result}:{event.before}"
        case DeadlineSet():
            return f"chain:deadline:{event.deadline}:{event.start}:{event.replaces}"
        case ClockStopped():
            return f"chain:stopped:{','.join(event.deadlines)}:{before}"
        case ClockResumed():
            return f"chain:resumed:{event.stop}:{','.join(new.deadline for new in event.dues)}"
        case _:
            message = f"{type(event).__name__} is a fact, not a consequence"
            raise TypeError(message)
