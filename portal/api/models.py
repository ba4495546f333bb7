"""What the API answers. Money is in whole cents, instants are UTC, days are as paper gives them (`2002-05-24`, `2002-06`)."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from domain.text import Text
from domain.vocabulary import ApprovalStatus, ImplementationStatus

Instant = Annotated[str, Field(description="An instant in UTC", examples=["2026-11-23T08:00:00.000000Z"])]
Day = Annotated[
    str, Field(description="A day, a month, or `unknown` where no document hands it down", examples=["2002-05-24", "2002-06"])
]  # fmt: skip
Cents = Annotated[int, Field(description="EUR in whole cents", examples=[150000])]
Hash = Annotated[str, Field(description="SHA-256, hexadecimal", examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c"])]
NextPage = Annotated[str | None, Field(description="The cursor of the next page; null on the last one")]


class Words(BaseModel):
    """One thing said in both languages."""

    de: str = Field(examples=["Bewilligung"])
    en: str = Field(examples=["Approval"])

    @classmethod
    def of(cls, text: Text) -> "Words":
        """The words of a bilingual text; German stands in where there is no English."""
        return cls(de=text.into("de"), en=text.into("en"))


class Me(BaseModel):
    """The person a key belongs to."""

    id: str
    authority: str = Field(examples=["leipzig"])
    handle: str = Field(examples=["sachbearbeitung"])
    name: str
    language: str = Field(examples=["de"])
    roles: dict[str, list[str]] = Field(description="Roles by programme, those of one's organisations among them")
    organisations: list[str] = Field(description="Ids of the organisations the person acts for")
    scopes: list[str] = Field(description="What this key is for", examples=[["read", "record"]])


class Source(BaseModel):
    """A source of money of a programme."""

    key: str = Field(examples=["efre"])
    title: Words
    share: str | None = Field(examples=["75 %"])


class Station(BaseModel):
    """A stage of a proceeding: `needs` has to be settled first in the same round."""

    key: str = Field(examples=["kg"])
    kind: str = Field(examples=["meeting"])
    title: Words
    role: str = Field(description="Who has to act", examples=["kg_secretariat"])
    recorded_by: list[str] = Field(description="The roles that may record it")
    needs: list[str]
    outcomes: list[str] = Field(description="What can come out", examples=[["adopted", "rejected"]])
    undated: bool = Field(description="May be recorded without a day")
    effective_date: bool = Field(description="Asks for the day it counts from (`effective_on`)")


class Course(BaseModel):
    """A proceeding of a programme with its stages."""

    key: str = Field(examples=["approval"])
    title: Words
    starts: str = Field(examples=["at_opening"])
    rounds: bool = Field(description="Can be gone through more than once")
    stages: list[Station]


class Programme(BaseModel):
    """A programme the caller takes part in, as it is today."""

    key: str = Field(examples=["urban-ii-leipzig"])
    title: Words
    hash: Hash
    roles: dict[str, Words]
    held: list[str] = Field(description="The caller's roles in it")
    sources: list[Source]
    proceedings: list[Course]


class Programmes(BaseModel):
    """The programmes the caller takes part in."""

    items: list[Programme]


class Head(BaseModel):
    """A dossier in a list."""

    id: str
    programme: str = Field(examples=["urban-ii-leipzig"])
    reference: str = Field(examples=["2.2"])
    title: str
    approval: ApprovalStatus = Field(description="The first axis: the approval")
    implementation: ImplementationStatus = Field(description="The second axis: the project itself")
    finished: bool
    version: int = Field(description="The number of entries")
    changed_at: Instant


class Heads(BaseModel):
    """A page of dossiers."""

    items: list[Head]
    next: NextPage


class Waits(BaseModel):
    """Somebody a dossier waits for."""

    stage: str = Field(examples=["kg"])
    title: Words
    round: int
    role: str = Field(examples=["kg_secretariat"])
    since: Instant
    due: Day | None
    returned: bool = Field(description="A submission that was sent back")


class Party(BaseModel):
    """A person or organisation; the name is empty once it was erased."""

    id: str
    name: str


class Share(BaseModel):
    """A part of the financing plan."""

    source: str = Field(examples=["efre"])
    share: str | None = Field(examples=["75 %"])
    amount: Cents | None


class Condition(BaseModel):
    """A condition to comply with: line `number` of what entry `seq` demands."""

    seq: int
    number: int
    text: str
    state: Literal["open", "met", "waived", "moot"] = Field(description="`moot`: the case ended without a grant")
    ended: Day | None = Field(description="The day it was met or waived")
    proof: str | None = Field(description="What proves it; told to staff only")


class OnAgenda(BaseModel):
    """An agenda a dossier is on."""

    stage: str = Field(examples=["kg"])
    round: int
    meets_on: Day
    meeting: str | None = Field(description="The id of the meeting; told to staff only")
    public: bool | None = Field(description="Whether it is dealt with in public; told to staff only")


class Dossier(BaseModel):
    """A dossier as it stands."""

    id: str
    authority: str
    programme: str
    programme_hash: Hash
    reference: str = Field(examples=["2.2"])
    title: str
    area: str
    applicant: Party | None
    sponsor: Party | None
    contact: Party | None
    officer: Party | None = Field(description="Who is responsible in the office; told to staff only")
    begins: Day | None
    ends: Day | None
    requested: Cents | None
    plan: list[Share]
    approval: ApprovalStatus
    implementation: ImplementationStatus
    finished: bool
    version: int = Field(description="The number of entries; the ETag is this number in quotation marks")
    waits: list[Waits] = Field(description="Whom it waits for now")
    conditions: list[Condition] = Field(description="Conditions to comply with in the rounds that count")
    agenda: list[OnAgenda] = Field(description="The agendas it is on now")
    codes: list[str] = Field(description="Codes of the programme's list", examples=[["HF2"]])
    paper: str = Field(description="The kind of council paper; or empty", examples=["mitteilung"])
    refers_to: str = Field(description="The number of the earlier paper; or empty")
    part_of: str | None = Field(description="The id of the framework dossier it belongs to; told to staff only")


class Entry(BaseModel):
    """An entry of the history.

    `what`, `actor`, `behalf` and `role` are told to staff only, and `data` to others as the portal does.
    """

    seq: int
    type: str = Field(examples=["Resolved"])
    on: Day
    recorded_at: Instant
    what: str | None = Field(description="The entry in a sentence, in the language asked for")
    actor: Party | None
    behalf: Party | None = Field(description="Whom the actor stood in for as their deputy")
    role: str | None
    data: dict[str, Any] = Field(description="What was recorded, by name; amounts in cents")
    hash: Hash
    previous: Hash


class Entries(BaseModel):
    """A page of the history, oldest first."""

    items: list[Entry]
    next: NextPage
