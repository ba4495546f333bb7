"""A sample: a case of the past as a file, replayed entry by entry through the same door as live work.

The dossier is opened as of `opened_on` and every fact, the first submission too, is an entry. Each entry has a key that
depends on what it says and not on where it stands (`config.replay`), so that replaying the file again records nothing
twice.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from config.application import Project
from domain.dates import When
from domain.fault import NO_OUTCOME, Fault, unknown
from domain.programme.written import Amount, Key
from domain.text import TEXT_LIMIT
from domain.vocabulary import ConditionOutcome, DecisionOutcome, ImplementationStatus, ReturnPurpose

Act = Literal["record", "return", "withdraw", "correct", "status", "schedule", "unschedule", "propose", "condition", "conflict"]
_Prose = Annotated[str, Field(max_length=TEXT_LIMIT)]

#: What each act has to say and what else it may say; `as` and `note` may stand everywhere.
_NEEDS: dict[str, tuple[str, ...]] = {
    "record": ("stage", "outcome"),
    "return": ("on", "stage", "purpose", "reason"),
    "withdraw": ("on", "reason"),
    "correct": ("seq", "reason"),
    "status": ("on", "status"),
    "schedule": ("on", "stage", "meets_on"),
    "unschedule": ("on", "stage", "reason"),
    "propose": ("on", "stage", "outcome"),
    "condition": ("on", "seq", "number", "outcome", "proof"),
    "conflict": ("on", "party"),
}
_MAY: dict[str, tuple[str, ...]] = {
    "record": (
        "on", "undated", "round", "begins_round", "keep", "effective_on", "amount", "reason",
        "conditions", "vote", "referred_to", "resubmit_on", "sources", "closes_on", "bidder", "voters", "biased", "secret",
    ),
    "return": ("documents", "due", "keep"),
    "withdraw": (),
    "correct": ("on", "void", "effective_on", "outcome", "amount"),
    "status": (),
    "schedule": ("nonpublic",),
    "unschedule": (),
    "propose": ("amount", "reason"),
    "condition": (),
    "conflict": (),
}  # fmt: skip
#: The words of an outcome where an act takes no others than these; a stage's own are for its kind to know.
_OUTCOMES: dict[str, tuple[str, ...]] = {
    "propose": tuple(DecisionOutcome),
    "condition": tuple(ConditionOutcome),
}


class EntryNeeds(Fault):
    """An entry with "act: {act}" needs "{name}"; add a line "{name}: …"."""


class EntryTakesNo(Fault):
    """An entry with "act: {act}" has no use for "{name}"; take it out."""


class DayOrUndated(Fault):
    """An entry has either a day or none that is handed down; give "on: 2002-05-24" or "undated: true", not both."""


class Entry(BaseModel):
    """One fact of the case; `on` is the day it happened, `as` who records it, `note` a remark that is not recorded.

    `bidder`, `party`, `voters` and `biased` are handles of the authority's file; `number` counts the conditions of entry `seq`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    act: Act = "record"
    on: When | None = None
    undated: bool = False
    stage: Key | None = None
    outcome: Key | None = None
    round: int | None = Field(default=None, ge=1, le=1000)
    begins_round: _Prose = ""
    keep: tuple[Key, ...] = ()
    effective_on: When | None = None
    amount: Amount | None = None
    reason: _Prose = ""
    conditions: _Prose = ""
    vote: _Prose = ""
    referred_to: _Prose = ""
    resubmit_on: When | None = None
    sources: tuple[Key, ...] = ()
    purpose: ReturnPurpose | None = None
    documents: tuple[_Prose, ...] = ()
    due: When | None = None
    seq: int | None = Field(default=None, ge=1)
    void: bool = False
    status: ImplementationStatus | None = None
    closes_on: When | None = None
    bidder: Key | None = None
    voters: tuple[Key, ...] = ()
    biased: tuple[Key, ...] = ()
    secret: bool = False
    meets_on: When | None = None
    nonpublic: bool = False
    number: int | None = Field(default=None, ge=1)
    proof: _Prose = ""
    party: Key | None = None
    recorded_as: Key | None = Field(default=None, alias="as")
    note: _Prose = ""

    @property
    def handles(self) -> tuple[str, ...]:
        """Everybody the entry names, whoever records it aside."""
        return (*filter(None, (self.bidder, self.party)), *self.voters, *self.biased)


class Sample(BaseModel):
    """A case to be replayed: the project, the day its dossier was opened (or unknown), who records, and the entries."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    application: Project
    opened_on: When
    recorded_as: Key = Field(alias="as")
    entries: tuple[Entry, ...] = ()


def faults_of_sample(sample: Sample) -> list[Fault]:
    """What is wrong although each value is right; what the programme says about it, the domain tells on replay."""
    found = [fault.moved("application") for fault in sample.application.faults()]
    for n, entry in enumerate(sample.entries):
        found += [fault.moved("entries", n) for fault in _entry_faults(entry)]
    return found


def _entry_faults(entry: Entry) -> Iterator[Fault]:
    said = {_spelled(name) for name in entry.model_dump(exclude_defaults=True)}
    for name in _NEEDS[entry.act]:
        if name not in said:
            yield EntryNeeds((), act=entry.act, name=name)
    for name in sorted(said.difference(_NEEDS[entry.act], _MAY[entry.act], {"act", "as", "note"})):
        yield EntryTakesNo((name,), act=entry.act, name=name)
    if entry.outcome and entry.outcome not in (words := _OUTCOMES.get(entry.act, (entry.outcome,))):
        yield unknown(("outcome",), entry.outcome, words, NO_OUTCOME)
    if entry.act == "record" and (entry.on is not None) == entry.undated:
        yield DayOrUndated(("undated",) if entry.undated else ())


def _spelled(name: str) -> str:
    return "as" if name == "recorded_as" else name
