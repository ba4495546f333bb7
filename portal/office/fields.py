"""Forms as data: which fields a form has, and what was typed into them as values or as sentences that say what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wording import values
from wording.language import N_, _

_CHOOSE = N_('Choose an answer for "{field}".')
_FILL_IN = N_('Fill in "{field}".')


class Shape(StrEnum):
    """How a field is shown and read."""

    TEXT = "text"
    LONG = "long"
    LINES = "lines"
    DAY = "day"
    AMOUNT = "amount"
    CHOICE = "choice"
    SEVERAL = "several"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Field:
    """One field, its words in the language spoken. `shown` is False for what only matters in some states of a dossier."""

    name: str
    label: str
    shape: Shape = Shape.TEXT
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    #: Needed after some answers; the hint says which.
    depends: bool = False
    shown: bool = True


def read(fields: tuple[Field, ...], typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Read what was typed: values by field, and a sentence for each field that cannot be read."""
    read_: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in fields:
        try:
            read_[field.name] = _value(field, typed)
        except values.NotReadable as error:
            wrong[field.name] = str(error)
    return read_, wrong


def _value(field: Field, typed: Mapping[str, str]) -> object:
    text = typed.get(field.name, "").replace("\r\n", "\n")
    if field.shape is Shape.SEVERAL:
        ticked = f"{field.name}."
        return tuple(name.removeprefix(ticked) for name in typed if name.startswith(ticked))
    if field.needed and not text:
        raise values.NotReadable(_(_CHOOSE if field.choices else _FILL_IN).format(field=field.label))
    if field.choices and text and text not in dict(field.choices):
        raise values.NotReadable(_(_CHOOSE if field.choices else _FILL_IN).format(field=field.label))
    match field.shape:
        case Shape.DAY:
            return values.day_on_a_form(text) if text else None
        case Shape.AMOUNT:
            return values.amount(text) if text else None
        case Shape.LINES:
            return tuple(line.strip() for line in text.splitlines() if line.strip())
        case _:
            return text
