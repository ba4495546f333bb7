"""What happened around the bodies: agendas, calls, bids, selections, proposals, conditions, conflicts. See `domain.events`."""

from dataclasses import dataclass

from domain.dates import When
from domain.vocabulary import ConditionOutcome, DecisionOutcome, SelectionOutcome


@dataclass(frozen=True, slots=True)
class Scheduled:
    """The case was put on the agenda of a meeting that takes place on `meets_on`; `meeting` is its id where it is known."""

    stage: str
    round: int
    meets_on: When
    meeting: str = ""
    public: bool = True


@dataclass(frozen=True, slots=True)
class Unscheduled:
    """The case was taken off the agenda of a meeting before it was dealt with: moved, cancelled, or not ready."""

    stage: str
    round: int
    meeting: str
    reason: str


@dataclass(frozen=True, slots=True)
class Called:
    """A public call went out; bids can come in until the end of `closes_on`."""

    stage: str
    round: int
    closes_on: When | None = None


@dataclass(frozen=True, slots=True)
class BidReceived:
    """Somebody offers to carry the project out; `bidder` is the id of a party, `amount` in cents."""

    stage: str
    round: int
    bidder: str
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class BidsClosed:
    """The time for bids is over."""

    stage: str
    round: int


@dataclass(frozen=True, slots=True)
class Selected:
    """A panel chose who carries the project out (`bidder`, who becomes the sponsor), or found nobody suitable."""

    stage: str
    round: int
    outcome: SelectionOutcome
    bidder: str = ""
    reason: str = ""
    vote: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Somebody prepared a decision for somebody else to take; amounts in cents. A later proposal replaces it."""

    stage: str
    round: int
    outcome: DecisionOutcome
    amount: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConditionSettled:
    """Condition `number` (its line, from 1) of entry `seq` was met, as `proof` says, or waived."""

    seq: int
    number: int
    outcome: ConditionOutcome
    proof: str


@dataclass(frozen=True, slots=True)
class ConflictDeclared:
    """A person who would have to deal with the case is biased in it (§ 20 VwVfG); `party` is their id, the grounds stay out."""

    party: str


@dataclass(frozen=True, slots=True)
class Repinned:
    """The dossier was moved to another version of its programme by a person, with a reason."""

    programme_hash: str
    reason: str
