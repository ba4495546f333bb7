"""What prepares a stage and settles nothing: an agenda it is put on or taken off, a decision drawn up for somebody else."""

from domain import standing
from domain.answers import SETTLED
from domain.commands import Preparation
from domain.commands.meetings import Propose, Schedule, Unschedule
from domain.dossier import Dossier
from domain.errors import AlreadySettled, DetailNeeded, NotOfThisStage, ProceedingFinished, ReasonNeeded
from domain.errors.meetings import AlreadyOnAgenda, NotAMeetingStage, NotOnAgenda, NotReferred
from domain.events import BeforeStage
from domain.events.meetings import Proposed, Scheduled, Unscheduled
from domain.meetings.referral import in_play
from domain.programme import Stage
from domain.vocabulary import DecisionOutcome, StageKind


def prepare(dossier: Dossier, stage: Stage, asked: Preparation) -> BeforeStage:
    """Answer with the event, or refuse what the stage has no use for any more."""
    home = dossier.programme.home[stage.key]
    if result := standing.finished(dossier, home):
        raise ProceedingFinished(proceeding=home.title, result=result)
    number = max(dossier.rounds[home.key], 1)
    match asked:
        case Schedule():
            return _schedule(dossier, stage, number, asked)
        case Unschedule():
            return _unschedule(dossier, stage, number, asked)
        case Propose():
            return _propose(dossier, stage, number, asked)


def _schedule(dossier: Dossier, stage: Stage, number: int, asked: Schedule) -> Scheduled:
    """An item may stand on one agenda at a time; whether it is ready is for the secretary to say, not for a rule."""
    if stage.kind is not StageKind.MEETING:
        raise NotAMeetingStage(stage=stage.title)
    _open(dossier, stage, number)
    if not in_play(dossier, stage, number):
        raise NotReferred(stage=stage.title)
    there = dossier.scheduled(stage.key, number)
    if there is not None and isinstance(there.event, Scheduled):
        raise AlreadyOnAgenda(on=there.event.meets_on, stage=stage.title)
    return Scheduled(stage.key, number, asked.meets_on, asked.meeting, asked.public)


def _unschedule(dossier: Dossier, stage: Stage, number: int, asked: Unschedule) -> Unscheduled:
    there = dossier.scheduled(stage.key, number)
    if there is None or not isinstance(there.event, Scheduled) or asked.meeting not in {"", there.event.meeting}:
        raise NotOnAgenda(stage=stage.title)
    if not asked.reason.strip():
        raise ReasonNeeded(act="unschedule")
    return Unscheduled(stage.key, number, there.event.meeting, asked.reason)


def _propose(dossier: Dossier, stage: Stage, number: int, asked: Propose) -> Proposed:
    if stage.kind is not StageKind.DECISION:
        raise NotOfThisStage(stage=stage.title, known=", ".join(stage.outcomes))
    _open(dossier, stage, number)
    if asked.outcome is not DecisionOutcome.GRANTED and not asked.reason:
        raise DetailNeeded(stage=stage.title, outcome=asked.outcome, detail="reason")
    return Proposed(stage.key, number, asked.outcome, asked.amount, asked.reason)


def _open(dossier: Dossier, stage: Stage, number: int) -> None:
    said = standing.answer(dossier, stage, number)
    if isinstance(said, SETTLED):
        raise AlreadySettled(stage=stage.title, round=number, outcome=said.outcome, seq=said.seq)
