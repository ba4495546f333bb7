"""`python -m bench`: measure, print one table, append JSON lines. Exit code 1 if a recount fails, or with --strict a target."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console

from bench import accept, advance, bulk, deadlines, idle, importing, portal, size, start, yardstick
from bench.clients import ClientFailed
from bench.engines import TooLate
from bench.figures import Figure, Miscounted
from bench.machine import machine
from bench.places import Places, places
from bench.scale import FULL, QUICK, Scale
from bench.table import append, show

#: Every measurement by its name, in the order in which they run.
MEASUREMENTS: dict[str, Callable[[Places, Scale], Iterator[Figure]]] = {
    "baseline": yardstick.measure,
    "accept": accept.measure,
    "bulk": bulk.measure,
    "import": importing.measure,
    "size": size.measure,
    "deadlines": deadlines.measure,
    "start": start.measure,
    "idle": idle.measure,
    "advance": advance.measure,
    "portal": portal.measure,
}

RESULTS = Path(__file__).parent / "results.jsonl"


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure against bare SQL of the same durability.")
    parser.add_argument("--quick", action="store_true", help="two minutes instead of ten")
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, metavar="NAME", help=f"of {', '.join(MEASUREMENTS)}")
    parser.add_argument("--json", type=Path, default=RESULTS, metavar="FILE", help="JSON lines are appended here")
    parser.add_argument("--postgres", default="", metavar="URL", help="a server to use; its databases are made and dropped")
    parser.add_argument("--strict", action="store_true", help="exit 1 if a target is missed")
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Measure what was asked for; give the exit code."""
    given = arguments(words)
    scale = QUICK if given.quick else FULL
    console = Console(width=None if sys.stdout.isatty() else 190)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="fk-bench-") as folder, places(Path(folder), given.postgres) as found:
        about = machine(found.postgres)
        for name in given.only or MEASUREMENTS:
            started = time.monotonic()
            try:
                for figure in MEASUREMENTS[name](found, scale):
                    figures.append(figure)
                    append(given.json, [figure], about, scale.name)
            except (Miscounted, TooLate, ClientFailed) as error:
                console.print(f"{name} failed, and nothing after it was measured: {error}", style="bold red")
                return 1
            console.print(f"{name}: {time.monotonic() - started:.0f} s", style="dim")
    if found.missing:
        figures.append(Figure("–", "PostgreSQL could not be started", "postgres", "", (), note=found.missing))
    show(figures, about, console)
    return 1 if given.strict and any(figure.kept is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
