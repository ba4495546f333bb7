"""The table people read and the JSON lines machines read."""

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from bench.figures import Bound, Figure

_MARK = {True: "[green]✓[/]", False: "[red]✗[/]", None: ""}


def show(figures: Sequence[Figure], machine: dict[str, object], console: Console) -> None:
    """Print every figure with its spread, its ratio and its target."""
    table = Table(title=", ".join(f"{name} {value}" for name, value in machine.items() if value), title_justify="left")
    for title in ("measurement", "what", "database", "clients"):
        table.add_column(title)
    for title in ("median", "min … max", "unit", "ratio", "min … max", "target", ""):
        table.add_column(title, justify="left" if title == "unit" else "right", no_wrap=True)
    for figure in figures:
        table.add_row(*_row(figure))
    console.print(table)


def append(path: Path, figures: Sequence[Figure], machine: dict[str, object], scale: str) -> None:
    """Append one JSON line per figure."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        for figure in figures:
            file.write(json.dumps({**figure.plain(), "scale": scale, "machine": machine}, ensure_ascii=False) + "\n")


def _row(figure: Figure) -> tuple[str, ...]:
    what = f"{figure.what} ({figure.note})" if figure.note else figure.what
    head = (figure.measurement, what, figure.database, str(figure.clients))
    if not figure.values:
        return (*head, "–", "", "", "", "", "", "")
    return (
        *head, _number(median(figure.values)), _spread(figure.values), figure.unit,
        "" if figure.ratio is None else f"{figure.ratio:.2f} ×", _spread(figure.ratios, "{:.2f}"),
        _target(figure.bound) if figure.bound else "", _MARK[figure.kept],
    )  # fmt: skip


def _target(bound: Bound) -> str:
    sign = "≤" if bound.at_most else "≥"
    aim = f" (aim {bound.aim:g})" if bound.aim else ""
    return f"{sign} {bound.target:g}{' ×' if bound.ratio else ''}{aim}"


def _spread(values: Sequence[float], form: str = "") -> str:
    if len(values) < 2:  # noqa: PLR2004 - one value has no spread
        return ""
    low, high = min(values), max(values)
    return f"{form.format(low)} … {form.format(high)}" if form else f"{_number(low)} … {_number(high)}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits are enough
