"""Dated figures: which period holds where, for whom, from when on. The files are `config/rules/*.yaml`.

There is no one law of grants: nearly every figure differs by Land, kind of recipient, programme and day. Of the figures of a
name that fit, the most special one holds (programme before recipient before Land), and of those the newest in force. What the
notice says comes before all of them; it is recorded as a deadline whose day a person named.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import Field, model_validator

from domain.authority import Land
from domain.calendar import OfficeCalendar
from domain.programme import Programme
from domain.programme.timed import Period
from domain.programme.written import Day, Key, Words
from domain.text import Text
from domain.vocabulary import Recipient


class Figure(Words):
    """A period by name, from `since` to the last day `until` (both included); without Länder, recipient or programmes for all.

    `shifts` says whether its end moves off a weekend or holiday (§ 31 (3) VwVfG).
    """

    key: Key
    since: Day
    until: Day | None = None
    laender: tuple[Land, ...] = ()
    recipient: Recipient | None = None
    programmes: tuple[Key, ...] = ()
    within: Period
    shifts: bool = True
    source: Text

    @model_validator(mode="after")
    def _counts_something(self) -> "Figure":
        if self.within.rule is not None:
            raise ValueError("a figure is a period of its own, not the name of another rule")
        _ = self.within.unit
        return self

    @property
    def name(self) -> str:
        """What an entry that was counted by it calls it: "objection@2025-01-01"."""
        return f"{self.key}@{self.since.isoformat()}"

    def fits(self, land: str, programme: Programme, day: date) -> bool:
        """Tell whether it holds there, for that programme, on that day."""
        return (
            self.since <= day and (self.until is None or day <= self.until)
            and (not self.laender or land in self.laender)
            and self.recipient in {None, programme.recipient}
            and (not self.programmes or programme.programme in self.programmes)
        )  # fmt: skip

    def rank(self) -> tuple[bool, bool, bool, date]:
        """How special it is; the higher one holds."""
        return bool(self.programmes), self.recipient is not None, bool(self.laender), self.since


class RuleSet(Words):
    """One file of figures."""

    rules: Key
    title: Text
    figures: tuple[Figure, ...] = Field(min_length=1)


class NoFigure(LookupError):
    """No rule set has that figure for the Land, the recipient, the programme and the day."""


@dataclass(frozen=True)
class RuleBook:
    """All rule sets of an installation."""

    figures: tuple[Figure, ...] = ()

    @classmethod
    def of(cls, sets: Iterable[RuleSet]) -> "RuleBook":
        """Bind rule sets into one book."""
        return cls(tuple(figure for each in sets for figure in each.figures))

    def figure(self, key: str, *, land: str, programme: Programme, day: date) -> Figure:
        """The figure that holds; raises NoFigure."""
        fitting = [one for one in self.figures if one.key == key and one.fits(land, programme, day)]
        if not fitting:
            raise NoFigure(f"no figure {key} for {land}, {programme.programme} on {day.isoformat()}")
        return max(fitting, key=Figure.rank)


@dataclass(frozen=True)
class Reckoning:
    """What a computation of dates needs beside the dossier: the calendar of the authority's seat, and the figures."""

    calendar: OfficeCalendar
    rules: RuleBook = RuleBook()

    def counted(self, period: Period, programme: Programme, day: date) -> tuple[Period, Figure | None]:
        """A period with its unit, and the figure it comes from where it names a rule; `day` says which figure is in force."""
        if period.rule is None:
            return period, None
        figure = self.rules.figure(period.rule, land=self.calendar.land, programme=programme, day=day)
        return figure.within, figure
