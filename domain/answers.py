"""What the facts recorded at one stage amount to: the answer a stage kind reads from them."""

from dataclasses import dataclass

from domain.dates import When


@dataclass(frozen=True, slots=True)
class Passed:
    """The stage is done; the case may go on."""

    on: When
    outcome: str
    seq: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """The stage said no; what follows can only be a refusal."""

    on: When
    outcome: str
    seq: int


@dataclass(frozen=True, slots=True)
class SentBack:
    """Documents are missing; asked for in entry `seq`, recorded at the instant `since`, due by `due`."""

    since: str
    due: When | None
    seq: int


#: None: nothing that settles the stage was recorded (or only outcomes that leave it open, such as "postponed").
Answer = Passed | Rejected | SentBack | None

#: What settles a stage, for `isinstance`; a union written there would be built anew at every call.
SETTLED = (Passed, Rejected)
