"""Entries, receipts and worklist lines in words."""

from domain import money
from domain.dates import When
from domain.events import (
    AboutDeadlines,
    Assigned,
    AtStage,
    BeforeStage,
    Corrected,
    Decided,
    DocumentFiled,
    Event,
    FundsConfirmed,
    Opened,
    Resolved,
    Returned,
    RoundBegun,
    StatusReported,
    Withdrawn,
)
from domain.events.chain import Closed, StageOpened
from domain.events.meetings import (
    BidReceived,
    Called,
    ConditionSettled,
    ConflictDeclared,
    Proposed,
    Repinned,
    Scheduled,
    Selected,
    Unscheduled,
)
from domain.outcome import outcome_of
from domain.programme import Programme
from domain.standing import Waiting
from domain.vocabulary import ReturnPurpose
from domain.words import OUTCOMES
from wording.deadlines import NO_TITLES, Titles, told_of_deadline
from wording.language import N_, _, spoken

STATUSES = {
    "open": N_("open"),
    "submitted": N_("submitted"),
    "awaiting_documents": N_("waits for documents"),
    "consulted": N_("consulted"),
    "called": N_("called for publicly"),
    "sponsor_selected": N_("sponsor selected"),
    "granted": N_("granted"),
    "partially_granted": N_("partially granted"),
    "refused": N_("refused"),
    "funded": N_("financing settled"),
    "withdrawn": N_("withdrawn"),
    "settled": N_("settled"),
    "passed": N_("all is done"),
}
IMPLEMENTATION = {
    "unknown": N_("unknown"),
    "preparation": N_("preparation"),
    "planning": N_("planning"),
    "implementation": N_("in implementation"),
    "completed": N_("completed"),
}

#: What an entry is called in the history; `{…}` is filled in below.
_ROUND = N_("{title} (round {round})")
_WAITING = N_("{role} – {stage} (round {round})")
_BY = N_("{line}, by {day}")
_RETURNED = N_("{line}, sent back")
_BEGUN = N_("{title}: round {round} begins. {reason}")
_WITHDRAWN = N_("Application withdrawn. {reason}")
_STATUS = N_("Implementation status: {status}")
_FILED = N_("Document filed ({kind}, {size} kB, SHA-256 {digest}…)")
_ASSIGNED = N_("Given to a member of staff")
_UNASSIGNED = N_("Given to nobody")
_OPENED = N_('Dossier "{reference}" opened: {title}')
_STAGE_OPENED = N_("{stage} (round {round}) opened for {role}")
_STAGE_OPENED_UNTIL = N_("{stage} (round {round}) opened for {role}, by {day}")
_CLOSED = N_("{title} (round {round}) closed: {result}")
_VOIDED = N_("Entry {seq} taken out. {reason}")
_CORRECTED = N_("Entry {seq} corrected: {changes}. {reason}")
_AS_OF = N_("as of {day}")
_EUR = N_("{amount} EUR")
_REFERRED = N_("to {where}")
_RESUBMIT = N_("on {day}")
_DOCUMENTS = N_("documents: {documents}")
_DUE = N_("by {day}")
_KEPT = N_("kept: {stages}")
_ON = N_("date {day}")
_SCHEDULED = N_("{where}: on the agenda of {day}")
_SCHEDULED_NON_PUBLIC = N_("{where}: on the agenda of {day}, non-public")
_UNSCHEDULED = N_("{where}: taken off the agenda. {reason}")
_PROPOSED = N_("{where}: decision prepared: {outcome}")
_CONDITION = N_("Condition {number} of entry {seq}: {outcome}. {proof}")
_CONFLICT = N_("A member or officer was declared biased (§ 20 VwVfG)")
_REPINNED = N_("Moved to another version of the programme ({hash}…). {reason}")
_SECRET = N_("secret ballot")
_TEXT = N_("grounds or conditions: “{text}”")


def told(event: Event, programme: Programme, titles: Titles = NO_TITLES) -> str:
    """Say in one line what an entry records; `titles` are those of the case's deadlines (`wording.deadlines.titles_of`)."""
    match event:
        case Scheduled() | Unscheduled() | Proposed():
            return _before(event, programme)
        case _ if isinstance(event, AboutDeadlines):
            return told_of_deadline(event, programme, titles)
        case RoundBegun() | StageOpened() | Closed():
            return _course(event, programme)
        case _ if isinstance(event, AtStage):
            return _at_stage(event, programme)
        case _:
            return _beside(event)


