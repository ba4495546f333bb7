"""The rows of a table that could not be imported, as a table of their own with the reasons in a further column.

The cells stay as they are, down to bytes that are no letters, so that the rows can be mended there and imported with the same
mapping (a CSV file's); the column of the reasons is read by nobody.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

from config.mapping.tables import REASONS, Form, read_table

_UTF8 = Form("csv", "utf-8", ";")


def write_bad_rows(path: Path, form: Form, reasons: Mapping[int, str]) -> Path:
    """Write the rows with these numbers to `FILE.bad.csv` (or `.bad.2.csv`, …: an earlier one may be being mended)."""
    table = read_table(path, form)
    as_csv = form if form.format == "csv" else _UTF8
    encoding = "utf-8-sig" if as_csv.encoding == "utf-8" else as_csv.encoding
    target = _free(path)
    with target.open("x", encoding=encoding, errors="surrogateescape", newline="") as file:
        writer = csv.writer(file, delimiter=as_csv.separator, lineterminator="\r\n")
        writer.writerow([*table.columns, REASONS])
        width = len(table.columns)
        for row in table.rows:
            if row.number in reasons:
                cells = ["" if cell is None else str(cell) for cell in row.raw]
                cells = [_writable(cell, encoding) for cell in cells] + [""] * (width - len(cells))
                writer.writerow([*cells, _writable(_plain(reasons[row.number]), encoding)])
    return target


def _free(path: Path) -> Path:
    number = 1
    while True:
        target = path.with_name(f"{path.name}.bad.csv" if number == 1 else f"{path.name}.bad.{number}.csv")
        if not target.exists():
            return target
        number += 1


def _plain(reason: str) -> str:
    """A reason without bytes that are no letters: it repeats the cell, and has to be readable."""
    return reason.encode("utf-8", "backslashreplace").decode("utf-8")


def _writable(cell: str, encoding: str) -> str:
    """A cell as the encoding can write it; letters it does not have (in a reason) become escapes, its own bytes stay."""
    try:
        cell.encode(encoding, "surrogateescape")
    except UnicodeEncodeError:
        return cell.encode(encoding, "backslashreplace").decode(encoding)
    return cell
