"""What the API takes and answers about people, their roles and their organisations."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.programme.written import Key
from portal.api.models import Instant, NextPage
from portal.api.office_models import Person

Name = Annotated[str, Field(min_length=1, max_length=200)]
Address = Annotated[str, Field(max_length=254, description="An e-mail address, or empty: then they cannot sign in")]
Language = Literal["de", "en"]
Shared = Annotated[bool, Field(description="Others are reached at this address too, and that is meant")]


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewPerson(_Said):
    """A person or organisation to add. The handle is named by the caller, so that the same again adds nobody twice."""

    handle: Key = Field(examples=["stadt-beispielhausen"])
    name: Name
    email: Address = ""
    language: Language = "de"
    organisation: bool = False
    address_shared: Shared = False


class PersonChange(_Said):
    """What is to be changed; what is left out stays."""

    name: Name | None = None
    email: Address | None = None
    language: Language | None = None
    address_shared: Shared = False


class Roles(_Said):
    """All roles a person is to hold in a programme; none takes them away."""

    roles: Annotated[tuple[Key, ...], Field(max_length=100)]


class Named(BaseModel):
    """A person or organisation by handle."""

    id: str
    handle: str
    name: str


class PersonDetails(Person):
    """Somebody the authority knows, with roles in the programmes one administers; the ETag changes with any of it."""

    language: str
    members: list[Named] = Field(description="Who acts for this organisation")
    organisations: list[Named] = Field(description="The organisations this person acts for")


class AccessChange(BaseModel):
    """A change of somebody's entry, roles or memberships. Names are as they are now; an erased one has neither."""

    id: str
    at: Instant
    actor: str = Field(description="Who did it")
    name: str = Field(description="To whom")
    handle: str
    what: str = Field(description="What was done, in the language asked for")


class AccessChanges(BaseModel):
    """A page of changes, newest first."""

    items: list[AccessChange]
    next: NextPage
