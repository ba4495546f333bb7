"""Refusals that keep apart who prepares, who decides and who is concerned (separation of duties)."""

from domain.errors import Refusal


class OwnCase(Refusal):
    """ "{person}" takes part in this case. Nobody decides on, votes on or pays for their own application (§ 20 VwVfG)."""


class InConflict(Refusal):
    """ "{person}" has been declared biased in this case (§ 20 VwVfG). Somebody else has to do this."""


class DecidesOwnProposal(Refusal):
    """ "{person}" prepared this decision (entry {seq}). Somebody else has to take it."""


class ProposalNeeded(Refusal):
    """ "{stage}" takes four eyes: one person prepares the decision, another one takes it. Record the proposal first."""


class CorrectsOwnEntry(Refusal):
    """ "{person}" recorded entry {seq}. At "{stage}" a correction takes four eyes: somebody else has to make it."""


class OverSigningLimit(Refusal):
    """As {role}, "{person}" may decide on up to {limit} EUR, not on {amount} EUR. Somebody with a higher limit has to."""


class ConfirmsOwnDecision(Refusal):
    """ "{person}" recorded the decision (entry {seq}). The money takes four eyes: somebody else has to confirm it."""


class DeclaresForAnother(Refusal):
    """Declare a conflict of interest of your own. For somebody else, the administration or the body's secretary does it."""
