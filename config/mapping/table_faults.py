"""What can be wrong with a table as a whole: the sentences, each with its mend (see `domain.errors`)."""

from pathlib import Path

from config.bad_file import BadFile, Problem
from domain.fault import Fault


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


def bad(path: Path, fault: Fault, line: int = 0) -> BadFile:
    """The whole file cannot be used."""
    return BadFile(path.as_posix(), [Problem(line, "", fault)])
