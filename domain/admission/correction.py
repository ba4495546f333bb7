"""Correction: a wrong entry is answered by a new one with a reason; the original stays, and the rules still have to hold."""

from typing import get_args

from domain import standing
from domain.admission.gate import pass_the_gate, require_open
from domain.answers import SETTLED
from domain.commands import Correct
from domain.dates import When
from domain.dossier import Dossier
from domain.errors import (
    DateNeeded,
    DetailNeeded,
    DetailNotAllowed,
    GateWasRejected,
    NoSuchOutcome,
    ProceedingNotOpen,
    Refusal,
    StageNotOpen,
    TextMissing,
)
from domain.errors.corrections import (
    EntryVoid,
    NoSuchEntry,
    NotCorrectable,
    NothingCorrected,
    OthersStandOnIt,
    OthersWouldFall,
)
from domain.errors.deadlines import OnlyTakenOut
from domain.errors.meetings import NotReferred
from domain.events import (
    AboutDeadlines,
    AtStage,
    Corrected,
    Decided,
    Event,
    FundsConfirmed,
    Recorded,
    Resolved,
    StatusReported,
    Withdrawn,
)
from domain.events.deadlines import (
    ClockResumed,
    ClockStopped,
    DeadlineEnded,
    DeadlineExtended,
    DeadlineSet,
    ExtensionRefused,
    ExtensionRequested,
    Notified,
)
from domain.events.meetings import BidReceived, ConditionSettled, ConflictDeclared, Proposed, Selected
from domain.follows import CHAIN
from domain.meetings.referral import in_play
from domain.stages import KINDS, outcomes_of
from domain.stages.decision import keep_the_cap
from domain.stages.meeting import NEEDS, check_paper
from domain.text import Text
from domain.vocabulary import DecisionOutcome, ImplementationStatus, MeetingOutcome

#: What a correction can name; an agenda is left by taking the case off it, which is an entry of its own.
CORRECTABLE = (
    *get_args(AtStage), Withdrawn, StatusReported, Proposed, ConditionSettled, ConflictDeclared, *get_args(AboutDeadlines)
)  # fmt: skip
#: What a refusal calls an entry that belongs to no stage.
_ACTS = {
    Withdrawn: "withdraw", StatusReported: "status", ConditionSettled: "condition", ConflictDeclared: "conflict",
    DeadlineSet: "setdeadline", DeadlineExtended: "extenddeadline", ExtensionRequested: "requestextension",
    ExtensionRefused: "refuseextension", DeadlineEnded: "enddeadline", ClockStopped: "stopclock", ClockResumed: "resumeclock",
    Notified: "notify",
}  # fmt: skip
_WITH_OUTCOME = Resolved | Decided | FundsConfirmed


def correct(dossier: Dossier, asked: Correct) -> Corrected:
    """Admit a correction, or refuse it where it names no live entry, says nothing, or would break a gate."""
    target = next((fact for fact in dossier.facts if fact.seq == asked.seq), None)
    reference = dossier.opened.reference
    if target is None:
        missing = EntryVoid if 1 <= asked.seq <= dossier.version else NoSuchEntry
        raise missing(seq=asked.seq, reference=reference)
    if not isinstance(target.event, CORRECTABLE):
        raise NotCorrectable(seq=asked.seq, reference=reference)
    if isinstance(target.event, AboutDeadlines):
        _check_deadline(dossier, target, asked)
    _check_fields(dossier, target, asked)
    event = Corrected(
        asked.seq, asked.reason, asked.void, asked.on, asked.effective_on, asked.outcome, asked.amount, asked.text
    )  # fmt: skip
    _check_rules(dossier, standing.with_next(dossier, [(event, target.on)]), event)
    return event


