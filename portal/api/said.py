"""What can be recorded through the API: one model for each command, told apart by `kind`."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from config.application import Part, Project
from domain import commands
from domain.commands import Command
from domain.commands import meetings as meeting_commands
from domain.programme.written import Key, Share
from domain.text import TITLE_LIMIT
from domain.vocabulary import CofinancingOutcome, DecisionOutcome, ImplementationStatus, MeetingOutcome, ReturnPurpose
from portal.api.said_base import Amount, AtStage, Ids, Keys, KnownDay, Long, Sequence, Short, Words
from portal.api.said_bodies import OfBodies
from portal.api.said_deadlines import OfDeadlines


class Submit(AtStage):
    """An application came in."""

    kind: Literal["submit"]
    digest: str = Field(default="", pattern="^([0-9a-f]{64})?$", description="SHA-256 of the application")

    def command(self) -> Command:
        """The command this says."""
        return commands.Submit(**self.model_dump(exclude={"kind"}))


class SupplyDocuments(AtStage):
    """The documents asked for came in."""

    kind: Literal["supply_documents"]

    def command(self) -> Command:
        """The command this says."""
        return commands.SupplyDocuments(**self.model_dump(exclude={"kind"}))


class Resolve(AtStage):
    """A body dealt with the case."""

    kind: Literal["resolve"]
    outcome: MeetingOutcome
    conditions: Long = ""
    vote: Short = ""
    referred_to: Short = ""
    resubmit_on: KnownDay | None = None
    secret: bool = Field(default=False, description="The ballot was secret")
    voters: Ids = Field(default=(), description="Who voted, by id; never in a secret ballot")
    biased: Ids = Field(default=(), description="Members who were biased and did not vote, by id")

    def command(self) -> Command:
        """The command this says."""
        return commands.Resolve(**self.model_dump(exclude={"kind"}))


class Decide(AtStage):
    """The granting authority decided."""

    kind: Literal["decide"]
    outcome: DecisionOutcome
    effective_on: KnownDay | None = None
    amount: Amount | None = None
    reason: Long = ""
    conditions: Long = Field(default="", description="Conditions to comply with, one a line")

    def command(self) -> Command:
        """The command this says."""
        return commands.Decide(**self.model_dump(exclude={"kind"}))


class ConfirmFunds(AtStage):
    """Sources of money confirmed or declined; none named means all of the plan."""

    kind: Literal["confirm_funds"]
    outcome: CofinancingOutcome
    sources: Keys = ()
    reason: Long = ""

    def command(self) -> Command:
        """The command this says."""
        return commands.ConfirmFunds(**self.model_dump(exclude={"kind"}))


class Return(Words):
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


class Withdraw(Words):
    """The application was taken back."""

    kind: Literal["withdraw"]
    on: KnownDay
    reason: Long

    def command(self) -> Command:
        """The command this says."""
        return commands.Withdraw(**self.model_dump(exclude={"kind"}))


class ReportStatus(Words):
    """How far the implementation is."""

    kind: Literal["report_status"]
    on: KnownDay
    status: ImplementationStatus

    def command(self) -> Command:
        """The command this says."""
        return commands.ReportStatus(**self.model_dump(exclude={"kind"}))


class Correct(Words):
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


class Assign(Words):
    """The dossier is given to a member of staff, or to nobody."""

    kind: Literal["assign"]
    on: KnownDay
    officer: Annotated[str, Field(max_length=64, description="The id of a person; empty: nobody")] = ""

    def command(self) -> Command:
        """The command this says."""
        return commands.Assign(**self.model_dump(exclude={"kind"}))


class Propose(Words):
    """A decision was prepared for somebody else to take."""

    kind: Literal["propose"]
    stage: Key = Field(description="The key of the stage in the programme", examples=["decision"])
    on: KnownDay
    outcome: DecisionOutcome
    amount: Amount | None = None
    reason: Long = ""

    def command(self) -> Command:
        """The command this says."""
        return meeting_commands.Propose(**self.model_dump(exclude={"kind"}))


class DeclareConflict(Words):
    """Somebody is biased in the case; why is not recorded."""

    kind: Literal["declare_conflict"]
    on: KnownDay
    party: Annotated[str, Field(min_length=1, max_length=64, description="The id of a person of the authority")]

    def command(self) -> Command:
        """The command this says."""
        return meeting_commands.DeclareConflict(**self.model_dump(exclude={"kind"}))


_Beside = Return | Withdraw | ReportStatus | Correct | Assign | Propose | DeclareConflict
#: FastAPI reads the discriminator from the body's own declaration only.
Said = Submit | SupplyDocuments | Resolve | Decide | ConfirmFunds | OfBodies | OfDeadlines | _Beside
KINDS = frozenset(get_args(one.model_fields["kind"].annotation)[0] for one in get_args(Said))


class PlannedPart(Words):
    """A source of money in the plan: its share as written, its amount in cents, or both."""

    source: Key
    share: Annotated[Share, Field(examples=["75 %", "1/3"])] | None = None
    amount: Amount | None = None


class Application(Words):
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
    part_of: str = Field(default="", max_length=60, description="The reference of the framework notice it belongs to")

    def project(self, *, authority: str, applicant: str) -> Project:
        """The project this says, as `portal.applicant.applying` takes it."""
        return Project(
            authority=authority, programme=self.programme, reference="-", title=self.title, area=self.area,
            applicant=applicant, sponsor=self.sponsor, begins=self.begins, ends=self.ends, requested=_plain(self.requested),
            plan=tuple(Part(source=one.source, share=one.share, amount=_plain(one.amount)) for one in self.plan),
            part_of=self.part_of,
        )  # fmt: skip


def _plain(cents: int | None) -> str | None:
    return None if cents is None else f"{cents // 100}.{cents % 100:02}"
