"""What has happened, in the past tense: the only truth about a dossier.

An event is a small frozen value. It names persons and organisations by their id alone, never by name, so that a person can
be erased later while the hash chain over the stored payloads stays valid. Each type carries a version (`VERSIONS`); a
payload stored under an older version is lifted by the steps in `UPCASTS` and stays readable for ever.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from pydantic import TypeAdapter

from domain.dates import When
from domain.vocabulary import (
    CofinancingOutcome,
    DecisionOutcome,
    ImplementationStatus,
    MeetingOutcome,
    ReturnPurpose,
)


@dataclass(frozen=True, slots=True)
class Share:
    """One source of money in a dossier's plan: its share as written ("75 %") and, where known, its amount in cents."""

    source: str
    share: str
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A dossier was opened under a programme version; amounts in cents, `None` where the paper gives none."""

    authority: str
    programme: str
    programme_hash: str
    reference: str
    title: str
    area: str = ""
    applicant: str = ""
    sponsor: str = ""
    contact: str = ""
    begins: When | None = None
    ends: When | None = None
    requested: int | None = None
    plan: tuple[Share, ...] = ()
    implementation: ImplementationStatus = ImplementationStatus.UNKNOWN


@dataclass(frozen=True, slots=True)
class Submitted:
    """An application was received at a submission stage."""

    stage: str
    round: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A submission went back: for documents within the round, or for rework, which begins the next round."""

    stage: str
    round: int
    purpose: ReturnPurpose
    reason: str
    documents: tuple[str, ...] = ()
    due: When | None = None


@dataclass(frozen=True, slots=True)
class DocumentsSupplied:
    """The documents asked for at a submission stage have come in."""

    stage: str
    round: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """A body dealt with the case in a meeting."""

    stage: str
    round: int
    outcome: MeetingOutcome
    body: str
    conditions: str = ""
    vote: str = ""
    referred_to: str = ""
    resubmit_on: When | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """The granting authority decided; `effective_on` is the day the consent counts from ("zum"), not the day it was given."""

    stage: str
    round: int
    outcome: DecisionOutcome
    effective_on: When | None = None
    amount: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FundsConfirmed:
    """Sources of money confirmed, or declined, their part of the financing."""

    stage: str
    round: int
    outcome: CofinancingOutcome
    sources: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoundBegun:
    """A proceeding entered its next round; `kept` names the stages whose result still counts, by a person's choice."""

    proceeding: str
    round: int
    reason: str
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The applicant took the application back: not a refusal."""

    reason: str


@dataclass(frozen=True, slots=True)
class StatusReported:
    """The implementation status was reported; the other axis, independent of the approval."""

    status: ImplementationStatus


@dataclass(frozen=True, slots=True)
class DocumentFiled:
    """A document came in: its id, SHA-256, size in bytes and media type. Its name may name people, so it stands beside it."""

    document: str
    digest: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """The dossier was given to a member of staff, or (no `officer`) to nobody."""

    officer: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """An earlier entry was wrong: what is set here replaces it, or `void` takes it out; the original stays in the history.

    `reason` says why it is corrected; `text` replaces the entry's own grounds (of a meeting: its conditions or changes).
    """

    seq: int
    reason: str
    void: bool = False
    on: When | None = None
    effective_on: When | None = None
    outcome: str | None = None
    amount: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class StageOpened:
    """The chain opened a stage: somebody of this role has to act, by `due` where the programme sets a period."""

    stage: str
    round: int
    role: str
    due: When | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """The chain closed a proceeding's round with its result; `before` counts the closings a correction has overtaken."""

    proceeding: str
    round: int
    result: str
    before: int = 0


AtStage = Submitted | Returned | DocumentsSupplied | Resolved | Decided | FundsConfirmed
Event = AtStage | Opened | RoundBegun | Withdrawn | StatusReported | DocumentFiled | Assigned | Corrected | StageOpened | Closed

TYPES: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        Opened, Submitted, Returned, DocumentsSupplied, Resolved, Decided, FundsConfirmed,
        RoundBegun, Withdrawn, StatusReported, DocumentFiled, Assigned, Corrected, StageOpened, Closed,
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


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its place in the dossier and both clocks; `on` is when it happened, `recorded_at` when we were told."""

    seq: int
    event: Event
    on: When
    recorded_at: str
    actor: str
    role: str


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
    message = f"{type(value).__name__} cannot be written into an event"
    raise TypeError(message)


#: Built once: `json.dumps` with these wishes would build an encoder per event.
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain).encode
