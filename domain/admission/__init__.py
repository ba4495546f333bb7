"""May this be recorded? Every command meets the dossier here and becomes events, or is refused with one sentence.

Order of the questions: may this role, does nothing keep this person from it, is there a day, is the proceeding open and which
round is meant, is the gate fulfilled and dated before, and last what the kind of stage has to say. Nothing is written here.
"""

from datetime import date

from domain import standing
from domain.admission.beside import ACTS, happened
from domain.admission.cleaned import cleaned
from domain.admission.correction import correct
from domain.admission.deadlines import foreseeable
from domain.admission.gate import pass_the_gate
from domain.admission.preparing import prepare
from domain.admission.rounds import keepable, round_of, stage_of
from domain.answers import Passed
from domain.commands import (
    Actor,
    Assign,
    Beside,
    Command,
    ConfirmFunds,
    Correct,
    Decide,
    FileDocument,
    Preparation,
    ReportStatus,
    Resolve,
    Return,
    StageCommand,
    Submit,
    SupplyDocuments,
    Withdraw,
)
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
from domain.commands.meetings import (
    CloseBids,
    DeclareConflict,
    Propose,
    PublishCall,
    ReceiveBid,
    Repin,
    Schedule,
    Select,
    SettleCondition,
    Unschedule,
)
from domain.dates import When
from domain.dossier import Dossier
from domain.duties import allowed_roles, require_role
from domain.duties.apart import require_apart
from domain.errors import (
    BeforeItsGate,
    DateNeeded,
    InTheFuture,
    NothingToReturn,
    NotReturnable,
    OnlyOneRound,
    ProceedingFinished,
)
from domain.events import (
    Assigned,
    Corrected,
    Decided,
    DocumentFiled,
    DocumentsSupplied,
    Event,
    FundsConfirmed,
    Resolved,
    Returned,
    RoundBegun,
    StatusReported,
    Submitted,
    Withdrawn,
)
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
from domain.events.meetings import (
    BidReceived,
    BidsClosed,
    Called,
    ConditionSettled,
    ConflictDeclared,
    Proposed,
    Repinned,
    Scheduled,
    Selected,
    Unscheduled,
)
from domain.programme import Stage
from domain.stages import event_for
from domain.text import Text
from domain.vocabulary import DecisionOutcome, ReturnPurpose, StageKind

#: Events in the order they are to be recorded, each with the day it happened.
Admitted = list[tuple[Event, When]]

RETURN = Text(de="Rückgabe", en="Return")

#: The event each command becomes.
EVENT_OF: dict[type[Command], type[Event]] = {
    Submit: Submitted,
    SupplyDocuments: DocumentsSupplied,
    Resolve: Resolved,
    PublishCall: Called,
    ReceiveBid: BidReceived,
    CloseBids: BidsClosed,
    Select: Selected,
    Decide: Decided,
    ConfirmFunds: FundsConfirmed,
    Return: Returned,
    Withdraw: Withdrawn,
    ReportStatus: StatusReported,
    FileDocument: DocumentFiled,
    Assign: Assigned,
    Correct: Corrected,
    Schedule: Scheduled,
    Unschedule: Unscheduled,
    Propose: Proposed,
    SettleCondition: ConditionSettled,
    DeclareConflict: ConflictDeclared,
    Repin: Repinned,
    SetDeadline: DeadlineSet,
    ExtendDeadline: DeadlineExtended,
    RequestExtension: ExtensionRequested,
    RefuseExtension: ExtensionRefused,
    EndDeadline: DeadlineEnded,
    StopClock: ClockStopped,
    ResumeClock: ClockResumed,
    Notify: Notified,
}


