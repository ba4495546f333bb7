"""How long the stages of a dossier took: from the day their turn came to the day they were settled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from domain import standing
from domain.answers import SETTLED
from domain.dates import When
from domain.dossier import Dossier
from domain.forecast.basis import Past
from domain.programme import Stage

#: So many visits of a stage are looked at, those that ended last.
MOST = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """A finished visit: a stage, the day it ended, and how many days after its turn had come that was."""

    stage: str
    ended: date
    days: int


def visits(dossier: Dossier) -> Iterator[Visit]:
    """The finished visits of a dossier; none of an imported one, whose days were entered long after the fact.

    Days of the facts count, not those of recording. A stage dealt with before its usual turn (the second confirmation of
    Leipzig's KG) took no time that says anything about others, and a day not handed down says nothing at all.
    """
    if dossier.opened.imported:
        return
    for key, number in dossier.visits:
        stage = dossier.programme.stages[key]
        said = standing.answer(dossier, stage, number)
        turn = _turn(dossier, stage, number)
        if isinstance(said, SETTLED) and turn is not None and (ended := _day(said.on)) is not None and ended >= turn:
            yield Visit(key, ended, (ended - turn).days)


def past(found: Iterable[Visit]) -> dict[str, Past]:
    """What visits say about each stage; of more than `MOST` those count that ended last."""
    by_stage: dict[str, list[Visit]] = {}
    for one in found:
        by_stage.setdefault(one.stage, []).append(one)
    return {
        stage: Past(tuple(sorted(one.days for one in sorted(some, key=lambda one: one.ended)[-MOST:])))
        for stage, some in by_stage.items()
    }


def _turn(dossier: Dossier, stage: Stage, number: int) -> date | None:
    """The day its turn came: when the last of the stages before it was settled, else when its round began."""
    before = [standing.answer(dossier, dossier.programme.stages[key], number) for key in stage.before]
    days = [_day(said.on) for said in before if isinstance(said, SETTLED)]
    if before:
        known = [one for one in days if one is not None]
        return max(known) if len(known) == len(before) else None
    begun = dossier.begun.get((dossier.programme.home[stage.key].key, number))
    return _day(begun.on) if begun else None


def _day(when: When) -> date | None:
    """A whole day, or nothing."""
    return when.first if when.known and when.first == when.last else None
