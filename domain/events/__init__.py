"""What has happened, in the past tense: the only truth about a dossier.

An event is a small frozen value. It names persons and organisations by their id alone, never by name, so that a person can
be erased later while the hash chain over the stored payloads stays valid. How they are stored: `domain.events.payload`.
"""

from dataclasses import dataclass

from domain.dates import When
from domain.events.chain import Closed, StageOpened
from domain.events.deadlines import (
    ClockResumed,
    ClockStopped,
    DeadlineEnded,
    DeadlineExtended,
    DeadlineSet,
    ExtensionRefused,
    ExtensionRequested,
    Notified,
)
from domain.events.meetings import (
    BidReceived,
    BidsClosed,
    Called,
    ConditionSettled,
    ConflictDeclared,
    Proposed,
    Repinned,
    Scheduled,
    Selected,
    Unscheduled,
)
from domain.vocabulary import (
    CofinancingOutcome,
    DecisionOutcome,
    ImplementationStatus,
    MeetingOutcome,
    ReturnPurpose,
)


@dataclass(frozen=True, slots=True)
class Share:
    """One source of money in a dossier's plan: its share as written ("75 %") and, where known, its amount in cents."""

    source: str
    share: str
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A dossier was opened under a programme version; amounts in cents, `None` where the paper gives none.

    `part_of` is the dossier whose grant this one belongs to (the framework notice of a single operation), `codes` the fields
    of action it serves, `paper` what kind of council paper it is and `refers_to` the number of the earlier one, as printed.
    `imported` history was entered long after the fact: it owes no letters and climbs no ladders.
    """

    authority: str
    programme: str
    programme_hash: str
    reference: str
    title: str
    area: str = ""
    applicant: str = ""
    sponsor: str = ""
    contact: str = ""
    begins: When | None = None
    ends: When | None = None
    requested: int | None = None
    plan: tuple[Share, ...] = ()
    implementation: ImplementationStatus = ImplementationStatus.UNKNOWN
    part_of: str = ""
    codes: tuple[str, ...] = ()
    paper: str = ""
    refers_to: str = ""
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    """An application was received at a submission stage."""

    stage: str
    round: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A submission went back: for documents within the round, or for rework, which begins the next round."""

    stage: str
    round: int
    purpose: ReturnPurpose
    reason: str
    documents: tuple[str, ...] = ()
    due: When | None = None


@dataclass(frozen=True, slots=True)
class DocumentsSupplied:
    """The documents asked for at a submission stage have come in."""

    stage: str
    round: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """A body dealt with the case in a meeting.

    `meeting` is the id of the meeting where it is known, `committees` the bodies `referred_to` names. `vote` stands as the
    minutes have it; `voters` and `biased` are ids of members, and a `secret` ballot has no voters.
    """

    stage: str
    round: int
    outcome: MeetingOutcome
    body: str
    conditions: str = ""
    vote: str = ""
    referred_to: str = ""
    resubmit_on: When | None = None
    meeting: str = ""
    committees: tuple[str, ...] = ()
    voters: tuple[str, ...] = ()
    biased: tuple[str, ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """The granting authority decided; `effective_on` is the day the consent counts from ("zum"), not the day it was given."""

    stage: str
    round: int
    outcome: DecisionOutcome
    effective_on: When | None = None
    amount: int | None = None
    reason: str = ""
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class FundsConfirmed:
    """Sources of money confirmed, or declined, their part of the financing."""

    stage: str
    round: int
    outcome: CofinancingOutcome
    sources: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoundBegun:
    """A proceeding entered its next round; `kept` names the stages whose result still counts, by a person's choice."""

    proceeding: str
    round: int
    reason: str
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The applicant took the application back: not a refusal."""

    reason: str


@dataclass(frozen=True, slots=True)
class StatusReported:
    """The implementation status was reported; the other axis, independent of the approval."""

    status: ImplementationStatus


@dataclass(frozen=True, slots=True)
class DocumentFiled:
    """A document came in: its id, SHA-256, size in bytes and media type. Its name may name people, so it stands beside it."""

    document: str
    digest: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """The dossier was given to a member of staff, or (no `officer`) to nobody."""

    officer: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """An earlier entry was wrong: what is set here replaces it, or `void` takes it out; the original stays in the history.

    `reason` says why it is corrected; `text` replaces the entry's own grounds (of a meeting: its conditions or changes).
    """

    seq: int
    reason: str
    void: bool = False
    on: When | None = None
    effective_on: When | None = None
    outcome: str | None = None
    amount: int | None = None
    text: str | None = None


#: What is recorded at a stage and may settle it.
AtStage = (
    Submitted | Returned | DocumentsSupplied | Resolved | Called | BidReceived | BidsClosed | Selected | Decided
    | FundsConfirmed
)  # fmt: skip
#: What prepares a stage and settles nothing.
BeforeStage = Scheduled | Unscheduled | Proposed
AboutDeadlines = (
    DeadlineSet | DeadlineExtended | ExtensionRequested | ExtensionRefused | DeadlineEnded | ClockStopped | ClockResumed
    | Notified
)  # fmt: skip
Event = (
    AtStage | BeforeStage | Opened | RoundBegun | Withdrawn | StatusReported | DocumentFiled | Assigned | Corrected
    | ConditionSettled | ConflictDeclared | Repinned | StageOpened | Closed | AboutDeadlines
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its place in the dossier and both clocks; `on` is when it happened, `recorded_at` when we were told.

    `behalf` is the id of the person the actor stood in for as their deputy, empty where they acted for themselves.
    """

    seq: int
    event: Event
    on: When
    recorded_at: str
    actor: str
    role: str
    behalf: str = ""
