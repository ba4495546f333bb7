"""What may be typed for a day or an amount, the same at the command line and in the portal."""

import re
from datetime import date

from domain import money
from domain.dates import When, as_stored
from wording.language import N_, _

_EARLIEST, _LATEST = 1900, 2999
#: "10.000" is ten thousand to some and ten to others; nobody guesses about money.
_AMBIGUOUS = re.compile(r"\d{1,3}(\.\d{3})+", re.ASCII)
_WITH_COMMA = re.compile(r"(\d{1,3}(\.\d{3})+|\d+),\d{1,2}", re.ASCII)

NOT_A_DATE = N_('"{value}" is not a date; write a day as 2002-05-24 or 24.05.2002, a month as 2002-06 or 06/2002.')
NOT_A_WHOLE_DAY = N_('"{value}" names no day; write one such as 31.10.2026.')
NOT_AN_AMOUNT = N_('"{value}" is not an amount in EUR; write it as 10000 or 10000.00.')
AMBIGUOUS = N_('"{value}" can be read in two ways; write the amount as 10000 or 10.000,00.')


class NotReadable(ValueError):
    """What was typed means nothing; its text is a sentence in the language spoken."""


def day_on_a_form(typed: str) -> When:
    """Read a day as `day` does; a date not handed down is a field left empty there, and no year lies beyond 2999."""
    read = day(typed)
    if not read.known or not _EARLIEST <= read.first.year <= _LATEST:
        raise NotReadable(_(NOT_A_DATE).format(value=typed[:40]))
    return read


def whole_day_on_a_form(typed: str) -> date:
    """Read a day as `day_on_a_form` does; a month is none."""
    read = day_on_a_form(typed)
    if read.first != read.last:
        raise NotReadable(_(NOT_A_WHOLE_DAY).format(value=typed[:40]))
    return read.first


def day(typed: str) -> When:
    """Read a day or month as files write it (2002-05-24, 2002-06) or as the office does (24.05.2002, 06/2002)."""
    try:
        return When(as_stored(typed))
    except ValueError:
        raise NotReadable(_(NOT_A_DATE).format(value=typed[:40])) from None


def amount(typed: str) -> int:
    """Read an amount in EUR as cents: 10000, 10000.00, 10.000,00; what could mean two things is refused."""
    word = typed.strip().removesuffix("EUR").removesuffix("€").rstrip()
    if _AMBIGUOUS.fullmatch(word):
        raise NotReadable(_(AMBIGUOUS).format(value=typed[:40]))
    if "," in word:
        word = word.replace(".", "").replace(",", ".") if _WITH_COMMA.fullmatch(word) else ""
    try:
        return money.cents(word)
    except ValueError:
        raise NotReadable(_(NOT_AN_AMOUNT).format(value=typed[:40])) from None
