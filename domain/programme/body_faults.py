"""What is wrong with the bodies of a programme, who signs, its code lists and papers, and the stages that belong to them.

Part of `domain.programme.faults`, which calls `body_faults` and `meeting_faults`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from domain.fault import NO_OUTCOME, NO_PROGRAMME, NO_ROLE, DeclaredTwice, Fault, Path, twice, unknown
from domain.programme import Proceeding, Programme, Stage
from domain.programme.body_sentences import (
    BidsWithoutCall,
    CodesOverlap,
    EndsBeforeItHolds,
    FourEyesNowhere,
    LimitTwice,
    NothingRefers,
    OnlyMeetingsAdvise,
    OnlyMeetingsByReferral,
    PaperNeverPasses,
    PartOfInACircle,
    PartOfItself,
    SelectionWithoutBids,
    SinceOutOfOrder,
    SinceTwice,
    WaitsForReferral,
)
from domain.programme.code_lists import Code
from domain.stages import outcomes_of
from domain.text import Text
from domain.vocabulary import MeetingOutcome, StageKind

_FOUR_EYES = frozenset({StageKind.DECISION, StageKind.COFINANCING})


def body_faults(programme: Programme) -> Iterator[Fault]:
    """Yield what is wrong at the top of the file: bodies, signing limits, codes, papers, cycle, part_of."""
    for n, body in enumerate(programme.bodies):
        if body.secretary is not None and body.secretary not in programme.roles:
            yield unknown(("bodies", n, "secretary"), body.secretary, programme.roles, NO_ROLE)
        yield from _dated(("bodies", n, "rules"), [rules.since for rules in body.rules])
    seen: set[str] = set()
    for n, limit in enumerate(programme.signing):
        if limit.role not in programme.roles:
            yield unknown(("signing", n, "role"), limit.role, programme.roles, NO_ROLE)
        if limit.role in seen:
            yield LimitTwice(("signing", n, "role"), role=limit.role)
        seen.add(limit.role)
    yield from _code_faults(programme.codes)
    yield from twice(("papers",), (p.key for p in programme.papers), Text(de="Arten von Drucksachen", en="kinds of paper"))
    yield from _paper_faults(programme)
    yield from _dated(("cycle",), [cycle.since for cycle in programme.cycle])
    if programme.part_of == programme.programme:
        yield PartOfItself(("part_of",))


def meeting_faults(proceeding: Proceeding, stage: Stage, path: Path) -> Iterator[Fault]:
    """Yield what is wrong with one stage: words of the wrong kind, referrals nobody makes, choices from nothing."""
    if stage.kind is not StageKind.MEETING and stage.advisory:
        yield OnlyMeetingsAdvise((*path, "advisory"))
    if stage.kind is not StageKind.MEETING and stage.by_referral:
        yield OnlyMeetingsByReferral((*path, "by_referral"))
    elif stage.by_referral and not any(_refers(other) for other in proceeding.stages if other.key != stage.key):
        yield NothingRefers((*path, "by_referral"), stage=stage.key)
    if stage.four_eyes and stage.kind not in _FOUR_EYES:
        yield FourEyesNowhere((*path, "four_eyes"))
    here = {other.key: other for other in proceeding.stages}
    for field in ("needs", "usually_after"):
        for n, name in enumerate(getattr(stage, field)):
            if name in here and here[name].by_referral:
                yield WaitsForReferral((*path, field, n), gate=name, field=field)
    if stage.kind is StageKind.SELECTION and not _gate_of(here, stage, StageKind.BIDS):
        yield SelectionWithoutBids(path)
    if stage.kind is StageKind.BIDS and not _gate_of(here, stage, StageKind.CALL):
        yield BidsWithoutCall(path)


def part_of_fault(programme: str, known: Mapping[str, str | None]) -> Fault | None:
    """What is wrong with the framework a programme names, if anything; `known` has each programme's own `part_of`."""
    chain = [programme]
    while framework := known[chain[-1]]:
        if framework not in known:
            # What a framework of this one names is its own file's fault.
            return unknown(("part_of",), framework, known, NO_PROGRAMME) if len(chain) == 1 else None
        if framework in chain:
            return PartOfInACircle(("part_of",), cycle=" → ".join((*chain[chain.index(framework) :], framework)))
        chain.append(framework)
    return None


def _refers(stage: Stage) -> bool:
    """Tell whether the stage refers cases of its own accord: one that waits for a referral itself begins nothing."""
    return stage.kind is StageKind.MEETING and not stage.by_referral and MeetingOutcome.REFERRED in outcomes_of(stage)


def _gate_of(here: dict[str, Stage], stage: Stage, kind: StageKind) -> bool:
    """Tell whether a stage of the kind has to be settled first, directly or through others; cycles are no harm here."""
    seen: set[str] = set()
    ahead = list(stage.needs)
    while ahead:
        key = ahead.pop()
        if key in seen or key not in here:
            continue
        if here[key].kind is kind:
            return True
        seen.add(key)
        ahead += here[key].needs
    return False


def _dated(path: Path, days: Sequence[date]) -> Iterator[Fault]:
    """Entries of a dated list come in the order of their days, and each day has one."""
    for n, (before, since) in enumerate(pairwise(days), start=1):
        if since == before:
            yield SinceTwice((*path, n, "since"), since=since.isoformat())
        elif since < before:
            yield SinceOutOfOrder((*path, n, "since"), since=since.isoformat(), before=before.isoformat())


def _code_faults(codes: Sequence[Code]) -> Iterator[Fault]:
    """The same code may stand there again for later years: its meaning changed, and old cases keep the old one."""
    for n, code in enumerate(codes):
        if code.until is not None and code.until < code.since:
            until, since = code.until.isoformat(), code.since.isoformat()
            yield EndsBeforeItHolds(("codes", n, "until"), code=code.key, until=until, since=since)
            continue
        for other in codes[:n]:
            if other.key != code.key:
                continue
            if other.since == code.since:
                yield DeclaredTwice(("codes", n, "key"), name=code.key, among=Text(de="Handlungsfeldern", en="codes"))
            elif code.valid(other.since) or other.valid(code.since):
                yield CodesOverlap(("codes", n, "since"), code=code.key, since=max(code.since, other.since).isoformat())


def _paper_faults(programme: Programme) -> Iterator[Fault]:
    known = list(MeetingOutcome)
    approval = programme.by_key.get(programme.approval)
    for n, paper in enumerate(programme.papers):
        unheard = [(m, result) for m, result in enumerate(paper.results) if result not in known]
        for m, result in unheard:
            yield unknown(("papers", n, "results", m), result, known, NO_OUTCOME)
        stages = approval.stages if approval and not unheard else ()
        for stage in stages:
            if stage.kind is not StageKind.MEETING or stage.advisory or stage.by_referral:
                continue
            passing = stage.passing.intersection(outcomes_of(stage))
            if passing and passing.isdisjoint(paper.results):
                said = ", ".join(sorted(passing))
                yield PaperNeverPasses(("papers", n, "results"), paper=paper.key, stage=stage.key, passing=said)
