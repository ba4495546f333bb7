"""Files of results: the record table of a meeting as CSV or YAML, read line by line.

A spreadsheet saves CSV as it likes, so both separators and a byte order mark are understood, and columns are known by their
English key and by the German word the agenda is printed with. What the cells mean is read in `config.minutes.rows`.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from config.bad_file import BadFile, Problem
from config.minutes.problems import (
    ColumnMissing,
    ColumnTwice,
    MinutesTooBig,
    MoreCellsThanColumns,
    NoHeadings,
    NotTheseItems,
    OtherMeeting,
    QuotationMark,
    UnknownColumn,
    UnknownColumnNear,
    UnknownFormat,
)
from config.problems import BlockForText, ForbiddenCharacter, NotABlock, NotReadable, NotUtf8
from config.yaml_lines import LARGEST, BadYaml, Marked, read_yaml
from domain.fault import Fault, nearest, shown
from domain.text import Text

#: The columns by their key, in the order they are written, with the words a printed table has for them.
COLUMNS: Mapping[str, Text] = {
    "item": Text(de="TOP", en="item"),
    "reference": Text(de="Aktenzeichen", en="reference"),
    "title": Text(de="Titel", en="title"),
    "outcome": Text(de="Ergebnis", en="outcome"),
    "vote": Text(de="Abstimmung", en="vote"),
    "secret": Text(de="geheim", en="secret"),
    "biased": Text(de="befangen", en="biased"),
    "conditions": Text(de="Auflagen oder Änderungen", en="conditions"),
    "referred_to": Text(de="überwiesen an", en="referred to"),
    "resubmit_on": Text(de="Wiedervorlage am", en="resubmit on"),
    "on": Text(de="am", en="on"),
    "note": Text(de="Bemerkung", en="note"),
}
#: Read by people and not by us.
IGNORED = frozenset({"title", "note"})
#: Cells that may hold several values: in YAML a list, in CSV lines or handles with commas between them.
_SEVERAL = {"conditions": "\n", "biased": ", "}
_KEY_OF = {word.casefold(): key for key, said in COLUMNS.items() for word in (key, said.de, said.en)}
#: A spreadsheet takes a cell that begins like this for a formula; a guard before it is taken off again.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
GUARD = "'"
_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_REORDERING = frozenset({"LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI", "FSI", "PDI"})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: its cells by column, and where each of them stands as (line, key path)."""

    cells: Mapping[str, str]
    places: Mapping[str, tuple[int, str]]
    line: int

    def problem(self, column: str, fault: Fault) -> Problem:
        """The fault with its place."""
        line, path = self.places.get(column, (self.line, ""))
        return Problem(line, path, fault)


class Table(NamedTuple):
    """The rows of a file, and what is wrong with the file itself."""

    lines: list[Line]
    problems: list[Problem]


def read_table(name: str, raw: bytes, meeting: str = "") -> Table:
    """Read a file by its name's ending; raises BadFile where it is no table at all."""
    ending = Path(name).suffix.casefold()
    if len(raw) > LARGEST:
        raise BadFile(name, [Problem(0, "", MinutesTooBig((), limit=LARGEST))])
    if ending == ".csv":
        return _csv(name, raw)
    if ending in {".yaml", ".yml"}:
        return _yaml(name, raw, meeting)
    raise BadFile(name, [Problem(0, "", UnknownFormat(()))])


