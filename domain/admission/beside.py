"""What goes on beside the proceedings and moves none of them: reports, documents, whose case it is, conditions, conflicts."""

from domain.admission.deadlines import about_deadline
from domain.admission.repinning import outlook
from domain.commands import AboutDeadlines, Assign, Beside, FileDocument, ReportStatus
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
from domain.commands.meetings import DeclareConflict, Repin, SettleCondition
from domain.dossier import Dossier
from domain.errors import ReasonNeeded
from domain.errors.meetings import NoSuchCondition
from domain.errors.repinning import AlreadyThere, NoSuchVersion, OtherProgramme
from domain.events import Assigned, DocumentFiled, Event, StatusReported
from domain.events.meetings import ConditionSettled, ConflictDeclared, Repinned
from domain.meetings.conditions import conditions

#: The words by which refusals call these acts.
ACTS: dict[type, str] = {
    ReportStatus: "status",
    FileDocument: "document",
    Assign: "assign",
    SettleCondition: "condition",
    DeclareConflict: "conflict",
    Repin: "repin",
    SetDeadline: "setdeadline",
    ExtendDeadline: "extenddeadline",
    RequestExtension: "requestextension",
    RefuseExtension: "refuseextension",
    EndDeadline: "enddeadline",
    StopClock: "stopclock",
    ResumeClock: "resumeclock",
    Notify: "notify",
}


def happened(dossier: Dossier, asked: Beside) -> Event:
    """Answer with the event; refuse a condition that is not there or not open any more, or ended without a proof."""
    return about_deadline(dossier, asked) if isinstance(asked, AboutDeadlines) else _happened(dossier, asked)


def _happened(
    dossier: Dossier, asked: ReportStatus | FileDocument | Assign | SettleCondition | DeclareConflict | Repin
) -> Event:
    match asked:
        case ReportStatus():
            return StatusReported(asked.status)
        case FileDocument():
            return DocumentFiled(asked.document, asked.digest, asked.size, asked.media_type)
        case Assign():
            return Assigned(asked.officer)
        case DeclareConflict():
            return ConflictDeclared(asked.party)
        case Repin():
            return _moved(dossier, asked)
        case SettleCondition():
            open_ones = {(one.seq, one.number) for one in conditions(dossier) if one.open}
            if (asked.seq, asked.number) not in open_ones:
                raise NoSuchCondition(seq=asked.seq, number=asked.number, reference=dossier.opened.reference)
            if not asked.proof.strip():
                raise ReasonNeeded(act=ACTS[SettleCondition])
            return ConditionSettled(asked.seq, asked.number, asked.outcome, asked.proof)


def _moved(dossier: Dossier, asked: Repin) -> Event:
    """Answer with the move; refuse one that changes nothing, leads elsewhere, or whose history would not hold there."""
    programme, reference = dossier.programme.programme, dossier.opened.reference
    if asked.to is None:
        raise NoSuchVersion(version=asked.programme_hash[:12], programme=programme, known=dossier.pinned[:12])
    if asked.to.programme != programme:
        raise OtherProgramme(reference=reference, programme=asked.to.programme)
    if asked.programme_hash == dossier.pinned:
        raise AlreadyThere(reference=reference)
    if hindrances := outlook(dossier, asked.to).hindrances:
        raise hindrances[0]
    return Repinned(asked.programme_hash, asked.reason)
