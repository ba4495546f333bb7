"""What happened to deadlines: set, extended, ended, halted, and decisions notified. See `domain.events`, ADR 23.

A deadline has a name that is its own within the dossier ("handling:1"). Days once computed are kept as they were computed:
neither new rules nor new holidays move a date somebody was told.
"""

from dataclasses import dataclass

from domain.dates import When
from domain.vocabulary import DeadlineOutcome, Delivery, OwedBy


@dataclass(frozen=True, slots=True)
class DeadlineSet:
    """Somebody of `role` has until the end of `due`; without a role it is a period that merely ends (an appeal period).

    It was counted as `period` ("6 months") from `start`, `backward` where it counts back from there; both are empty where a
    person named the day. `rule` names the dated figure it comes from, `source` what says so ("ANBest-P Nr. 6.1"), `title`
    calls it where the programme has no words for it. `replaces` counts earlier settings of the same name that a correction
    of their start has overtaken; `reason` says why a person set another day for a deadline there was. A `start` known only
    by its month stays a month (`domain.deadlines.over.day_counted`).
    """

    deadline: str
    role: str
    due: When
    title: str = ""
    stage: str = ""
    round: int = 0
    start: When | None = None
    period: str = ""
    backward: bool = False
    rule: str = ""
    source: str = ""
    replaces: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineExtended:
    """The authority gave more time, if need be after the end (§ 31 (7) VwVfG); `period` as counted from the old end."""

    deadline: str
    until: When
    reason: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionRequested:
    """Whoever owes the step asks for more time, until `until` if they say so; until it is answered the old day holds."""

    deadline: str
    reason: str
    until: When | None = None


@dataclass(frozen=True, slots=True)
class ExtensionRefused:
    """The authority gives no more time than there was; the reason is told to whoever asked."""

    deadline: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeadlineEnded:
    """A deadline that no fact ends by itself was met, or holds no more."""

    deadline: str
    outcome: DeadlineOutcome
    reason: str


@dataclass(frozen=True, slots=True)
class ClockStopped:
    """These deadlines rest from today on, because `party` owes the next step."""

    party: OwedBy
    deadlines: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NewDue:
    """The day until which a deadline runs once its clock goes on."""

    deadline: str
    due: When


@dataclass(frozen=True, slots=True)
class ClockResumed:
    """The clock that entry `stop` stopped goes on; each deadline has as many days more as it rested."""

    stop: int
    dues: tuple[NewDue, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Notified:
    """The decision of a stage was made known (Bekanntgabe); the day of the entry is that of posting, sending or handing over.

    `notified_on` is the day it counts as known, `appeal_until` the last day of the appeal period: one month, or one year where
    the notice did not instruct about it (§§ 58, 70 VwGO). `rule` names the figures both were counted by, `ready` is
    the day the addressee of a portal was told that the notice lies there.
    """

    stage: str
    round: int
    delivery: Delivery
    notified_on: When
    appeal_until: When | None = None
    instructed: bool = True
    rule: str = ""
    ready: When | None = None
