"""Dates as paper gives them: a day, a month, or not handed down at all.

A measure sheet says "06/2002 bis 12/2006" and means months; turning them into the first of the month would invent a day.
Comparisons therefore speak of certainty: June 2002 is not *certainly* before 15.06.2002.
"""

import calendar
import re
from datetime import date
from typing import Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

_SHAPE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
_UNKNOWN = "unknown"


_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_GERMAN_MONTH = re.compile(r"(\d{1,2})/(\d{4})", re.ASCII)


def as_stored(typed: str) -> str:
    """Give what an office writes as 24.05.2002 or 06/2002 in the shape `When` takes; anything else stays as it is."""
    word = typed.strip()
    if found := _GERMAN_DAY.fullmatch(word):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if found := _GERMAN_MONTH.fullmatch(word):
        return f"{found[2]}-{int(found[1]):02}"
    return word


class When(str):
    """`2002-05-24` (a day), `2002-06` (a month) or `unknown`; a string, so that it is stored and hashed as it is shown."""

    __slots__ = ()

    def __new__(cls, value: str) -> Self:
        """Accept the three shapes; raise ValueError with a sentence for anything else."""
        if value == _UNKNOWN:
            return super().__new__(cls, value)
        found = _SHAPE.fullmatch(value)
        if not found:
            message = f'"{value[:40]}" is not a date: write a day as 2002-05-24, a month as 2002-06, or unknown'
            raise ValueError(message)
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
        try:
            date(year, month, day)
        except ValueError:
            message = f'"{value}" does not exist in the calendar'
            raise ValueError(message) from None
        return super().__new__(cls, value)

    @classmethod
    def of(cls, day: date) -> Self:
        """Give the day as a When."""
        return cls(day.isoformat())

    @classmethod
    def unknown(cls) -> Self:
        """Give the date that no document hands down."""
        return cls(_UNKNOWN)

    @property
    def known(self) -> bool:
        """Tell whether there is any date at all."""
        return self != _UNKNOWN

    @property
    def first(self) -> date:
        """The earliest day this can be."""
        if not self.known:
            return date.min
        return date(int(self[:4]), int(self[5:7]), int(self[8:10] or 1))

    @property
    def last(self) -> date:
        """The latest day this can be."""
        if not self.known:
            return date.max
        year, month = int(self[:4]), int(self[5:7])
        return date(year, month, int(self[8:10]) if len(self) > len("2002-06") else calendar.monthrange(year, month)[1])

    def certainly_after(self, other: "When") -> bool:
        """Tell whether no reading of the two lets this one come first or fall on the same day."""
        return self.first > other.last

    def show(self, language: str) -> str:
        """Write it as the office does: 24.05.2002 and 06/2002, in English 24 May 2002 and 06/2002."""
        if not self.known:
            return "not handed down" if language == "en" else "nicht überliefert"
        if len(self) == len("2002-06"):
            return f"{self[5:7]}/{self[:4]}"
        if language == "en":
            return f"{self.first.day} {calendar.month_name[self.first.month]} {self.first.year}"
        return f"{self[8:10]}.{self[5:7]}.{self[:4]}"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate from a string (or a date that YAML has already read) and serialise as the same string."""
        return core_schema.no_info_plain_validator_function(
            cls._read, serialization=core_schema.plain_serializer_function_ser_schema(str.__str__, when_used="json")
        )

    @classmethod
    def _read(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, date):
            return cls(value.isoformat()[:10])
        if isinstance(value, str):
            return cls(value)
        message = "a date is written as 2002-05-24 or 2002-06"
        raise ValueError(message)
