"""What every command about a stage has in common. `domain.commands` has the commands."""

from dataclasses import dataclass

from domain.dates import When


@dataclass(frozen=True, slots=True, kw_only=True)
class AtStage:
    """What every entry at a stage has in common."""

    stage: str
    on: When | None = None
    round: int | None = None
    begins_round: str = ""
    keep: tuple[str, ...] = ()
