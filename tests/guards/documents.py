"""What the documents show: commands with the output a reader is promised, links, and names of files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from tests.guards.repository import ROOT, files

#: Starting and stopping is what `make run`, `up` and `engine` are for; tests/faults/ runs them.
NOT_RUN_HERE = re.compile(r"make |foerderkette (up|engine)\b")
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MOMENT = re.compile(r"\d{2}\.\d{2}\.20[2-9]\d \d{2}:\d{2}")
#: The day the outputs in the documents were taken; it stands for the day of whoever reads or tests them.
TAKEN_ON = date(2026, 11, 22)
_LEFT_OUT = "…"
_GAP = re.compile(" {2,}")


@dataclass(frozen=True)
class Example:
    """A command in a document, and the lines its reader is shown; `…` stands for what was left out."""

    document: str
    command: str
    shown: tuple[str, ...]


def documents() -> list[Path]:
    """Every document of the repository, by its path below the root."""
    return [path for path in files() if path.suffix == ".md"]


def examples(document: str) -> Iterator[Example]:
    """Yield the commands of a document's console blocks, in order."""
    for block in _BLOCK.findall((ROOT / document).read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            yield Example(document, command, tuple(shown))


def missing(shown: tuple[str, ...], said: str, today: date) -> list[str]:
    """The lines shown that the real output does not have, in this order and without a gap where no `…` stands alone."""
    real = [_timeless(line, today) for line in said.splitlines()]
    at = 0
    gap = True
    for line in shown:
        if line == _LEFT_OUT:
            gap = True
            continue
        pattern = re.compile(".*".join(map(re.escape, _timeless(line, TAKEN_ON).split(_LEFT_OUT))))
        candidates = range(at, len(real)) if gap else range(at, min(at + 1, len(real)))
        found = next((n for n in candidates if pattern.fullmatch(real[n])), None)
        if found is None:
            return [line]
        at, gap = found + 1, False
    return []


def _timeless(line: str, today: date) -> str:
    """The line without what depends on the day, and with every gap between columns made equal."""
    return _GAP.sub("  ", _MOMENT.sub("<moment>", line).replace(f"{today:%d.%m.%Y}", "<today>").rstrip())


def links(document: Path) -> Iterator[str]:
    """Yield the targets of a document's links to files of the repository, without anchors."""
    text = (ROOT / document).read_text("utf-8")
    for target in chain(re.findall(r"\]\(([^)\s]+)\)", text), re.findall(r'(?:src|href)="([^"]+)"', text)):
        if not re.match(r"[a-z]+:", target) and (path := target.partition("#")[0]):
            yield path


def named_files(document: Path) -> Iterator[str]:
    """Yield what a document names, between backticks, as a file or folder of one of the repository's folders."""
    text = (ROOT / document).read_text("utf-8")
    folders = "bench|cli|config|docker|docs|domain|notifications|portal|samples|store|tests|wording|workflows"
    # NNNN stands for the number of a record that is still to be written.
    yield from (name for name in re.findall(rf"`((?:{folders})/[\w./-]*)`", text) if "NNNN" not in name)
