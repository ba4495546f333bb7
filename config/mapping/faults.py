"""What can be wrong with a mapping: the sentences, each with its mend. See `domain.fault`."""

from domain.fault import Fault


class NoNotation(Fault):
    """ "{notation}" is no notation for days; write T, M and J for the digits, such as TT.MM.JJJJ, MM/JJJJ or JJJJ-MM-TT."""  # noqa: D210 - the sentence begins with a quotation mark


class PivotNeeded(Fault):
    """The notation "{notation}" has years of two digits; say under "pivot" from which on they belong to the last century."""


class NotationsContradict(Fault):
    """The notations "{one}" and "{other}" read the same signs as different days; keep the one that is meant."""


class NotationsNeeded(Fault):
    """Columns are read as days, so the mapping has to say how days are written; add "dates: [TT.MM.JJJJ]"."""


class SignsAlike(Fault):
    """The decimal sign and the sign between thousands are the same; they have to differ."""


class NumbersNeeded(Fault):
    """Columns are read as amounts, so the mapping has to say how; add "numbers: {{decimal: ',', thousands: '.'}}"."""


class NotInThisFormat(Fault):
    """The key "{name}" means nothing in a file of the format {format}; take it out."""


class EncodingNeeded(Fault):
    """A CSV file needs "encoding: …"; write utf-8, or cp1252 where it comes from an older Windows program."""


class SeparatorNeeded(Fault):
    """A CSV file needs "separator: …"; write the sign between its cells in quotes, such as ";"."""


class BothColumnAndText(Fault):
    """Give either "{one}" or "{other}"."""


class FactNeeds(Fault):
    """A fact with "act: {act}" needs "{name}"; add a line "{name}: …"."""


class FactNeedsColumn(Fault):
    """This fact would hold for every row; give the column of its day ("on") or of its outcome ("outcome_from")."""


class DayColumnNeeded(Fault):
    """The stage "{stage}" needs a day; give the column it stands in ("on: …")."""


class PartNeeds(Fault):
    """A part of the plan needs "share", "share_column" or "amount_column"; add one."""


class ColumnNotThere(Fault):
    """The file has no column "{column}"; it has: {columns}."""


class ColumnNotThereNear(Fault):
    """The file has no column "{column}"; did you mean "{near}"?"""


class ColumnNotUsed(Fault):
    """The mapping does not say what the column "{column}" is; use it, or list it under "ignore"."""


class IgnoredAndUsed(Fault):
    """The column "{column}" is used and stands under "ignore" as well; take it out of one of the two."""
