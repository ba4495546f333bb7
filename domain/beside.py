"""What goes on beside the proceedings and moves none of them: reports, documents, whose case it is, conditions, conflicts."""

from domain.commands import Assign, Beside, FileDocument, ReportStatus
from domain.conditions import conditions
from domain.dossier import Dossier
from domain.events import Assigned, DocumentFiled, Event, StatusReported
from domain.meeting_commands import DeclareConflict, Repin, SettleCondition
from domain.meeting_errors import NoSuchCondition
from domain.meeting_events import ConditionSettled, ConflictDeclared, Repinned

#: The words by which refusals call these acts.
ACTS: dict[type, str] = {
    ReportStatus: "status",
    FileDocument: "document",
    Assign: "assign",
    SettleCondition: "condition",
    DeclareConflict: "conflict",
    Repin: "repin",
}


def happened(dossier: Dossier, asked: Beside) -> Event:
    """Answer with the event; refuse a condition that is not there or not open any more."""
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
            return Repinned(asked.programme_hash, asked.reason)
        case SettleCondition():
            open_ones = {(one.seq, one.number) for one in conditions(dossier) if one.settled is None}
            if (asked.seq, asked.number) not in open_ones:
                raise NoSuchCondition(seq=asked.seq, number=asked.number, reference=dossier.opened.reference)
            return ConditionSettled(asked.seq, asked.number, asked.outcome, asked.proof)
