"""What can be wrong with a programme that every single value of it is right: the sentences, each with its mend.

The docstrings are the sentences (see `domain.errors`); which of them holds is found by `domain.programme.faults` and
`domain.programme.order`.
"""

from domain.fault import Fault


class InAnotherProceeding(Fault):
    """The stage "{name}" belongs to the proceeding "{other}"; name one of this proceeding: {known}."""


class MeetingWithoutBody(Fault):
    """A meeting needs the body that meets; add "body: …" with one of: {known}."""


class BodyWithoutMeeting(Fault):
    """Only a meeting has a body; take "body" out, or write "kind: meeting"."""


class NotADecision(Fault):
    """Only a decision has a day it counts from; take "effective_date" out, or write "kind: decision"."""


class NotAMeeting(Fault):
    """Only a meeting can take note of something; take "noted_is_enough" out, or write "kind: meeting"."""


class NoSources(Fault):
    """Nobody can confirm the money, because the programme names no source of money; declare one under "sources"."""


class NeverPasses(Fault):
    """None of these outcomes lets the case go on; add at least one of: {passing}."""


class Cycle(Fault):
    """These stages wait for each other: {cycle}; take one of them out of "{field}"."""


class Unreachable(Fault):
    """The stage "{stage}" can never be reached, as "{gate}" can never pass; mend it, or take it out of "needs"."""


class RequiresInACircle(Fault):
    """These proceedings wait for each other: {cycle}; take one "requires" out."""


class OpenAndYetWaiting(Fault):
    """What begins at opening cannot wait for "{requires}"; write "starts: on_request", or take "requires" out."""


class NeverBegins(Fault):
    """The proceeding "{proceeding}" can never begin, as "{requires}" can never be passed; mend "{requires}" first."""


class NothingBeginsIt(Fault):
    """Nothing can begin "{proceeding}", as all its stages need another one; leave "needs" out at its first stage."""


class ApprovalNotAtOpening(Fault):
    """The approval has to begin when the dossier is opened; write "starts: at_opening"."""


class ApprovalWithoutSubmission(Fault):
    """The approval has no stage an application could come in by; add one with "kind: submission"."""


class SharesOnlyHere(Fault):
    """Some sources have a share and {without} has none; give every source a share, or none of them."""


class SharesDoNotAddUp(Fault):
    """The shares add up to {total} instead of 100 %; change them so that they do."""


class NobodyTakesTheRemainder(Fault):
    """No source takes the odd cents of a split; write "takes_remainder: true" at one, usually the applicant's own."""


class SeveralTakeTheRemainder(Fault):
    """A second source takes the odd cents; leave "takes_remainder" at one of: {takers}."""


class NotOneUnit(Fault):
    """A period has exactly one of days, working_days, weeks, half_months, months, years, rule; it has {found}; leave one."""


class BudgetsOutOfOrder(Fault):
    """The amounts since {since} stand after those since {before}; put the earlier ones first."""


class BudgetTwice(Fault):
    """There are two amounts since {since}; take one out, or change its day."""
