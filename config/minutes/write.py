"""Writing the record table of a meeting: the file to fill in before it, and what came out after it; read back as written."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from config.minutes.file import COLUMNS, FORMULA, GUARD

#: A spreadsheet takes a file for UTF-8 by this mark.
_MARK = "\ufeff"


def as_csv(rows: Iterable[Mapping[str, str]], language: str, columns: Sequence[str] = tuple(COLUMNS)) -> str:
    """The rows as CSV as German spreadsheets take it: UTF-8 with its mark, semicolons, nothing that would be computed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([COLUMNS[column].into(language) for column in columns])
    writer.writerows([guarded(row.get(column, "")) for column in columns] for row in rows)
    return _MARK + out.getvalue()


def guarded(cell: str) -> str:
    """A cell that a spreadsheet shows as it is; `config.minutes.file.unguarded` gives it back."""
    return GUARD + cell if cell.startswith(FORMULA) else cell


def as_yaml(meeting: str, rows: Iterable[Mapping[str, str]], columns: Sequence[str] = tuple(COLUMNS)) -> str:
    """The rows as YAML: every key of the table, conditions line by line."""
    items = [{column: _value(column, row.get(column, "")) for column in columns} for row in rows]
    said = {"meeting": _Quoted(meeting), "items": items}
    written: str = yaml.dump(said, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return written


class _Quoted(str):
    """A text that stands in quotes, so that 2.2 and no stay what they are in any editor."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes texts in quotes, and nothing as nothing."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - PyYAML's signature
        """Write the same value as often as it is there."""
        return True


_Dumper.add_representer(_Quoted, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"'))
_Dumper.add_representer(type(None), lambda dumper, _nothing: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def _value(column: str, cell: str) -> object:
    if not cell:
        return None
    if column == "conditions" and "\n" in cell:
        return [_Quoted(line) for line in cell.split("\n")]
    return _Quoted(cell)
