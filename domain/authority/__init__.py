"""An authority: whoever runs procedures in an installation. Its seat gives the Land, the Land holidays and rules."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from domain.authority.office_days import OfficeDays
from domain.programme.written import Day, Key
from domain.text import Language, Text

#: The sixteen Länder by their ISO 3166-2 letters.
Land = Literal["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"]

_MAILBOX = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
Email = Annotated[str, StringConstraints(pattern=_MAILBOX, max_length=254)]


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Party(_Words):
    """A person or an organisation, and how to write to them. The only place where a name stands; events know the id."""

    handle: Key
    name: str = Field(min_length=1, max_length=200)
    email: Email | None = None
    language: Language = "de"
    organisation: bool = False
    roles: dict[Key, tuple[Key, ...]] = Field(default_factory=dict)
    #: Handles of the organisations whose applications are this person's too.
    acts_for: tuple[Key, ...] = ()


class Sitting(_Words):
    """Somebody sits on a body of a programme from `since` to `until`, both included; without `until` it lasts."""

    programme: Key
    body: Key
    handle: Key
    since: Day
    until: Day | None = None
    chair: bool = False


class Authority(_Words):
    """An authority with its people; `Party.roles` maps a programme to the roles held in it, `members` fills its bodies."""

    authority: Key
    title: Text
    land: Land
    contact: Email
    calendar: OfficeDays = OfficeDays()
    parties: tuple[Party, ...] = ()
    members: tuple[Sitting, ...] = ()
