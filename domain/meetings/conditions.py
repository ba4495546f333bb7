"""Conditions to comply with (Auflagen): each line a body or an authority set, open until it was met or waived.

What was met or waived is the line as it read then: a line that a correction words anew is open again, and one that only moved
up because another was struck is not. Conditions of a proceeding that ended without a grant are moot: nobody has to meet them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain import standing
from domain.dossier import Dossier
from domain.events import Corrected, Decided, Event, Recorded, Resolved
from domain.events.meetings import ConditionSettled
from domain.vocabulary import MeetingOutcome, StageKind

#: How a proceeding can end so that its conditions bind nobody.
_WITHOUT_A_GRANT = frozenset({"refused", "withdrawn", "settled"})


@dataclass(frozen=True, slots=True)
class Condition:
    """Line `number` (from 1) of what entry `seq` demands; `settled` is the entry that ended it, None while it is open."""

    seq: int
    number: int
    text: str
    settled: Recorded | None
    moot: bool = False

    @property
    def open(self) -> bool:
        """Tell whether somebody still has to meet it."""
        return self.settled is None and not self.moot


def conditions(dossier: Dossier) -> tuple[Condition, ...]:
    """Every condition that counts in the rounds the proceedings stand in, in the order it was set."""
    setting = sorted(_setting(dossier), key=lambda pair: pair[0].seq)
    ended = _ended(dossier) if any(lines_of(fact.event) for fact, _ in setting) else {}
    return tuple(
        Condition(fact.seq, number, line, ended.get((fact.seq, *which)), moot)
        for fact, moot in setting
        for number, (line, which) in enumerate(_told_apart(lines_of(fact.event)), start=1)
    )


def lines_of(event: Event) -> list[str]:
    """The conditions an entry sets, one per line; changes a body made are none."""
    demands = isinstance(event, Decided) or (
        isinstance(event, Resolved) and event.outcome is MeetingOutcome.ADOPTED_WITH_CONDITIONS
    )
    return _lines(event.conditions) if demands and isinstance(event, Decided | Resolved) else []


def _setting(dossier: Dossier) -> Iterator[tuple[Recorded, bool]]:
    for stage in dossier.programme.stages.values():
        if stage.kind in {StageKind.MEETING, StageKind.DECISION}:
            home = dossier.programme.home[stage.key]
            moot = standing.finished(dossier, home) in _WITHOUT_A_GRANT
            yield from ((fact, moot) for fact in dossier.at(stage.key, dossier.rounds[home.key]))


#: A line of an entry: the words, and which of the lines of the same words it is.
_Which = tuple[str, int]


def _ended(dossier: Dossier) -> Mapping[tuple[int, str, int], Recorded]:
    """What ended each condition, by the words it had then."""
    found: dict[tuple[int, str, int], Recorded] = {}
    for fact in dossier.facts:
        event = fact.event
        if isinstance(event, ConditionSettled):
            lines = _told_apart(_read_then(dossier, event.seq, fact.seq))
            if event.number <= len(lines):
                found[event.seq, *lines[event.number - 1][1]] = fact
    return found


def _read_then(dossier: Dossier, seq: int, before: int) -> list[str]:
    """The conditions of entry `seq` as they read when entry `before` was recorded."""
    event = dossier.entries[seq - 1].event
    text = event.conditions if isinstance(event, Decided | Resolved) else ""
    if isinstance(event, Resolved):
        # A correction replaces what a body demands; of a decision it replaces the grounds.
        for entry in dossier.entries[seq : before - 1]:
            if isinstance(entry.event, Corrected) and entry.event.seq == seq:
                text = entry.event.text or text
    return _lines(text)


def _told_apart(lines: Sequence[str]) -> list[tuple[str, _Which]]:
    seen: Counter[str] = Counter()
    found: list[tuple[str, _Which]] = []
    for line in lines:
        seen[line] += 1
        found.append((line, (line, seen[line])))
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
