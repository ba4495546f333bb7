"""Submission: an application comes in, may be sent back for documents, and is complete again when they are supplied."""

from collections.abc import Sequence
from typing import Any

from domain.answers import Answer, Passed, SentBack
from domain.commands import Details, Place, StageCommand, Submit, SupplyDocuments
from domain.dossier import Dossier
from domain.errors import AlreadySettled, AwaitsDocuments, NothingAskedFor, NotOfThisStage
from domain.events import DocumentsSupplied, Event, Recorded, Returned, Submitted
from domain.programme import Stage
from domain.vocabulary import ReturnPurpose, SubmissionOutcome

SUPPLIED = SubmissionOutcome.SUPPLIED.value
OUTCOMES = tuple(SubmissionOutcome)
TAKES = frozenset({"digest"})


def command(place: Place, outcome: str, details: Details) -> StageCommand:
    """Read "submitted" or "supplied"."""
    where: dict[str, Any] = place.named()
    if outcome == SubmissionOutcome.SUPPLIED:
        return SupplyDocuments(**where)
    return Submit(**where, digest=details.digest)


def admit(dossier: Dossier, stage: Stage, number: int, asked: StageCommand) -> Event:
    """Accept a first submission of the round, or documents while they are being asked for."""
    if not isinstance(asked, Submit | SupplyDocuments):
        raise NotOfThisStage(stage=stage.title, known=", ".join(OUTCOMES))
    said = answer(dossier, stage, dossier.at(stage.key, number))
    if isinstance(asked, SupplyDocuments):
        if not isinstance(said, SentBack):
            raise NothingAskedFor(stage=stage.title)
        return DocumentsSupplied(stage.key, number)
    if isinstance(said, SentBack):
        raise AwaitsDocuments(stage=stage.title, seq=said.seq)
    if isinstance(said, Passed):
        raise AlreadySettled(stage=stage.title, round=number, outcome=said.outcome, seq=said.seq)
    return Submitted(stage.key, number, asked.digest)


def answer(_dossier: Dossier, _stage: Stage, facts: Sequence[Recorded]) -> Answer:
    """Passed from the submission on, except while documents are missing; the date that counts is the submission's."""
    said: Answer = None
    submitted: Passed | None = None
    for fact in facts:
        match fact.event:
            case Submitted():
                said = submitted = Passed(fact.on, SubmissionOutcome.SUBMITTED, fact.seq)
            case Returned(purpose=ReturnPurpose.DOCUMENTS, due=due):
                said = SentBack(fact.recorded_at, due, fact.seq)
            case DocumentsSupplied():
                said = submitted
    return said
