"""What the chain writes down by itself, because it follows from the facts. See `domain.events`."""

from dataclasses import dataclass

from domain.dates import When


@dataclass(frozen=True, slots=True)
class StageOpened:
    """The chain opened a stage: somebody of this role has to act, by `due` where the programme sets a period."""

    stage: str
    round: int
    role: str
    due: When | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """The chain closed a proceeding's round with its result; `before` counts the closings a correction has overtaken."""

    proceeding: str
    round: int
    result: str
    before: int = 0
