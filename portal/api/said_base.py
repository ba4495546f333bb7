"""What the bodies of recorded things are made of: days, amounts, texts, and what every entry at a stage has in common."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from domain.dates import When
from domain.money import LARGEST_CENTS
from domain.programme.written import Key
from domain.text import TEXT_LIMIT, TITLE_LIMIT

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
Id = Annotated[str, Field(min_length=1, max_length=64, description="The id of a person or organisation of the authority")]
Ids = Annotated[tuple[Id, ...], Field(max_length=500)]
Round = Annotated[int, Field(ge=1, le=10**6, strict=True, description="The round it belongs to; the current one if absent")]


class Words(BaseModel):
    """Strict: what is not known is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AtStage(Words):
    """What every entry at a stage has in common."""

    stage: Key = Field(description="The key of the stage in the programme", examples=["kg"])
    on: Day | None = Field(default=None, description="The day it happened; absent only where the stage allows it")
    round: Round | None = None
    begins_round: Long = Field(default="", description="The reason for beginning the next round with this entry")
    keep: Keys = Field(default=(), description="Stages whose result is to count in that round as well")
