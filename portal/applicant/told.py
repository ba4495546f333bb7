"""What of a dossier's entries its own people are told by programs and copies, field by field.

Never told: who prepared a decision, who is biased, how anybody voted, who else made a bid and for how much, and what is
non-public about an agenda.
"""

from collections.abc import Mapping

from domain.deadlines.held import of_applicants
from domain.dossier import Dossier
from domain.events import Recorded
from domain.events.deadlines import DeadlineEnded, DeadlineExtended, DeadlineSet, ExtensionRefused, ExtensionRequested
from domain.events.meetings import Scheduled, Selected

#: What its own people read of each kind of entry (`portal.applicant.own_timeline` says why); other kinds stay in the office.
TOLD_TO_OWN: Mapping[str, frozenset[str]] = {
    "Opened": frozenset({"reference", "title", "codes", "paper", "refers_to"}),
    "Submitted": frozenset({"stage", "round", "digest"}),
    "DocumentsSupplied": frozenset({"stage", "round"}),
    "Returned": frozenset({"stage", "round", "purpose", "reason", "documents", "due"}),
    "Scheduled": frozenset({"stage", "round", "meets_on"}),
    "Resolved": frozenset({"stage", "round", "outcome", "conditions", "referred_to", "resubmit_on"}),
    "Called": frozenset({"stage", "round", "closes_on"}),
    "Selected": frozenset({"stage", "round", "outcome"}),
    "Decided": frozenset({"stage", "round", "outcome", "effective_on", "amount", "conditions"}),
    "ConditionSettled": frozenset({"seq", "number", "outcome"}),
    "FundsConfirmed": frozenset({"stage", "round", "outcome"}),
    "RoundBegun": frozenset({"proceeding", "round"}),
    "Withdrawn": frozenset({"reason"}),
    "StatusReported": frozenset({"status"}),
    "DocumentFiled": frozenset({"document", "digest", "size", "media_type"}),
    "DeadlineSet": frozenset({"deadline", "role", "due", "title", "stage", "round", "start", "period", "source", "reason"}),
    "DeadlineExtended": frozenset({"deadline", "until", "period"}),
    "ExtensionRequested": frozenset({"deadline", "until", "reason"}),
    "ExtensionRefused": frozenset({"deadline", "reason"}),
    "DeadlineEnded": frozenset({"deadline", "outcome"}),
    "ClockStopped": frozenset({"party"}),
    "ClockResumed": frozenset({"stop"}),
    "Notified": frozenset({"stage", "round", "delivery", "notified_on", "appeal_until", "instructed", "ready"}),
}


def concerns_own(dossier: Dossier, fact: Recorded) -> bool:
    """Tell whether a fact of a kind that is told is one for its own people: an agenda it is on now, their own selection."""
    match fact.event:
        case Scheduled(stage=stage, round=number):
            return dossier.scheduled(stage, number) == fact
        case Selected(bidder=bidder):
            return bool(bidder) and bidder == dossier.selected
        case DeadlineSet() | DeadlineExtended() | ExtensionRequested() | ExtensionRefused() | DeadlineEnded():
            return of_applicants(dossier, fact.event.deadline)
        case _:
            return True
