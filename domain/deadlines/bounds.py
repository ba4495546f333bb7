"""Periods of which the earlier or the later one holds.

A proof of use is due six months after the purpose was fulfilled, *at the latest* six months after the approval period;
documents are kept for five years, *at least* as long as another rule says. Each of the two has a start of its own.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.deadlines.derivation import Derivation, derive
from domain.deadlines.rules import Reckoning
from domain.programme import Programme


def combined(derivations: tuple[Derivation, ...], *, later: bool) -> Derivation:
    """Give the one that ends first (or, with `later`, last) with the others beside it; of equal ends the first named."""
    pick = max if later else min
    holds = pick(derivations, key=lambda one: one.end)
    others = tuple(one for one in derivations if one is not holds)
    return replace(holds, beside=others, later=later) if others else holds


def by_figure(key: str, starts: Mapping[str, date], reckoning: Reckoning, programme: Programme) -> Derivation:
    """Count the figure `key` and those it is bound to (`not_after`, `not_before`), each from its own start.

    `starts` are days by the keys of figures; a figure whose start nobody knows yet is left out. Each figure is the one in
    force on its start. Raises NoFigure, and ValueError where no start is known.
    """
    counted: list[Derivation] = []
    later = False
    wanted: str | None = key
    # Any known start tells which version of a figure says what it is bound to.
    some_day = next((starts[one] for one in (key, *starts) if one in starts), None)
    seen: set[str] = set()
    while wanted is not None and some_day is not None:
        if wanted in seen:
            raise ValueError(f"{wanted} is bound to itself")
        seen.add(wanted)
        figure = reckoning.figure(wanted, programme, starts.get(wanted, some_day))
        if wanted in starts:
            counted.append(derive(starts[wanted], figure.within, reckoning.calendar, figure=figure))
        later = later or figure.not_before is not None
        wanted = figure.not_after or figure.not_before
    if not counted:
        raise ValueError(f"{key} is counted from no day")
    return combined(tuple(counted), later=later)
