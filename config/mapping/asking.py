"""Looking through a table for what only its owner knows: which day 03.04.05 is, and how much 1.234 EUR are.

Nothing here decides. What can be read in one way only is offered; what can be read in two ways is handed on as a question.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from config.mapping.notation import Notation, Numbers, notation, read_day
from config.mapping.tables import Form, Format, read_table
from domain.dates import When
from domain.fault import shown

#: Notations an office may have used; those of four digits first, because they say more.
CANDIDATES: tuple[Notation, ...] = tuple(
    notation(written)
    for written in (
        "TT.MM.JJJJ", "JJJJ-MM-TT", "TT/MM/JJJJ", "MM/TT/JJJJ", "TT-MM-JJJJ", "MM/JJJJ", "MM.JJJJ", "JJJJ-MM", "T.M.JJJJ",
        "TT.MM.JJ", "JJ.MM.TT", "T.M.JJ", "TT/MM/JJ", "MM/TT/JJ",
    )
)  # fmt: skip
SIGNS: tuple[Numbers, ...] = (Numbers(",", "."), Numbers(".", ","))
#: One sign with three digits behind it: thousands to some, a fraction to others.
_THREE = re.compile(r"^\d{1,3}[.,]\d{3}(?!\d|[.,])", re.ASCII)
SEPARATORS = (";", ",", "\t", "|")
_SUFFIXES: dict[str, Format] = {".xlsx": "xlsx", ".yaml": "yaml", ".yml": "yaml"}
_EXAMPLES = 3
_HEAD = 64 * 1024
#: Only to show examples; with which pivot short years are read makes no difference to what can be confused.
_PIVOT = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """A column: examples, how many cells say something, the notations that fit, and what can be read in two ways."""

    column: str
    examples: tuple[str, ...]
    filled: int
    notations: tuple[str, ...] = ()
    signs: tuple[Numbers, ...] = ()
    #: A day with its readings by notation, an amount with its readings by its signs; None where nothing is unclear.
    unclear_day: tuple[str, dict[str, When]] | None = None
    unclear_amount: tuple[str, dict[Numbers, str]] | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a table looks like; `encoding`, `separator` and `sheet` are None where only its owner can say."""

    format: Format
    encoding: str | None
    separator: str | None
    sheets: tuple[str, ...]
    rows: int
    columns: tuple[Seen, ...]


def look(path: Path) -> Looked:
    """Look through a whole table; raises BadFile."""
    kind = _SUFFIXES.get(path.suffix.lower(), "csv")
    encoding: str | None = None
    separator: str | None = None
    sheets: tuple[str, ...] = ()
    form = Form(kind)
    if kind == "csv":
        encoding, separator, form = _csv(path)
    elif kind == "xlsx":
        from config.mapping.spreadsheet import sheets as sheets_of  # noqa: PLC0415 - see config.mapping.tables

        sheets = tuple(sheets_of(path))
        form = Form(kind, sheet=sheets[0])
    table = read_table(path, form)
    values: dict[str, list[object]] = {column: [] for column in table.columns}
    rows = 0
    for row in table.rows:
        rows += 1
        for column, cell in row.cells.items():
            if cell != "":
                values[column].append(cell)
    return Looked(kind, encoding, separator, sheets, rows, tuple(_seen(name, cells) for name, cells in values.items()))


def _csv(path: Path) -> tuple[str | None, str | None, Form]:
    """The encoding and the separator where there is no doubt, and a form to look through the file with all the same."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for _line in file:
                pass
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    except OSError:
        # Whoever reads the table says why it cannot be read.
        return None, None, Form("csv")
    with path.open(encoding=encoding or "cp1252", errors="replace", newline="") as file:
        head = file.readline(_HEAD)
    there = [sign for sign in SEPARATORS if sign in head]
    likely = max(there, key=head.count, default=";")
    return encoding, likely if len(there) == 1 else None, Form("csv", "utf-8" if encoding else "cp1252", likely)


def _seen(column: str, cells: Sequence[object]) -> Seen:
    texts = [cell for cell in cells if isinstance(cell, str)]
    examples = tuple(shown(said) for said in list(dict.fromkeys(map(str, cells)))[:_EXAMPLES])
    typed = [cell for cell in cells if isinstance(cell, Decimal | date)]
    if typed or not texts:
        return Seen(column, examples, len(cells))
    distinct = dict.fromkeys(texts)
    notations, unclear_day = _days(distinct)
    signs, unclear_amount = ((), None) if notations else _amounts(distinct)
    return Seen(column, examples, len(cells), notations, signs, unclear_day, unclear_amount)


def _days(texts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, dict[str, When]] | None]:
    """The fewest notations that read every day of a column, and a day that two of them read differently; none if few fit."""
    every = {text: _readings(text) for text in texts}
    fitting = {text: said for text, said in every.items() if said}
    if 2 * len(fitting) < len(every):
        return (), None
    whole = [each.written for each in CANDIDATES if all(each.written in said for said in fitting.values())]
    among = {text: {name: said[name] for name in whole or said} for text, said in fitting.items()}
    unclear = next(((text, said) for text, said in among.items() if len(set(said.values())) > 1), None)
    if whole:
        return tuple(whole[:1]), unclear
    left, chosen = set(fitting), []
    for each in CANDIDATES:
        if read := {text for text in left if each.written in fitting[text]}:
            chosen.append(each.written)
            left -= read
    return tuple(chosen), unclear


def _readings(text: str) -> dict[str, When]:
    found: dict[str, When] = {}
    for each in CANDIDATES:
        try:
            day = read_day((each,), _PIVOT, text)
        except ValueError:
            continue
        if day is not None:
            found[each.written] = day
    return found


def _amounts(texts: Iterable[str]) -> tuple[tuple[Numbers, ...], tuple[str, dict[Numbers, str]] | None]:
    """The notations that read every amount of a column, and an amount they read differently; none if they are no amounts."""
    every = {text: _sums(text) for text in texts}
    fitting = {text: said for text, said in every.items() if said}
    if 2 * len(fitting) < len(every) or not any("," in text or "." in text for text in fitting):
        return (), None
    certain = {text: said for text, said in fitting.items() if len(said) == 1 and not _THREE.search(text)}
    whole = tuple(each for each in SIGNS if all(each in said for said in certain.values()))
    if certain and len(whole) == 1 and all(whole[0] in said for said in fitting.values()):
        return whole, None
    unclear = next((text for text in fitting if text not in certain and _THREE.search(text)), next(iter(fitting)))
    return (), (unclear, {each: _value(unclear, each) for each in SIGNS})


def _value(text: str, signs: Numbers) -> str:
    """What an amount would be with these signs, however many places it then has."""
    bare = "".join(sign for sign in text if sign.isdigit() or sign in ",.")
    return bare.replace(signs.thousands, "").replace(signs.decimal, ".")


def _sums(text: str) -> dict[Numbers, int]:
    found: dict[Numbers, int] = {}
    for each in SIGNS:
        try:
            found[each] = each.cents(text)
        except ValueError:
            continue
    return found
