"""Why a case cannot be moved to another version of its programme without a person looking at it first."""

from domain.errors import Refusal


class AlreadyThere(Refusal):
    """ "{reference}" runs under this version already. Nothing has to be moved."""


class NoSuchVersion(Refusal):
    """There is no version "{version}" of "{programme}" here. Known are: {known}."""


class OtherProgramme(Refusal):
    """ "{reference}" belongs to another programme than "{programme}". A case can only be moved between versions of its own."""


class NeedsAPerson(Refusal):
    """The case cannot be moved to this version as it is."""


class StageGone(NeedsAPerson):
    """Entry {seq} stands at "{stage}", which the new version no longer has. Leave the case at its version."""


class StageElsewhere(NeedsAPerson):
    """Entry {seq} stands at "{stage}", which is something else in the new version. Leave the case at its version."""


class ProceedingGone(NeedsAPerson):
    """Entry {seq} belongs to the proceeding "{proceeding}", which the new version no longer has. Leave it at its version."""


class OutcomeGone(NeedsAPerson):
    """Entry {seq} records "{outcome}" at "{stage}", which the new version no longer knows. Leave the case at its version."""


class NameGone(NeedsAPerson):
    """Entry {seq} names "{name}", which the new version no longer has. Leave the case at its version."""


class AreaMissing(NeedsAPerson):
    """The new version gives its money by area, and this case names none. Leave the case at its version."""


class GateWouldNotHold(NeedsAPerson):
    """What the new version wants to be settled before "{stage}" was not. Leave the case at its version, or correct it first."""


class CountsOtherwise(NeedsAPerson):
    """What came out at "{stage}" would count for something else. Leave the case at its version, or correct it first."""


class ResultWouldChange(NeedsAPerson):
    """The result of "{proceeding}" would be another one. A result is changed by a person, not by a new version."""


class MoneyWouldChange(NeedsAPerson):
    """The case would hold another amount of the yearly budget. Leave the case at its version."""


class NobodyWouldAct(NeedsAPerson):
    """The case would wait for nobody although it is not finished. Leave the case at its version."""
