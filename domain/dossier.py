"""A dossier: the fold of its events under its pinned programme. Read-only.

`entries` is the history as it was written; `facts` is what counts today, corrections applied. Everything else here is an
index over the facts, built once by `fold`, so that asking is cheap and nothing is kept twice by hand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import get_args

from domain.answers import Answer
from domain.events import (
    Assigned,
    AtStage,
    Corrected,
    Decided,
    FundsConfirmed,
    Opened,
    Recorded,
    Resolved,
    RoundBegun,
    StatusReported,
    Withdrawn,
)
from domain.events.chain import Closed, StageOpened
from domain.events.meetings import ConflictDeclared, Proposed, Repinned, Scheduled, Selected, Unscheduled
from domain.programme import Programme
from domain.vocabulary import (
    CofinancingOutcome,
    DecisionOutcome,
    ImplementationStatus,
    MeetingOutcome,
    Starts,
)


@dataclass(frozen=True)
class Dossier:
    """One funding case. `id` is its primary key, `entries` its whole history in order, entry n having seq n."""

    id: str
    programme: Programme
    entries: tuple[Recorded, ...]
    facts: tuple[Recorded, ...]
    rounds: dict[str, int]
    begun: dict[tuple[str, int], Recorded]
    visits: dict[tuple[str, int], Sequence[Recorded]]
    stage_opened: dict[tuple[str, int], StageOpened]
    closed: dict[tuple[str, int], str]
    #: What `domain.standing` has already read from the facts; it cannot change, because the dossier cannot.
    answers: dict[tuple[str, int], Answer] = field(default_factory=dict, compare=False, repr=False)
    standings: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    results: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    lines: dict[str, tuple[object, ...]] = field(default_factory=dict, compare=False, repr=False)
    #: What `domain.deadlines.held` has read.
    timed: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

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

    @cached_property
    def officer(self) -> str:
        """The id of the member of staff the dossier was given to, or ""."""
        return next((f.event.officer for f in reversed(self.facts) if isinstance(f.event, Assigned)), "")

    @cached_property
    def pinned(self) -> str:
        """The content hash of the programme version it runs under."""
        moved = (f.event.programme_hash for f in reversed(self.facts) if isinstance(f.event, Repinned))
        return next(moved, self.opened.programme_hash)

    @cached_property
    def selected(self) -> str:
        """The id of the bidder a panel chose in the round that counts, or ""."""
        for stage in self.programme.selections:
            for fact in reversed(self.at(stage.key, self.rounds[self.programme.home[stage.key].key])):
                if isinstance(fact.event, Selected):
                    return fact.event.bidder
        return ""

    @property
    def applicant(self) -> str:
        """The id of whoever applies: named at the opening, or chosen among the bidders since."""
        return self.opened.applicant or self.selected

    @property
    def sponsor(self) -> str:
        """The id of whoever carries the project out."""
        return self.selected or self.opened.sponsor

    @cached_property
    def parties(self) -> frozenset[str]:
        """The ids of everybody whose own application this is: applicant, sponsor and contact."""
        return frozenset((self.applicant, self.sponsor, self.opened.contact)) - {""}

    @cached_property
    def conflicted(self) -> frozenset[str]:
        """The ids of everybody declared biased in this case."""
        return frozenset(f.event.party for f in self.facts if isinstance(f.event, ConflictDeclared))

    def scheduled(self, stage: str, number: int) -> Recorded | None:
        """The agenda the case stands on at a stage: the latest it was put on and neither taken off nor dealt with since."""
        for fact in reversed(self.facts):
            event = fact.event
            if isinstance(event, Scheduled | Unscheduled | Resolved) and (event.stage, event.round) == (stage, number):
                return fact if isinstance(event, Scheduled) else None
        return None

    def proposed(self, stage: str, number: int) -> Recorded | None:
        """The latest proposal for a decision at a stage in a round."""
        for fact in reversed(self.facts):
            if isinstance(fact.event, Proposed) and (fact.event.stage, fact.event.round) == (stage, number):
                return fact
        return None

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


#: The entries made at a stage; a tuple, because `isinstance` is twice as fast with it as with the union `AtStage`.
_AT_STAGE = get_args(AtStage)
#: Entries after which what was read from earlier facts may no longer hold.
_REWRITING = (Corrected, RoundBegun, Withdrawn)


def fold(id_: str, programme: Programme, entries: Iterable[Recorded]) -> Dossier:
    """Build the dossier from its history; raises KeyError only if the store was tampered with."""
    history = tuple(entries)
    facts = _corrected(history)
    rounds = {p.key: 1 if p.starts is Starts.AT_OPENING else 0 for p in programme.proceedings}
    begun = {(p.key, 1): history[0] for p in programme.proceedings}
    dossier = Dossier(id_, programme, history, facts, rounds, begun, {}, {}, {})
    _take_in(dossier, facts)
    return dossier


def extend(dossier: Dossier, new: Sequence[Recorded]) -> Dossier:
    """Fold further entries onto a dossier: the same as folding it anew, but what is known of other stages stays known."""
    if any(isinstance(entry.event, _REWRITING) for entry in new):
        return fold(dossier.id, dossier.programme, (*dossier.entries, *new))
    home = dossier.programme.home
    stages: set[str] = {stage for entry in new if (stage := getattr(entry.event, "stage", ""))}
    touched = {home[stage].key for stage in stages}
    if any(isinstance(entry.event, Resolved) and entry.event.committees for entry in new):
        # A referral changes what the stages it leads to have to answer.
        stages |= {stage for stage, proceeding in home.items() if proceeding.key in touched}
    after = Dossier(
        dossier.id,
        dossier.programme,
        (*dossier.entries, *new),
        (*dossier.facts, *new),
        dict(dossier.rounds),
        dossier.begun,
        dict(dossier.visits),
        dict(dossier.stage_opened),
        dict(dossier.closed),
        # Copied first, in one step: another thread that reads the same dossier may be adding what it finds.
        {key: said for key, said in dict(dossier.answers).items() if key[0] not in stages},
        {key: said for key, said in dict(dossier.standings).items() if home[key].key not in touched},
        {key: said for key, said in dict(dossier.results).items() if key not in touched},
        {key: said for key, said in dict(dossier.lines).items() if key not in touched},
    )
    _take_in(after, new)
    return after


def _take_in(dossier: Dossier, facts: Sequence[Recorded]) -> None:
    """Add facts to the indexes of a dossier that is being built."""
    for fact in facts:
        event = fact.event
        if isinstance(event, _AT_STAGE):
            home = dossier.programme.home[event.stage].key
            dossier.rounds[home] = max(dossier.rounds[home], event.round)
            key = (event.stage, event.round)
            dossier.visits[key] = (*dossier.visits.get(key, ()), fact)
        elif isinstance(event, StageOpened):
            dossier.stage_opened[event.stage, event.round] = event
        elif isinstance(event, RoundBegun):
            dossier.rounds[event.proceeding] = event.round
            dossier.begun[event.proceeding, event.round] = fact
        elif isinstance(event, Closed):
            dossier.closed[event.proceeding, event.round] = event.result


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
                reason=correction.text or event.reason,
            )
            if event.outcome is DecisionOutcome.REFUSED:
                event = replace(event, amount=None)
        case Resolved():
            outcome = MeetingOutcome(correction.outcome) if correction.outcome else event.outcome
            event = replace(event, outcome=outcome, conditions=correction.text or event.conditions)
        case FundsConfirmed():
            said = CofinancingOutcome(correction.outcome) if correction.outcome else event.outcome
            event = replace(event, outcome=said, reason=correction.text or event.reason)
        case StatusReported() if correction.outcome:
            event = replace(event, status=ImplementationStatus(correction.outcome))
    return replace(fact, event=event, on=correction.on or fact.on)