def _check_deadline(dossier: Dossier, target: Recorded, asked: Correct) -> None:
    """An entry about a deadline is taken out as a whole, by a person as a person made it; a clock that goes on first."""
    if target.actor == CHAIN:
        raise NotCorrectable(seq=asked.seq, reference=dossier.opened.reference)
    if not asked.void:
        raise OnlyTakenOut(seq=asked.seq)
    going = [f.seq for f in dossier.facts if isinstance(f.event, ClockResumed) and f.event.stop == asked.seq]
    if going:
        seqs = ", ".join(map(str, going))
        raise OthersStandOnIt(seq=asked.seq, entries=Text(de=f"{seqs} (Frist läuft weiter)", en=f"{seqs} (clock goes on)"))


def _check_fields(dossier: Dossier, target: Recorded, asked: Correct) -> None:
    event = target.event
    name = _name(dossier, event)
    if asked.text == "":
        raise TextMissing(field="text")
    if not (asked.void or asked.on or asked.effective_on or asked.outcome or asked.amount is not None or asked.text):
        raise NothingCorrected(seq=asked.seq)
    if asked.text and not isinstance(event, _WITH_OUTCOME):
        raise DetailNotAllowed(detail="text", stage=name, outcome="")
    if asked.on is not None and not asked.on.known and isinstance(event, AtStage):
        stage = dossier.programme.stages[event.stage]
        if not stage.undated:
            raise DateNeeded(stage=stage.title)
    if asked.outcome:
        _check_outcome(dossier, event, asked.outcome)
    for detail in ("amount", "effective_on"):
        if getattr(asked, detail) is not None and not isinstance(event, Decided):
            raise DetailNotAllowed(detail=detail, stage=name, outcome="")
    _check_details(dossier, event, asked)


def _check_details(dossier: Dossier, event: Event, asked: Correct) -> None:
    """Hold a corrected decision or resolution to the details its kind of stage asks for."""
    if isinstance(event, Decided):
        stage = dossier.programme.stages[event.stage]
        if asked.amount is not None and (asked.outcome or event.outcome) == DecisionOutcome.REFUSED:
            raise DetailNotAllowed(detail="amount", stage=stage.title, outcome=DecisionOutcome.REFUSED)
        if asked.effective_on and not stage.effective_date:
            raise DetailNotAllowed(detail="effective_on", stage=stage.title, outcome=event.outcome)
    if isinstance(event, Resolved) and asked.outcome:
        stage = dossier.programme.stages[event.stage]
        check_paper(dossier, MeetingOutcome(asked.outcome))
        lacking = NEEDS.get(MeetingOutcome(asked.outcome))
        if lacking and not getattr(event, lacking) and not (lacking == "conditions" and asked.text):
            # A correction carries no committee and no day of resubmission; such a result is voided and recorded anew.
            raise DetailNeeded(stage=stage.title, outcome=asked.outcome, detail=lacking)


def _name(dossier: Dossier, event: Event) -> Text | str:
    """What a refusal calls the entry: its stage's title, else the word of the act."""
    if isinstance(event, AtStage | Proposed):
        return dossier.programme.stages[event.stage].title
    return _ACTS[type(event)]


def _check_outcome(dossier: Dossier, event: Event, outcome: str) -> None:
    if isinstance(event, _WITH_OUTCOME):
        stage = dossier.programme.stages[event.stage]
        if outcome not in outcomes_of(stage) or outcome not in KINDS[stage.kind].outcomes:
            raise NoSuchOutcome(stage=stage.title, outcome=outcome, known=", ".join(outcomes_of(stage)))
    elif not isinstance(event, StatusReported):
        raise DetailNotAllowed(detail="outcome", stage=_name(dossier, event), outcome="")
    elif outcome not in tuple(ImplementationStatus):
        raise NoSuchOutcome(stage=_name(dossier, event), outcome=outcome, known=", ".join(ImplementationStatus))


#: Refusals that speak of a stage as if somebody were recording it; a correction names the entries that stand there already.
_ABOUT_A_STAGE = StageNotOpen | GateWasRejected | ProceedingNotOpen | NotReferred


