"""Money given from a yearly budget: which dossier holds how many cents of which area and year."""

from domain import standing
from domain.answers import Passed
from domain.dossier import Dossier
from domain.events import Decided
from domain.vocabulary import StageKind


def committed(dossier: Dossier) -> dict[tuple[str, int], int]:
    """The cents a dossier's awards take from each (area, year); the year is that of the decision. Empty without a budget."""
    programme = dossier.programme
    held: dict[tuple[str, int], int] = {}
    if not programme.budgets:
        return held
    for stage in programme.stages.values():
        if stage.kind is not StageKind.DECISION:
            continue
        for number in range(1, dossier.rounds[programme.home[stage.key].key] + 1):
            said = standing.answer(dossier, stage, number)
            facts = [f for f in dossier.visits.get((stage.key, number), ()) if isinstance(f.event, Decided)]
            if isinstance(said, Passed) and facts:
                event = facts[-1].event
                assert isinstance(event, Decided)  # noqa: S101 - filtered above
                key = (dossier.opened.area, facts[-1].on.last.year)
                held[key] = held.get(key, 0) + (event.amount or 0)
    return held


def offer(requested: int | None, cap: int, left: int) -> int:
    """The most that can be granted, in cents: no more than was asked for, than the cap per project, than what is left.

    `requested` is None where the application names no amount.
    """
    wanted = cap if requested is None else min(requested, cap)
    return max(min(wanted, left), 0)
