"""The words of a programme file: stages of a few kinds, roles, bodies, sources of money, texts. Data, no logic.

What pydantic cannot see in a single value (cycles, unknown names, shares) is checked by `domain.programme.faults`.
"""

from datetime import date
from fractions import Fraction
from functools import cached_property

from pydantic import Field

from domain import money
from domain.programme.bodies import Body
from domain.programme.code_lists import Code, Cycle, Paper
from domain.programme.timed import USUAL, Ladder, Period, TimedDuty
from domain.programme.written import Amount, Day, Key, Share, Words
from domain.text import Text
from domain.vocabulary import MeetingOutcome, OwedBy, Recipient, StageKind, Starts


class Source(Words):
    """A source of money; exactly one takes the odd cents. Shares may be left out if applications bring a plan."""

    key: Key
    title: Text
    share: Share | None = None
    takes_remainder: bool = False

    @property
    def fraction(self) -> Fraction | None:
        """The share as an exact fraction."""
        return None if self.share is None else money.share(self.share)


class SigningLimit(Words):
    """Up to which amount in EUR a role may decide; a role without a limit may decide any."""

    role: Key
    up_to: Amount


class Stage(Words):
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
    #: The reminders of its deadline; the usual ones where it names none.
    ladder: Key | None = None
    undated: bool = False
    effective_date: bool = False
    noted_is_enough: bool = False
    #: Deals with a case only when another body of the proceeding refers it here.
    by_referral: bool = False
    #: Advises (Vorberatung, Anhörung): whatever it says, the case goes on.
    advisory: bool = False
    #: A second person has to have prepared what is decided here (`Proposed`), and to correct it.
    four_eyes: bool = False

    @cached_property
    def before(self) -> tuple[str, ...]:
        """The stages that come first: the gate, then the customary order."""
        return tuple(dict.fromkeys((*self.needs, *self.usually_after)))

    @cached_property
    def recorders(self) -> tuple[str, ...]:
        """The roles that may enter a fact here."""
        return self.recorded_by or (self.role,)

    @cached_property
    def passing(self) -> frozenset[str]:
        """The outcomes of a meeting that let the case go on; with advice it goes on whatever the body said."""
        yes = {MeetingOutcome.ADOPTED, MeetingOutcome.ADOPTED_AMENDED, MeetingOutcome.ADOPTED_WITH_CONDITIONS}
        if self.advisory:
            yes |= {MeetingOutcome.REJECTED, MeetingOutcome.NOTED, MeetingOutcome.SETTLED}
        return frozenset(yes | {MeetingOutcome.NOTED} if self.noted_is_enough else yes)


class Proceeding(Words):
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


class Budget(Words):
    """Money per area and year, and the cap per project; dated, because amounts change and old ones stay valid."""

    since: Day
    per_area_and_year: Amount
    per_project: Amount


class Programme(Words):
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
    signing: tuple[SigningLimit, ...] = ()
    codes: tuple[Code, ...] = ()
    papers: tuple[Paper, ...] = ()
    cycle: tuple[Cycle, ...] = ()
    #: The programme whose granted dossiers those of this one belong to (framework notice, then single operations).
    part_of: Key | None = None
    #: Deadlines that belong to no single stage, and the ladders by which people are reminded of any.
    deadlines: tuple[TimedDuty, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    #: Who is told in the office when everybody else was; the administrators where it names nobody.
    heads: tuple[Key, ...] = ()
    #: Whose time it is while a role owes the next step, where the kind of stage does not say it.
    owed_by: dict[Key, OwedBy] = Field(default_factory=dict)
    recipient: Recipient = Recipient.PRIVATE
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
    def allowed(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """What `domain.duties` has found out: the roles that may give a command (by its name) at a stage."""
        return {}

    @cached_property
    def selections(self) -> tuple[Stage, ...]:
        """The stages at which a sponsor is chosen."""
        return tuple(stage for stage in self.stages.values() if stage.kind is StageKind.SELECTION)

    @cached_property
    def bodies_by_key(self) -> dict[str, Body]:
        """Every body by its key."""
        return {body.key: body for body in self.bodies}

    @cached_property
    def entry(self) -> Stage:
        """The stage an application enters by: the first submission of the approval proceeding."""
        return next(s for s in self.by_key[self.approval].stages if s.kind is StageKind.SUBMISSION)

    @cached_property
    def ladders_by_key(self) -> dict[str, Ladder]:
        """Every ladder by its key, the usual one among them; a programme may have a usual one of its own."""
        return {ladder.key: ladder for ladder in (USUAL, *self.ladders)}

    def ceiling(self, year: int) -> Budget | None:
        """The yearly amount that holds for awards of `year`: the newest that was in force at some time in it."""
        return max((b for b in self.budgets if b.since.year <= year), key=lambda b: b.since, default=None)

    def budget(self, day: date) -> Budget | None:
        """The amounts in force on `day`, or None where the programme sets none then."""
        return max((b for b in self.budgets if b.since <= day), key=lambda b: b.since, default=None)
