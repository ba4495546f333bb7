"""The word for what an entry at a stage says, whatever kind of stage it is."""

from domain.events import AtStage, DocumentsSupplied, Returned, Submitted
from domain.events.meetings import BidReceived, BidsClosed, Called
from domain.vocabulary import BidOutcome, CallOutcome, SubmissionOutcome


def outcome_of(event: AtStage) -> str:
    """The outcome as the closed lists of `domain.vocabulary` name it."""
    if isinstance(event, Submitted | DocumentsSupplied | Called | BidReceived | BidsClosed):
        return _OF_TYPE[type(event)]
    return event.purpose if isinstance(event, Returned) else event.outcome


_OF_TYPE: dict[type[AtStage], str] = {
    Submitted: SubmissionOutcome.SUBMITTED,
    DocumentsSupplied: SubmissionOutcome.SUPPLIED,
    Called: CallOutcome.PUBLISHED,
    BidReceived: BidOutcome.RECEIVED,
    BidsClosed: BidOutcome.CLOSED,
}
