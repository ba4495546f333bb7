"""What can be wrong with a file of results: the sentences, each with its mend. Docstrings as in `domain.fault`."""

from domain.fault import Fault


class UnknownFormat(Fault):
    """A file of results ends with .csv, .yaml or .yml; rename it."""


class MinutesTooBig(Fault):
    """The file has more than {limit} bytes; an agenda has no room for as much, take out what does not belong to it."""


class NoHeadings(Fault):
    """The file is empty; its first line has to name the columns."""


class ColumnMissing(Fault):
    """The column "{name}" is missing; add it to the first line."""


class ColumnTwice(Fault):
    """The column "{name}" is there twice; take one of the two out."""


class UnknownColumn(Fault):
    """There is no column "{name}"; known are: {known}."""


class UnknownColumnNear(Fault):
    """There is no column "{name}"; did you mean "{near}"?"""


class QuotationMark(Fault):
    """A quotation mark is not closed, or stands inside a cell; put the cell in quotation marks and double the inner ones."""


class MoreCellsThanColumns(Fault):
    """This row has more cells than there are columns ("{value}"); put a cell that holds the separator in quotation marks."""


class NotTheseItems(Fault):
    """The file has to be a block with the key "items", or a list of items; print it anew with "foerderkette meeting agenda"."""


class OtherMeeting(Fault):
    """The file belongs to another meeting ({value}); choose the file of this one."""


class NoItemNamed(Fault):
    """This row names no item; write its number on the agenda or the reference of the case."""


class NoSuchNumber(Fault):
    """There is no item "{value}" on this agenda; its items are: {known}."""


class NotOnTheAgenda(Fault):
    """The case "{value}" does not stand on this agenda; look at its reference again."""


class CouldBeTwo(Fault):
    """The name "{value}" fits two items of this agenda; write both the number of the item and the reference."""


class OtherCase(Fault):
    """Item {item} is not "{value}" but "{other}"; correct one of the two."""


class ResultTwice(Fault):
    """Item {item} has a result on line {first} already; take one of the two out."""


class ResultOfBusiness(Fault):
    """Item {item} is other business and no case, so it has no result ("{value}"); leave this empty."""


class WithoutOutcome(Fault):
    """Without an outcome item {item} stays open, and "{value}" would be lost; write the outcome as well, or take this out."""


class NeededFor(Fault):
    """The outcome "{outcome}" needs this; fill it in."""


class NoSuchMember(Fault):
    """Nobody is known here by the handle "{value}"; known are: {known}."""


class NotYesOrNo(Fault):
    """The text "{value}" is neither yes nor no; write ja or nein."""