def contents(path: Path) -> bytes:
    """The bytes of a file, one more than fit at most; raises BadFile."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as refused:
        reason = refused.strerror or type(refused).__name__
        raise BadFile(path.as_posix(), [Problem(0, "", NotReadable((), reason=reason))]) from None


def _csv(name: str, raw: bytes) -> Table:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadFile(name, [Problem(raw.count(b"\n", 0, wrong.start) + 1, "", NotUtf8(()))]) from None
    records = list(_records(name, text))
    if not records:
        raise BadFile(name, [Problem(0, "", NoHeadings(()))])
    first, headings = records[0]
    columns, problems = _columns([heading.strip() for heading in headings], first)
    lines: list[Line] = []
    for number, cells in records[1:]:
        if any(cell.strip() for cell in cells):
            line, found = _row(number, cells, columns, headings)
            lines.append(line)
            problems += found
    return Table(lines, problems)


def _records(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The records with the line each begins on, the first one that says anything being the headings."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = ";" if head.count(";") >= head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise BadFile(name, [Problem(begins, "", QuotationMark(()))]) from None
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _columns(headings: Sequence[str], line: int) -> tuple[list[str], list[Problem]]:
    """The key of every column, "" where it has no heading."""
    problems: list[Problem] = []
    columns = [_KEY_OF.get(heading.casefold(), "") for heading in headings]
    for heading, key in zip(headings, columns, strict=True):
        if heading and not key:
            problems.append(Problem(line, "", _unknown(heading)))
    twice = dict.fromkeys(key for key in columns if key and columns.count(key) > 1)
    problems += [Problem(line, "", ColumnTwice((), name=COLUMNS[key])) for key in twice]
    if "outcome" not in columns:
        problems.append(Problem(line, "", ColumnMissing((), name=COLUMNS["outcome"])))
    if "item" not in columns and "reference" not in columns:
        problems.append(Problem(line, "", ColumnMissing((), name=COLUMNS["item"])))
    return columns, problems


def _unknown(heading: str) -> Fault:
    if near := nearest(heading.casefold(), _KEY_OF):
        key = _KEY_OF[near]
        return UnknownColumnNear((), name=shown(heading), near=COLUMNS[key])
    known = Text(de=", ".join(said.de for said in COLUMNS.values()), en=", ".join(said.en for said in COLUMNS.values()))
    return UnknownColumn((), name=shown(heading), known=known)


def _row(
    number: int, cells: Sequence[str], columns: Sequence[str], headings: Sequence[str]
) -> tuple[Line, list[Problem]]:  # fmt: skip
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for position, cell in enumerate(cells):
        key = columns[position] if position < len(columns) else ""
        if cell.strip() and (position >= len(columns) or not headings[position].strip()):
            problems.append(Problem(number, "", MoreCellsThanColumns((), value=shown(cell))))
        if key and key not in IGNORED:
            found[key] = unguarded(cell.strip()).replace("\r\n", "\n").strip()
            if sign := _forbidden(found[key]):
                fault = ForbiddenCharacter((), character=f"U+{ord(sign):04X}")
                problems.append(Problem(number, headings[position].strip(), fault))
    places = {key: (number, heading.strip()) for key, heading in zip(columns, headings, strict=True) if key}
    return Line(found, places, number), problems


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from computing it."""
    return cell[1:] if cell.startswith(GUARD) and cell[1:].startswith(FORMULA) else cell


def _forbidden(text: str) -> str:
    if text.isascii() and text.isprintable():
        return ""
    hidden = (sign for sign in text if sign != "\n" and unicodedata.category(sign) in _HIDDEN)
    return next(hidden, "") or next((sign for sign in text if unicodedata.bidirectional(sign) in _REORDERING), "")


def _yaml(name: str, raw: bytes, meeting: str) -> Table:
    try:
        marked = read_yaml(raw)
    except BadYaml as wrong:
        raise BadFile(name, [Problem(wrong.line, Marked(None).spelled(wrong.fault.path), wrong.fault)]) from None
    data = marked.data
    items = data.get("items") if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise BadFile(name, [Problem(1, "", NotTheseItems(()))])
    said = data.get("meeting") if isinstance(data, dict) else None
    if isinstance(said, str) and meeting and said != meeting:
        raise BadFile(name, [Problem(marked.line(("meeting",)), "meeting", OtherMeeting((), value=shown(said)))])
    table = Table([], [])
    inside: tuple[str, ...] = ("items",) if isinstance(data, dict) else ()
    for position, item in enumerate(items):
        _item(marked, (*inside, position), item, table)
    return table


def _item(marked: Marked, path: tuple[str | int, ...], item: object, table: Table) -> None:
    """Add one item of the list to the table."""

    def wrong(fault: Fault) -> None:
        table.problems.append(Problem(marked.line(fault.path), marked.spelled(fault.path), fault))

    if not isinstance(item, dict):
        wrong(NotABlock(path))
        return
    cells: dict[str, str] = {}
    places: dict[str, tuple[int, str]] = {}
    for written, value in item.items():
        here = (*path, written)
        key = _KEY_OF.get(written.casefold(), "")
        if not key:
            wrong(_unknown(written).moved(*here))
        elif key in cells:
            wrong(ColumnTwice(here, name=COLUMNS[key]))
        elif key not in IGNORED:
            said = _said(key, value)
            if said is None:
                wrong(BlockForText(here))
            cells[key], places[key] = said or "", (marked.line(here), marked.spelled(here))
    table.lines.append(Line(cells, places, marked.line(path)))


def _said(key: str, value: object) -> str | None:
    """The value as the text of a cell; None where it is none."""
    if isinstance(value, list) and key in _SEVERAL and all(isinstance(one, str) for one in value):
        return _SEVERAL[key].join(value).strip()
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else None
