"""Dated figures: which period holds where, for whom, from when on. The files are `config/rules/*.yaml`.

There is no one law of grants: nearly every figure differs by Land, kind of recipient, programme and day. Of the figures of a
name that fit, the most special one holds (programme before recipient before Land), and of those the newest in force. What the
notice says comes before all of them; it is recorded as a deadline whose day a person named.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.authority import Land
from domain.calendar import OfficeCalendar
from domain.programme import Programme
from domain.programme.timed import Period
from domain.programme.written import Day, Key, Words
from domain.text import Text
from domain.vocabulary import Recipient


class Dated(Words):
    """What holds from `since` to the last day `until` (both included); without Länder, recipient or programmes for all.

    `not_for` are programmes whose own rules do not have it, so that nothing holds there. `verified` says that the primary
    text was read; where it was not, whoever shows the figure says so.
    """

    key: Key
    since: Day
    until: Day | None = None
    laender: tuple[Land, ...] = ()
    recipient: Recipient | None = None
    programmes: tuple[Key, ...] = ()
    not_for: tuple[Key, ...] = ()
    source: Text
    verified: bool = True

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
            and programme.programme not in self.not_for
        )  # fmt: skip

    def rank(self) -> tuple[bool, bool, bool, date]:
        """How special it is; the higher one holds."""
        return bool(self.programmes), self.recipient is not None, bool(self.laender), self.since


class Figure(Dated):
    """A period by name.

    `shifts` says whether its end moves off a weekend or holiday (§ 31 (3) VwVfG), `first_day_counts` that the day it starts
    on counts (§ 187 (2) BGB), `end_of` that it runs on to the end of the month or year in which it would end ("31.12. of the
    fifth year after the last payment"). `not_after` and `not_before` name another figure with a start of its own: of the two
    ends the earlier or the later one holds (`domain.deadlines.bounds`).
    """

    within: Period
    shifts: bool = True
    first_day_counts: bool = False
    end_of: Literal["month", "year"] | None = None
    not_after: Key | None = None
    not_before: Key | None = None


class Switch(Dated):
    """A rule that holds or does not, by name: "the deemed day moves off a weekend"."""

    on: bool


class RuleSet(Words):
    """One file of figures and switches; `domain.deadlines.rule_faults` finds what is wrong among them."""

    rules: Key
    title: Text
    figures: tuple[Figure, ...] = ()
    switches: tuple[Switch, ...] = ()


class NoFigure(LookupError):
    """No rule set has that figure for the Land, the recipient, the programme and the day."""


@dataclass(frozen=True)
class RuleBook:
    """All rule sets of an installation."""

    figures: tuple[Figure, ...] = ()
    switches: tuple[Switch, ...] = ()

    @classmethod
    def of(cls, sets: Iterable[RuleSet]) -> "RuleBook":
        """Bind rule sets into one book."""
        bound = tuple(sets)
        return cls(
            tuple(figure for each in bound for figure in each.figures), tuple(one for each in bound for one in each.switches)
        )

    def figure(self, key: str, *, land: str, programme: Programme, day: date) -> Figure:
        """The figure that holds; raises NoFigure."""
        fitting = [one for one in self.figures if one.key == key and one.fits(land, programme, day)]
        if not fitting:
            raise NoFigure(f"no figure {key} for {land}, {programme.programme} on {day.isoformat()}")
        return max(fitting, key=Figure.rank)

    def named(self, name: str, *, land: str, programme: Programme) -> Figure | None:
        """The figure an entry names ("objection@2025-01-01"), of those for that Land and programme; None if it is no more."""
        fitting = [one for one in self.figures if one.name == name and one.fits(land, programme, one.since)]
        return max(fitting, key=Figure.rank, default=None)

    def switched(self, key: str, *, land: str, programme: Programme, day: date) -> Switch | None:
        """The switch that holds; None where no rule set says anything, which means off."""
        fitting = [one for one in self.switches if one.key == key and one.fits(land, programme, day)]
        return max(fitting, key=Switch.rank, default=None)


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

    def figure(self, key: str, programme: Programme, day: date) -> Figure:
        """The figure that holds at the authority's seat; raises NoFigure."""
        return self.rules.figure(key, land=self.calendar.land, programme=programme, day=day)

    def named(self, name: str, programme: Programme) -> Figure | None:
        """The figure an entry of an authority there names; None if there is no such figure any more."""
        return self.rules.named(name, land=self.calendar.land, programme=programme)

    def switched(self, key: str, programme: Programme, day: date) -> bool:
        """Tell whether that switch is on at the authority's seat."""
        found = self.rules.switched(key, land=self.calendar.land, programme=programme, day=day)
        return found is not None and found.on
