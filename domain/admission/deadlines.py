"""May this be recorded about a deadline? What it becomes stands in `domain.events.deadlines`."""

import re

from domain import standing
from domain.admission.another_day import as_it_was
from domain.answers import SETTLED
from domain.commands import AboutDeadlines
from domain.commands.deadlines import (
    EndDeadline,
    ExtendDeadline,
    Notify,
    RefuseExtension,
    RequestExtension,
    ResumeClock,
    SetDeadline,
    StopClock,
)
from domain.dates import When
from domain.deadlines.held import Deadline, deadline, deadlines
from domain.deadlines.requested import request_for, theirs
from domain.dossier import Dossier
from domain.errors import DateNeeded, NoSuchRole, ProceedingFinished, Refusal
from domain.errors.deadlines import (
    AlreadyNotified,
    AlreadyRequested,
    BadDeadlineName,
    BeforeTheDecision,
    ClockIsRunning,
    ClockIsStopped,
    ClockNeedsADay,
    DayNeeded,
    DeadlineOver,
    DueInThePast,
    NoDeadlineYet,
    NoSuchDeadline,
    NothingRequested,
    NothingStopped,
    NothingToNotify,
    NothingToStop,
    NotifiedBeforeSent,
    NotLonger,
    NotTheirs,
    OwnClock,
    RefusedBeforeAsked,
    StatutoryDeadline,
    TooFarAhead,
)
from domain.events import Event
from domain.events.deadlines import (
    ClockResumed,
    ClockStopped,
    DeadlineEnded,
    DeadlineExtended,
    DeadlineSet,
    ExtensionRefused,
    ExtensionRequested,
    Notified,
)
from domain.fault import shown
from domain.vocabulary import DeadlineOutcome, DeadlineState, OwedBy, StageKind

#: What a new deadline may be called; the names of returns and appeal periods look otherwise and cannot be taken.
_NAME = re.compile(r"(?!appeal)\w[\w.-]{0,59}(:[\w.-]{1,60})?")
_A_DAY = len("2026-09-24")
#: The holiday data end with 2100, and a ladder may reach a year beyond the end.
_LAST_YEAR = 2098
#: Results of the approval after which nobody is set a deadline any more.
_NO = frozenset({"withdrawn", "refused", "settled"})


def about_deadline(dossier: Dossier, asked: AboutDeadlines) -> Event:
    """Answer with the event, or refuse."""
    match asked:
        case SetDeadline():
            return _set(dossier, asked)
        case ExtendDeadline() | RequestExtension() | RefuseExtension():
            return _more_time(dossier, asked)
        case EndDeadline():
            one = _held(dossier, asked.deadline)
            if one.statutory and asked.outcome is DeadlineOutcome.MET:
                raise StatutoryDeadline(deadline=one.title)
            return DeadlineEnded(asked.deadline, asked.outcome, asked.reason)
        case StopClock() | ResumeClock():
            return _stopped(dossier, asked) if isinstance(asked, StopClock) else _resumed(dossier, asked)
        case Notify():
            return _notified(dossier, asked)


def _named(dossier: Dossier, name: str) -> Deadline:
    found = deadline(dossier, name)
    if found is None:
        known = ", ".join(one.name for one in deadlines(dossier))
        missing: Refusal = (NoSuchDeadline if known else NoDeadlineYet)(
            reference=dossier.opened.reference, deadline=name, known=known
        )
        raise missing
    return found


def _held(dossier: Dossier, name: str) -> Deadline:
    """A deadline that can still be met."""
    found = _named(dossier, name)
    if not found.holds:
        raise DeadlineOver(deadline=found.title)
    return found


def _running(dossier: Dossier, name: str) -> tuple[Deadline, When]:
    """A deadline the office may change, and its day."""
    found = _held(dossier, name)
    if found.statutory:
        raise StatutoryDeadline(deadline=found.title)
    if found.due is None:
        raise ClockIsStopped(deadline=found.title)
    return found, found.due


def _day(day: When) -> When:
    if len(day) != _A_DAY:
        raise DayNeeded
    return foreseeable(day)


def foreseeable(day: When) -> When:
    """Refuse a day so far ahead that nobody knows the holidays around it; reminders and extensions are counted from it."""
    if day.known and day.last.year > _LAST_YEAR:
        raise TooFarAhead(due=day, year=_LAST_YEAR)
    return day


def _set(dossier: Dossier, asked: SetDeadline) -> Event:
    programme, before = dossier.programme, deadline(dossier, asked.deadline)
    if before is None and not _NAME.fullmatch(asked.deadline):
        raise BadDeadlineName(deadline=shown(asked.deadline))
    due = _day(asked.due)
    if asked.role and asked.role not in programme.roles:
        raise NoSuchRole(programme=programme.programme, role=asked.role, known=", ".join(programme.roles))
    approval = programme.by_key[programme.approval]
    if (result := standing.finished(dossier, approval)) in _NO:
        raise ProceedingFinished(proceeding=approval.title, result=result)
    if before is not None:
        _running(dossier, asked.deadline)
        asked = as_it_was(asked, before, programme)
    if asked.on.certainly_after(due):
        raise DueInThePast(due=due, on=asked.on)
    if before is not None and asked.stage == before.stage:
        number = before.round
    else:
        number = max(dossier.rounds[programme.home[asked.stage].key], 1) if asked.stage else 0
    return DeadlineSet(
        asked.deadline, asked.role, due, asked.title, asked.stage, number, asked.start, asked.period, asked.backward,
        asked.rule, asked.source, reason=asked.reason,
    )  # fmt: skip


