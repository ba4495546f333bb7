"""Dated lists of a programme: fields of action, kinds of council paper, how often a concept is drawn up anew."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.programme.written import Day, Key, Words
from domain.text import Text

#: A code as people write it: short, with capitals where the list has them.
CodeKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$")]


class Code(Words):
    """An entry of the programme's code list (a field of action, "HF1"), valid from `since` to `until`, both included."""

    key: CodeKey
    title: Text
    since: Day
    until: Day | None = None

    def valid(self, day: date) -> bool:
        """Tell whether the code may be given on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


class Paper(Words):
    """A kind of council paper and the results it can have: a Mitteilung can only be noted."""

    key: Key
    title: Text
    results: tuple[str, ...] = Field(min_length=1)


class Cycle(Words):
    """How many months after its approval a concept has to be drawn up anew, from `since` on."""

    since: Day
    months: int = Field(ge=1, le=240)
