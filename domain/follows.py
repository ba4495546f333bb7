"""What follows from the facts by itself: the chain opens stages whose turn it is and closes what is finished.

Nothing here decides: a stage is opened because its gates are settled, a proceeding closed because a person has settled it.
Run twice, the second time yields nothing.
"""

from collections.abc import Iterator
from datetime import date

from domain import standing
from domain.deadlines.periods import end_of_period
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier
from domain.events import Event
from domain.events.chain import Closed, StageOpened
from domain.programme import Stage


def opens(dossier: Dossier, stage: Stage, today: date, reckoning: Reckoning) -> StageOpened | None:
    """The event that opens the stage, if it is its turn and nobody has opened it; its period runs from `today` (§ 187 BGB)."""
    proceeding = dossier.programme.home[stage.key]
    number = dossier.rounds[proceeding.key]
    if (stage.key, number) in dossier.stage_opened or standing.finished(dossier, proceeding):
        return None
    if not isinstance(standing.standing(dossier, stage), standing.Waits):
        return None
    due = None
    if stage.within:
        period, _figure = reckoning.counted(stage.within, dossier.programme, today)
        due = end_of_period(today, period, reckoning.calendar)
    return StageOpened(stage.key, number, stage.role, due)


def closes(dossier: Dossier) -> Iterator[Closed]:
    """Yield the events that close finished proceedings whose result is not on record yet (or no longer the one on record)."""
    for proceeding in dossier.programme.proceedings:
        result = standing.finished(dossier, proceeding)
        number = dossier.rounds[proceeding.key]
        if result and dossier.closed.get((proceeding.key, number)) != result:
            yield Closed(proceeding.key, number, result, _closings(dossier, proceeding.key, number))


def _closings(dossier: Dossier, proceeding: str, number: int) -> int:
    closings = (e.event for e in dossier.entries if isinstance(e.event, Closed))
    return sum(1 for closed in closings if (closed.proceeding, closed.round) == (proceeding, number))


def natural_key(event: Event) -> str:
    """The key under which the store accepts a consequence once: the same consequence always has the same key.

    A proceeding whose result a correction changed is closed again, and may come back to an earlier result, so the number of
    its earlier closings is part of the key.
    """
    match event:
        case StageOpened():
            return f"chain:opened:{event.stage}:{event.round}"
        case Closed():
            return f"chain:closed:{event.proceeding}:{event.round}:{event.result}:{event.before}"
        case _:
            message = f"{type(event).__name__} is a fact, not a consequence"
            raise TypeError(message)
