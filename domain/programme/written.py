"""Values as they are written in files: keys, days, shares, amounts; and what every model of a file has in common."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from domain import money

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]


_SHARE = re.compile(r"[0-9]{1,3}([.,][0-9]{1,6})?[ \u00a0]?%|[0-9]{1,6}/[0-9]{1,6}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _a_share(value: str) -> str:
    # The shape comes first: "1e9999999 %" is a fraction too, and takes for ever to compute.
    if not _SHARE.fullmatch(value):
        raise ValueError(f'"{value[:40]}" is not a share: write 75 % or 1/3')
    money.share(value)
    return value


def _an_amount(value: str) -> str:
    money.cents(value)
    return value


def _a_day(value: object) -> object:
    # pydantic would read "0" as a count of seconds since 1970.
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError(f'"{value[:40]}" is not a day: write it as 2015-01-01')
    return value


#: A day as it is written in a file ("2015-01-01").
Day = Annotated[date, BeforeValidator(_a_day)]
#: A share as it is written in a file ("75 %", "1/3"); `domain.money.share` reads it.
Share = Annotated[str, AfterValidator(_a_share)]
#: An amount in EUR as it is written in a file ("10000", "1200.00"); `domain.money.cents` reads it.
Amount = Annotated[str, AfterValidator(_an_amount)]


class Words(BaseModel):
    """Frozen and strict: an unknown key is an error, not a surprise years later."""

    model_config = ConfigDict(frozen=True, extra="forbid")
