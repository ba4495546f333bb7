"""Conditions to comply with (Auflagen): each line a body or an authority set, open until it was met or waived."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.dossier import Dossier
from domain.events import Decided, Recorded, Resolved
from domain.meeting_events import ConditionSettled
from domain.vocabulary import MeetingOutcome, StageKind


@dataclass(frozen=True, slots=True)
class Condition:
    """Line `number` (from 1) of what entry `seq` demands; `settled` is the entry that ended it, None while it is open."""

    seq: int
    number: int
    text: str
    settled: Recorded | None


def conditions(dossier: Dossier) -> tuple[Condition, ...]:
    """Every condition that counts in the rounds the proceedings stand in, in the order it was set."""
    ended = {(fact.event.seq, fact.event.number): fact for fact in dossier.facts if isinstance(fact.event, ConditionSettled)}
    return tuple(
        Condition(fact.seq, number, line, ended.get((fact.seq, number)))
        for fact in sorted(_setting(dossier), key=lambda fact: fact.seq)
        for number, line in enumerate(_lines(fact), start=1)
    )


def _setting(dossier: Dossier) -> Iterator[Recorded]:
    for stage in dossier.programme.stages.values():
        if stage.kind in {StageKind.MEETING, StageKind.DECISION}:
            yield from dossier.at(stage.key, dossier.rounds[dossier.programme.home[stage.key].key])


def _lines(fact: Recorded) -> list[str]:
    event = fact.event
    demands = isinstance(event, Decided) or (
        isinstance(event, Resolved) and event.outcome is MeetingOutcome.ADOPTED_WITH_CONDITIONS
    )
    text = event.conditions if demands and isinstance(event, Decided | Resolved) else ""
    return [line.strip() for line in text.splitlines() if line.strip()]
