"""The number of a council paper as councils print it ("DS 01/0349/0000", "17/SVV/0537"): read leniently, never reformatted.

The scheme is that of Potsdam: two digits of the year, in later years "SVV", a running number, in 2001 a suffix of four digits.
What the suffix means is not known, so nothing is made of it.
"""

import re
from dataclasses import dataclass

_PRINTED = re.compile(r"(?:DS\s*)?(\d{2})/(?:(SVV)/)?(\d{4})(?:/(\d{4}))?", re.IGNORECASE | re.ASCII)
#: The council that prints these numbers was first elected in 1990: "90" and later are years of that century.
_FIRST_YEAR = 90


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """What a printed number says; `suffix` is empty where there is none."""

    year: int
    number: int
    suffix: str


def read(printed: str) -> PaperNumber | None:
    """Read a number, or None where it follows no scheme known here; 01 is 2001."""
    found = _PRINTED.fullmatch(printed.strip())
    if not found:
        return None
    short, _, number, suffix = found.groups()
    year = int(short) + (1900 if int(short) >= _FIRST_YEAR else 2000)
    return PaperNumber(year, int(number), suffix or "")
