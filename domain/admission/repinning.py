"""What a new version of a programme would mean for a case that runs under an older one. Nothing moves by itself (P12).

A case *stays* where nothing would change for it, it *could move* where its history is valid under the new version too, and it
*needs a person* where an entry, a gate or a result would no longer hold. `Repin` is refused for the last.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain import standing
from domain.admission.correction import breaks
from domain.answers import SETTLED
from domain.budget import committed
from domain.dates import When
from domain.dossier import Dossier, fold
from domain.errors.repinning import (
    AreaMissing,
    CountsOtherwise,
    GateWouldNotHold,
    MoneyWouldChange,
    NameGone,
    NeedsAPerson,
    NobodyWouldAct,
    OutcomeGone,
    ProceedingGone,
    ResultWouldChange,
    StageElsewhere,
    StageGone,
)
from domain.events import FundsConfirmed, Opened, Recorded, Resolved, RoundBegun
from domain.events.chain import Closed, StageOpened
from domain.meetings.referral import in_play
from domain.programme import Programme, Stage
from domain.stages import outcomes_of
from domain.text import Text


class Verdict(StrEnum):
    """What the new version means for a case."""

    STAYS = "stays"
    COULD_MOVE = "could_move"
    NEEDS_A_PERSON = "needs_a_person"


class What(StrEnum):
    """What would be different."""

    WAITS = "waits"
    NO_LONGER = "no_longer"
    NEW_STAGE = "new_stage"
    STAGE_FALLS_AWAY = "stage_falls_away"
    OTHER_RULES = "other_rules"
    DEADLINE_LOST = "deadline_lost"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that would be different for a case: at which stage, for whom, by when."""

    what: What
    stage: Text
    role: Text | None = None
    due: When | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The verdict on a case, with what would be different or what keeps it from moving."""

    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    hindrances: tuple[NeedsAPerson, ...] = ()


def outlook(dossier: Dossier, to: Programme) -> Outlook:
    """Say what another version of its programme would mean for a case."""
    if lost := tuple(_lost(dossier, to)):
        return Outlook(Verdict.NEEDS_A_PERSON, hindrances=lost)
    after = fold(dossier.id, to, dossier.entries)
    if hindrances := tuple(_no_longer_holds(dossier, after)):
        return Outlook(Verdict.NEEDS_A_PERSON, hindrances=hindrances)
    differences = tuple(_differences(dossier, after))
    return Outlook(Verdict.COULD_MOVE if differences else Verdict.STAYS, differences)


def _lost(dossier: Dossier, to: Programme) -> Iterator[NeedsAPerson]:
    """Entries that name what the new version does not have; each makes the history impossible to read under it."""
    for entry in dossier.entries:
        yield from _lost_place(dossier.programme, to, entry)
        yield from _lost_names(to, entry)
    for fact in dossier.facts:
        outcome, stage = getattr(fact.event, "outcome", ""), getattr(fact.event, "stage", "")
        if outcome and stage in to.stages and outcome not in outcomes_of(to.stages[stage]):
            yield OutcomeGone(seq=fact.seq, outcome=outcome, stage=to.stages[stage].title)
    if to.budgets and not dossier.opened.area:
        yield AreaMissing()


def _lost_place(was: Programme, to: Programme, entry: Recorded) -> Iterator[NeedsAPerson]:
    event = entry.event
    key = getattr(event, "stage", "")
    # That a stage was opened is what the chain concluded from the old version; it binds nobody.
    if key and not isinstance(event, StageOpened):
        title = was.stages[key].title
        if key not in to.stages:
            yield StageGone(seq=entry.seq, stage=title)
        elif to.stages[key].kind is not was.stages[key].kind or to.home[key].key != was.home[key].key:
            yield StageElsewhere(seq=entry.seq, stage=title)
    if isinstance(event, RoundBegun | Closed) and event.proceeding not in to.by_key:
        yield ProceedingGone(seq=entry.seq, proceeding=was.by_key[event.proceeding].title)
    for kept in event.kept if isinstance(event, RoundBegun) else ():
        if kept not in to.stages:
            yield StageGone(seq=entry.seq, stage=was.stages[kept].title)


def _lost_names(to: Programme, entry: Recorded) -> Iterator[NeedsAPerson]:
    event = entry.event
    named: dict[str, frozenset[str]] = {}
    match event:
        case Opened():
            named = {part.source: frozenset(source.key for source in to.sources) for part in event.plan}
            named |= {code: frozenset(one.key for one in to.codes) for code in event.codes}
            named |= {event.paper: frozenset(paper.key for paper in to.papers)} if event.paper else {}
            named |= {event.part_of: frozenset({event.part_of} if to.part_of else ())} if event.part_of else {}
        case Resolved():
            named = {body: frozenset(to.bodies_by_key) for body in event.committees}
        case FundsConfirmed():
            named = {source: frozenset(one.key for one in to.sources) for source in event.sources}
    for name, known in named.items():
        if name not in known:
            yield NameGone(seq=entry.seq, name=name)


def _no_longer_holds(before: Dossier, after: Dossier) -> Iterator[NeedsAPerson]:
    """Gates, answers, results and money that would be other ones under the new version."""
    for key, number in after.visits:
        stage, was = after.programme.stages[key], before.programme.stages[key]
        if breaks(after, key, number) and not breaks(before, key, number):
            yield GateWouldNotHold(stage=stage.title)
        same = standing.answer(before, was, number) == standing.answer(after, stage, number)
        if not same or in_play(before, was, number) != in_play(after, stage, number):
            yield CountsOtherwise(stage=stage.title)
    for proceeding in before.programme.proceedings:
        there = after.programme.by_key.get(proceeding.key)
        if there and standing.finished(before, proceeding) != standing.finished(after, there):
            yield ResultWouldChange(proceeding=proceeding.title)
    if committed(before) != committed(after):
        yield MoneyWouldChange()
    if not any(standing.waiting(after)) and any(standing.waiting(before)):
        yield NobodyWouldAct()


def _differences(before: Dossier, after: Dossier) -> Iterator[Difference]:
    had, has = _lines(before), _lines(after)
    for stage, line in has.items():
        if stage not in had or had[stage].role != line.role:
            title, role = after.programme.stages[stage].title, after.programme.roles[line.role]
            yield Difference(What.WAITS, title, role, line.due)
    for stage, line in had.items():
        title, role = before.programme.stages[stage].title, before.programme.roles[line.role]
        if stage not in has or has[stage].role != line.role:
            yield Difference(What.NO_LONGER, title, role)
        if line.due and (stage not in has or has[stage].due != line.due):
            yield Difference(What.DEADLINE_LOST, title, due=line.due)
    yield from _other_stages(_ahead(before), _ahead(after))


def _other_stages(was: dict[str, Stage], now: dict[str, Stage]) -> Iterator[Difference]:
    for key, stage in now.items():
        if key not in was:
            yield Difference(What.NEW_STAGE, stage.title)
        elif _rules(was[key]) != _rules(stage):
            yield Difference(What.OTHER_RULES, stage.title)
    for key, stage in was.items():
        if key not in now:
            yield Difference(What.STAGE_FALLS_AWAY, stage.title)


def _lines(dossier: Dossier) -> dict[str, standing.Waiting]:
    return {line.stage: line for line in standing.waiting(dossier)}


def _ahead(dossier: Dossier) -> dict[str, Stage]:
    """The stages the case has yet to pass, in proceedings that have begun and not ended."""
    ahead = {}
    for key, stage in dossier.programme.stages.items():
        home = dossier.programme.home[key]
        if not dossier.rounds[home.key] or standing.finished(dossier, home):
            continue
        if not isinstance(standing.standing(dossier, stage), SETTLED):
            ahead[key] = stage
    return ahead


def _rules(stage: Stage) -> dict[str, object]:
    """What rules a stage, without the words for it and without what counts only while it is entered."""
    return stage.model_dump(exclude={"title", "sheet"})
