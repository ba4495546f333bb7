"""Walking a programme mechanically: whatever its YAML allows is tried, from the opening to every end.

Nothing here knows a programme. Two people stand behind every role, so that four eyes are two people; commands come from the
kinds of stage and the outcomes the file lists, and `domain.admission.admit` says which of them are possible.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from domain import standing
from domain.admission import admit
from domain.admission.opening import open_dossier
from domain.answers import Answer, Passed, Rejected
from domain.commands import Actor, Command, ConfirmFunds, Decide, Open, Resolve, Return, Submit, SupplyDocuments, Withdraw
from domain.commands.meetings import CloseBids, Propose, PublishCall, ReceiveBid, Select
from domain.dates import When
from domain.dossier import Dossier, fold
from domain.duties import allowed_roles
from domain.errors import Refusal
from domain.events import Recorded, Resolved
from domain.programme import Proceeding, Programme, Stage
from domain.stages import outcomes_of
from domain.vocabulary import (
    CofinancingOutcome,
    DecisionOutcome,
    MeetingOutcome,
    ReturnPurpose,
    SelectionOutcome,
    StageKind,
)

TODAY = date(2026, 1, 5)
DAY = When("2025-11-10")
LATER = When("2025-12-10")
AT = "2026-01-05T08:00:00.000000Z"

Step = tuple[Command, Actor]


@dataclass
class Walked:
    """Where a walk through one proceeding got: the shortest way to each end, and every outcome that could be recorded."""

    ends: dict[str, tuple[Dossier, list[Step]]] = field(default_factory=dict)
    recorded: set[tuple[str, str]] = field(default_factory=set)


def person(role: str, number: int = 1) -> Actor:
    """One of the two people behind a role."""
    return Actor(f"{role}-{number}", f"{role}-{number}", frozenset({role}))


def opened(programme: Programme, authority: str, paper: str = "", framework: Dossier | None = None) -> Dossier:
    """A dossier of the programme that was opened and nothing more."""
    asked = Open(
        authority=authority, programme=programme.programme, programme_hash="0" * 64, reference="W-1", title="Weg", on=DAY,
        area="Gebiet", paper=paper, part_of=framework.id if framework else "",
    )  # fmt: skip
    events = open_dossier(programme, asked, None, person(programme.entry.recorders[0]), TODAY, framework)
    return fold("walked", programme, [Recorded(n, event, on, AT, "x", "") for n, (event, on) in enumerate(events, start=1)])


def walk(start: Dossier, proceeding: Proceeding, bidder: str) -> Walked:
    """Go through everything the proceeding allows, breadth first, so that the first way to an end is a shortest one.

    `bidder` is the id of a party that may make bids.
    """
    walked = Walked()
    ahead: list[tuple[Dossier, list[Step]]] = [(start, [])]
    seen = {_signature(start, proceeding)}
    for dossier, steps in ahead:
        for command, actor in _possible(dossier, proceeding, bidder):
            try:
                events = admit(dossier, command, actor, TODAY)
            except Refusal:
                continue
            after = standing.with_next(dossier, events, at=AT, by=(actor.person, ""))
            walked.recorded |= _said(command)
            if end := standing.finished(after, proceeding):
                walked.ends.setdefault(end, (after, [*steps, (command, actor)]))
                continue
            signature = _signature(after, proceeding)
            if signature not in seen:
                seen.add(signature)
                ahead.append((after, [*steps, (command, actor)]))
    return walked


def wanted_ends(programme: Programme) -> set[str]:
    """The ends the file promises for its approval: what its decisions, or without any its meetings, can say."""
    stages = programme.by_key[programme.approval].stages
    decisions = [stage for stage in stages if stage.kind is StageKind.DECISION]
    meetings = [stage for stage in stages if stage.kind is StageKind.MEETING and not stage.by_referral]
    ends = {"withdrawn"}
    ends |= {outcome for stage in decisions for outcome in outcomes_of(stage)} if decisions else {"passed"}
    said = {outcome for stage in meetings for outcome in set(outcomes_of(stage)) - stage.passing}
    if MeetingOutcome.SETTLED in said:
        ends.add("settled")
    if MeetingOutcome.REJECTED in said and not decisions:
        ends.add("refused")
    return ends


def wanted_outcomes(proceeding: Proceeding) -> set[tuple[str, str]]:
    """Every outcome of every stage, as the file lists it."""
    return {(stage.key, outcome) for stage in proceeding.stages for outcome in outcomes_of(stage)}


def _possible(dossier: Dossier, proceeding: Proceeding, bidder: str) -> Iterator[Step]:
    programme = dossier.programme
    for stage in proceeding.stages:
        for command in _COMMANDS[stage.kind](proceeding, stage, bidder):
            # Whoever decides is the second person of the role, so that the first can have prepared it.
            number = 2 if isinstance(command, Decide) else 1
            yield command, person(allowed_roles(programme, command, stage)[0], number)
    if proceeding.key == programme.approval:
        withdraw = Withdraw(on=DAY, reason="Grund")
        yield withdraw, person(allowed_roles(programme, withdraw, None)[0])


def _submission(_proceeding: Proceeding, stage: Stage, _bidder: str) -> Iterator[Command]:
    yield Submit(stage=stage.key, on=DAY)
    yield SupplyDocuments(stage=stage.key, on=DAY)
    yield Return(stage=stage.key, on=DAY, purpose=ReturnPurpose.DOCUMENTS, reason="Es fehlt etwas.")


def _meeting(proceeding: Proceeding, stage: Stage, _bidder: str) -> Iterator[Command]:
    committees = [other.body or "" for other in proceeding.stages if other.by_referral] or ["Runder Tisch"]
    for outcome in outcomes_of(stage):
        for committee in committees if outcome == MeetingOutcome.REFERRED else [""]:
            yield _resolve(stage, MeetingOutcome(outcome), committee)


def _decision(_proceeding: Proceeding, stage: Stage, _bidder: str) -> Iterator[Command]:
    for word in outcomes_of(stage):
        outcome = DecisionOutcome(word)
        amount = None if outcome is DecisionOutcome.REFUSED else 10_000
        zum = DAY if stage.effective_date and amount else None
        yield Propose(stage=stage.key, on=DAY, outcome=outcome, amount=amount, reason="Grund")
        yield Decide(stage=stage.key, on=DAY, outcome=outcome, amount=amount, reason="Grund", effective_on=zum)


def _cofinancing(_proceeding: Proceeding, stage: Stage, _bidder: str) -> Iterator[Command]:
    for word in outcomes_of(stage):
        yield ConfirmFunds(stage=stage.key, on=DAY, outcome=CofinancingOutcome(word), reason="Grund")


def _call(_proceeding: Proceeding, stage: Stage, _bidder: str) -> Iterator[Command]:
    yield PublishCall(stage=stage.key, on=DAY, closes_on=LATER)


def _bids(_proceeding: Proceeding, stage: Stage, bidder: str) -> Iterator[Command]:
    yield ReceiveBid(stage=stage.key, on=DAY, bidder=bidder)
    yield CloseBids(stage=stage.key, on=DAY)


def _selection(_proceeding: Proceeding, stage: Stage, bidder: str) -> Iterator[Command]:
    for word in outcomes_of(stage):
        chosen = bidder if word == SelectionOutcome.SELECTED else ""
        yield Select(stage=stage.key, on=DAY, outcome=SelectionOutcome(word), bidder=chosen, reason="Grund")


#: What may be asked at each kind of stage; a kind without a line here stops the walk.
_COMMANDS: dict[StageKind, Callable[[Proceeding, Stage, str], Iterator[Command]]] = {
    StageKind.SUBMISSION: _submission,
    StageKind.MEETING: _meeting,
    StageKind.DECISION: _decision,
    StageKind.COFINANCING: _cofinancing,
    StageKind.CALL: _call,
    StageKind.BIDS: _bids,
    StageKind.SELECTION: _selection,
}


def _resolve(stage: Stage, outcome: MeetingOutcome, committee: str) -> Resolve:
    conditions = "Auflage" if outcome in {MeetingOutcome.ADOPTED_AMENDED, MeetingOutcome.ADOPTED_WITH_CONDITIONS} else ""
    again = LATER if outcome is MeetingOutcome.RESUBMISSION else None
    return Resolve(stage=stage.key, on=DAY, outcome=outcome, conditions=conditions, referred_to=committee, resubmit_on=again)


#: The outcome of a command that has no field for it.
_WORDS: dict[type[Command], str] = {
    Submit: "submitted", SupplyDocuments: "supplied", PublishCall: "published", ReceiveBid: "received", CloseBids: "closed",
}  # fmt: skip


def _said(command: Command) -> set[tuple[str, str]]:
    if isinstance(command, Return | Withdraw | Propose):
        return set()
    return {(getattr(command, "stage", ""), _WORDS.get(type(command)) or str(getattr(command, "outcome", "")))}


def _signature(dossier: Dossier, proceeding: Proceeding) -> tuple[object, ...]:
    """What of a dossier the next steps depend on: dossiers that are the same here can do the same."""
    number = max(dossier.rounds[proceeding.key], 1)
    stages = tuple(
        (_short(standing.answer(dossier, stage, number)), _open(dossier, stage, number)) for stage in proceeding.stages
    )
    return (*stages, dossier.withdrawn is not None, dossier.selected)


def _short(said: Answer) -> object:
    return (type(said), said.outcome) if isinstance(said, Passed | Rejected) else type(said)


def _open(dossier: Dossier, stage: Stage, number: int) -> object:
    """What an open stage holds that changes what may come next: a referral, a bid, a proposal."""
    facts = dossier.at(stage.key, number)
    last = facts[-1].event if facts else None
    referred = last.committees if isinstance(last, Resolved) else ()
    return referred, stage.kind is StageKind.BIDS and bool(facts), dossier.proposed(stage.key, number) is not None
