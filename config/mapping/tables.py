"""Tables into rows: CSV, XLSX and YAML lists, row by row, each with the number under which the spreadsheet shows it.

What is wrong with the whole file is a BadFile; what is wrong with one row is kept beside it, so that the others are read.
A cell is text (NFC, no outer blanks), or what the spreadsheet itself says is a number or a day.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from config.mapping.table_faults import (
    HeadingEmpty,
    HeadingTwice,
    NoHeading,
    NotAListOfRows,
    QuoteNotClosed,
    TableTooBig,
    TooManyColumns,
    TooManyRows,
    bad,
)
from config.problems import NotReadable
from config.yaml_lines import BadYaml, Marked, read_yaml
from domain.errors import Refusal
from domain.errors.imports import NotOneValue, OtherWidth, QuotesBroken
from domain.text import normal

Encoding = Literal["utf-8", "cp1252", "iso-8859-1", "iso-8859-15", "cp850", "mac-roman"]
Format = Literal["csv", "xlsx", "yaml"]
#: A day comes as `date`, a day with a time as `datetime`.
Cell = str | Decimal | date

MOST_COLUMNS = 500
#: A column with this heading holds the reasons `--only-good` gave; it is read by nobody and has to be listed nowhere.
REASONS = "Förderkette"


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is to be read."""

    format: Format
    encoding: Encoding = "utf-8"
    separator: str = ";"
    header: int = 1
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes beyond which a file is refused, in rows and in bytes (of a spreadsheet: of all its parts unpacked).

    A row takes about 6 kB of memory from the time it was checked until it is written.
    """

    rows: int = 50_000
    csv: int = 64 * 1024 * 1024
    yaml: int = 16 * 1024 * 1024
    xlsx: int = 256 * 1024 * 1024


USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, its cells by column (`raw` as the file has them), and what is wrong with it as a whole."""

    number: int
    cells: Mapping[str, Cell]
    raw: Sequence[object] = ()
    wrong: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be taken apart: why, and its text."""

    refusal: Refusal
    text: str


#: Records by their number, as the file has them.
Records = Iterator[tuple[int, list[Any] | Broken]]


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a file in their order, and its rows; rows without any content are left out."""

    columns: tuple[str, ...]
    rows: Iterator[Row]


def read_table(path: Path, form: Form, limits: Limits = USUAL) -> Table:
    """Open a file and read its headings; the rows follow one by one. Raises BadFile, also while rows are read."""
    if form.format == "yaml":
        return _yaml(path, limits)
    if form.format == "xlsx":
        from config.mapping.spreadsheet import records  # noqa: PLC0415 - most files are CSV, and openpyxl takes its time

        numbered = records(path, form.sheet, limits)
    else:
        numbered = _records(path, form, limits)
    for number, record in numbered:
        if number == form.header:
            columns = _headings(path, number, record if isinstance(record, list) else [])
            return Table(columns, _rows(path, columns, numbered, limits, ragged=form.format == "xlsx"))
    raise bad(path, NoHeading((), row=form.header))


def heading(said: object) -> str:
    """A heading as mappings name it: on one line, in NFC."""
    return " ".join(normal(str(said)).split())


def _headings(path: Path, row: int, record: Sequence[object]) -> tuple[str, ...]:
    said = [heading(cell) if cell is not None else "" for cell in record]
    while said and not said[-1]:
        said.pop()
    if not said:
        raise bad(path, NoHeading((), row=row))
    if len(said) > MOST_COLUMNS:
        raise bad(path, TooManyColumns((), limit=MOST_COLUMNS))
    for number, name in enumerate(said, start=1):
        if not name:
            raise bad(path, HeadingEmpty((), number=number, row=row))
        if name in said[: number - 1]:
            raise bad(path, HeadingTwice((), column=name, row=row))
    return tuple(said)


def _rows(path: Path, columns: tuple[str, ...], numbered: Records, limits: Limits, *, ragged: bool) -> Iterator[Row]:
    """The rows below the headings; `ragged` ones (a spreadsheet's) may end where their last cell does."""
    width = len(columns)
    for count, (number, record) in enumerate(numbered, start=1):
        if count > limits.rows:
            raise bad(path, TooManyRows((), limit=limits.rows))
        if isinstance(record, Broken):
            yield Row(number, {}, (record.text,), record.refusal)
            continue
        cells = [normal(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in record]
        if not any(cell != "" for cell in cells):
            continue
        beyond = any(cell != "" for cell in cells[width:])
        if beyond or (len(cells) < width and not ragged):
            yield Row(number, {}, record, OtherWidth(cells=len(cells), columns=width))
            continue
        cells += [""] * (width - len(cells))
        yield Row(number, dict(zip(columns, cells, strict=False)), record)


def _records(path: Path, form: Form, limits: Limits) -> Records:
    """The records of a CSV file by their number; bytes that are no letters are kept as lone surrogates, to be named."""
    encoding = "utf-8-sig" if form.encoding == "utf-8" else form.encoding
    try:
        if path.stat().st_size > limits.csv:
            raise bad(path, TableTooBig((), limit=limits.csv))
        with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
            lines = _Lines(file)
            reader = csv.reader(lines, delimiter=form.separator, strict=True)
            number = 0
            while True:
                number += 1
                lines.read.clear()
                try:
                    yield number, next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    # The next record begins on the next line, unless the file ended inside this one.
                    if "unexpected end" in str(error):
                        raise bad(path, QuoteNotClosed((), row=number)) from None
                    yield number, Broken(QuotesBroken(), "".join(lines.read).strip())
    except OSError as refused:
        raise bad(path, NotReadable((), reason=refused.strerror or type(refused).__name__)) from None


class _Lines:
    """The lines of a file, and those read since `read` was cleared."""

    def __init__(self, file: Iterable[str]) -> None:
        self._lines = iter(file)
        self.read: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.read.append(line)
        return line


def _yaml(path: Path, limits: Limits) -> Table:
    try:
        with path.open("rb") as file:
            raw = file.read(limits.yaml + 1)
        if len(raw) > limits.yaml:
            raise bad(path, TableTooBig((), limit=limits.yaml))
        marked = read_yaml(raw, limits.yaml)
    except OSError as refused:
        raise bad(path, NotReadable((), reason=refused.strerror or type(refused).__name__)) from None
    except BadYaml as wrong:
        raise bad(path, wrong.fault, wrong.line) from None
    if not isinstance(marked.data, list) or not all(isinstance(item, dict) for item in marked.data):
        raise bad(path, NotAListOfRows(()))
    columns = dict.fromkeys(heading(key) for item in marked.data for key in item)
    if len(columns) > MOST_COLUMNS:
        raise bad(path, TooManyColumns((), limit=MOST_COLUMNS))
    return Table(tuple(columns), _items(marked, tuple(columns)))


def _items(marked: Marked, columns: tuple[str, ...]) -> Iterator[Row]:
    """The items of a YAML list, each with the line on which it begins."""
    assert isinstance(marked.data, list)  # noqa: S101 - checked by the caller
    for index, item in enumerate(marked.data):
        said = {heading(key): value for key, value in item.items()}
        nested = any(isinstance(value, dict | list) for value in said.values())
        cells: dict[str, Cell] = dict.fromkeys(columns, "")
        cells.update({key: _text(value) for key, value in said.items()})
        yield Row(marked.line((index,)), cells, [cells[name] for name in columns], NotOneValue() if nested else None)


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).upper() if isinstance(value, bool) else normal(str(value))