def _more_time(dossier: Dossier, asked: ExtendDeadline | RequestExtension | RefuseExtension) -> Event:
    """Asked for, given or refused: if need be after the end (§ 31 (7) sentence 2 VwVfG)."""
    match asked:
        case ExtendDeadline():
            return _extended(dossier, asked)
        case RequestExtension():
            return _requested(dossier, asked)
        case RefuseExtension():
            found = _held(dossier, asked.deadline)
            if (request := request_for(dossier, found)) is None:
                raise NothingRequested(deadline=found.title)
            if not asked.on.known or request.on.certainly_after(asked.on):
                raise RefusedBeforeAsked(deadline=found.title, asked=request.on)
            return ExtensionRefused(asked.deadline, asked.reason)


def _extended(dossier: Dossier, asked: ExtendDeadline) -> Event:
    found, due = _running(dossier, asked.deadline)
    if _day(asked.until) <= due:
        raise NotLonger(deadline=found.title, due=due, until=asked.until)
    return DeadlineExtended(asked.deadline, asked.until, asked.reason, asked.period)


def _requested(dossier: Dossier, asked: RequestExtension) -> Event:
    """A request for more time, also after the end; one at a time, and only for what the applicant's side owes."""
    found, due = _running(dossier, asked.deadline)
    if not theirs(found):
        raise NotTheirs(deadline=found.title)
    if not asked.on.known:
        raise DateNeeded(stage="requestextension")
    if earlier := request_for(dossier, found):
        raise AlreadyRequested(deadline=found.title, on=earlier.on)
    if asked.until is not None and _day(asked.until) <= due:
        raise NotLonger(deadline=found.title, due=due, until=asked.until)
    return ExtensionRequested(asked.deadline, asked.reason, asked.until)


def _stopped(dossier: Dossier, asked: StopClock) -> Event:
    if asked.party is OwedBy.OFFICE:
        raise OwnClock
    _on_a_day(asked.on)
    names = tuple(dict.fromkeys(asked.deadlines)) or tuple(
        one.name for one in deadlines(dossier) if one.state is DeadlineState.OPEN and one.role and one.owed_by is OwedBy.OFFICE
    )
    if not names:
        raise NothingToStop(reference=dossier.opened.reference)
    for name in names:
        _running(dossier, name)
    return ClockStopped(asked.party, names, asked.reason)


def _on_a_day(on: When) -> None:
    """A clock is stopped from a day on: how long it rested is counted in days, and a month would invent one."""
    if len(on) != _A_DAY:
        raise ClockNeedsADay


def _resumed(dossier: Dossier, asked: ResumeClock) -> Event:
    """They go on; the stop is the latest of those that let them rest."""
    if not asked.dues:
        raise NothingStopped(reference=dossier.opened.reference)
    _on_a_day(asked.on)
    stops = []
    for new in asked.dues:
        found = _held(dossier, new.deadline)
        if found.state is not DeadlineState.STOPPED:
            raise ClockIsRunning(deadline=found.title)
        _day(new.due)
        rested = next((version.due for version in reversed(found.versions) if version.due), None)
        if rested is not None and new.due < rested:
            raise NotLonger(deadline=found.title, due=rested, until=new.due)
        stops.append(found.current.number)
    return ClockResumed(max(stops), asked.dues, asked.reason)


def _notified(dossier: Dossier, asked: Notify) -> Event:
    stage = dossier.programme.stages[asked.stage]
    number = dossier.rounds[dossier.programme.home[stage.key].key]
    said = standing.answer(dossier, stage, number) if number else None
    if stage.kind is not StageKind.DECISION or not isinstance(said, SETTLED):
        raise NothingToNotify(stage=stage.title)
    if said.on.known and said.on.certainly_after(asked.on):
        raise BeforeTheDecision(stage=stage.title, decided=said.on, on=asked.on)
    if _day(asked.notified_on) < _day(asked.on):
        raise NotifiedBeforeSent(on=asked.on, notified=asked.notified_on)
    for fact in dossier.facts:
        if isinstance(fact.event, Notified) and (fact.event.stage, fact.event.round) == (stage.key, number):
            raise AlreadyNotified(stage=stage.title, seq=fact.seq)
    if asked.appeal_until is not None and _day(asked.appeal_until) < asked.notified_on:
        raise DueInThePast(due=asked.appeal_until, on=asked.notified_on)
    return Notified(
        stage.key, number, asked.delivery, asked.notified_on, asked.appeal_until, asked.instructed, asked.rule, asked.ready
    )  # fmt: skip
