"""What people ask for, in the imperative: small frozen values that `domain.admission` answers with events or a refusal.

`on` is the day it happened (absent where the stage allows an undated entry), `round` the round it belongs to (absent: the
one the proceeding stands in), `begins_round` the reason for beginning the next one with this entry, `keep` the stages whose
result is to count in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.commands.at_stage import AtStage
from domain.commands.deadlines import (
    EndDeadline,
    ExtendDeadline,
    Notify,
    RefuseExtension,
    RequestExtension,
    ResumeClock,
    SetDeadline,
    StopClock,
)
from domain.commands.meetings import (
    CloseBids,
    DeclareConflict,
    Propose,
    PublishCall,
    ReceiveBid,
    Repin,
    Schedule,
    Select,
    SettleCondition,
    Unschedule,
)
from domain.dates import When
from domain.events import Share
from domain.vocabulary import (
    CofinancingOutcome,
    DecisionOutcome,
    ImplementationStatus,
    MeetingOutcome,
    ReturnPurpose,
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: the person's id, a word to call them by in refusals, and the roles they hold here and now.

    `deputy_for` names, for a role they hold only as somebody's deputy, the person they stand in for. `sides` are the parties
    whose applications are their own: themselves and the organisations they act for; `absent_sides` the same of those they
    stand in for.
    """

    person: str
    handle: str
    roles: frozenset[str]
    deputy_for: Mapping[str, str] = field(default_factory=dict)
    sides: frozenset[str] = frozenset()
    absent_sides: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(AtStage):
    """Record that an application came in."""

    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyDocuments(AtStage):
    """Record that the documents asked for came in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve(AtStage):
    """Record what a body did with the case."""

    outcome: MeetingOutcome
    conditions: str = ""
    vote: str = ""
    referred_to: str = ""
    resubmit_on: When | None = None
    meeting: str = ""
    voters: tuple[str, ...] = ()
    biased: tuple[str, ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(AtStage):
    """Record the authority's decision; `amount` in cents."""

    outcome: DecisionOutcome
    effective_on: When | None = None
    amount: int | None = None
    reason: str = ""
    conditions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmFunds(AtStage):
    """Record that sources of money confirm or decline; no source named means all of the plan."""

    outcome: CofinancingOutcome
    sources: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(AtStage):
    """Send a submission back for documents or for rework."""

    purpose: ReturnPurpose
    reason: str
    documents: tuple[str, ...] = ()
    due: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take the application back."""

    on: When
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStatus:
    """Report how far the implementation is."""

    on: When
    status: ImplementationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDocument:
    """Record that a document came in; its bytes are kept already (`store.documents`)."""

    on: When
    document: str
    digest: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """Give the dossier to a member of staff by their id, or to nobody."""

    on: When
    officer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """Replace what entry `seq` says, or void it, with a reason; `text` replaces its own grounds, or a meeting's conditions."""

    seq: int
    reason: str
    void: bool = False
    on: When | None = None
    effective_on: When | None = None
    outcome: str | None = None
    amount: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Open a dossier; `programme_hash` pins the programme version, ids stand for people and organisations."""

    authority: str
    programme: str
    programme_hash: str
    reference: str
    title: str
    on: When
    area: str = ""
    applicant: str = ""
    sponsor: str = ""
    contact: str = ""
    begins: When | None = None
    ends: When | None = None
    requested: int | None = None
    plan: tuple[Share, ...] = field(default=())
    implementation: ImplementationStatus = ImplementationStatus.UNKNOWN
    part_of: str = ""
    codes: tuple[str, ...] = ()
    paper: str = ""
    refers_to: str = ""
    imported: bool = False


StageCommand = Submit | SupplyDocuments | Resolve | PublishCall | ReceiveBid | CloseBids | Select | Decide | ConfirmFunds
#: What prepares a stage.
Preparation = Schedule | Unschedule | Propose
#: What goes on beside the proceedings and moves none of them.
AboutDeadlines = (
    SetDeadline | ExtendDeadline | RequestExtension | RefuseExtension | EndDeadline | StopClock | ResumeClock | Notify
)
Beside = ReportStatus | FileDocument | Assign | SettleCondition | DeclareConflict | Repin | AboutDeadlines
Command = StageCommand | Preparation | Beside | Return | Withdraw | Correct


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What may be said beside an outcome when an entry comes from a file or a command line; each kind takes some of it."""

    effective_on: When | None = None
    amount: int | None = None
    reason: str = ""
    conditions: str = ""
    vote: str = ""
    referred_to: str = ""
    resubmit_on: When | None = None
    sources: tuple[str, ...] = ()
    digest: str = ""
    closes_on: When | None = None
    bidder: str = ""
    meeting: str = ""
    voters: tuple[str, ...] = ()
    biased: tuple[str, ...] = ()
    secret: bool = False

    def given(self) -> dict[str, object]:
        """The details that were said, by name."""
        named = {f: getattr(self, f) for f in self.__slots__}
        return {f: v for f, v in named.items() if v not in (None, "", (), False)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when an entry belongs: the part of every stage command that does not depend on the kind."""

    stage: str
    on: When | None = None
    round: int | None = None
    begins_round: str = ""
    keep: tuple[str, ...] = ()

    def named(self) -> dict[str, object]:
        """The fields by name, for building a command."""
        return {f: getattr(self, f) for f in self.__slots__}
