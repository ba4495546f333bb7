"""What is wrong with the deadlines and ladders of a programme: unknown names, no or two beginnings, reminders out of order.

Part of `domain.programme.faults`, which calls `timed_faults` and `ladder_of_stage`. Which rules there are is known only beside
the programme: `unknown_rules` compares the two.
"""

from collections.abc import Collection, Iterator
from itertools import pairwise

from domain.fault import NO_LADDER, NO_ROLE, NO_RULE, NO_STAGE, Fault, OneLineOnly, Path, twice, unknown
from domain.programme import Proceeding, Programme, Stage
from domain.programme.sentences import NotOneUnit
from domain.programme.timed import MOST_MAILS, UNITS, Ladder, Period, TimedDuty
from domain.programme.timed_sentences import (
    BackwardRests,
    EndsBeforeItBegins,
    EndsWhereItBegins,
    LadderWithoutPeriod,
    LadderWithoutRole,
    NamedLikeAStage,
    NameTaken,
    NotADecision,
    NotOneStart,
    RungsOutOfOrder,
    TooManyReminders,
    TwoRungsOnADay,
)
from domain.text import Text
from domain.vocabulary import StageKind, Told

#: What the periods for legal remedies are called ("appeal:decision:1:5").
_TAKEN = frozenset({"appeal"})
_NONE = Text(de="keines", en="none")


def timed_faults(programme: Programme) -> Iterator[Fault]:
    """Yield what is wrong at the top of the file: deadlines, ladders, heads, whose time it is."""
    yield from twice(("deadlines",), (duty.key for duty in programme.deadlines), Text(de="Fristen", en="deadlines"))
    yield from twice(("ladders",), (ladder.key for ladder in programme.ladders), Text(de="Erinnerungsleitern", en="ladders"))
    for n, ladder in enumerate(programme.ladders):
        yield from _ladder_faults(ladder, ("ladders", n))
    for n, duty in enumerate(programme.deadlines):
        yield from _duty_faults(programme, duty, ("deadlines", n))
    for n, role in enumerate(programme.heads):
        yield from _role(programme, ("heads", n), role)
    for role in programme.owed_by:
        yield from _role(programme, ("owed_by", role), role)


def ladder_of_stage(programme: Programme, stage: Stage, path: Path) -> Iterator[Fault]:
    """Yield what is wrong with the reminders a stage names; one that can be sent back has deadlines without a period too."""
    if stage.ladder is None:
        return
    yield from _known_ladder(programme, (*path, "ladder"), stage.ladder)
    if stage.within is None and stage.kind is not StageKind.SUBMISSION:
        yield LadderWithoutPeriod((*path, "ladder"), stage=stage.key)


def period_faults(within: Period, path: Path) -> Iterator[Fault]:
    """Yield a fault unless the period has exactly one unit, or a rule."""
    units = [unit for unit in (*UNITS, "rule") if getattr(within, unit) is not None]
    if len(units) != 1:
        yield NotOneUnit(path, found=", ".join(units) or _NONE)


def unknown_rules(programme: Programme, rules: Collection[str]) -> Iterator[Fault]:
    """Yield what names a rule that no rule set has; `rules` are the names of all figures."""
    for n, proceeding in enumerate(programme.proceedings):
        for m, stage in enumerate(proceeding.stages):
            yield from _known_rule(stage.within, ("proceedings", n, "stages", m, "within", "rule"), rules)
    for n, duty in enumerate(programme.deadlines):
        yield from _known_rule(duty.within, ("deadlines", n, "within", "rule"), rules)


def _known_rule(within: Period | None, path: Path, rules: Collection[str]) -> Iterator[Fault]:
    if within is not None and within.rule is not None and within.rule not in rules:
        yield unknown(path, within.rule, sorted(set(rules)), NO_RULE)


def _duty_faults(programme: Programme, duty: TimedDuty, path: Path) -> Iterator[Fault]:
    for language in ("de", "en"):
        if "\n" in getattr(duty.title, language):
            yield OneLineOnly((*path, "title", language))
    if duty.key in programme.stages:
        yield NamedLikeAStage((*path, "key"), name=duty.key)
    if duty.key in _TAKEN:
        yield NameTaken((*path, "key"), name=duty.key)
    if (duty.since is None) == (duty.before is None):
        yield NotOneStart(path)
    if duty.role is not None:
        yield from _role(programme, (*path, "role"), duty.role)
    yield from period_faults(duty.within, (*path, "within"))
    yield from _span_faults(programme, duty, path)
    if duty.before is not None and duty.stops_for:
        yield BackwardRests((*path, "stops_for"))
    if duty.ladder is not None:
        yield from _known_ladder(programme, (*path, "ladder"), duty.ladder)
        if duty.role is None:
            yield LadderWithoutRole((*path, "ladder"))


def _span_faults(programme: Programme, duty: TimedDuty, path: Path) -> Iterator[Fault]:
    """Its two stages exist, differ, and can come in that order; what is notified is a decision."""
    begins = programme.stages.get(duty.since or "")
    if duty.since_notified and (begins is None or begins.kind is not StageKind.DECISION):
        yield NotADecision((*path, "since_notified"))
    named = {field: stage for field in ("since", "until") if (stage := getattr(duty, field)) is not None}
    for field, stage in named.items():
        if stage not in programme.stages:
            yield unknown((*path, field), stage, programme.stages, NO_STAGE)
    if len(named) < len(("since", "until")) or not programme.stages.keys() >= set(named.values()):
        return
    since, until = named["since"], named["until"]
    if since == until:
        yield EndsWhereItBegins((*path, "until"), deadline=duty.key, stage=since)
    elif until in _gates(programme.home[since], since):
        yield EndsBeforeItBegins((*path, "until"), since=since, until=until)


def _gates(proceeding: Proceeding, stage: str) -> set[str]:
    """Everything that has to be settled before a stage of the proceeding; cycles are no harm here."""
    needs = {one.key: one.needs for one in proceeding.stages}
    found: set[str] = set()
    ahead = list(needs[stage])
    while ahead:
        key = ahead.pop()
        if key in needs and key not in found:
            found.add(key)
            ahead += needs[key]
    return found


def _ladder_faults(ladder: Ladder, path: Path) -> Iterator[Fault]:
    yield from twice((*path, "rungs"), (rung.key for rung in ladder.rungs), Text(de="Erinnerungen", en="reminders"))
    for n, (before, rung) in enumerate(pairwise(ladder.rungs), start=1):
        said = {"rung": rung.key, "before": before.key}
        if rung.days < before.days:
            yield RungsOutOfOrder((*path, "rungs", n, "days"), **said)
        elif (rung.days, rung.tells) == (before.days, before.tells):
            yield TwoRungsOnADay((*path, "rungs", n, "days"), **said)
    own = [n for n, rung in enumerate(ladder.rungs) if rung.tells is Told.OWNER]
    if len(own) > MOST_MAILS:
        yield TooManyReminders((*path, "rungs", own[MOST_MAILS]), most=MOST_MAILS, found=len(own))


def _known_ladder(programme: Programme, path: Path, ladder: str) -> Iterator[Fault]:
    if ladder not in programme.ladders_by_key:
        yield unknown(path, ladder, programme.ladders_by_key, NO_LADDER)


def _role(programme: Programme, path: Path, role: str) -> Iterator[Fault]:
    if role not in programme.roles:
        yield unknown(path, role, programme.roles, NO_ROLE)
