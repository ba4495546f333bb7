"""What is wrong with a file of dated figures although each value of it is right: units, overlaps, gaps, unknown names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from domain.deadlines.rules import Dated, Figure, RuleSet
from domain.fault import NO_RULE, Fault, Path, unknown
from domain.programme.timed import UNITS
from domain.text import Text

_NONE = Text(de="keine", en="none")
_ONE_DAY = timedelta(days=1)


class NotAUnitOfARule(Fault):
    """A rule has exactly one unit: days, working_days, weeks, half_months, months or years; this one has {found}."""


class RuleOfARule(Fault):
    """A rule is a period of its own and not the name of another rule; write a number with its unit."""


class RuleEndsBeforeItBegins(Fault):
    """The rule ends on {until}, before it begins on {since}; correct one of the two days."""


class RuleTwice(Fault):
    """There are two rules "{name}" since {since} for the same cases; take one out, or change its day."""


class RulesOverlap(Fault):
    """The rule "{name}" until {until} still holds when the one since {since} begins; end it on {before}."""


class RuleGap(Fault):
    """Nothing holds for "{name}" from {first} to {last}; let the one before end later, or this one begin earlier."""


class EarlierOrLater(Fault):
    """A rule is bound by "not_after" or by "not_before", not by both; take one out."""


class BoundBothWays(Fault):
    """The rule "{name}" is itself bound the other way, so nobody could say which day holds; bind both by the same word."""


class BoundInACircle(Fault):
    """The rule "{name}" is in the end bound to itself; take one of the bonds out."""


class NoRules(Fault):
    """The file has no rules; write at least one under "figures" or "switches"."""


def faults(rules: RuleSet) -> list[Fault]:
    """Everything wrong within one file."""
    found: list[Fault] = [] if rules.figures or rules.switches else [NoRules(())]
    for n, figure in enumerate(rules.figures):
        found += _units(figure, ("figures", n, "within"))
        found += _bonds(figure, ("figures", n), rules.figures)
    for name, dated in (("figures", rules.figures), ("switches", rules.switches)):
        found += _dates(dated, name)
    return found


def clashes(rules: RuleSet, others: Iterable[RuleSet]) -> list[Fault]:
    """The rules of a file that another one of the installation already has for the same cases from the same day on."""
    found: list[Fault] = []
    known = tuple(others)
    for name in ("figures", "switches"):
        taken = [one for each in known for one in getattr(each, name)]
        for n, one in enumerate(getattr(rules, name)):
            if any(_clash(one, other) for other in taken):
                found.append(RuleTwice((name, n, "since"), name=one.key, since=one.since))
    return found


def _units(figure: Figure, path: Path) -> Iterator[Fault]:
    given = [unit for unit in UNITS if getattr(figure.within, unit) is not None]
    if figure.within.rule is not None:
        yield RuleOfARule((*path, "rule"))
    elif len(given) != 1:
        yield NotAUnitOfARule(path, found=", ".join(given) or _NONE)


def _bonds(figure: Figure, path: Path, figures: Sequence[Figure]) -> Iterator[Fault]:
    if figure.not_after and figure.not_before:
        yield EarlierOrLater((*path, "not_before"))
        return
    word = "not_after" if figure.not_after else "not_before"
    bound = figure.not_after or figure.not_before
    if bound is None:
        return
    named = [one for one in figures if one.key == bound]
    if not named:
        yield unknown((*path, word), bound, {one.key for one in figures}, NO_RULE)
    elif any((one.not_before if figure.not_after else one.not_after) for one in named):
        yield BoundBothWays((*path, word), name=bound)
    elif _leads_to(bound, figure.key, figures):
        yield BoundInACircle((*path, word), name=figure.key)


def _leads_to(start: str, goal: str, figures: Sequence[Figure]) -> bool:
    """Tell whether the bonds from `start` arrive at `goal`."""
    seen: set[str] = set()
    ahead = {start}
    while ahead:
        seen |= ahead
        ahead = {b for f in figures if f.key in ahead for b in (f.not_after, f.not_before) if b is not None} - seen
    return goal in seen


def _dates(dated: Sequence[Dated], name: str) -> Iterator[Fault]:
    """Days out of order, and of those with the same name and the same cases: twice, overlapping, with a gap between."""
    by_case: dict[tuple[object, ...], list[tuple[date, int]]] = defaultdict(list)
    for n, one in enumerate(dated):
        if one.until is not None and one.until < one.since:
            yield RuleEndsBeforeItBegins((name, n, "until"), until=one.until, since=one.since)
        if any(_clash(one, other) for other in dated[:n]):
            yield RuleTwice((name, n, "since"), name=one.key, since=one.since)
        case = one.key, frozenset(one.laender), one.recipient, frozenset(one.programmes)
        by_case[case].append((one.since, n))
    for places in by_case.values():
        for (_, earlier), (_, later) in pairwise(sorted(places)):
            yield from _between(dated[earlier], dated[later], name, earlier, later)


def _between(earlier: Dated, later: Dated, name: str, n: int, m: int) -> Iterator[Fault]:
    if earlier.until is None or earlier.since == later.since or earlier.until < earlier.since:
        return
    if earlier.until >= later.since:
        before = later.since - _ONE_DAY
        yield RulesOverlap((name, n, "until"), name=earlier.key, until=earlier.until, since=later.since, before=before)
    elif earlier.until + _ONE_DAY < later.since:
        first, last = earlier.until + _ONE_DAY, later.since - _ONE_DAY
        yield RuleGap((name, m, "since"), name=later.key, first=first, last=last)


def _clash(one: Dated, other: Dated) -> bool:
    """Tell whether nothing says which of two holds: equally special, since the same day, for cases in common."""
    return (
        one.key == other.key and one.rank() == other.rank() and one.recipient == other.recipient
        and (not one.laender or bool({*one.laender} & {*other.laender}))
        and (not one.programmes or bool({*one.programmes} & {*other.programmes}))
    )  # fmt: skip
