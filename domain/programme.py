"""The words of a programme file: stages of a few kinds, roles, bodies, sources of money, texts. Data, no logic.

What pydantic cannot see in a single value (cycles, unknown names, shares) is checked by `domain.programme_faults`.
"""

import re
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from domain import money
from domain.text import Text
from domain.vocabulary import MeetingOutcome, StageKind, Starts

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]


_SHARE = re.compile(r"[0-9]{1,3}([.,][0-9]{1,6})?[ \u00a0]?%|[0-9]{1,6}/[0-9]{1,6}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _a_share(value: str) -> str:
    # The shape comes first: "1e9999999 %" is a fraction too, and takes for ever to compute.
    if not _SHARE.fullmatch(value):
        raise ValueError(f'"{value[:40]}" is not a share: write 75 % or 1/3')
    money.share(value)
    return value


def _an_amount(value: str) -> str:
    money.cents(value)
    return value


def _a_day(value: object) -> object:
    # pydantic would read "0" as a count of seconds since 1970.
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError(f'"{value[:40]}" is not a day: write it as 2015-01-01')
    return value


#: A share as it is written in a file ("75 %", "1/3"); `domain.money.share` reads it.
Share = Annotated[str, AfterValidator(_a_share)]
#: An amount in EUR as it is written in a file ("10000", "1200.00"); `domain.money.cents` reads it.
Amount = Annotated[str, AfterValidator(_an_amount)]


class _Words(BaseModel):
    """Frozen and strict: an unknown key is an error, not a surprise years later."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Words):
    """A source of money; exactly one takes the odd cents. Shares may be left out if applications bring a plan."""

    key: Key
    title: Text
    share: Share | None = None
    takes_remainder: bool = False

    @property
    def fraction(self) -> Fraction | None:
        """The share as an exact fraction."""
        return None if self.share is None else money.share(self.share)


class Body(_Words):
    """A body that meets, under the name the office uses ("KG"); the name is never expanded here."""

    key: Key
    title: Text


class Period(_Words):
    """How long a stage's role has: counted as §§ 187-193 BGB do, see `domain.deadlines`. Exactly one unit."""

    days: int | None = Field(default=None, ge=1, le=3660)
    weeks: int | None = Field(default=None, ge=1, le=520)
    months: int | None = Field(default=None, ge=1, le=120)


class Stage(_Words):
    """One station of a proceeding.

    `needs` is the gate: these stages have to be settled in the same round, dated on or before the entry.
    `usually_after` is only the customary order, drawn and used by the worklist; an entry may come earlier (the Leipzig
    KG confirmed before the second submission). `role` has to act, `recorded_by` may enter it, `undated` allows an entry
    whose day is not handed down.
    """

    key: Key
    kind: StageKind
    title: Text
    sheet: Text | None = None
    role: Key
    recorded_by: tuple[Key, ...] = ()
    body: Key | None = None
    needs: tuple[Key, ...] = ()
    usually_after: tuple[Key, ...] = ()
    outcomes: tuple[str, ...] = ()
    within: Period | None = None
    undated: bool = False
    effective_date: bool = False
    noted_is_enough: bool = False

    @cached_property
    def before(self) -> tuple[str, ...]:
        """The stages that come first: the gate, then the customary order."""
        return tuple(dict.fromkeys((*self.needs, *self.usually_after)))

    @cached_property
    def recorders(self) -> tuple[str, ...]:
        """The roles that may enter a fact here."""
        return self.recorded_by or (self.role,)

    @property
    def passing(self) -> frozenset[str]:
        """The outcomes of a meeting that let the case go on."""
        yes = {MeetingOutcome.ADOPTED, MeetingOutcome.ADOPTED_AMENDED, MeetingOutcome.ADOPTED_WITH_CONDITIONS}
        return frozenset(yes | {MeetingOutcome.NOTED} if self.noted_is_enough else yes)


class Proceeding(_Words):
    """A chain of its own within a dossier: early start, approval, amendment."""

    key: Key
    title: Text
    starts: Starts = Starts.AT_OPENING
    requires: Key | None = None
    rounds: bool = False
    stages: tuple[Stage, ...] = Field(min_length=1, max_length=100)

    def has(self, stage: str) -> bool:
        """Tell whether the stage is one of this proceeding."""
        return any(s.key == stage for s in self.stages)


class Budget(_Words):
    """Money per area and year, and the cap per project; dated, because amounts change and old ones stay valid."""

    since: Annotated[date, BeforeValidator(_a_day)]
    per_area_and_year: Amount
    per_project: Amount


class Programme(_Words):
    """A funding programme: everything the engine has to know to walk its cases."""

    programme: Key
    title: Text
    about: Text | None = None
    roles: dict[Key, Text] = Field(min_length=1)
    administrators: tuple[Key, ...] = Field(min_length=1)
    withdrawn_by: tuple[Key, ...] = Field(min_length=1)
    bodies: tuple[Body, ...] = ()
    sources: tuple[Source, ...] = ()
    budgets: tuple[Budget, ...] = ()
    approval: Key = "approval"
    proceedings: tuple[Proceeding, ...] = Field(min_length=1, max_length=50)

    @cached_property
    def stages(self) -> dict[str, Stage]:
        """Every stage by its key, in the order of the file."""
        return {stage.key: stage for proceeding in self.proceedings for stage in proceeding.stages}

    @cached_property
    def home(self) -> dict[str, Proceeding]:
        """The proceeding each stage belongs to."""
        return {stage.key: proceeding for proceeding in self.proceedings for stage in proceeding.stages}

    @cached_property
    def by_key(self) -> dict[str, Proceeding]:
        """Every proceeding by its key."""
        return {proceeding.key: proceeding for proceeding in self.proceedings}

    @cached_property
    def entry(self) -> Stage:
        """The stage an application enters by: the first submission of the approval proceeding."""
        return next(s for s in self.by_key[self.approval].stages if s.kind is StageKind.SUBMISSION)

    def ceiling(self, year: int) -> Budget | None:
        """The yearly amount that holds for awards of `year`: the newest that was in force at some time in it."""
        return max((b for b in self.budgets if b.since.year <= year), key=lambda b: b.since, default=None)

    def budget(self, day: date) -> Budget | None:
        """The amounts in force on `day`, or None where the programme sets none then."""
        return max((b for b in self.budgets if b.since <= day), key=lambda b: b.since, default=None)
