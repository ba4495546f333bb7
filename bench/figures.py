"""One measured figure: its values, its ratio to the yardstick, and the bound it should keep."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from math import ceil
from statistics import median
from typing import Any


class Miscounted(Exception):
    """What the store holds afterwards is not what was recorded: the figure would be worth nothing."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What is promised: `target` has to be reached, `aim` is hoped for; with `ratio` both speak of the ratio."""

    target: float
    aim: float | None = None
    at_most: bool = False
    ratio: bool = False

    def kept_by(self, value: float) -> bool:
        """Tell whether the value keeps the target."""
        return value <= self.target if self.at_most else value >= self.target


@dataclass(frozen=True, slots=True)
class Figure:
    """Values of one measurement over its repetitions, in `unit`; `ratios` are those to what was measured in turn with it.

    `judged` is the value the bound is on where that is neither the median value nor the median ratio (a p95).
    """

    measurement: str
    what: str
    database: str
    unit: str
    values: Sequence[float]
    ratios: Sequence[float] = ()
    clients: int = 1
    bound: Bound | None = None
    judged: float | None = None
    note: str = ""
    more: dict[str, float] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """The median ratio, or None."""
        return median(self.ratios) if self.ratios else None

    @property
    def kept(self) -> bool | None:
        """Whether the target is reached; None where there is none, or nothing could be measured."""
        if self.bound is None or not self.values:
            return None
        if self.judged is not None:
            return self.bound.kept_by(self.judged)
        value = self.ratio if self.bound.ratio else median(self.values)
        return None if value is None else self.bound.kept_by(value)

    def plain(self) -> dict[str, Any]:
        """The figure as a JSON line."""
        said = {name: value for name, value in asdict(self).items() if name not in {"values", "ratios", "bound"}}
        bound = asdict(self.bound) if self.bound else None
        return {**said, **_spread("value", self.values), **_spread("ratio", self.ratios), "bound": bound, "kept": self.kept}


def share(values: Sequence[float], part: float) -> float:
    """The value below which `part` of the values lie (0.95: p95), by nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, ceil(part * len(ordered)) - 1)]


def _spread(name: str, values: Sequence[float]) -> dict[str, Any]:
    if not values:
        return {name: None}
    return {name: {"min": min(values), "median": median(values), "max": max(values), "repetitions": len(values)}}
