"""Bids: offers to carry a project out come in until the time for them is over. None at all leaves the stage open."""

from collections.abc import Sequence
from typing import Any

from domain.answers import Answer, Passed
from domain.commands import Details, Place, StageCommand
from domain.commands.meetings import CloseBids, ReceiveBid
from domain.dossier import Dossier
from domain.errors import AlreadySettled, DetailNeeded, NotOfThisStage
from domain.errors.meetings import BidTwice, NoBids
from domain.events import Event, Recorded
from domain.events.meetings import BidReceived, BidsClosed
from domain.programme import Stage
from domain.vocabulary import BidOutcome, StageKind

OUTCOMES = tuple(BidOutcome)
TAKES = frozenset({"bidder", "amount"})


def command(place: Place, outcome: str, details: Details) -> StageCommand:
    """Read "received" with a bidder, or "closed"."""
    where: dict[str, Any] = place.named()
    if outcome == BidOutcome.CLOSED:
        return CloseBids(**where)
    return ReceiveBid(**where, bidder=details.bidder, amount=details.amount)


def bidders(dossier: Dossier, stage: Stage, number: int) -> tuple[str, ...]:
    """Who has made a bid in this round, in the order the bids came in."""
    return tuple(fact.event.bidder for fact in dossier.at(stage.key, number) if isinstance(fact.event, BidReceived))


def all_bidders(dossier: Dossier) -> frozenset[str]:
    """Who has made a bid for the case, in the rounds that are running."""
    programme = dossier.programme
    stages = (stage for stage in programme.stages.values() if stage.kind is StageKind.BIDS)
    return frozenset(who for one in stages for who in bidders(dossier, one, dossier.rounds[programme.home[one.key].key]))


def admit(dossier: Dossier, stage: Stage, number: int, asked: StageCommand) -> Event:
    """Accept one bid per bidder until bids are closed; closing needs at least one."""
    if not isinstance(asked, ReceiveBid | CloseBids):
        raise NotOfThisStage(stage=stage.title, known=", ".join(OUTCOMES))
    said = answer(dossier, stage, dossier.at(stage.key, number))
    if isinstance(said, Passed):
        raise AlreadySettled(stage=stage.title, round=number, outcome=said.outcome, seq=said.seq)
    there = bidders(dossier, stage, number)
    if isinstance(asked, CloseBids):
        if not there:
            raise NoBids(stage=stage.title, round=number)
        return BidsClosed(stage.key, number)
    if not asked.bidder:
        raise DetailNeeded(stage=stage.title, outcome=BidOutcome.RECEIVED, detail="bidder")
    if asked.bidder in there:
        raise BidTwice(stage=stage.title, round=number)
    return BidReceived(stage.key, number, asked.bidder, asked.amount)


def answer(_dossier: Dossier, _stage: Stage, facts: Sequence[Recorded]) -> Answer:
    """Passed once the time for bids is over."""
    last = facts[-1] if facts else None
    return Passed(last.on, BidOutcome.CLOSED, last.seq) if last and isinstance(last.event, BidsClosed) else None
