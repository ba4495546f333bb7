"""Selection: a panel chooses among the bidders; who is chosen becomes the project's sponsor."""

from collections.abc import Sequence
from typing import Any

from domain.answers import Answer, Passed
from domain.commands import Details, Place, StageCommand
from domain.commands.meetings import Select
from domain.dossier import Dossier
from domain.errors import AlreadySettled, DetailNeeded, NotOfThisStage
from domain.errors.meetings import NotABidder
from domain.events import Event, Recorded
from domain.events.meetings import Selected
from domain.programme import Stage
from domain.stages.bids import bidders
from domain.vocabulary import SelectionOutcome, StageKind

OUTCOMES = tuple(SelectionOutcome)
TAKES = frozenset({"bidder", "reason", "vote"})


def command(place: Place, outcome: str, details: Details) -> StageCommand:
    """Read "selected" with the bidder, or "nobody_selected" with a reason."""
    where: dict[str, Any] = place.named()
    said: dict[str, Any] = details.given()
    return Select(**where, outcome=SelectionOutcome(outcome), **said)


def admit(dossier: Dossier, stage: Stage, number: int, asked: StageCommand) -> Event:
    """Accept the choice of somebody who made a bid in this round; nobody suitable needs a reason."""
    if not isinstance(asked, Select):
        raise NotOfThisStage(stage=stage.title, known=", ".join(stage.outcomes or OUTCOMES))
    said = answer(dossier, stage, dossier.at(stage.key, number))
    if isinstance(said, Passed):
        raise AlreadySettled(stage=stage.title, round=number, outcome=said.outcome, seq=said.seq)
    if asked.outcome is SelectionOutcome.NOBODY_SELECTED:
        if not asked.reason:
            raise DetailNeeded(stage=stage.title, outcome=asked.outcome, detail="reason")
        return Selected(stage.key, number, asked.outcome, "", asked.reason, asked.vote)
    if not asked.bidder:
        raise DetailNeeded(stage=stage.title, outcome=asked.outcome, detail="bidder")
    home = dossier.programme.home[stage.key]
    bids = [each for each in home.stages if each.kind is StageKind.BIDS]
    if asked.bidder not in {who for each in bids for who in bidders(dossier, each, number)}:
        raise NotABidder(stage=stage.title, round=number)
    return Selected(stage.key, number, asked.outcome, asked.bidder, asked.reason, asked.vote)


def answer(_dossier: Dossier, _stage: Stage, facts: Sequence[Recorded]) -> Answer:
    """Passed once somebody was selected; nobody suitable leaves it open for another look, or a new call in the next round."""
    last = facts[-1] if facts else None
    if last is None or not isinstance(last.event, Selected) or last.event.outcome is not SelectionOutcome.SELECTED:
        return None
    return Passed(last.on, last.event.outcome, last.seq)
