"""Commands about deadlines; what they become stands in `domain.events.deadlines`, field by field."""

from dataclasses import dataclass

from domain.dates import When
from domain.events.deadlines import NewDue
from domain.vocabulary import DeadlineOutcome, Delivery, OwedBy


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDeadline:
    """Set somebody of `role` a deadline, or change the one of that name; `due` may be what the notice says.

    Of one that is there, role, title, stage and source stay as they are where none is named; another day needs a `reason` or
    a `source`.
    """

    deadline: str
    role: str
    due: When
    on: When
    title: str = ""
    stage: str = ""
    start: When | None = None
    period: str = ""
    backward: bool = False
    rule: str = ""
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendDeadline:
    """Give more time, until the end of `until`."""

    deadline: str
    until: When
    on: When
    reason: str
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestExtension:
    """Ask for more time, until the end of `until` if it is known how much."""

    deadline: str
    on: When
    reason: str
    until: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseExtension:
    """Answer a request for more time: the day stays as it is. More time is given by `ExtendDeadline`."""

    deadline: str
    on: When
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndDeadline:
    """Record that a deadline was met, or that it holds no more."""

    deadline: str
    outcome: DeadlineOutcome
    on: When
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopClock:
    """Let the office's own deadlines rest while `party` owes the next step; none named means all that run."""

    party: OwedBy
    on: When
    reason: str
    deadlines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeClock:
    """Let them go on; `dues` are the new days, counted by `domain.deadlines.clock`."""

    on: When
    reason: str
    dues: tuple[NewDue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """Record that the decision of a stage was posted, sent, retrieved, served or published on `on`."""

    stage: str
    on: When
    delivery: Delivery
    notified_on: When
    appeal_until: When | None = None
    instructed: bool = True
    rule: str = ""
    ready: When | None = None
