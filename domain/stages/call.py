"""Call: the office invites bids for a project that has no sponsor yet (Projektwettbewerb, Trägeraufruf)."""

from collections.abc import Sequence
from typing import Any

from domain.answers import Answer, Passed
from domain.commands import Details, Place, StageCommand
from domain.commands.meetings import PublishCall
from domain.dossier import Dossier
from domain.errors import AlreadySettled, NotOfThisStage
from domain.events import Event, Recorded
from domain.events.meetings import Called
from domain.programme import Stage
from domain.vocabulary import CallOutcome

OUTCOMES = tuple(CallOutcome)
TAKES = frozenset({"closes_on"})


def command(place: Place, _outcome: str, details: Details) -> StageCommand:
    """Read "published"."""
    where: dict[str, Any] = place.named()
    return PublishCall(**where, closes_on=details.closes_on)


def admit(dossier: Dossier, stage: Stage, number: int, asked: StageCommand) -> Event:
    """Accept one call per round; calling again begins the next round."""
    if not isinstance(asked, PublishCall):
        raise NotOfThisStage(stage=stage.title, known=", ".join(OUTCOMES))
    said = answer(dossier, stage, dossier.at(stage.key, number))
    if isinstance(said, Passed):
        raise AlreadySettled(stage=stage.title, round=number, outcome=said.outcome, seq=said.seq)
    return Called(stage.key, number, asked.closes_on)


def answer(_dossier: Dossier, _stage: Stage, facts: Sequence[Recorded]) -> Answer:
    """Passed once the call is out."""
    return Passed(facts[-1].on, CallOutcome.PUBLISHED, facts[-1].seq) if facts else None
