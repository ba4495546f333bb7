"""What can be recorded through the API: one model for each command, told apart by `kind`."""

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from config.application import Part, Project
from domain import commands
from domain.commands import Command
from domain.dates import When
from domain.money import LARGEST_CENTS
from domain.text import TEXT_LIMIT, TITLE_LIMIT
from domain.vocabulary import (
    CofinancingOutcome,
    DecisionOutcome,
    ImplementationStatus,
    MeetingOutcome,
    ReturnPurpose,
)
from domain.written import Key, Share

_DAY = {
    "type": "string", "pattern": "^([0-9]{4}-[0-9]{2}(-[0-9]{2})?|unknown)$", "examples": ["2026-11-20", "2026-11"],
    "description": "A day, a month, or `unknown`",
}  # fmt: skip
_KNOWN_DAY = {**_DAY, "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$", "description": "A day or a month"}


def _known(day: When) -> When:
    if not day.known:
        raise ValueError("a date is written as 2002-05-24 or 2002-06")
    return day


Day = Annotated[When, WithJsonSchema(_DAY)]
KnownDay = Annotated[When, AfterValidator(_known), WithJsonSchema(_KNOWN_DAY)]
Long = Annotated[str, Field(max_length=TEXT_LIMIT)]
Short = Annotated[str, Field(max_length=TITLE_LIMIT)]
Keys = Annotated[tuple[Key, ...], Field(max_length=100)]
Amount = Annotated[int, Field(ge=0, le=LARGEST_CENTS, strict=True, description="EUR in whole cents", examples=[150000])]
Sequence = Annotated[int, Field(ge=1, le=10**9, strict=True, description="The number of an entry", examples=[4])]
Round = Annotated[int, Field(ge=1, le=10**6, strict=True, description="The round it belongs to; the current one if absent")]


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _AtStage(_Said):
    stage: Key = Field(description="The key of the stage in the programme", examples=["kg"])
    on: Day | None = Field(default=None, description="The day it happened; absent only where the stage allows it")
    round: Round | None = None
    begins_round: Long = Field(default="", description="The reason for beginning the next round with this entry")
    keep: Keys = Field(default=(), description="Stages whose result is to count in that round as well")


class Submit(_AtStage):
    """An application came in."""

    kind: Literal["submit"]
    digest: str = Field(default="", pattern="^([0-9a-f]{64})?$", description="SHA-256 of the application")

    def command(self) -> Command:
        """The command this says."""
        return commands.Submit(**self.model_dump(exclude={"kind"}))


class SupplyDocuments(_AtStage):
    """The documents asked for came in."""

    kind: Literal["supply_documents"]

    def command(self) -> Command:
        """The command this says."""
        return commands.SupplyDocuments(**self.model_dump(exclude={"kind"}))


class Resolve(_AtStage):
    """A body dealt with the case."""

    kind: Literal["resolve"]
    outcome: MeetingOutcome
    conditions: Long = ""
    vote: Short = ""
    referred_to: Short = ""
    resubmit_on: KnownDay | None = None

    def command(self) -> Command:
        """The command this says."""
        return commands.Resolve(**self.model_dump(exclude={"kind"}))


class Decide(_AtStage):
    """The granting authority decided."""

    kind: Literal["decide"]
    outcome: DecisionOutcome
    effective_on: KnownDay | None = None
    amount: Amount | None = None
    reason: Long = ""

    def command(self) -> Command:
        """The command this says."""
        return commands.Decide(**self.model_dump(exclude={"kind"}))


class ConfirmFunds(_AtStage):
    """Sources of money confirmed or declined; none named means all of the plan."""

    kind: Literal["confirm_funds"]
    outcome: CofinancingOutcome
    sources: Keys = ()
    reason: Long = ""

    def command(self) -> Command:
        """The command this says."""
        return commands.ConfirmFunds(**self.model_dump(exclude={"kind"}))


class Return(_Said):
    """A submission goes back, for documents or for rework."""

    kind: Literal["return"]
    stage: Key = Field(examples=["submission"])
    on: KnownDay
    purpose: ReturnPurpose
    reason: Long
    documents: Annotated[tuple[Short, ...], Field(max_length=100)] = ()
    due: KnownDay | None = None
    keep: Keys = ()

    def command(self) -> Command:
        """The command this says."""
        return commands.Return(**self.model_dump(exclude={"kind"}))


class Withdraw(_Said):
    """The application was taken back."""

    kind: Literal["withdraw"]
    on: KnownDay
    reason: Long

    def command(self) -> Command:
        """The command this says."""
        return commands.Withdraw(**self.model_dump(exclude={"kind"}))


class ReportStatus(_Said):
    """How far the implementation is."""

    kind: Literal["report_status"]
    on: KnownDay
    status: ImplementationStatus

    def command(self) -> Command:
        """The command this says."""
        return commands.ReportStatus(**self.model_dump(exclude={"kind"}))


class Correct(_Said):
    """An earlier entry was wrong: what is given replaces it, `void` takes it out."""

    kind: Literal["correct"]
    seq: Sequence
    reason: Long
    void: bool = False
    on: KnownDay | None = None
    effective_on: KnownDay | None = None
    outcome: Annotated[str, Field(max_length=40)] | None = None
    amount: Amount | None = None
    text: Long | None = Field(default=None, description="Replaces the entry's own grounds, or a meeting's conditions")

    def command(self) -> Command:
        """The command this says."""
        return commands.Correct(**self.model_dump(exclude={"kind"}))


class Assign(_Said):
    """The dossier is given to a member of staff, or to nobody."""

    kind: Literal["assign"]
    on: KnownDay
    officer: Annotated[str, Field(max_length=64, description="The id of a person; empty: nobody")] = ""

    def command(self) -> Command:
        """The command this says."""
        return commands.Assign(**self.model_dump(exclude={"kind"}))


#: FastAPI reads the discriminator from the body's own declaration only.
Said = Submit | SupplyDocuments | Resolve | Decide | ConfirmFunds | Return | Withdraw | ReportStatus | Correct | Assign
KINDS = frozenset(get_args(one.model_fields["kind"].annotation)[0] for one in get_args(Said))


class PlannedPart(_Said):
    """A source of money in the plan: its share as written, its amount in cents, or both."""

    source: Key
    share: Annotated[Share, Field(examples=["75 %", "1/3"])] | None = None
    amount: Amount | None = None


class Application(_Said):
    """An application. The office gives the reference; the applicant is the key's person or an organisation they act for."""

    programme: Key = Field(examples=["urban-ii-leipzig"])
    title: str = Field(min_length=1, max_length=TITLE_LIMIT, examples=["Hoffest"])
    area: Short = ""
    applicant: Key | None = Field(default=None, description="The handle of an organisation the person acts for")
    sponsor: Key | None = Field(default=None, description="The handle of the organisation that carries the project out")
    begins: KnownDay | None = None
    ends: KnownDay | None = None
    requested: Amount | None = None
    plan: Annotated[tuple[PlannedPart, ...], Field(max_length=100)] = ()

    def project(self, *, authority: str, applicant: str) -> Project:
        """The project this says, as `portal.applicant.applying` takes it."""
        return Project(
            authority=authority, programme=self.programme, reference="-", title=self.title, area=self.area,
            applicant=applicant, sponsor=self.sponsor, begins=self.begins, ends=self.ends, requested=_plain(self.requested),
            plan=tuple(Part(source=one.source, share=one.share, amount=_plain(one.amount)) for one in self.plan),
        )  # fmt: skip


def _plain(cents: int | None) -> str | None:
    return None if cents is None else f"{cents // 100}.{cents % 100:02}"
