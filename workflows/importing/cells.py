"""One row of a table read cell by cell as its mapping says; whatever is wrong is kept with its column and value."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from config.mapping import Mapping, Outcomes
from config.mapping.notation import read_day
from config.mapping.tables import Cell, Row
from domain import money
from domain.dates import When
from domain.errors import Refusal
from domain.errors import imports as no
from domain.fault import shown

#: What UTF-8 looks like when it was read as one of the older encodings.
_GARBLED = re.compile("[\u00c2\u00c3\u00e2]")
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!"})
_KNOWN_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing wrong with a row: its number, the column ("" for the whole row), the cell, and the sentence."""

    row: int
    column: str
    value: str
    refusal: Refusal


@dataclass(slots=True)
class Cells:
    """The cells of one row; reading one that is wrong gives nothing and keeps what is wrong."""

    mapping: Mapping
    row: Row
    wrong: list[Wrong] = field(default_factory=list)

    def refuse(self, column: str, refusal: Refusal) -> None:
        """Keep that a cell is wrong, once."""
        value = shown(_said(self.row.cells.get(column, "")))
        found = Wrong(self.row.number, column, value, refusal)
        if not any(each.column == column and type(each.refusal) is type(refusal) for each in self.wrong):
            self.wrong.append(found)

    def says(self, column: str | None) -> bool:
        """Tell whether a cell says anything: it is neither empty nor one of the mapping's words for it."""
        cell = self.row.cells.get(column, "") if column else ""
        return cell != "" and cell not in self.mapping.empty

    def text(self, column: str | None, *, as_printed: bool = False) -> str:
        """A cell as text, "" where it is empty; a number `as_printed` has to be one the spreadsheet cannot have changed."""
        cell = self._cell(column)
        if column is None or cell is None:
            return ""
        if isinstance(cell, str):
            return cell
        if isinstance(cell, date):
            self.refuse(column, no.SpreadsheetDay(value=_said(cell)))
            return ""
        if as_printed and cell != cell.to_integral_value():
            self.refuse(column, no.SpreadsheetNumber(value=_said(cell)))
            return ""
        return _said(cell)

    def needed(self, column: str) -> str:
        """A cell as text that no case can be without."""
        if not self.says(column):
            self.refuse(column, no.CellEmpty())
            return ""
        return self.text(column, as_printed=True)

    def day(self, column: str | None) -> When | None:
        """A day or month in one of the mapping's notations, or a day of the spreadsheet's own; None where it is empty."""
        cell = self._cell(column)
        if column is None or cell is None:
            return None
        if isinstance(cell, datetime):
            self.refuse(column, no.DayWithTime(value=_said(cell)))
            return None
        if isinstance(cell, date):
            return When.of(cell)
        text = _said(cell)
        if text in self.mapping.undated:
            return When.unknown()
        try:
            found = read_day(self.mapping.notations, self.mapping.pivot, text)
        except ValueError:
            self.refuse(column, no.NoSuchDay(value=shown(text)))
            return None
        if found is None:
            self.refuse(column, no.NotInNotation(value=shown(text), notations=", ".join(self.mapping.dates)))
        return found

    def cents(self, column: str | None) -> int | None:
        """An amount in the mapping's notation, or a number of the spreadsheet's own, as cents; None where it is empty."""
        cell = self._cell(column)
        if column is None or cell is None:
            return None
        try:
            if isinstance(cell, Decimal):
                return money.cents(cell)
            return self.mapping.amounts.cents(_said(cell))
        except ValueError:
            self.refuse(column, no.NotAnAmountHere(value=shown(_said(cell)), example=self.mapping.amounts.example))
            return None

    def share(self, column: str | None) -> str:
        """A share as written ("75 %", "1/3"); a bare number could mean parts or percent and is refused."""
        text = self.text(column)
        if not text or column is None:
            return ""
        signed = text.endswith("%") or "/" in text
        try:
            if signed:
                money.share(text)
        except ValueError:
            signed = False
        if not signed:
            self.refuse(column, no.NotAShareHere(value=shown(text)))
        return text if signed else ""

    def word(self, column: str, values: dict[str, str]) -> str:
        """What a cell's word means by the mapping; "" where the cell is empty."""
        text = self.text(column)
        if text and text not in values:
            self.unknown(column, text, list(values))
            return ""
        return values[text] if text else ""

    def outcome(self, asked: Outcomes) -> tuple[bool, str | None]:
        """Whether a cell has an outcome, and which; a word the mapping leaves empty says that nothing is recorded."""
        text = self.text(asked.column)
        if text and text not in asked.values:
            self.unknown(asked.column, text, list(asked.values))
            return False, None
        return bool(text), asked.values[text] if text else None

    def unknown(self, column: str, text: str, known: list[str]) -> None:
        """Keep that the mapping does not know a word."""
        more = ["…"] if len(known) > _KNOWN_SHOWN else []
        self.refuse(column, no.NoSuchWord(value=shown(text), known=", ".join([*known[:_KNOWN_SHOWN], *more])))

    def _cell(self, column: str | None) -> Cell | None:
        """What a cell says; None where it is empty or spoiled."""
        if column is None or not self.says(column):
            return None
        cell = self.row.cells[column]
        return (self._letters(column, cell) or None) if isinstance(cell, str) else cell

    def _letters(self, column: str, text: str) -> str:
        """The text, unless the spreadsheet or an encoding has spoiled it."""
        if text in _ERRORS:
            self.refuse(column, no.SpreadsheetFault(value=text))
            return ""
        if text.isascii():
            return text
        for sign in text:
            if "\udc80" <= sign <= "\udcff":
                byte = f"0x{ord(sign) - 0xDC00:02X}"
                self.refuse(column, no.NotThisEncoding(byte=byte, encoding=self.mapping.file.form.encoding))
                return ""
        if "\ufffd" in text:
            self.refuse(column, no.LetterLost(value=shown(text)))
            return ""
        if _GARBLED.search(text) and (meant := _meant(text)):
            self.refuse(column, no.Garbled(value=shown(text), meant=shown(meant)))
            return ""
        return text


def percent(share: Fraction) -> str:
    """A share in percent, for a sentence."""
    return f"{float(share * 100):.4g} %"


def _meant(text: str) -> str:
    """What a text was before its UTF-8 was read as another encoding; "" if it was not."""
    for encoding in ("cp1252", "iso-8859-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return ""


def _said(cell: str | Decimal | date) -> str:
    """A cell as text: whole numbers without a point, days as ISO writes them."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)
