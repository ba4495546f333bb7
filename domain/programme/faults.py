"""What is wrong with a programme although each of its values is right: names, kinds, shares, periods, dated amounts.

`faults` finds everything at once; each fault says its place and its mend (`domain.programme.sentences`).
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from domain.fault import (
    NO_BODY,
    NO_OUTCOME,
    NO_PROCEEDING,
    NO_ROLE,
    NO_STAGE,
    DeclaredTwice,
    Fault,
    OneLineOnly,
    Path,
    twice,
    unknown,
)
from domain.programme import Proceeding, Programme, Stage
from domain.programme.body_faults import body_faults, meeting_faults
from domain.programme.order import order_faults
from domain.programme.sentences import (
    ApprovalNotAtOpening,
    ApprovalWithoutSubmission,
    BodyWithoutMeeting,
    BudgetsOutOfOrder,
    BudgetTwice,
    InAnotherProceeding,
    MeetingWithoutBody,
    NobodyTakesTheRemainder,
    NoSources,
    NotADecision,
    NotAMeeting,
    SeveralTakeTheRemainder,
    SharesDoNotAddUp,
    SharesOnlyHere,
)
from domain.programme.timed_faults import ladder_of_stage, period_faults, timed_faults
from domain.stages import KINDS
from domain.text import Text
from domain.vocabulary import StageKind, Starts

_NONE = Text(de="keines", en="none")


def faults(programme: Programme) -> list[Fault]:
    """Everything that is wrong with the programme, in no particular order; an empty list means it can be used."""
    found = [*_top_faults(programme), *_source_faults(programme), *_budget_faults(programme), *order_faults(programme)]
    found += [*body_faults(programme), *timed_faults(programme)]
    for n, proceeding in enumerate(programme.proceedings):
        found += _line(("proceedings", n, "title"), proceeding.title)
        for m, stage in enumerate(proceeding.stages):
            path = ("proceedings", n, "stages", m)
            found += _name_faults(programme, proceeding, stage, path)
            found += _kind_faults(programme, stage, path)
            found += [*meeting_faults(proceeding, stage, path), *ladder_of_stage(programme, stage, path)]
    return found


def _top_faults(programme: Programme) -> Iterator[Fault]:
    yield from twice(("bodies",), (b.key for b in programme.bodies), Text(de="Gremien", en="bodies"))
    yield from twice(("sources",), (s.key for s in programme.sources), Text(de="Geldquellen", en="sources"))
    yield from twice(("proceedings",), (p.key for p in programme.proceedings), Text(de="Verfahren", en="proceedings"))
    seen: set[str] = set()
    for n, proceeding in enumerate(programme.proceedings):
        for m, stage in enumerate(proceeding.stages):
            if stage.key in seen:
                among = Text(de="Stationen des Programms", en="stages of the programme")
                yield DeclaredTwice(("proceedings", n, "stages", m, "key"), name=stage.key, among=among)
            seen.add(stage.key)
        if proceeding.requires and proceeding.requires not in programme.by_key:
            yield unknown(("proceedings", n, "requires"), proceeding.requires, programme.by_key, NO_PROCEEDING)
    yield from _roles(programme, ("administrators",), programme.administrators)
    yield from _roles(programme, ("withdrawn_by",), programme.withdrawn_by)
    yield from _line(("title",), programme.title)
    for key, title in programme.roles.items():
        yield from _line(("roles", key), title)
    for field in ("bodies", "sources", "codes", "papers"):
        for n, item in enumerate(getattr(programme, field)):
            yield from _line((field, n, "title"), item.title)
    yield from _approval_faults(programme)


def _approval_faults(programme: Programme) -> Iterator[Fault]:
    place = next((n for n, p in enumerate(programme.proceedings) if p.key == programme.approval), None)
    if place is None:
        yield unknown(("approval",), programme.approval, programme.by_key, NO_PROCEEDING)
        return
    approval = programme.proceedings[place]
    if approval.starts is not Starts.AT_OPENING:
        yield ApprovalNotAtOpening(("proceedings", place, "starts"))
    if all(stage.kind is not StageKind.SUBMISSION for stage in approval.stages):
        yield ApprovalWithoutSubmission(("proceedings", place, "stages"))


def _name_faults(programme: Programme, proceeding: Proceeding, stage: Stage, path: Path) -> Iterator[Fault]:
    if stage.role not in programme.roles:
        yield unknown((*path, "role"), stage.role, programme.roles, NO_ROLE)
    yield from _roles(programme, (*path, "recorded_by"), stage.recorded_by)
    bodies = [body.key for body in programme.bodies]
    if stage.body is not None and stage.body not in bodies:
        yield unknown((*path, "body"), stage.body, bodies, NO_BODY)
    known = [s.key for s in proceeding.stages if s.key != stage.key]
    for field in ("needs", "usually_after"):
        for n, name in enumerate(getattr(stage, field)):
            if proceeding.has(name):
                continue
            if name in programme.home:
                other = programme.home[name].key
                yield InAnotherProceeding((*path, field, n), name=name, other=other, known=", ".join(known) or _NONE)
            else:
                yield unknown((*path, field, n), name, known, NO_STAGE)
    for n, outcome in enumerate(stage.outcomes):
        if outcome not in KINDS[stage.kind].outcomes:
            yield unknown((*path, "outcomes", n), outcome, KINDS[stage.kind].outcomes, NO_OUTCOME)


def _kind_faults(programme: Programme, stage: Stage, path: Path) -> Iterator[Fault]:
    yield from _line((*path, "title"), stage.title)
    if stage.sheet is not None:
        yield from _line((*path, "sheet"), stage.sheet)
    if stage.kind is StageKind.MEETING and stage.body is None:
        yield MeetingWithoutBody(path, known=", ".join(b.key for b in programme.bodies) or _NONE)
    if stage.kind is not StageKind.MEETING and stage.body is not None:
        yield BodyWithoutMeeting((*path, "body"))
    if stage.kind is not StageKind.MEETING and stage.noted_is_enough:
        yield NotAMeeting((*path, "noted_is_enough"))
    if stage.kind is not StageKind.DECISION and stage.effective_date:
        yield NotADecision((*path, "effective_date"))
    if stage.kind is StageKind.COFINANCING and not programme.sources:
        yield NoSources((*path, "kind"))
    if stage.within is not None:
        yield from period_faults(stage.within, (*path, "within"))


def _source_faults(programme: Programme) -> Iterator[Fault]:
    shares = [source.fraction for source in programme.sources]
    given = [share for share in shares if share is not None]
    without = [s.key for s, share in zip(programme.sources, shares, strict=True) if share is None]
    takers = [n for n, source in enumerate(programme.sources) if source.takes_remainder]
    if given and without:
        yield SharesOnlyHere(("sources", shares.index(None)), without=", ".join(without))
    elif given and sum(given) != 1:
        yield SharesDoNotAddUp(("sources",), total=percent(sum(given, Fraction())))
    if len(given) > 1 and not takers:
        yield NobodyTakesTheRemainder(("sources",))
    for n in takers[1:]:
        names = ", ".join(programme.sources[taker].key for taker in takers)
        yield SeveralTakeTheRemainder(("sources", n, "takes_remainder"), takers=names)


def percent(share: Fraction) -> str:
    """Write a share exactly: "100 %", "99.99 %", and where no decimal is exact "200/3 %"."""
    value = share * 100
    exact = Decimal(value.numerator) / value.denominator
    return f"{exact.normalize():f} %" if Fraction(exact) == value else f"{value} %"


def _budget_faults(programme: Programme) -> Iterator[Fault]:
    for n, (before, budget) in enumerate(pairwise(programme.budgets), start=1):
        path: Path = ("budgets", n, "since")
        if budget.since == before.since:
            yield BudgetTwice(path, since=budget.since.isoformat())
        elif budget.since < before.since:
            yield BudgetsOutOfOrder(path, since=budget.since.isoformat(), before=before.since.isoformat())


def _roles(programme: Programme, path: Path, named: Iterable[str]) -> Iterator[Fault]:
    for n, role in enumerate(named):
        if role not in programme.roles:
            yield unknown((*path, n), role, programme.roles, NO_ROLE)


def _line(path: Path, title: Text) -> Iterator[Fault]:
    for language in ("de", "en"):
        if "\n" in getattr(title, language):
            yield OneLineOnly((*path, language))
