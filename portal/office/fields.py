"""Forms as data: which fields a form has, and what was typed into them as values or as sentences that say what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.deadlines.period_text import read_period
from domain.errors import Refusal
from domain.programme.timed import Period
from wording import values
from wording.language import N_, _
from wording.refusals import said

_CHOOSE = N_('Choose an answer for "{field}".')
_FILL_IN = N_('Fill in "{field}".')
_NOBODY = N_(
    'Nobody here is called "{text}". Check how it is written, or have the person or organisation added under "People" first.'
)
_SEVERAL = N_('"{text}" can mean several: {some}. Type the handle that stands in brackets.')


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
    TICK = "tick"
    #: A period such as "10 working days", read as one.
    PERIOD = "period"
    #: Somebody of the authority, typed as they are known and read as their id.
    PARTY = "party"


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
    #: What stands there before anybody typed.
    preset: str = ""
    #: Who is meant by what was typed, as (id, handle, name), at most a few: for the shape PARTY.
    find: Callable[[str], Sequence[tuple[str, str, str]]] | None = None


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


def names_of(fields: Sequence[Field]) -> frozenset[str]:
    """Every name under which a form sends something: of several ticks each has its own."""
    plain = {field.name for field in fields if field.shape is not Shape.SEVERAL}
    return frozenset(plain | {f"{f.name}.{key}" for f in fields if f.shape is Shape.SEVERAL for key, _said in f.choices})


def _value(field: Field, typed: Mapping[str, str]) -> object:
    text = typed.get(field.name, "").replace("\r\n", "\n")
    if field.shape is Shape.SEVERAL:
        ticked = f"{field.name}."
        chosen = tuple(name.removeprefix(ticked) for name in typed if name.startswith(ticked))
        if field.choices and not set(chosen) <= dict(field.choices).keys():
            raise values.NotReadable(_(_CHOOSE).format(field=field.label))
        return chosen
    if field.needed and not text:
        raise values.NotReadable(_(_CHOOSE if field.choices else _FILL_IN).format(field=field.label))
    if field.choices and text and text not in dict(field.choices):
        raise values.NotReadable(_(_CHOOSE if field.choices else _FILL_IN).format(field=field.label))
    match field.shape:
        case Shape.DAY | Shape.AMOUNT | Shape.PERIOD:
            return _READERS[field.shape](text) if text else None
        case Shape.TICK:
            return bool(text)
        case Shape.PARTY:
            return _party(field, text) if text else ""
        case Shape.LINES:
            return tuple(line.strip() for line in text.splitlines() if line.strip())
        case _:
            return text


def _period(text: str) -> Period:
    try:
        return read_period(text)
    except Refusal as refusal:
        raise values.NotReadable(said(refusal)) from None


_READERS: Mapping[Shape, Callable[[str], object]] = {
    Shape.DAY: values.day_on_a_form, Shape.AMOUNT: values.amount, Shape.PERIOD: _period,
}  # fmt: skip


def _party(field: Field, text: str) -> str:
    """The id of the one person or organisation meant; their very handle or name means them, whoever else is like it."""
    found = field.find(text) if field.find else ()
    for known_as in (1, 2):
        exactly = [one[0] for one in found if text.casefold() == one[known_as].casefold()]
        if len(exactly) == 1:
            return exactly[0]
    if not found:
        raise values.NotReadable(_(_NOBODY).format(text=text))
    if len(found) > 1:
        some = ", ".join(f"{name} ({handle})" for _id, handle, name in found)
        raise values.NotReadable(_(_SEVERAL).format(text=text, some=some))
    return found[0][0]
