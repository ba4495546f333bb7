"""What can be wrong with a file of words before its meaning is looked at: the sentences, each with its mend.

The docstrings are the sentences (see `domain.errors`); `config.bad_file` collects them with file, line and key.
"""

from domain.fault import Fault


class NotReadable(Fault):
    """The file cannot be read ({reason}); check its name and its permissions."""


class TooBig(Fault):
    """The file has more than {limit} bytes; no programme needs as many, take out what does not belong into it."""


class NotUtf8(Fault):
    """The file is not written in UTF-8; save it again with the encoding UTF-8."""


class ForbiddenCharacter(Fault):
    """The character {character} is invisible or reorders the text around it; type it without."""


class NotYaml(Fault):
    """This is not YAML ({reason}); look at indentation, quotes and colons on this line and the one before."""


class Anchor(Fault):
    """Anchors and aliases (& and *) are not used here; write the value out where it is needed."""


class Tagged(Fault):
    """The tag {tag} is not used here; leave it out, every value is text."""


class KeyTwice(Fault):
    """The key "{name}" is given twice, first on line {first}; take one of the two out."""


class KeyNotText(Fault):
    """A key has to be one word before a colon; write "key: value"."""


class TooDeep(Fault):
    """The blocks are nested deeper than {limit}; indent less."""


class SeveralDocuments(Fault):
    """A second document begins here; take the line "---" out, or use two files."""


class MissingKey(Fault):
    """The key "{name}" is missing here; add a line "{name}: …"."""


class UnknownKeyNear(Fault):
    """The key "{name}" is not known here; did you mean "{near}"?"""


class UnknownKey(Fault):
    """The key "{name}" is not known here; known are: {known}."""


class Empty(Fault):
    """Nothing is written here; write the value after the colon, or take the key out."""


class NotText(Fault):
    """This is not text but a switch; if it is meant as text, put it in quotes ("{value}")."""


class BlockForText(Fault):
    """This has to be text; write it on the same line, after the colon or the dash."""


class NotAWordNear(Fault):
    """The word "{value}" is not known here; did you mean "{near}"?"""


class NotAWord(Fault):
    """The word "{value}" is not known here; write one of: {known}."""


class NotAKey(Fault):
    """The key "{value}" does not fit; use small letters, digits, - and _, a letter first, at most 40."""


class NotACode(Fault):
    """The code "{value}" does not fit; use letters, digits, dots, - and _, a letter or digit first, at most 20."""


class NotAnAddress(Fault):
    """The text "{value}" is not an e-mail address; write it like name@example.org."""


class NotAWholeNumber(Fault):
    """The text "{value}" is not a whole number; write it in digits, such as 4."""


class TooSmall(Fault):
    """The number {value} is too small; write at least {limit}."""


class TooLarge(Fault):
    """The number {value} is too large; write at most {limit}."""


class NotYesOrNo(Fault):
    """The text "{value}" is neither yes nor no; write true or false."""


class NotAList(Fault):
    """This has to be a list; write each item on its own line, beginning with "- ", or all in [ ]."""


class NotABlock(Fault):
    """This has to be a block of keys; write lines such as "key: value", indented below."""


class TextTooShort(Fault):
    """The text is empty; write at least {limit} character."""


class TextTooLong(Fault):
    """The text has {length} characters and at most {limit} fit; shorten it."""


class TooFewItems(Fault):
    """At least {limit} item is needed here; add one."""


class TooManyItems(Fault):
    """There are {length} items and at most {limit} fit; take some out."""


class NotADay(Fault):
    """The text "{value}" is not a day; write it as 2015-01-01."""


class NotADate(Fault):
    """The text "{value}" is not a date; write a day as 2002-05-24, a month as 2002-06, or unknown."""


class NotInTheCalendar(Fault):
    """The date "{value}" does not exist in the calendar; look at the day and the month again."""


class NotAnAmount(Fault):
    """The text "{value}" is not an amount in EUR; write it as 10000 or 10000.00."""


class NotAShare(Fault):
    """The text "{value}" is not a share of the whole; write it as 75 % or 1/3."""


class NotUsable(Fault):
    """The value "{value}" cannot be used ({reason}); change it."""
