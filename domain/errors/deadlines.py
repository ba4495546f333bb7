"""The ways of saying no about deadlines; docstrings as in `domain.errors`."""

from domain.errors import Refusal


class NoSuchDeadline(Refusal):
    """ "{reference}" has no deadline "{deadline}". It has: {known}."""


class NoDeadlineYet(Refusal):
    """ "{reference}" has no deadline "{deadline}": none has been set there yet."""


class BadDeadlineName(Refusal):
    """ "{deadline}" cannot be the name of a deadline. Use a word such as "report", up to 60 letters, digits and -_. signs."""


class DeadlineOver(Refusal):
    """ "{deadline}" is over: it was met or holds no more. Set a new deadline under another name."""


class WhyAnotherDay(Refusal):
    """ "{deadline}" runs until {due}. Say why it gets another day, or what that follows from."""


class StatutoryDeadline(Refusal):
    """ "{deadline}" is a statutory period. An authority can neither extend it nor let it rest (§ 31 (7) VwVfG)."""


class DayNeeded(Refusal):
    """A deadline ends on a certain day. Write the day as 2026-09-24."""


class TooFarAhead(Refusal):
    """{due} lies too far ahead: deadlines end by {year} at the latest. Check the year."""


class DueInThePast(Refusal):
    """{due} lies before {on}, the day the deadline is set. Name a day that still lies ahead."""


class NotLonger(Refusal):
    """ "{deadline}" runs until {due}; {until} is not later. An extension names a later day."""


class NotTheirs(Refusal):
    """ "{deadline}" is not for the applicant's side to meet, so there is nothing to ask more time for."""


class AlreadyRequested(Refusal):
    """More time for "{deadline}" was asked for on {on} and has not been answered yet. Wait for the answer, or write to us."""


class NothingRequested(Refusal):
    """No request for more time for "{deadline}" waits for an answer, so there is nothing to refuse."""


class RefusedBeforeAsked(Refusal):
    """More time for "{deadline}" was asked for on {asked}. Name the day it was refused: that day or a later one."""


class ClockIsStopped(Refusal):
    """The clock of "{deadline}" is stopped, it has no day at the moment. Let it go on first."""


class ClockIsRunning(Refusal):
    """The clock of "{deadline}" is not stopped, so it cannot go on."""


class NothingToStop(Refusal):
    """No deadline of the office runs in "{reference}", so there is nothing that could rest."""


class NothingStopped(Refusal):
    """No clock is stopped in "{reference}", so none can go on."""


class ClockNeedsADay(Refusal):
    """A clock stops and goes on on a certain day. Write the day as 2026-09-24."""


class OwnClock(Refusal):
    """A clock stops while somebody else owes the next step, not for the office itself."""


class NothingToNotify(Refusal):
    """ "{stage}" has no decision yet. Only a decision that is on record can be notified."""


class BeforeTheDecision(Refusal):
    """ "{stage}" was decided on {decided}; {on} is earlier. A decision is sent after it was taken."""


class NotifiedBeforeSent(Refusal):
    """A notice that went out on {on} cannot count as known on {notified}. It counts as known on that day or later."""


class AlreadyNotified(Refusal):
    """Entry {seq} says already when "{stage}" was notified. If that is wrong, take the entry out first."""


class OnlyTakenOut(Refusal):
    """Entry {seq} is about a deadline and can only be taken out as a whole. Record what is right as a new entry."""
