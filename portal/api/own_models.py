"""What the API answers about one's own applications, and to whoever holds a receipt's code."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from portal.api.models import Day, Hash, Instant
from portal.api.office_models import Document


class Received(BaseModel):
    """Something the office received, and the hash under which it is kept."""

    seq: int
    type: str = Field(examples=["Submitted"])
    on: Day
    recorded_at: Instant
    hash: Hash


class Receipt(BaseModel):
    """The receipt of an application. Whoever holds code and secret can ask where it is: keep them as you would a letter."""

    dossier: str
    reference: str
    title: str
    applicant: str
    sponsor: str
    received: list[Received]
    documents: list[Document]
    code: str = Field(description="The code anybody may ask with", examples=["3467CDFG"])
    secret: str
    address: str = Field(description="The page on which code and secret are typed")


class Step(BaseModel):
    """A step in plain words: taken, under way, or to come."""

    day: Day | None
    title: str
    more: list[str]
    kind: Literal["past", "now", "expected"]


class ToDo(BaseModel):
    """Something the applicant's side has to do: at a stage that waits for it, or because a deadline was set by itself."""

    stage: str = Field(description="The stage it belongs to; empty for none")
    round: int
    title: str
    documents_asked_for: bool = Field(description="Documents are asked for: record `supply_documents`")
    reason: str
    documents: list[str]
    due: Day | None
    mine: bool = Field(description="The key's person may do it")
    deadline: str | None = Field(description="The name of its deadline, which more time can be asked for")
    set_by_itself: bool = Field(description="Nothing can be recorded for it at its stage: the office records that it was met")


class Timeline(BaseModel):
    """What has happened to an application, and what is expected, as its page says it in the language asked for."""

    status: str
    todo: list[ToDo]
    steps: list[Step]


class Code(BaseModel):
    """Code and secret of a receipt, in groups or not, in small letters or not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Annotated[str, Field(max_length=100, examples=["3467 CDFG"])]
    secret: Annotated[str, Field(max_length=100)]


class PublicStep(BaseModel):
    """A stage: done, under way or to come."""

    title: str
    kind: Literal["done", "now", "expected"]
    more: list[str]


class PublicStatus(BaseModel):
    """Where an application is, with nothing about people, in the language asked for."""

    programme: str
    received: str = Field(description="The day it came in, as people write it; or empty")
    steps: list[PublicStep]
    ended: bool
