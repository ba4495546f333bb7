"""What the API answers about the deadlines of a dossier."""

from pydantic import BaseModel, Field

from domain.vocabulary import DeadlineState, OwedBy
from portal.api.models import Day, Words


class DeadlineVersion(BaseModel):
    """One day a deadline had; null while its clock stood still."""

    number: int = Field(description="The number of the entry that set it")
    due: Day | None
    state: DeadlineState


class Deadline(BaseModel):
    """A deadline, with the sentences that say how its day was computed, in the language asked for."""

    name: str = Field(description="Its name in the dossier", examples=["kg:1"])
    title: Words
    role: str = Field(description="The role that has to act; empty for a period that merely ends")
    owed_by: OwedBy
    stage: str = Field(description="The stage it belongs to; empty for none")
    round: int
    due: Day | None = Field(description="The last day; null while its clock stands still")
    state: DeadlineState
    missed: bool = Field(description="Its day has passed and nobody has acted")
    statutory: bool = Field(description="Nobody can extend it")
    asked_on: Day | None = Field(description="The day more time was asked for; null unless that waits for its answer")
    derivation: list[str]
    versions: list[DeadlineVersion] = Field(description="Every day it had, the one that counts last")


class Deadlines(BaseModel):
    """The deadlines of a dossier in the order they were first set; applicants see their own."""

    items: list[Deadline]