def _check_rules(before: Dossier, after: Dossier, correction: Corrected) -> None:
    """Hold every settled stage to its gate, and a grant to its cap, as they would be after the correction.

    A gate that is open already, because documents were asked for after the body had met, is not the correction's doing.
    """
    chosen = _chosen(before, correction)
    if chosen:
        raise OthersStandOnIt(seq=correction.seq, entries=_named(before, chosen))
    broken = _newly_broken(before, after)
    if broken and correction.void:
        raise OthersStandOnIt(seq=correction.seq, entries=_named(before, _standing_on(before, after)))
    if broken and isinstance(broken[0][1], _ABOUT_A_STAGE):
        raise OthersWouldFall(seq=correction.seq, entries=_named(before, {seq for seqs, _ in broken for seq in seqs}))
    if broken:
        raise broken[0][1]
    fact = next((fact for fact in after.facts if fact.seq == correction.seq), None)
    if fact and isinstance(fact.event, Decided):
        event = fact.event
        stage = after.programme.stages[event.stage]
        keep_the_cap(after, stage, event, fact.on)


def _chosen(before: Dossier, correction: Corrected) -> set[int]:
    """The selection that chose the bidder whose bid would be taken out."""
    event = before.entries[correction.seq - 1].event
    if not correction.void or not isinstance(event, BidReceived):
        return set()
    home = before.programme.home[event.stage]
    facts = (fact for stage in home.stages for fact in before.visits.get((stage.key, event.round), ()))
    return {fact.seq for fact in facts if isinstance(fact.event, Selected) and fact.event.bidder == event.bidder}


def _newly_broken(before: Dossier, after: Dossier) -> list[tuple[set[int], Refusal]]:
    """The stages whose rules held before and no longer do: the entries that would stand in the air, and why."""
    found: list[tuple[set[int], Refusal]] = []
    for key, number in after.visits:
        broken = breaks(after, key, number)
        if broken and not breaks(before, key, number):
            said = standing.answer(after, after.programme.stages[key], number)
            # Without a gate, what settled the stage cannot stand; without its proceeding, nothing at the stage can.
            if isinstance(said, SETTLED) and not isinstance(broken, ProceedingNotOpen | NotReferred):
                found.append(({said.seq}, broken))
            else:
                found.append(({fact.seq for fact in after.visits[key, number]}, broken))
    return found


def _standing_on(before: Dossier, after: Dossier) -> set[int]:
    """Every entry that cannot stay once the first is gone, and those that stand on these in turn."""
    seqs: set[int] = set()
    while more := {seq for some, _ in _newly_broken(before, after) for seq in some} - seqs:
        seqs |= more
        after = standing.with_next(after, [(Corrected(seq, "-", void=True), When.unknown()) for seq in sorted(more)])
    return seqs


def _named(dossier: Dossier, seqs: set[int]) -> Text:
    """Entries by number and stage: "4 (Projektentscheidung), 5 (Finanzierung)"."""
    events = [(seq, dossier.entries[seq - 1].event) for seq in sorted(seqs)]
    titles = [(seq, dossier.programme.stages[event.stage].title) for seq, event in events if isinstance(event, AtStage)]
    return Text(
        de=", ".join(f"{seq} ({title.into('de')})" for seq, title in titles),
        en=", ".join(f"{seq} ({title.into('en')})" for seq, title in titles),
    )


def breaks(dossier: Dossier, key: str, number: int) -> Refusal | None:
    """What keeps the entries of a stage in a round from standing: a gate, a proceeding that is not open; None if nothing."""
    stage = dossier.programme.stages[key]
    said = standing.answer(dossier, stage, number)
    try:
        if dossier.visits.get((key, number)):
            require_open(dossier, dossier.programme.home[key])
            if not in_play(dossier, stage, number):
                raise NotReferred(stage=stage.title)
        if isinstance(said, SETTLED):
            pass_the_gate(dossier, stage, number, said.on, refusing=said.outcome == DecisionOutcome.REFUSED)
    except Refusal as refusal:
        return refusal
    return None
