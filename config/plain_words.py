"""What pydantic found wrong, as a sentence a person can act on: a table from error types to faults."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeGuard, get_args, get_origin

from pydantic import BaseModel, ValidationError

from config import problems as say
from domain.fault import Fault, Path, nearest, shown

_QUOTED = re.compile(r"'([^']*)'")

#: The values of the domain explain themselves; the beginning of the explanation tells which sentence is meant.
_OF_THE_DOMAIN: tuple[tuple[str, type[Fault]], ...] = (
    ("does not exist in the calendar", say.NotInTheCalendar),
    ("is not a date", say.NotADate),
    ("a date is written", say.NotADate),
    ("is not a day", say.NotADay),
    ("is not a share", say.NotAShare),
    ("is not an amount", say.NotAnAmount),
    ("has more than two places", say.NotAnAmount),
)


def faults_of(refused: ValidationError, model: type[BaseModel]) -> list[Fault]:
    """Turn every error pydantic found into a fault at its place."""
    return [_fault(dict(error), model) for error in refused.errors(include_url=False)]


def _fault(error: dict[str, Any], model: type[BaseModel]) -> Fault:
    path: Path = tuple(part for part in error["loc"] if part != "[key]")
    known: Callable[..., Fault] = _SENTENCES.get(error["type"], _other)
    if error["type"] == "extra_forbidden":
        return _unknown_key(path, model)
    if error["input"] is None and error["type"] != "missing":
        return say.Empty(path)
    return known(path, error["input"], error.get("ctx", {}), str(error["msg"]))


def _unknown_key(path: Path, model: type[BaseModel]) -> Fault:
    keys = known_keys(model, path[:-1])
    name = str(path[-1])
    if near := nearest(name, keys):
        return say.UnknownKeyNear(path, name=shown(name), near=near)
    return say.UnknownKey(path, name=shown(name), known=", ".join(keys))


def known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may stand in the block at `path` of a file of this model."""
    here: object = model
    for part in path:
        here = _step(here, part)
    return [info.alias or key for key, info in here.model_fields.items()] if _is_model(here) else []


def _step(annotation: object, part: str | int) -> object:
    if _is_model(annotation):
        fields = annotation.model_fields.items()
        return next((_plain(info.annotation) for key, info in fields if part in (key, info.alias)), None)
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return _plain(arguments[1])
    return _plain(arguments[0]) if arguments else None


def _plain(annotation: object) -> object:
    """An optional value's own type."""
    arguments = [a for a in get_args(annotation) if a is not type(None)]
    return arguments[0] if type(None) in get_args(annotation) else annotation


def _is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _word(path: Path, value: object, ctx: Mapping[str, Any], _message: str) -> Fault:
    known = _QUOTED.findall(str(ctx.get("expected", "")))
    if isinstance(value, str) and (near := nearest(value, known)):
        return say.NotAWordNear(path, value=shown(value), near=near)
    return say.NotAWord(path, value=shown(value), known=", ".join(known))


def _pattern(path: Path, value: object, ctx: Mapping[str, Any], _message: str) -> Fault:
    pattern = str(ctx.get("pattern", ""))
    words = say.NotACode if "A-Z" in pattern else say.NotAKey
    return (say.NotAnAddress if "@" in pattern else words)(path, value=shown(value))


def _of_the_domain(path: Path, value: object, _ctx: Mapping[str, Any], message: str) -> Fault:
    for words, kind in _OF_THE_DOMAIN:
        if words in message:
            return kind(path, value=shown(value))
    return _other(path, value, {}, message.removeprefix("Value error, "))


def _other(path: Path, value: object, _ctx: Mapping[str, Any], message: str) -> Fault:
    return say.NotUsable(path, value=shown(value), reason=shown(message))


def _no_text(path: Path, value: object, _ctx: Mapping[str, Any], _message: str) -> Fault:
    return _valued(say.NotText)(path, value) if isinstance(value, bool) else say.BlockForText(path)


def _missing(path: Path, _value: object, _ctx: Mapping[str, Any], _message: str) -> Fault:
    return say.MissingKey(path, name=str(path[-1]))


def _valued(kind: type[Fault]) -> Callable[..., Fault]:
    """The sentence that repeats the value as it was written."""

    def fault(path: Path, value: object, *_: object) -> Fault:
        return kind(path, value=shown(value).lower() if isinstance(value, bool) else shown(value))

    return fault


def _limited(kind: type[Fault], limit: str) -> Callable[..., Fault]:
    """The sentence that names a limit."""

    def fault(path: Path, value: object, ctx: Mapping[str, Any], _message: str) -> Fault:
        length = len(value) if isinstance(value, str | list) else ctx.get("actual_length")
        return kind(path, value=shown(value), limit=ctx[limit], length=length)

    return fault


_SENTENCES: dict[str, Callable[..., Fault]] = {
    "missing": _missing,
    "string_type": _no_text,
    "string_too_short": _limited(say.TextTooShort, "min_length"),
    "string_too_long": _limited(say.TextTooLong, "max_length"),
    "string_pattern_mismatch": _pattern,
    "too_short": _limited(say.TooFewItems, "min_length"),
    "too_long": _limited(say.TooManyItems, "max_length"),
    "int_parsing": _valued(say.NotAWholeNumber),
    "int_type": _valued(say.NotAWholeNumber),
    "int_from_float": _valued(say.NotAWholeNumber),
    "greater_than_equal": _limited(say.TooSmall, "ge"),
    "less_than_equal": _limited(say.TooLarge, "le"),
    "bool_parsing": _valued(say.NotYesOrNo),
    "bool_type": _valued(say.NotYesOrNo),
    "enum": _word,
    "literal_error": _word,
    "tuple_type": _valued(say.NotAList),
    "dict_type": _valued(say.NotABlock),
    "model_type": _valued(say.NotABlock),
    "date_type": _valued(say.NotADay),
    "date_parsing": _valued(say.NotADay),
    "date_from_datetime_parsing": _valued(say.NotADay),
    "date_from_datetime_inexact": _valued(say.NotADay),
    "value_error": _of_the_domain,
}
