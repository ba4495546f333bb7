"""What people ask for around the bodies: agendas, calls, bids, selections, proposals, conditions. See `domain.commands`."""

from dataclasses import dataclass

from domain.commands.at_stage import AtStage
from domain.dates import When
from domain.programme import Programme
from domain.vocabulary import ConditionOutcome, DecisionOutcome, SelectionOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishCall(AtStage):
    """Record that a public call went out."""

    closes_on: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveBid(AtStage):
    """Record a bid; `bidder` is the id of a party, `amount` in cents."""

    bidder: str
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseBids(AtStage):
    """Record that the time for bids is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Select(AtStage):
    """Record whom a panel selected, or that nobody suits."""

    outcome: SelectionOutcome
    bidder: str = ""
    reason: str = ""
    vote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Put the case on the agenda of a meeting of the stage's body; recorded as of `on`, the meeting is on `meets_on`."""

    stage: str
    on: When
    meets_on: When
    meeting: str = ""
    public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Unschedule:
    """Take the case off the agenda it is on."""

    stage: str
    on: When
    reason: str
    meeting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose:
    """Prepare a decision for somebody else to take; `amount` in cents."""

    stage: str
    on: When
    outcome: DecisionOutcome
    amount: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleCondition:
    """Record that condition `number` of entry `seq` was met or waived."""

    seq: int
    number: int
    on: When
    outcome: ConditionOutcome
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareConflict:
    """Declare that a person is biased in this case; `party` is their id."""

    on: When
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repin:
    """Move the dossier to another version of its programme; `to` is the version with that hash, read from the store."""

    on: When
    programme_hash: str
    reason: str
    to: Programme | None = None