def admit(dossier: Dossier, asked: Command, actor: Actor, today: date) -> Admitted:
    """Answer a command on an existing dossier with the events to record; raises a Refusal and changes nothing otherwise."""
    asked = cleaned(asked)
    if asked.on is not None and asked.on.known and asked.on.first > today:
        raise InTheFuture(on=asked.on, today=When.of(today))
    programme = dossier.programme
    # A deadline need not belong to a stage.
    staged = hasattr(asked, "stage") and not (isinstance(asked, SetDeadline) and not asked.stage)
    stage = stage_of(programme, getattr(asked, "stage", "")) if staged else None
    act = stage.key if stage else "correct" if isinstance(asked, Correct) else ACTS.get(type(asked), "withdraw")
    require_role(programme, actor, allowed_roles(programme, asked, stage), act)
    require_apart(dossier, asked, actor)
    if isinstance(asked, Correct):
        return [(correct(dossier, asked), When.of(today))]
    if isinstance(asked, Withdraw):
        return _withdraw(dossier, asked)
    if isinstance(asked, Beside):
        return [(happened(dossier, asked), asked.on)]
    assert stage is not None, "every other command names a stage"  # noqa: S101 - for the type checker
    if isinstance(asked, Preparation):
        return [(prepare(dossier, stage, asked), asked.on)]
    if isinstance(asked, Return):
        return _return(dossier, stage, asked)
    return _at_stage(dossier, stage, asked)


def _at_stage(dossier: Dossier, stage: Stage, asked: StageCommand) -> Admitted:
    if asked.on is None and not stage.undated:
        raise DateNeeded(stage=stage.title)
    on = asked.on or When.unknown()
    if not on.known and not stage.undated:
        raise DateNeeded(stage=stage.title)
    proceeding = dossier.programme.home[stage.key]
    number, begins = round_of(dossier, proceeding, asked)
    events: Admitted = []
    if begins:
        begun = RoundBegun(proceeding.key, number, begins, asked.keep)
        events.append((begun, on))
        dossier = standing.with_next(dossier, [(begun, on)])
    refusing = isinstance(asked, Decide) and asked.outcome is DecisionOutcome.REFUSED
    pass_the_gate(dossier, stage, number, on, refusing=refusing)
    events.append((event_for(dossier, stage, number, asked), on))
    return events


def _return(dossier: Dossier, stage: Stage, asked: Return) -> Admitted:
    """Send a submission back; for rework this begins the next round, keeping what the person names."""
    if stage.kind is not StageKind.SUBMISSION:
        raise NotReturnable(stage=stage.title, kind=stage.kind)
    if asked.on is None:
        raise DateNeeded(stage=stage.title)
    proceeding = dossier.programme.home[stage.key]
    if result := standing.finished(dossier, proceeding):
        raise ProceedingFinished(proceeding=proceeding.title, result=result)
    number = dossier.rounds[proceeding.key]
    submitted = standing.answer(dossier, stage, number)
    if not isinstance(submitted, Passed):
        raise NothingToReturn(stage=stage.title, round=max(number, 1))
    if submitted.on.certainly_after(asked.on):
        raise BeforeItsGate(stage=RETURN, on=asked.on, gate=stage.title, gate_on=submitted.on)
    if any(isinstance(standing.answer(dossier, s, number), Passed) for s in proceeding.stages if s.kind is StageKind.DECISION):
        raise ProceedingFinished(proceeding=proceeding.title, result=DecisionOutcome.GRANTED)
    due = foreseeable(asked.due) if asked.due is not None else None
    returned = Returned(stage.key, number, asked.purpose, asked.reason, asked.documents, due)
    events: Admitted = [(returned, asked.on)]
    if asked.purpose is ReturnPurpose.REWORK:
        if not proceeding.rounds:
            raise OnlyOneRound(proceeding=proceeding.title)
        keepable(dossier, proceeding, asked.keep)
        events.append((RoundBegun(proceeding.key, number + 1, asked.reason, asked.keep), asked.on))
    return events


def _withdraw(dossier: Dossier, asked: Withdraw) -> Admitted:
    approval = dossier.programme.by_key[dossier.programme.approval]
    if result := standing.finished(dossier, approval):
        raise ProceedingFinished(proceeding=approval.title, result=result)
    return [(Withdrawn(asked.reason), asked.on)]
