"""The closed lists of words the procedure knows: outcomes, states of the two axes, purposes.

The results of a consultation are those of a council's minutes form; the implementation status is the measure sheet's.
"""

from enum import StrEnum


class MeetingOutcome(StrEnum):
    """What a body can do with an item (Beratungsergebnis)."""

    ADOPTED = "adopted"
    ADOPTED_AMENDED = "adopted_amended"
    ADOPTED_WITH_CONDITIONS = "adopted_with_conditions"
    REJECTED = "rejected"
    NOTED = "noted"
    POSTPONED = "postponed"
    REFERRED = "referred"
    RESUBMISSION = "resubmission"
    NOT_DEALT_WITH = "not_dealt_with"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"


class DecisionOutcome(StrEnum):
    """What a granting authority can decide."""

    GRANTED = "granted"
    PARTIALLY_GRANTED = "partially_granted"
    REFUSED = "refused"


class CofinancingOutcome(StrEnum):
    """What a source of money can say."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"


class SubmissionOutcome(StrEnum):
    """What can be recorded at a submission stage."""

    SUBMITTED = "submitted"
    SUPPLIED = "supplied"


class CallOutcome(StrEnum):
    """What can be recorded of a public call (Projektwettbewerb, Trägeraufruf)."""

    PUBLISHED = "published"


class BidOutcome(StrEnum):
    """What can be recorded while bids come in; `CLOSED` says that the time for bids is over."""

    RECEIVED = "received"
    CLOSED = "closed"


class SelectionOutcome(StrEnum):
    """What a selection panel can say: one bidder carries the project out, or nobody suits."""

    SELECTED = "selected"
    NOBODY_SELECTED = "nobody_selected"


class ConditionOutcome(StrEnum):
    """How a condition to comply with (Auflage) comes to its end."""

    MET = "met"
    WAIVED = "waived"


class ReturnPurpose(StrEnum):
    """Why a submission goes back."""

    DOCUMENTS = "documents"
    REWORK = "rework"


class ImplementationStatus(StrEnum):
    """Projektstand, in order of maturity; a sheet without a tick says nothing, which is UNKNOWN and never a guess."""

    UNKNOWN = "unknown"
    PREPARATION = "preparation"
    PLANNING = "planning"
    IMPLEMENTATION = "implementation"
    COMPLETED = "completed"


class ApprovalStatus(StrEnum):
    """Genehmigungsstand in one word, derived from the facts; independent of the implementation."""

    OPEN = "open"
    SUBMITTED = "submitted"
    AWAITING_DOCUMENTS = "awaiting_documents"
    CONSULTED = "consulted"
    CALLED = "called"
    SPONSOR_SELECTED = "sponsor_selected"
    GRANTED = "granted"
    PARTIALLY_GRANTED = "partially_granted"
    REFUSED = "refused"
    FUNDED = "funded"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"


class StageKind(StrEnum):
    """The kinds of stage a programme is built from; `domain.stages.KINDS` says what each does."""

    SUBMISSION = "submission"
    MEETING = "meeting"
    DECISION = "decision"
    COFINANCING = "cofinancing"
    CALL = "call"
    BIDS = "bids"
    SELECTION = "selection"


class Tie(StrEnum):
    """What equal votes mean in a body."""

    REJECTED = "rejected"
    CHAIR = "chair"


class Bias(StrEnum):
    """What a biased member does while the body deals with the case; either way they do not vote (§ 20 (4) VwVfG)."""

    LEAVES = "leaves"
    MAY_STAY = "may_stay"


class Starts(StrEnum):
    """When a proceeding's first round begins."""

    AT_OPENING = "at_opening"
    ON_REQUEST = "on_request"


class MeetingState(StrEnum):
    """How far a meeting is: its day is set, its members are invited, it took place, it was called off."""

    SCHEDULED = "scheduled"
    INVITED = "invited"
    HELD = "held"
    CANCELLED = "cancelled"


class OwedBy(StrEnum):
    """Who owes the next step, as the clocks book it: sponsor, Land (or another funder), meeting, office."""

    SPONSOR = "sponsor"
    LAND = "land"
    MEETING = "meeting"
    OFFICE = "office"


class DeadlineOutcome(StrEnum):
    """How a deadline ends that no fact ends by itself."""

    MET = "met"
    VOIDED = "voided"


class Delivery(StrEnum):
    """How a notice reaches its addressee (§ 41 VwVfG): by post, electronically, from the portal, formally served, publicly."""

    POST = "post"
    ELECTRONIC = "electronic"
    RETRIEVED = "retrieved"
    SERVED = "served"
    PUBLISHED = "published"


class Recipient(StrEnum):
    """What kind of recipient a programme's grants go to; figures differ by it (VwV and VVK to § 44 SäHO)."""

    PRIVATE = "private"
    MUNICIPALITY = "municipality"


class DeadlineState(StrEnum):
    """Where one version of a deadline stands. `open` says nothing about whether its day has passed."""

    OPEN = "open"
    STOPPED = "stopped"
    MET = "met"
    VOIDED = "voided"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"


class RungOutcome(StrEnum):
    """What was decided about one rung of a reminder ladder (promise P6)."""

    SENT = "sent"
    MERGED = "merged"
    DROPPED = "dropped"
    OVERTAKEN = "overtaken"
    SUPPRESSED = "suppressed"


class Told(StrEnum):
    """Whom a rung tells: who owes the step, or inside the office the officer, their deputy, the head."""

    OWNER = "owner"
    OFFICER = "officer"
    DEPUTY = "deputy"
    HEAD = "head"


class OptionalMail(StrEnum):
    """The mails somebody can do without: the early reminder of what they owe, and the office's overview of a morning."""

    EARLY = "early"
    DIGEST = "digest"
