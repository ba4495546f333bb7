"""The terminal: sentences, tables, progress and JSON, with nothing in them that could steer it.

Texts of users are printed as they are: no markup is read out of them, and control characters are written as escapes.
"""

import json
import os
import sys
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

__all__ = ["aside", "clean", "hanging", "line", "machine", "narrow", "progress", "refuse", "table", "text", "waiting"]

#: Columns where nobody looks (a file, a pipe): so many that a row stays one line for whatever reads it.
_WIDE = 100_000
#: Columns below which a table of more than a few columns gets unreadable.
_NARROW = 140
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_REORDERING = frozenset({"LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI", "FSI", "PDI"})


def clean(words: object, *, lines: bool = False) -> str:
    """Give the text with every control or reordering character written as an escape; `lines` keeps line ends."""
    said = str(words)
    if said.isascii() and said.isprintable():
        return said
    return "".join(sign if _harmless(sign) or (lines and sign == "\n") else _escape(sign) for sign in said)


def _harmless(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNPRINTABLE and unicodedata.bidirectional(sign) not in _REORDERING


def _escape(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def _console(*, stderr: bool = False) -> Console:
    seen = (sys.stderr if stderr else sys.stdout).isatty() or "COLUMNS" in os.environ
    width = None if seen else _WIDE
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, width=width)


def narrow() -> bool:
    """Tell whether the terminal is too narrow for a table of many columns."""
    return _console().width < _NARROW


def line(sentence: str, style: str = "") -> None:
    """Say one line on stdout."""
    _console().print(Text(clean(sentence), style=style), soft_wrap=True)


def hanging(label: str, sentence: str, indent: int) -> None:
    """Say a sentence after a label set to the right within `indent` columns; its further lines begin where it does."""
    room = max(_console().width - indent - 2, indent)
    first, *more = textwrap.wrap(clean(sentence), room) or [""]
    for left, part in [(clean(label), first), *(("", part) for part in more)]:
        line(f"{left:>{indent}}  {part}")


def text(block: str) -> None:
    """Say several lines on stdout, as they are."""
    _console().print(Text(clean(block, lines=True)), soft_wrap=True)


def refuse(sentence: str) -> None:
    """Say one line on stderr."""
    console = _console(stderr=True)
    console.print(Text(clean(sentence), style="red" if console.is_terminal else ""), soft_wrap=True)


def aside(sentence: str) -> None:
    """Say one line on stderr about what was said on stdout, which a machine may be reading."""
    _console(stderr=True).print(Text(clean(sentence)), soft_wrap=True)


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], *, title: str = "") -> None:
    """Print a table on stdout; cells are cleaned, long ones are folded."""
    drawn = Table(
        title=Text(clean(title)) if title else None, title_justify="left", box=None, pad_edge=False, header_style="bold"
    )
    for heading in headings:
        drawn.add_column(Text(clean(heading)), overflow="fold")
    for row in rows:
        drawn.add_row(*(cell if isinstance(cell, Text) else Text(clean(cell, lines=True)) for cell in row))
    console = _console()
    if console.is_terminal:
        console.print(drawn)
        return
    with console.capture() as caught:
        console.print(drawn)
    sys.stdout.writelines(f"{row.rstrip()}\n" for row in caught.get().splitlines())
    sys.stdout.flush()


def machine(value: object) -> None:
    """Print a value as JSON on stdout: keys in the order given, text as it is, control characters escaped by JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")
    sys.stdout.flush()


@contextmanager
def waiting(sentence: str) -> Iterator[None]:
    """Show that something takes a moment: a spinner on a terminal, one line elsewhere."""
    console = _console()
    if console.is_terminal:
        with console.status(Text(clean(sentence))):
            yield
    else:
        line(sentence)
        yield


@contextmanager
def progress(sentence: str, total: int | None) -> "Iterator[Progress]":
    """Show a bar on stderr that ends at `total`; nothing where nobody looks."""
    console = _console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        bar.add_task(clean(sentence), total=total)
        yield bar
