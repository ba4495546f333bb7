"""What the API takes and answers about drafts: fields are texts as people type them, right or wrong."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.programme.written import Key
from domain.text import TEXT_LIMIT
from portal.api.models import Instant
from portal.api.office_models import Document
from portal.api.problem import FieldProblem

_FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,60}$")]
_Text = Annotated[str, Field(max_length=TEXT_LIMIT)]


class NewDraft(BaseModel):
    """The programme to apply in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    programme: Key = Field(examples=["urban-ii-leipzig"])


class DraftChange(BaseModel):
    """Fields to save, as they would be typed: a day as 15.03.2026 or 2026-03-15, an amount as 1500,00."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fields: Annotated[dict[_FieldName, _Text], Field(max_length=100, examples=[{"title": "Hoffest", "total": "1500"}])]


class Draft(BaseModel):
    """An application that was begun; the ETag is its version. Once it was sent, `dossier` says where it is."""

    id: str
    programme: str
    version: int
    begun_at: Instant
    saved_at: Instant
    fields: dict[str, str] = Field(description="Every field its form has, by name; empty where nothing was typed")
    errors: list[FieldProblem] = Field(description="What is missing or wrong before it can be sent")
    documents: list[Document]
    dossier: str | None


class Drafts(BaseModel):
    """What one has begun and not sent, last saved first."""

    items: list[Draft]
