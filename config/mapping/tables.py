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

from config.bad_file import BadFile, Problem
from config.problems import NotReadable
from config.yaml_lines import BadYaml, Marked, read_yaml
from domain.errors import Refusal
from domain.errors.imports import NotOneValue, OtherWidth, QuotesBroken
from domain.fault import Fault
from domain.text import normal

Encoding = Literal["utf-8", "cp1252", "iso-8859-1", "iso-8859-15", "cp850", "mac-roman"]
Format = Literal["csv", "xlsx", "yaml"]
#: A day comes as `date`, a day with a time as `datetime`.
Cell = str | Decimal | date

#: Sizes beyond which a file is refused, in bytes (of a spreadsheet: unpacked), rows and columns. A row takes about 6 kB of
#: memory from the time it was checked until it is written.
LARGEST_CSV = 64 * 1024 * 1024
LARGEST_YAML = 16 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 500
#: A column with this heading holds the reasons `--only-good` gave; it is read by nobody and has to be listed nowhere.
REASONS = "Förderkette"


class TableTooBig(Fault):
    """The file has more than {limit} bytes (a spreadsheet: unpacked); split it into several."""


class TooManyRows(Fault):
    """The file has more than {limit} rows; split it into several."""


class TooManyColumns(Fault):
    """The file has more than {limit} columns; take out what is not needed."""


class NoHeading(Fault):
    """Row {row} should hold the headings and is empty; say in the mapping, under "header", in which row they stand."""


class HeadingEmpty(Fault):
    """Column {number} has no heading in row {row}; give it one, or say under "header" where the headings stand."""


class HeadingTwice(Fault):
    """The heading "{column}" stands twice in row {row}; rename one of the two."""


class QuoteNotClosed(Fault):
    """A quotation mark that begins in row {row} is never closed, so that the rest of the file is one cell; close it."""


class NotAListOfRows(Fault):
    """The file has to be a list with a block of "column: value" lines for each row."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is to be read."""

    format: Format
    encoding: Encoding = "utf-8"
    separator: str = ";"
    header: int = 1
    sheet: str = ""


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


def read_table(path: Path, form: Form) -> Table:
    """Open a file and read its headings; the rows follow one by one. Raises BadFile, also while rows are read."""
    if form.format == "yaml":
        return _yaml(path)
    if form.format == "xlsx":
        from config.mapping.spreadsheet import records  # noqa: PLC0415 - most files are CSV, and openpyxl takes its time

        numbered = records(path, form.sheet)
    else:
        numbered = _records(path, form)
    for number, record in numbered:
        if number == form.header:
            columns = _headings(path, number, record if isinstance(record, list) else [])
            return Table(columns, _rows(path, columns, numbered, ragged=form.format == "xlsx"))
    raise bad(path, NoHeading((), row=form.header))


def heading(said: object) -> str:
    """A heading as mappings name it: on one line, in NFC."""
    return " ".join(normal(str(said)).split())


def bad(path: Path, fault: Fault, line: int = 0) -> BadFile:
    """The whole file cannot be used."""
    return BadFile(path.as_posix(), [Problem(line, "", fault)])


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


def _rows(path: Path, columns: tuple[str, ...], numbered: Records, *, ragged: bool) -> Iterator[Row]:
    """The rows below the headings; `ragged` ones (a spreadsheet's) may end where their last cell does."""
    width = len(columns)
    for count, (number, record) in enumerate(numbered, start=1):
        if count > MOST_ROWS:
            raise bad(path, TooManyRows((), limit=MOST_ROWS))
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


def _records(path: Path, form: Form) -> Records:
    """The records of a CSV file by their number; bytes that are no letters are kept as lone surrogates, to be named."""
    encoding = "utf-8-sig" if form.encoding == "utf-8" else form.encoding
    try:
        if path.stat().st_size > LARGEST_CSV:
            raise bad(path, TableTooBig((), limit=LARGEST_CSV))
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


def _yaml(path: Path) -> Table:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_YAML + 1)
        if len(raw) > LARGEST_YAML:
            raise bad(path, TableTooBig((), limit=LARGEST_YAML))
        marked = read_yaml(raw, LARGEST_YAML)
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
