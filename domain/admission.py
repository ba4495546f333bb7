"""May this be recorded? Every command meets the dossier here and becomes events, or is refused with one sentence.

Order of the questions: may this role, is there a day, is the proceeding open and which round is meant, is the gate fulfilled
and dated before, and last what the kind of stage has to say. Nothing is written here.
"""

from dataclasses import replace
from datetime import date

from domain import standing
from domain.answers import Passed
from domain.cleaned import ONE_LINE, cleaned
from domain.commands import (
    Actor,
    Assign,
    Command,
    ConfirmFunds,
    Correct,
    Decide,
    FileDocument,
    Open,
    ReportStatus,
    Resolve,
    Return,
    StageCommand,
    Submit,
    SupplyDocuments,
    Withdraw,
)
from domain.correction import correct
from domain.dates import When
from domain.dossier import Dossier
from domain.errors import (
    AreaNeeded,
    BadReference,
    BeforeItsGate,
    DateNeeded,
    InTheFuture,
    NoSuchSource,
    NothingToReturn,
    NotReturnable,
    NotYourRole,
    OnlyOneRound,
    ProceedingFinished,
    StageNotOpen,
)
from domain.events import (
    Assigned,
    Corrected,
    Decided,
    DocumentFiled,
    DocumentsSupplied,
    Event,
    FundsConfirmed,
    Opened,
    Resolved,
    Returned,
    RoundBegun,
    StatusReported,
    Submitted,
    Withdrawn,
)
from domain.gate import pass_the_gate
from domain.programme import Programme
from domain.rounds import keepable, round_of, stage_of
from domain.stages import event_for
from domain.text import TITLE_LIMIT, Text
from domain.typed import typed
from domain.vocabulary import DecisionOutcome, ReturnPurpose, StageKind

#: Events in the order they are to be recorded, each with the day it happened.
Admitted = list[tuple[Event, When]]

RETURN = Text(de="Rückgabe", en="Return")

#: The event each command becomes.
EVENT_OF: dict[type[Command], type[Event]] = {
    Submit: Submitted,
    SupplyDocuments: DocumentsSupplied,
    Resolve: Resolved,
    Decide: Decided,
    ConfirmFunds: FundsConfirmed,
    Return: Returned,
    Withdraw: Withdrawn,
    ReportStatus: StatusReported,
    FileDocument: DocumentFiled,
    Assign: Assigned,
    Correct: Corrected,
}


def admit(dossier: Dossier, asked: Command, actor: Actor, today: date) -> Admitted:
    """Answer a command on an existing dossier with the events to record; raises a Refusal and changes nothing otherwise."""
    asked = cleaned(asked)
    if asked.on is not None and asked.on.known and asked.on.first > today:
        raise InTheFuture(on=asked.on, today=When.of(today))
    match asked:
        case Correct():
            _role(dossier.programme, actor, dossier.programme.administrators, "correct")
            return [(correct(dossier, asked), When.of(today))]
        case Withdraw():
            return _withdraw(dossier, asked, actor)
        case ReportStatus() | FileDocument() | Assign():
            return [(_beside(dossier.programme, asked, actor), asked.on)]
        case Return():
            return _return(dossier, asked, actor)
        case _:
            return _at_stage(dossier, asked, actor)


def open_dossier(programme: Programme, asked: Open, submitted: Submit | None, actor: Actor, today: date) -> Admitted:
    """Open a dossier, with its first submission where there is one; the role that may submit may open."""
    asked = replace(
        asked,
        reference=typed("reference", asked.reference, limit=ONE_LINE["reference"]),
        title=typed("title", asked.title, limit=TITLE_LIMIT),
        area=typed("area", asked.area, limit=TITLE_LIMIT) if asked.area else "",
    )
    if asked.reference.startswith("-"):
        raise BadReference(reference=asked.reference)
    if programme.budgets and not asked.area:
        raise AreaNeeded
    known = {source.key for source in programme.sources}
    for part in asked.plan:
        if part.source not in known:
            raise NoSuchSource(source=part.source, known=", ".join(sorted(known)))
    for on in (asked.on, submitted.on if submitted else None):
        if on and on.known and on.first > today:
            raise InTheFuture(on=on, today=When.of(today))
    _role(programme, actor, (*programme.entry.recorders, *programme.administrators), programme.entry.key)
    opened = Opened(**{field: getattr(asked, field) for field in asked.__slots__ if field != "on"})
    events: Admitted = [(opened, asked.on)]
    if submitted is not None:
        events.append((_first_submission(programme, submitted), submitted.on or asked.on))
    return events


def _first_submission(programme: Programme, asked: Submit) -> Submitted:
    stage = stage_of(programme, asked.stage)
    if stage != programme.entry:
        raise StageNotOpen(stage=stage.title, round=1, missing=programme.entry.title)
    return Submitted(stage.key, 1, asked.digest)


def _at_stage(dossier: Dossier, asked: StageCommand, actor: Actor) -> Admitted:
    stage = stage_of(dossier.programme, asked.stage)
    _role(dossier.programme, actor, stage.recorders, stage.key)
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


def _return(dossier: Dossier, asked: Return, actor: Actor) -> Admitted:
    """Send a submission back; for rework this begins the next round, keeping what the person names."""
    stage = stage_of(dossier.programme, asked.stage)
    _role(dossier.programme, actor, dossier.programme.administrators, stage.key)
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
    returned = Returned(stage.key, number, asked.purpose, asked.reason, asked.documents, asked.due)
    events: Admitted = [(returned, asked.on)]
    if asked.purpose is ReturnPurpose.REWORK:
        if not proceeding.rounds:
            raise OnlyOneRound(proceeding=proceeding.title)
        keepable(dossier, proceeding, asked.keep)
        events.append((RoundBegun(proceeding.key, number + 1, asked.reason, asked.keep), asked.on))
    return events


def _beside(programme: Programme, asked: ReportStatus | FileDocument | Assign, actor: Actor) -> Event:
    """What goes on beside the proceedings and moves none of them."""
    match asked:
        case ReportStatus():
            _role(programme, actor, programme.administrators, "status")
            return StatusReported(asked.status)
        case FileDocument():
            # Whoever takes part in the programme may hand in a document; whose dossier it is, the portal's policy knows.
            _role(programme, actor, tuple(programme.roles), "document")
            return DocumentFiled(asked.document, asked.digest, asked.size, asked.media_type)
        case Assign():
            _role(programme, actor, programme.administrators, "assign")
            return Assigned(asked.officer)


def _withdraw(dossier: Dossier, asked: Withdraw, actor: Actor) -> Admitted:
    programme = dossier.programme
    _role(programme, actor, (*programme.withdrawn_by, *programme.administrators), "withdraw")
    approval = programme.by_key[programme.approval]
    if result := standing.finished(dossier, approval):
        raise ProceedingFinished(proceeding=approval.title, result=result)
    return [(Withdrawn(asked.reason), asked.on)]


def _role(programme: Programme, actor: Actor, allowed: tuple[str, ...], act: str) -> None:
    if actor.roles.isdisjoint(allowed):
        titles = dict.fromkeys(programme.roles[role] for role in dict.fromkeys(allowed))
        roles = Text(de=", ".join(t.into("de") for t in titles), en=", ".join(t.into("en") for t in titles))
        stage = programme.stages[act].title if act in programme.stages else act
        raise NotYourRole(person=actor.handle, stage=stage, roles=roles)
