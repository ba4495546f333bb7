"""Meeting: a body deals with the case. Only adoption passes; postponing or referring leaves it open."""

from collections.abc import Sequence
from typing import Any

from domain.answers import SETTLED, Answer, Passed, Rejected
from domain.commands import Details, Place, Resolve, StageCommand
from domain.dossier import Dossier
from domain.errors import AlreadySettled, DetailNeeded, NotOfThisStage
from domain.events import Event, Recorded, Resolved
from domain.programme import Stage
from domain.vocabulary import MeetingOutcome

OUTCOMES = tuple(MeetingOutcome)
TAKES = frozenset({"conditions", "vote", "referred_to", "resubmit_on"})

#: Outcomes that say nothing without a detail: which conditions or changes, where to, until when.
NEEDS = {
    MeetingOutcome.ADOPTED_AMENDED: "conditions",
    MeetingOutcome.ADOPTED_WITH_CONDITIONS: "conditions",
    MeetingOutcome.REFERRED: "referred_to",
    MeetingOutcome.RESUBMISSION: "resubmit_on",
}
_ENDS = frozenset({MeetingOutcome.REJECTED, MeetingOutcome.SETTLED})


def command(place: Place, outcome: str, details: Details) -> StageCommand:
    """Read one of the outcomes of a consultation."""
    where: dict[str, Any] = place.named()
    said: dict[str, Any] = details.given()
    return Resolve(**where, outcome=MeetingOutcome(outcome), **said)


def admit(dossier: Dossier, stage: Stage, number: int, asked: StageCommand) -> Event:
    """Accept the result of one consultation; a body may deal with an item again until it has settled it."""
    if not isinstance(asked, Resolve):
        raise NotOfThisStage(stage=stage.title, known=", ".join(stage.outcomes or OUTCOMES))
    said = answer(dossier, stage, dossier.at(stage.key, number))
    if isinstance(said, SETTLED):
        raise AlreadySettled(stage=stage.title, round=number, outcome=said.outcome, seq=said.seq)
    detail = NEEDS.get(asked.outcome)
    if detail and not getattr(asked, detail):
        raise DetailNeeded(stage=stage.title, outcome=asked.outcome, detail=detail)
    return Resolved(
        stage.key,
        number,
        asked.outcome,
        stage.body or "",
        asked.conditions,
        asked.vote,
        asked.referred_to,
        asked.resubmit_on,
    )


def answer(_dossier: Dossier, stage: Stage, facts: Sequence[Recorded]) -> Answer:
    """Read the last result; an item that was postponed, referred, withdrawn or not dealt with is still open."""
    last = facts[-1] if facts else None
    if last is None or not isinstance(last.event, Resolved):
        return None
    outcome = last.event.outcome
    if outcome in stage.passing:
        return Passed(last.on, outcome, last.seq)
    if outcome in _ENDS:
        return Rejected(last.on, outcome, last.seq)
    return None
