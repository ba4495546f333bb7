"""What can be recorded of calls, bids, selections and conditions through the API; see `portal.api.said`."""

from typing import Annotated, Literal

from pydantic import Field

from domain.commands import Command
from domain.commands import meetings as meeting_commands
from domain.vocabulary import ConditionOutcome, SelectionOutcome
from portal.api.said_base import Amount, AtStage, Id, KnownDay, Long, Sequence, Short, Words


class PublishCall(AtStage):
    """A public call went out."""

    kind: Literal["publish_call"]
    closes_on: KnownDay | None = Field(default=None, description="Until when bids can come in")

    def command(self) -> Command:
        """The command this says."""
        return meeting_commands.PublishCall(**self.model_dump(exclude={"kind"}))


class ReceiveBid(AtStage):
    """Somebody offers to carry the project out."""

    kind: Literal["receive_bid"]
    bidder: Id
    amount: Amount | None = None

    def command(self) -> Command:
        """The command this says."""
        return meeting_commands.ReceiveBid(**self.model_dump(exclude={"kind"}))


class CloseBids(AtStage):
    """The time for bids is over."""

    kind: Literal["close_bids"]

    def command(self) -> Command:
        """The command this says."""
        return meeting_commands.CloseBids(**self.model_dump(exclude={"kind"}))


class Select(AtStage):
    """A panel chose one of the bidders, who becomes the sponsor, or nobody."""

    kind: Literal["select"]
    outcome: SelectionOutcome
    bidder: Annotated[str, Field(max_length=64, description="The id of who was selected; empty: nobody")] = ""
    reason: Long = ""
    vote: Short = ""

    def command(self) -> Command:
        """The command this says."""
        return meeting_commands.Select(**self.model_dump(exclude={"kind"}))


class SettleCondition(Words):
    """A condition to comply with was met or waived."""

    kind: Literal["settle_condition"]
    seq: Sequence
    number: Annotated[int, Field(ge=1, le=10**6, strict=True, description="Its line in that entry, from 1")]
    on: KnownDay
    outcome: ConditionOutcome
    proof: Long

    def command(self) -> Command:
        """The command this says."""
        return meeting_commands.SettleCondition(**self.model_dump(exclude={"kind"}))


OfBodies = PublishCall | ReceiveBid | CloseBids | Select | SettleCondition
