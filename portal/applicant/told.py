"""What of a dossier's entries its own people are told by programs and copies, field by field."""

from collections.abc import Mapping

#: What its own people read of each kind of entry (`portal.applicant.own_timeline` says why); other kinds stay in the office.
TOLD_TO_OWN: Mapping[str, frozenset[str]] = {
    "Opened": frozenset({"reference", "title"}),
    "Submitted": frozenset({"stage", "round", "digest"}),
    "DocumentsSupplied": frozenset({"stage", "round"}),
    "Returned": frozenset({"stage", "round", "purpose", "reason", "documents", "due"}),
    "Resolved": frozenset({"stage", "round", "outcome", "conditions", "referred_to", "resubmit_on"}),
    "Decided": frozenset({"stage", "round", "outcome", "effective_on", "amount"}),
    "FundsConfirmed": frozenset({"stage", "round", "outcome"}),
    "RoundBegun": frozenset({"proceeding", "round"}),
    "Withdrawn": frozenset({"reason"}),
    "StatusReported": frozenset({"status"}),
    "DocumentFiled": frozenset({"document", "digest", "size", "media_type"}),
}
