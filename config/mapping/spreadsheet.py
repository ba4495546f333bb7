"""XLSX into rows of values, streamed: nothing is calculated, no macro or link is followed, and no bomb is unpacked.

XML entities are refused by defusedxml, which openpyxl uses because it is installed (requirements name it).
"""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from config.mapping.table_faults import TableTooBig, TooManyColumns, bad
from config.mapping.tables import MOST_COLUMNS, USUAL, Limits, Records
from config.problems import NotReadable
from domain.fault import Fault

if TYPE_CHECKING:
    from openpyxl import Workbook

#: How many parts a workbook may have.
_MOST_PARTS = 2000


class NotASpreadsheet(Fault):
    """This is no XLSX file that can be read; save it as "Excel workbook (.xlsx)", without a password."""


class WhichSheet(Fault):
    """The workbook has several sheets ({sheets}); name one in the mapping, under "sheet"."""


class NoSuchSheet(Fault):
    """The workbook has no sheet "{sheet}"; it has: {sheets}."""


def records(path: Path, sheet: str, limits: Limits = USUAL) -> Records:
    """The rows of a sheet by their number; days as `date`, numbers as `Decimal`, the rest as text."""
    with _opened(path, limits) as book:
        names = book.sheetnames
        if sheet and sheet not in names:
            raise bad(path, NoSuchSheet((), sheet=sheet, sheets=", ".join(names)))
        if not sheet and len(names) > 1:
            raise bad(path, WhichSheet((), sheets=", ".join(names)))
        page = book[sheet or names[0]]
        if not hasattr(page, "reset_dimensions"):
            raise bad(path, NotASpreadsheet(()))
        # What a file says of its size may be wrong, and every row would be padded to it.
        page.reset_dimensions()
        rows = enumerate(page.iter_rows(values_only=True), start=1)
        while True:
            try:
                number, row = next(rows)
            except StopIteration:
                return
            except Exception as error:  # as above: a part of the sheet cannot be read
                raise bad(path, NotASpreadsheet(())) from error
            if any(value is not None for value in row[MOST_COLUMNS:]):
                raise bad(path, TooManyColumns((), limit=MOST_COLUMNS))
            yield number, [_plain(value) for value in row[:MOST_COLUMNS]]


@contextmanager
def _opened(path: Path, limits: Limits = USUAL) -> "Iterator[Workbook]":
    _guard(path, limits)
    from openpyxl import load_workbook  # noqa: PLC0415 - takes a tenth of a second, and CSV needs none of it

    # It says in English, on stderr, which ornaments of a workbook it passes over; no value is among them.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
    with path.open("rb") as file:
        try:
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # openpyxl lets out whatever its parsers do; each means that this is no workbook
            raise bad(path, NotASpreadsheet(())) from error
        with closing(book):
            if not book.sheetnames:
                raise bad(path, NotASpreadsheet(()))
            yield book


def _guard(path: Path, limits: Limits) -> None:
    """Refuse what would unpack to more than anybody's table; `zipfile` itself never unpacks more than a part's header says."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except OSError as refused:
        raise bad(path, NotReadable((), reason=refused.strerror or type(refused).__name__)) from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise bad(path, NotASpreadsheet(())) from None
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > limits.xlsx:
        raise bad(path, TableTooBig((), limit=limits.xlsx))


def _plain(value: object) -> object:
    """A value as `config.mapping.tables` knows them."""
    match value:
        case None | str():
            return value
        case bool():
            return str(value).upper()
        case int():
            return Decimal(value)
        case float():
            # As many digits as the spreadsheet itself shows: what lies behind them is noise of its arithmetic.
            return Decimal(f"{value:.15g}")
        case datetime():
            return value.date() if value.time() == time() else value
        case _:
            return value if hasattr(value, "isoformat") and not isinstance(value, time) else str(value)


def sheets(path: Path) -> list[str]:
    """The names of the sheets of a workbook."""
    with _opened(path) as book:
        return list(book.sheetnames)
