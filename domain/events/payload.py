"""How events are stored: as JSON whose characters the hash covers, each type in a version, readable for ever.

A payload stored under an older version is lifted to today's by the steps in `UPCASTS`; the stored one stays as it is.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from pydantic import TypeAdapter

from domain.events import (
    Assigned,
    Corrected,
    Decided,
    DocumentFiled,
    DocumentsSupplied,
    Event,
    FundsConfirmed,
    Opened,
    Resolved,
    Returned,
    RoundBegun,
    Share,
    StatusReported,
    Submitted,
    Withdrawn,
)
from domain.events.chain import Closed, StageOpened
from domain.events.deadlines import (
    ClockResumed,
    ClockStopped,
    DeadlineEnded,
    DeadlineExtended,
    DeadlineSet,
    ExtensionRefused,
    ExtensionRequested,
    NewDue,
    Notified,
)
from domain.events.meetings import (
    BidReceived,
    BidsClosed,
    Called,
    ConditionSettled,
    ConflictDeclared,
    Proposed,
    Repinned,
    Scheduled,
    Selected,
    Unscheduled,
)

TYPES: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        Opened, Submitted, Returned, DocumentsSupplied, Resolved, Decided, FundsConfirmed,
        RoundBegun, Withdrawn, StatusReported, DocumentFiled, Assigned, Corrected, StageOpened, Closed,
        Scheduled, Unscheduled, Called, BidReceived, BidsClosed, Selected, Proposed,
        ConditionSettled, ConflictDeclared, Repinned,
        DeadlineSet, DeadlineExtended, ExtensionRequested, ExtensionRefused, DeadlineEnded,
        ClockStopped, ClockResumed, Notified,
    )
}  # fmt: skip

#: The version in which each type is written today.
VERSIONS: dict[str, int] = dict.fromkeys(TYPES, 1)

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
#: How a payload of (type, version) becomes one of the next version.
UPCASTS: dict[tuple[str, int], Upcast] = {}

_READERS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(kind) for name, kind in TYPES.items()}
_DEFAULTS: dict[str, dict[str, object]] = {n: {f.name: f.default for f in fields(k)} for n, k in TYPES.items()}


class UnreadableEvent(Exception):
    """An event in the store is of a type or version this release does not know; install the release that wrote it."""


def write(event: Event) -> str:
    """Give the payload as JSON with sorted keys, fields at their default left out: the characters the hash covers."""
    name = type(event).__name__
    defaults = _DEFAULTS[name]
    said = {f: v for f in defaults if (v := getattr(event, f)) != defaults[f]}
    return _encode(said)


def read(
    name: str,
    version: int,
    payload: str,
    *,
    versions: Mapping[str, int] = VERSIONS,
    upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS,
) -> Event:
    """Read a stored payload of any version ever written; raise UnreadableEvent for one from the future."""
    today = versions.get(name, 0)
    if version == today:
        event: Event = _READERS[name].validate_json(payload)
        return event
    if version > today:
        raise UnreadableEvent(name, version)
    said = json.loads(payload)
    for step in range(version, today):
        said = upcasts[name, step](said)
    lifted: Event = _READERS[name].validate_python(said)
    return lifted


def _plain(value: object) -> object:
    if isinstance(value, Share):
        return {"source": value.source, "share": value.share, "cents": value.cents}
    if isinstance(value, NewDue):
        return {"deadline": value.deadline, "due": value.due}
    message = f"{type(value).__name__} cannot be written into an event"
    raise TypeError(message)


#: Built once: `json.dumps` with these wishes would build an encoder per event.
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain).encode
