"""What a programme file says about time: periods, deadlines of its own, and the ladders by which people are reminded."""

from typing import Literal

from pydantic import Field

from domain.programme.written import Key, Words
from domain.text import Text
from domain.vocabulary import OwedBy, Told

UNITS = ("days", "working_days", "weeks", "half_months", "months", "years")

#: So many mails about one deadline go to whoever owes it, over all its versions (promise P6); no ladder holds more for them.
MOST_MAILS = 3


class Period(Words):
    """How long somebody has: counted as §§ 187-193 BGB do, see `domain.deadlines.periods`.

    Exactly one unit, or a `rule`: the figure of that name in the rule sets, as it holds for the Land, the kind of recipient
    and the day (`domain.deadlines.rules`). Working days are those on which offices of the Land work.
    """

    days: int | None = Field(default=None, ge=1, le=3660)
    working_days: int | None = Field(default=None, ge=1, le=2600)
    weeks: int | None = Field(default=None, ge=1, le=520)
    half_months: int | None = Field(default=None, ge=1, le=240)
    months: int | None = Field(default=None, ge=1, le=120)
    years: int | None = Field(default=None, ge=1, le=30)
    rule: Key | None = None

    @property
    def unit(self) -> str:
        """The unit it is given in; ValueError where there is not exactly one (`domain.programme.faults` finds it first)."""
        given = [unit for unit in UNITS if getattr(self, unit) is not None]
        if len(given) != 1 or self.rule is not None:
            raise ValueError("a period has exactly one unit: " + ", ".join(UNITS))
        return given[0]

    @property
    def count(self) -> int:
        """How many of its unit."""
        return int(getattr(self, self.unit))


class Rung(Words):
    """One step of a ladder: so many calendar days before (negative) or after the end somebody is told."""

    key: Key
    days: int = Field(ge=-366, le=366)
    tells: Told = Told.OWNER


class Ladder(Words):
    """The reminders of a deadline, in the order of their days."""

    key: Key
    rungs: tuple[Rung, ...] = Field(min_length=1, max_length=12)

    @property
    def optional(self) -> str:
        """The key of the early reminder somebody can do without, or "": the first to the owner, if another follows in time."""
        ahead = [rung.key for rung in self.rungs if rung.tells is Told.OWNER and rung.days < 0]
        return ahead[0] if len(ahead) > 1 else ""


class TimedDuty(Words):
    """A deadline of the programme: it begins when the fact of one stage is recorded and ends with that of another.

    `since` and `until` name stages; without `until` a person says when it is met. Counted `backward`, the day comes before
    the first day of the project (`before: begins`) or its last one, and moves earlier. Without `role` it is a period that
    merely ends. It rests while all who owe the next step are among `stops_for`. With `since_notified` it begins with the day
    on which the decision `since` counts as known (`domain.events.deadlines.Notified`), not with that of the decision.
    """

    key: Key
    title: Text
    role: Key | None = None
    since: Key | None = None
    since_notified: bool = False
    before: Literal["begins", "ends"] | None = None
    until: Key | None = None
    within: Period
    stops_for: tuple[OwedBy, ...] = ()
    ladder: Key | None = None
    #: Ends of approval and performance periods never move off a holiday (§ 31 (4) VwVfG).
    fixed: bool = False


#: What holds where a programme names no ladder: two weeks, three days, the day after; then the office is told.
USUAL = Ladder(
    key="usual",
    rungs=(
        Rung(key="first", days=-14),
        Rung(key="last", days=-3),
        Rung(key="over", days=1),
        Rung(key="officer", days=3, tells=Told.OFFICER),
        Rung(key="deputy", days=7, tells=Told.DEPUTY),
        Rung(key="head", days=14, tells=Told.HEAD),
    ),
)
