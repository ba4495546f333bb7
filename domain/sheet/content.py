"""What stands on the measure sheet of a dossier: every date of every round under the headings the office prints.

A meeting whose agenda the case stood on and whose result nobody recorded stands there too, as on the Potsdam paper of 2001.
The sheet groups by kind of entry and so hides the order; the rounds recorded with each entry keep it.
Persons are not on it: the source's list "Projektteam" is left out. `domain.sheet` prints it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from domain import money
from domain.dates import When
from domain.dossier import Dossier
from domain.events import AtStage, Decided, FundsConfirmed, Recorded, Resolved
from domain.events.meetings import Scheduled, Unscheduled
from domain.outcome import outcome_of
from domain.programme import Programme, Stage
from domain.sheet.cycle import due_again
from domain.text import Text
from domain.vocabulary import CofinancingOutcome, DecisionOutcome, ImplementationStatus, StageKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One date under a heading: `on` is the day it happened, `effective_on` the day it counts from, `seq` its entry.

    Without `outcome` the case stood on the agenda of that day, and what came of it is not handed down.
    """

    round: int
    on: When
    effective_on: When | None
    outcome: str | None
    seq: int

    @property
    def printed(self) -> When:
        """The date the sheet prints: "zum" where the stage has an effective date."""
        return self.effective_on or self.on


@dataclass(frozen=True, slots=True)
class Line:
    """A heading under Genehmigungsstand with its entries in recorded order over all rounds."""

    stage: str
    heading: Text
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One source of money: share as written, amount in cents where there is one, and the source's own last word."""

    source: str
    title: Text
    share: str
    cents: int | None
    outcome: CofinancingOutcome | None
    on: When | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet of one dossier says; every absent value is absent on paper too."""

    programme: Text
    reference: str
    title: str
    lines: tuple[Line, ...]
    sponsor: str
    begins: When | None
    ends: When | None
    granted: int | None
    parts: tuple[Part, ...]
    implementation: ImplementationStatus
    #: By when the concept has to be drawn up anew; None where the programme has no cycle, unknown before it was approved.
    due_again: When | None = None


def sheet(dossier: Dossier, names: Mapping[str, str], today: date | None = None) -> Sheet:
    """Draw up the sheet; `names` has the name behind the sponsor's id, a name that is gone leaves its place empty.

    It is drawn up as of `today`, or of the day of the last entry: a meeting still to come is nothing a sheet speaks of.
    """
    today = today or date.fromisoformat(dossier.entries[-1].recorded_at[: len("2002-05-24")])
    opened = dossier.opened
    granted = _granted(dossier)
    return Sheet(
        programme=dossier.programme.title,
        reference=opened.reference,
        title=opened.title,
        lines=tuple(_lines(dossier, today)),
        sponsor=names.get(dossier.sponsor, ""),
        begins=opened.begins,
        ends=opened.ends,
        granted=granted,
        parts=tuple(_parts(dossier, granted)),
        implementation=dossier.implementation,
        due_again=(due_again(dossier) or When.unknown()) if dossier.programme.cycle else None,
    )


def _lines(dossier: Dossier, today: date) -> Iterator[Line]:
    found = [entry for fact in dossier.facts if (entry := _entry(fact))]
    found += _without_result(dossier, today)
    for stage in _printed(dossier.programme):
        entries = sorted((entry for key, entry in found if key == stage.key), key=lambda entry: entry.seq)
        yield Line(stage.key, stage.sheet or stage.title, tuple(entries))


def _printed(programme: Programme) -> list[Stage]:
    """The stages with a heading on the sheet, or all where the programme words none; the money has its own section."""
    stages = [stage for stage in programme.stages.values() if stage.kind is not StageKind.COFINANCING]
    return [stage for stage in stages if stage.sheet] or stages


def _entry(fact: Recorded) -> tuple[str, Entry] | None:
    event = fact.event
    if not isinstance(event, AtStage):
        return None
    effective_on = event.effective_on if isinstance(event, Decided) else None
    return event.stage, Entry(event.round, fact.on, effective_on, outcome_of(event), fact.seq)


def _without_result(dossier: Dossier, today: date) -> Iterator[tuple[str, Entry]]:
    """The agendas of days gone by that the case was neither taken off nor dealt with on."""
    open_: dict[tuple[str, int], Recorded] = {}
    for fact in dossier.facts:
        match fact.event:
            case Scheduled(stage=stage, round=number):
                open_[stage, number] = fact
            case Unscheduled(stage=stage, round=number) | Resolved(stage=stage, round=number):
                open_.pop((stage, number), None)
    for fact in open_.values():
        event = fact.event
        if isinstance(event, Scheduled) and event.meets_on.last < today:
            yield event.stage, Entry(event.round, event.meets_on, None, None, fact.seq)


def _granted(dossier: Dossier) -> int | None:
    """The amount granted in the approval, in cents; what an amendment changes is written in its own decision."""
    approval = {stage.key for stage in dossier.programme.by_key[dossier.programme.approval].stages}
    decisions = [fact.event for fact in dossier.facts if isinstance(fact.event, Decided)]
    granted = [d for d in decisions if d.stage in approval and d.outcome is not DecisionOutcome.REFUSED]
    return granted[-1].amount if granted else None


def _parts(dossier: Dossier, granted: int | None) -> Iterator[Part]:
    programme = dossier.programme
    titles = {source.key: source.title for source in programme.sources}
    plan = {part.source: (part.share, part.cents) for part in dossier.opened.plan}
    plan = plan or {source.key: (source.share or "", None) for source in programme.sources}
    split = _split(programme, {source: share for source, (share, _) in plan.items()}, granted)
    words = _words(dossier)
    for source, (share, planned) in plan.items():
        outcome, on = words.get(source, (None, None))
        title = titles.get(source) or Text(de=source)
        yield Part(source, title, share, split.get(source, planned), outcome, on)


def _split(programme: Programme, shares: Mapping[str, str], granted: int | None) -> dict[str, int]:
    """The granted amount by shares, to the cent; empty where nothing was granted or the shares do not make a whole."""
    fractions: dict[str, Fraction] = {source: money.share(share) for source, share in shares.items() if share}
    if granted is None or sum(fractions.values()) != 1:
        return {}
    taker = next((source.key for source in programme.sources if source.takes_remainder), "")
    return money.split(granted, fractions, remainder_to=taker if taker in fractions else list(fractions)[-1])


def _words(dossier: Dossier) -> dict[str, tuple[CofinancingOutcome, When]]:
    """The last word of each source of money in the round that counts, and its day."""
    words: dict[str, tuple[CofinancingOutcome, When]] = {}
    for stage in dossier.programme.by_key[dossier.programme.approval].stages:
        for fact in dossier.at(stage.key, dossier.rounds[dossier.programme.approval]):
            if isinstance(fact.event, FundsConfirmed):
                words.update(dict.fromkeys(fact.event.sources, (fact.event.outcome, fact.on)))
    return words
