"""Log lines: a fixed dotted event name plus values, with ids and never persons, amounts or what people wrote.

JSON in UTC for machines, coloured columns for a terminal; both pass the same processors (OWASP ASVS 5.0, V16).
"""

import re
import sys
import traceback
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor

REDACTED = frozenset({"name", "email", "address", "amount", "title", "subject", "text"})
"""Keys whose values never reach a log, alone or as the last word of a key (`recipient_address`), at any depth."""

_DOTTED = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
# Cc: controls, Cf: invisible marks such as text direction, Zl and Zp: line breaks to some viewers, Cs: halves of signs.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs"})
_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40, "critical": 50}


def configure(stream: TextIO, *, level: str = "info") -> None:
    """Send every log line of this process to `stream`; calling it again replaces the earlier choice.

    Raises KeyError for a level other than debug, info, warning, error and critical.
    """
    structlog.configure(
        processors=[*shared_processors(), _renderer(stream)],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )


def shared_processors() -> list[Processor]:
    """Return what every line passes before it is rendered, in this order."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        name_the_error,
        only_dotted_names,
        redact,
        encode_controls,
    ]


def _renderer(stream: TextIO) -> Processor:
    if stream.isatty():
        return structlog.dev.ConsoleRenderer(timestamp_key="at")
    return structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False)


def only_dotted_names(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Replace a free sentence by `log.unnamed`: a sentence may spell a person, a name of ours cannot."""
    if not _DOTTED.fullmatch(str(event.get("event", ""))):
        event["event"] = "log.unnamed"
    return event


def name_the_error(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Turn `exc_info` into the error's type and places; its message may repeat what a person typed and is left out."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exception()
    elif isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        places = traceback.extract_tb(error.__traceback__)
        event["error"] = type(error).__qualname__
        event["trace"] = [f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in places]
    return event


def redact(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Drop the keys of REDACTED, however deep they stand."""
    return {key: _without_persons(value) for key, value in event.items() if not _personal(key)}


def encode_controls(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Write control characters as escapes, so that no value can forge a line or repaint a terminal."""
    return {_visible(key): _encoded(value) for key, value in event.items()}


def _personal(key: object) -> bool:
    return str(key).lower().rpartition("_")[2] in REDACTED


def _without_persons(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _without_persons(inner) for key, inner in value.items() if not _personal(key)}
    if isinstance(value, list | tuple | set | frozenset):
        return [_without_persons(inner) for inner in value]
    return value


def _encoded(value: object) -> object:
    if isinstance(value, Mapping):
        return {_visible(str(key)): _encoded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_encoded(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return _visible(str(value))


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escape(sign) if unicodedata.category(sign) in _UNPRINTABLE else sign for sign in text)


def _escape(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
