"""A dossier: the fold of its events under its pinned programme. Read-only.

`entries` is the history as it was written; `facts` is what counts today, corrections applied. Everything else here is an
index over the facts, built once by `fold`, so that asking is cheap and nothing is kept twice by hand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from domain.answers import Answer
from domain.events import (
    AtStage,
    Closed,
    Corrected,
    Decided,
    FundsConfirmed,
    Opened,
    Recorded,
    Resolved,
    RoundBegun,
    StageOpened,
    StatusReported,
    Withdrawn,
)
from domain.programme import Programme
from domain.vocabulary import CofinancingOutcome, DecisionOutcome, ImplementationStatus, MeetingOutcome, Starts


@dataclass(frozen=True)
class Dossier:
    """One funding case. `id` is its primary key, `entries` its whole history in order, entry n having seq n."""

    id: str
    programme: Programme
    entries: tuple[Recorded, ...]
    facts: tuple[Recorded, ...]
    rounds: Mapping[str, int]
    begun: Mapping[tuple[str, int], Recorded]
    visits: Mapping[tuple[str, int], Sequence[Recorded]]
    stage_opened: Mapping[tuple[str, int], StageOpened]
    closed: Mapping[tuple[str, int], str]
    #: What `domain.standing` has already read from the facts; it cannot change, because the dossier cannot.
    answers: dict[tuple[str, int], Answer] = field(default_factory=dict, compare=False, repr=False)
    standings: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    results: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    @property
    def version(self) -> int:
        """The number of entries: what a writer has to have seen."""
        return len(self.entries)

    @cached_property
    def opened(self) -> Opened:
        """What the dossier was opened with."""
        event = self.entries[0].event
        assert isinstance(event, Opened), "a history begins with Opened"  # noqa: S101 - an invariant of the store, for the type checker
        return event

    @cached_property
    def withdrawn(self) -> Recorded | None:
        """The withdrawal, if there was one."""
        return next((f for f in self.facts if isinstance(f.event, Withdrawn)), None)

    @cached_property
    def implementation(self) -> ImplementationStatus:
        """The implementation status last reported (the second axis)."""
        said = (f.event.status for f in reversed(self.facts) if isinstance(f.event, StatusReported))
        return next(said, self.opened.implementation)

    def at(self, stage: str, number: int) -> Sequence[Recorded]:
        """The facts recorded at a stage in a round, those of a kept earlier round if the round took them over."""
        found = self.visits.get((stage, number), ())
        while not found and number > 1:
            begun = self.begun.get((self.programme.home[stage].key, number))
            if begun is None or not isinstance(begun.event, RoundBegun) or stage not in begun.event.kept:
                break
            number -= 1
            found = self.visits.get((stage, number), ())
        return found


def fold(id_: str, programme: Programme, entries: Iterable[Recorded]) -> Dossier:
    """Build the dossier from its history; raises IndexError never, KeyError only if the store was tampered with."""
    history = tuple(entries)
    facts = _corrected(history)
    rounds = {p.key: 1 if p.starts is Starts.AT_OPENING else 0 for p in programme.proceedings}
    begun: dict[tuple[str, int], Recorded] = {(p.key, 1): history[0] for p in programme.proceedings}
    visits: dict[tuple[str, int], list[Recorded]] = {}
    stage_opened: dict[tuple[str, int], StageOpened] = {}
    closed: dict[tuple[str, int], str] = {}
    for fact in facts:
        event = fact.event
        if isinstance(event, AtStage):
            home = programme.home[event.stage].key
            rounds[home] = max(rounds[home], event.round)
            visits.setdefault((event.stage, event.round), []).append(fact)
        elif isinstance(event, StageOpened):
            stage_opened[event.stage, event.round] = event
        elif isinstance(event, RoundBegun):
            rounds[event.proceeding] = event.round
            begun[event.proceeding, event.round] = fact
        elif isinstance(event, Closed):
            closed[event.proceeding, event.round] = event.result
    return Dossier(id_, programme, history, facts, rounds, begun, visits, stage_opened, closed)


def _corrected(history: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
    """Apply each correction to the entry it names; a history without corrections is returned as it is."""
    corrections = [c.event for c in history if isinstance(c.event, Corrected)]
    if not corrections:
        return history
    facts: dict[int, Recorded] = {entry.seq: entry for entry in history}
    for correction in corrections:
        if correction.void:
            facts.pop(correction.seq, None)
        elif correction.seq in facts:
            facts[correction.seq] = _replaced(facts[correction.seq], correction)
    return tuple(facts.values())


def _replaced(fact: Recorded, correction: Corrected) -> Recorded:
    event = fact.event
    match event:
        case Decided():
            event = replace(
                event,
                outcome=DecisionOutcome(correction.outcome) if correction.outcome else event.outcome,
                effective_on=correction.effective_on or event.effective_on,
                amount=event.amount if correction.amount is None else correction.amount,
            )
        case Resolved() if correction.outcome:
            event = replace(event, outcome=MeetingOutcome(correction.outcome))
        case FundsConfirmed() if correction.outcome:
            event = replace(event, outcome=CofinancingOutcome(correction.outcome))
        case StatusReported() if correction.outcome:
            event = replace(event, status=ImplementationStatus(correction.outcome))
    return replace(fact, event=event, on=correction.on or fact.on)
