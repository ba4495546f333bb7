"""Can every stage of a programme be reached? Cycles, gates that never pass, proceedings nothing can begin."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from domain.fault import Fault, Path
from domain.programme import Proceeding, Programme, Stage
from domain.programme.sentences import (
    Cycle,
    NeverBegins,
    NeverPasses,
    NothingBeginsIt,
    OpenAndYetWaiting,
    RequiresInACircle,
    Unreachable,
)
from domain.stages import outcomes_of
from domain.vocabulary import (
    BidOutcome,
    CallOutcome,
    CofinancingOutcome,
    DecisionOutcome,
    SelectionOutcome,
    StageKind,
    Starts,
    SubmissionOutcome,
)

_PASSING: dict[StageKind, frozenset[str]] = {
    StageKind.SUBMISSION: frozenset({SubmissionOutcome.SUBMITTED}),
    StageKind.DECISION: frozenset({DecisionOutcome.GRANTED, DecisionOutcome.PARTIALLY_GRANTED}),
    StageKind.COFINANCING: frozenset({CofinancingOutcome.CONFIRMED}),
    StageKind.CALL: frozenset({CallOutcome.PUBLISHED}),
    StageKind.BIDS: frozenset({BidOutcome.CLOSED}),
    StageKind.SELECTION: frozenset({SelectionOutcome.SELECTED}),
}


def order_faults(programme: Programme) -> Iterator[Fault]:
    """Yield what keeps a stage from being reached or a proceeding from beginning."""
    for position, proceeding in enumerate(programme.proceedings):
        path = ("proceedings", position)
        yield from _cycle_faults(path, proceeding)
        yield from _reach_faults(path, proceeding)
        if all(stage.needs for stage in proceeding.stages):
            yield NothingBeginsIt((*path, "stages"), proceeding=proceeding.key)
        if proceeding.requires and proceeding.starts is Starts.AT_OPENING:
            yield OpenAndYetWaiting((*path, "requires"), requires=proceeding.requires)
    yield from _requires_faults(programme)


def passing(stage: Stage) -> frozenset[str]:
    """The outcomes of this kind of stage that let a case go on, whether the programme lists them or not."""
    return stage.passing if stage.kind is StageKind.MEETING else _PASSING[stage.kind]


def passable(proceeding: Proceeding) -> frozenset[str]:
    """The stages that some order of facts can pass: an outcome of theirs passes, and so does everything they need."""
    here = {stage.key for stage in proceeding.stages}
    done: set[str] = set()
    for _ in here:
        more = {s.key for s in proceeding.stages if done.issuperset(here.intersection(s.needs)) and _can_pass(s)} - done
        if not more:
            break
        done |= more
    return frozenset(done)


def _can_pass(stage: Stage) -> bool:
    return not passing(stage).isdisjoint(outcomes_of(stage))


def _cycle_faults(path: Path, proceeding: Proceeding) -> Iterator[Fault]:
    here = {stage.key for stage in proceeding.stages}
    needs = {s.key: here.intersection(s.needs) for s in proceeding.stages}
    order = {s.key: here.intersection(s.needs + s.usually_after) for s in proceeding.stages}
    for field, graph in (("needs", needs), ("usually_after", order)):
        if cycle := _cycle(graph):
            at = next(n for n, s in enumerate(proceeding.stages) if s.key in cycle and getattr(s, field))
            yield Cycle((*path, "stages", at, field), cycle=" → ".join(cycle), field=field)
            return


def _cycle(graph: Mapping[str, set[str]]) -> list[str]:
    """One cycle with its beginning repeated at the end, or nothing."""
    try:
        TopologicalSorter({key: sorted(before) for key, before in graph.items()}).prepare()
    except CycleError as found:
        cycle: list[str] = found.args[1]
        return cycle
    return []


def _reach_faults(path: Path, proceeding: Proceeding) -> Iterator[Fault]:
    can = passable(proceeding)
    in_cycle = set(_cycle({s.key: {n for n in s.needs if proceeding.has(n)} for s in proceeding.stages}))
    for n, stage in enumerate(proceeding.stages):
        if not _can_pass(stage):
            yield NeverPasses((*path, "stages", n, "outcomes"), passing=", ".join(sorted(passing(stage))))
        for at, gate in enumerate(stage.needs):
            if proceeding.has(gate) and gate not in can and not {gate, stage.key} <= in_cycle:
                yield Unreachable((*path, "stages", n, "needs", at), stage=stage.key, gate=gate)


def _requires_faults(programme: Programme) -> Iterator[Fault]:
    position = {p.key: n for n, p in enumerate(programme.proceedings)}
    graph = {p.key: {p.requires} if p.requires in position else set() for p in programme.proceedings}
    cycle = _cycle({key: {r for r in before if r} for key, before in graph.items()})
    if cycle:
        yield RequiresInACircle(("proceedings", position[cycle[0]], "requires"), cycle=" → ".join(cycle))
    for n, proceeding in enumerate(programme.proceedings):
        required = programme.by_key.get(proceeding.requires or "")
        if required is None or {proceeding.key, required.key} <= set(cycle):
            continue
        if len(passable(required)) < len(required.stages) or required.key in cycle:
            yield NeverBegins(("proceedings", n, "requires"), proceeding=proceeding.key, requires=required.key)