def _beside(event: Event) -> str:
    """What goes on beside the stages."""
    match event:
        case Opened():
            return _(_OPENED).format(reference=event.reference, title=event.title)
        case Withdrawn():
            return _(_WITHDRAWN).format(reason=event.reason)
        case StatusReported():
            return _(_STATUS).format(status=_(IMPLEMENTATION[event.status]))
        case DocumentFiled():
            kind = event.media_type.rpartition("/")[2]
            return _(_FILED).format(kind=kind, size=-(-event.size // 1000), digest=event.digest[:8])
        case Assigned():
            return _(_ASSIGNED if event.officer else _UNASSIGNED)
        case Corrected():
            return _correction(event)
        case ConditionSettled():
            outcome = OUTCOMES[event.outcome].into(spoken())
            return _(_CONDITION).format(seq=event.seq, number=event.number, outcome=outcome, proof=event.proof)
        case ConflictDeclared():
            return _(_CONFLICT)
        case Repinned():
            return _(_REPINNED).format(hash=event.programme_hash[:8], reason=event.reason)
        case _:
            message = f"{type(event).__name__} has no words"
            raise TypeError(message)


def _course(event: RoundBegun | StageOpened | Closed, programme: Programme) -> str:
    """How the proceedings go on."""
    match event:
        case RoundBegun():
            title = programme.by_key[event.proceeding].title.into(spoken())
            kept = _(_KEPT).format(stages=_stages(event.kept, programme)) if event.kept else ""
            return _joined(_(_BEGUN).format(title=title, round=event.round, reason=event.reason), kept)
        case StageOpened():
            # A case that was moved to another version may have waited at a stage, or for a role, which that one does not have.
            stage, role = programme.stages.get(event.stage), programme.roles.get(event.role)
            said = {
                "stage": stage.title.into(spoken()) if stage else event.stage,
                "role": role.into(spoken()) if role else event.role,
            }
            if event.due is None:
                return _(_STAGE_OPENED).format(round=event.round, **said)
            return _(_STAGE_OPENED_UNTIL).format(round=event.round, day=event.due.show(spoken()), **said)
        case Closed():
            title = programme.by_key[event.proceeding].title.into(spoken())
            return _(_CLOSED).format(title=title, round=event.round, result=_(STATUSES[event.result]))


def _before(event: BeforeStage, programme: Programme) -> str:
    """What was prepared."""
    title = programme.stages[event.stage].title.into(spoken())
    where = _(_ROUND).format(title=title, round=event.round)
    match event:
        case Scheduled():
            said = _(_SCHEDULED if event.public else _SCHEDULED_NON_PUBLIC)
            return said.format(where=where, day=event.meets_on.show(spoken()))
        case Unscheduled():
            return _(_UNSCHEDULED).format(where=where, reason=event.reason)
        case Proposed():
            word = OUTCOMES[event.outcome].into(spoken())
            return _joined(_(_PROPOSED).format(where=where, outcome=word), _eur(event.amount), event.reason)


def _at_stage(event: AtStage, programme: Programme) -> str:
    title = programme.stages[event.stage].title.into(spoken())
    where = _(_ROUND).format(title=title, round=event.round)
    match event:
        case Returned():
            word = OUTCOMES["documents" if event.purpose is ReturnPurpose.DOCUMENTS else "rework"].into(spoken())
            documents = _(_DOCUMENTS).format(documents=", ".join(event.documents)) if event.documents else ""
            return _joined(f"{where}: {word}", documents, _day(_DUE, event.due), event.reason)
        case Resolved():
            referred = _(_REFERRED).format(where=event.referred_to) if event.referred_to else ""
            word = OUTCOMES[event.outcome].into(spoken())
            secret = _(_SECRET) if event.secret else ""
            ballot = (event.vote, secret, event.conditions)
            return _joined(f"{where}: {word}", referred, _day(_RESUBMIT, event.resubmit_on), *ballot)
        case Called():
            return _joined(f"{where}: {OUTCOMES[outcome_of(event)].into(spoken())}", _day(_DUE, event.closes_on))
        case BidReceived():
            return _joined(f"{where}: {OUTCOMES[outcome_of(event)].into(spoken())}", _eur(event.amount))
        case Selected():
            return _joined(f"{where}: {OUTCOMES[event.outcome].into(spoken())}", event.vote, event.reason)
        case Decided():
            word = OUTCOMES[event.outcome].into(spoken())
            figures = (_day(_AS_OF, event.effective_on), _eur(event.amount))
            return _joined(f"{where}: {word}", *figures, event.reason, event.conditions)
        case FundsConfirmed():
            titles = {source.key: source.title.into(spoken()) for source in programme.sources}
            sources = ", ".join(titles.get(key, key) for key in event.sources)
            return _joined(f"{where}: {OUTCOMES[event.outcome].into(spoken())}", sources, event.reason)
        case _:
            return f"{where}: {OUTCOMES[outcome_of(event)].into(spoken())}"


def _correction(event: Corrected) -> str:
    if event.void:
        return _(_VOIDED).format(seq=event.seq, reason=event.reason)
    outcome = ""
    if event.outcome and event.outcome in OUTCOMES:
        outcome = OUTCOMES[event.outcome].into(spoken())
    elif event.outcome and event.outcome in IMPLEMENTATION:
        outcome = _(IMPLEMENTATION[event.outcome])
    text = _(_TEXT).format(text=event.text) if event.text else ""
    changes = (_day(_ON, event.on), _day(_AS_OF, event.effective_on), outcome, _eur(event.amount), text)
    return _(_CORRECTED).format(seq=event.seq, changes=", ".join(filter(None, changes)), reason=event.reason)


def _day(template: str, day: When | None) -> str:
    return _(template).format(day=day.show(spoken())) if day else ""


def _eur(cents: int | None) -> str:
    return "" if cents is None else _(_EUR).format(amount=money.show(cents, spoken()))


def _stages(keys: tuple[str, ...], programme: Programme) -> str:
    return ", ".join(programme.stages[key].title.into(spoken()) for key in keys)


def _joined(first: str, *more: str) -> str:
    return "; ".join(filter(None, (first, *more)))


def waits(line: Waiting, programme: Programme) -> str:
    """Say whom a dossier waits for: role, stage and round, and by when."""
    stage = programme.stages[line.stage].title.into(spoken())
    said = _(_WAITING).format(role=programme.roles[line.role].into(spoken()), stage=stage, round=line.round)
    if line.returned:
        said = _(_RETURNED).format(line=said)
    return _(_BY).format(line=said, day=line.due.show(spoken())) if line.due else said
