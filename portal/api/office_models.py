"""What the API answers about letters, documents, worklists, people and operations, and after something was recorded."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.vocabulary import ApprovalStatus
from portal.api.models import Hash, Instant, NextPage, Party, Waits
from store import documents as store


class Letter(BaseModel):
    """A letter of a dossier."""

    id: str
    entry: int | None = Field(description="The entry it is about; none for a reminder of deadlines")
    recipient: str = Field(description="The name it was written to")
    subject: str
    text: str = Field(description="Empty for a reminder that is also about dossiers you may not read")
    state: str = Field(examples=["accepted"])
    attempts: int
    written_at: Instant


class Letters(BaseModel):
    """The letters of a dossier, oldest first."""

    items: list[Letter]


class Document(BaseModel):
    """A document of a dossier; the name is empty once it was erased."""

    id: str
    name: str = Field(examples=["Kostenplan.pdf"])
    media_type: str = Field(examples=["application/pdf"])
    size: int = Field(description="Bytes")
    digest: Hash
    came_at: Instant

    @classmethod
    def of(cls, one: store.Document) -> "Document":
        """The document of a row."""
        return cls(
            id=one.id, name=one.name, media_type=one.media_type, size=one.size, digest=one.digest, came_at=one.came_at
        )  # fmt: skip


class Documents(BaseModel):
    """The documents of a dossier in the order they came in."""

    items: list[Document]


class Line(BaseModel):
    """A line of the worklist."""

    dossier: str
    programme: str
    reference: str
    title: str
    approval: ApprovalStatus
    waits: Waits
    officer: str = Field(description="The id of whoever is responsible; empty if nobody is")


class Lines(BaseModel):
    """A page of the worklist, longest waiting first."""

    items: list[Line]
    next: NextPage


class ShownTo(BaseModel):
    """A dossier as it was shown: `officer` is the id of whoever it was given to, empty for nobody."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dossier: str = Field(pattern="^[0-9a-f-]{36}$")
    officer: Annotated[str, Field(max_length=64)] = ""


class Shown(BaseModel):
    """Dossiers to take over, at most as many as a page of the worklist has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dossiers: Annotated[tuple[ShownTo, ...], Field(min_length=1, max_length=50)]


class TakenOver(BaseModel):
    """How many of the dossiers are one's own now, and how many were left."""

    yours: int
    left: int


class Reading(BaseModel):
    """Somebody of the office read the dossier in the quarter of an hour that began then."""

    since: Instant
    reader: Party


class Readings(BaseModel):
    """A page of readings, the latest first."""

    items: list[Reading]
    next: NextPage


class Opened(BaseModel):
    """An application that was sent."""

    id: str
    reference: str = Field(examples=["2026-0001"])
    version: int
    hash: Hash


class Recorded(BaseModel):
    """What was recorded, and whom the dossier waited for right after it; the same again when the request is repeated."""

    dossier: str
    entries: list[int] = Field(description="The numbers of the entries made", examples=[[7]])
    version: int = Field(description="The version right after them")
    waits: list[Waits]


class LetterAhead(BaseModel):
    """A letter that would be written."""

    recipient: str
    subject: str
    text: str = Field(description="The letter as it would read; empty for one that would not be written any more")
    reachable: bool = Field(description="There is an address to send it to")


class Preview(BaseModel):
    """What recording would lead to; nothing was recorded. Sentences are in the language asked for."""

    entries: list[str]
    warnings: list[str] = Field(description="What looks like a slip")
    closed: list[str] = Field(description="What the system would close because of it")
    waits: list[str] = Field(description="Who would have to act then")
    no_longer: list[str] = Field(description="Who would not have to act any more")
    letters: list[LetterAhead] = Field(description="Letters that would be written; told to staff only")
    unsent: list[LetterAhead] = Field(description="Letters that would not be written any more; told to staff only")


class Person(BaseModel):
    """Somebody the authority knows."""

    id: str
    handle: str
    name: str
    email: str
    organisation: bool
    roles: dict[str, list[str]] = Field(description="Roles by programme")


class People(BaseModel):
    """A page of the people and organisations of the authority, by name."""

    items: list[Person]
    next: NextPage


class Operations(BaseModel):
    """Whether everything moves, in numbers."""

    prefect: bool = Field(description="Prefect answers")
    news: int = Field(description="Dossiers with news that wait for processing")
    stuck: int = Field(description="Open dossiers nobody has to act on; has to be 0")
    letters_owed: int
    letters_refused: int
    letters_expired: int
    tries_uncertain: int
    oldest_due: Instant | None


class Explained(BaseModel):
    """A kind of problem."""

    type: str
    title: str
    status: int
    detail: str = Field(description="The sentence it is told with; values in braces")
