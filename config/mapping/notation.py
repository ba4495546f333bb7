"""How an office writes days and numbers in its tables: said once in the mapping, read back exactly, and never guessed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from domain import money
from domain.dates import When

EARLIEST, LATEST = 1900, 2999
#: The letters of a notation, longest first: T/D day, M month, J/Y year; one letter takes one digit or two.
_LETTERS: Mapping[str, tuple[str, str]] = {
    "JJJJ": ("year", r"\d{4}"), "YYYY": ("year", r"\d{4}"), "JJ": ("short", r"\d{2}"), "YY": ("short", r"\d{2}"),
    "TT": ("day", r"\d{2}"), "DD": ("day", r"\d{2}"), "T": ("day", r"\d{1,2}"), "D": ("day", r"\d{1,2}"),
    "MM": ("month", r"\d{2}"), "M": ("month", r"\d{1,2}"),
}  # fmt: skip
_PARTS = re.compile("|".join(_LETTERS))
_BETWEEN = re.compile(r"[ ./-]{0,2}")
_CURRENCY = re.compile(r"\s*(?:€|EUR)$")
#: Days on which day, month and year can be taken for one another, to see whether two notations contradict each other.
_MIXABLE = [date(year, month, day) for year, month, day in [(2003, 1, 2), (2001, 2, 3), (2010, 11, 12), (2012, 10, 11)]]


class NoSuchNotation(ValueError):
    """A notation that means nothing; the argument is the notation."""


@dataclass(frozen=True, slots=True)
class Notation:
    """One way to write a day or a month: `TT.MM.JJJJ`, `MM/JJJJ`, `JJJJ-MM-TT`, `T.M.JJ`."""

    written: str
    shape: re.Pattern[str]
    parts: tuple[str, ...]

    @property
    def short(self) -> bool:
        """Whether its years have two digits."""
        return "short" in self.parts

    def write(self, day: date) -> str:
        """Write a day in this notation."""
        values = {"T": day.day, "D": day.day, "M": day.month, "J": day.year, "Y": day.year}

        def one(found: re.Match[str]) -> str:
            letters = found[0]
            value = values[letters[0]] % 100 if letters in {"JJ", "YY"} else values[letters[0]]
            return f"{value:0{len(letters)}}"

        return _PARTS.sub(one, self.written)


def notation(written: str) -> Notation:
    """Read a notation; raises NoSuchNotation for one without a year and a month, or with anything else in it."""
    parts: list[str] = []
    shape, position = "", 0
    while position < len(written):
        found = _PARTS.match(written, position)
        if found:
            kind, digits = _LETTERS[found[0]]
            parts.append(kind)
            shape += f"({digits})"
            position = found.end()
            continue
        between = _BETWEEN.match(written, position)
        if not between or not between[0]:
            raise NoSuchNotation(written)
        shape += re.escape(between[0])
        position = between.end()
    years = parts.count("year") + parts.count("short")
    if years != 1 or parts.count("month") != 1 or parts.count("day") > 1:
        raise NoSuchNotation(written)
    return Notation(written, re.compile(shape, re.ASCII), tuple(parts))


def contradicting(notations: Sequence[Notation], pivot: int | None) -> tuple[Notation, Notation] | None:
    """Two notations that read the same signs as different days, or None."""
    for one, other in permutations(notations, 2):
        for day in _MIXABLE:
            text = one.write(day)
            if (there := _read(other, text, pivot)) is not None and there != _read(one, text, pivot):
                return one, other
    return None


def read_day(notations: Sequence[Notation], pivot: int | None, text: str) -> When | None:
    """Read a day or month; None if no notation fits. Raises ValueError for a day that is not in the calendar."""
    wrong = None
    for each in notations:
        try:
            if (found := _read(each, text, pivot)) is not None:
                return found
        except ValueError as error:
            wrong = error
    if wrong:
        raise wrong
    return None


def _read(each: Notation, text: str, pivot: int | None) -> When | None:
    found = each.shape.fullmatch(text)
    if not found:
        return None
    said = {part: int(digits) for part, digits in zip(each.parts, found.groups(), strict=True)}
    year = said["year"] if "year" in said else _full(said["short"], pivot)
    if not EARLIEST <= year <= LATEST:
        raise ValueError(text)
    return When(f"{year:04}-{said['month']:02}" + (f"-{said['day']:02}" if "day" in said else ""))


def _full(year: int, pivot: int | None) -> int:
    """The full year of two digits: below the pivot they belong to this century, from it on to the last one."""
    return year + (2000 if pivot is not None and year < pivot else 1900)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How amounts are written: the decimal sign, and the sign between thousands ("" for none)."""

    decimal: str
    thousands: str

    @property
    def example(self) -> str:
        """An amount in this notation."""
        return f"12{self.thousands}345{self.decimal}60"

    def cents(self, text: str) -> int:
        """Read an amount in EUR as cents; raises ValueError for anything else, such as groups of other than three digits."""
        bare = _CURRENCY.sub("", text)
        group = rf"|\d{{1,3}}(?:{re.escape(self.thousands)}\d{{3}})+" if self.thousands else ""
        if not re.fullmatch(rf"(?:\d{{1,15}}{group})(?:{re.escape(self.decimal)}\d{{1,2}})?", bare, re.ASCII):
            raise ValueError(text)
        return money.cents(bare.replace(self.thousands, "").replace(self.decimal, ".") if self.thousands
                           else bare.replace(self.decimal, "."))  # fmt: skip
