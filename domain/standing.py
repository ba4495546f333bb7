"""Where a dossier stands: a pure function of its facts, computed by the writer and the chain alike.

For every stage of the current round it says one of: it is not its turn, somebody has to act, a submission went back, it was
passed, it was rejected. The worklist, both status axes and the end of a proceeding follow from that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from domain.answers import SETTLED, Answer, Passed, Rejected, SentBack
from domain.dates import When
from domain.dossier import Dossier, extend
from domain.events import Event, Recorded
from domain.meetings.referral import in_play, sent_to
from domain.programme import Proceeding, Stage
from domain.stages import KINDS
from domain.vocabulary import ApprovalStatus, MeetingOutcome, StageKind


@dataclass(frozen=True, slots=True)
class NotYet:
    """It is not this stage's turn: the stages named are missing first."""

    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody of `role` has to act, since `since` (UTC instant of recording), by `due` where a period runs."""

    role: str
    since: str
    due: When | None


@dataclass(frozen=True, slots=True)
class Returned:
    """The submission went back; `role` has to supply what is missing by `due`."""

    role: str
    since: str
    due: When | None


Standing = NotYet | Waits | Returned | Passed | Rejected


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the worklist."""

    stage: str
    round: int
    role: str
    since: str
    due: When | None
    returned: bool


def answer(dossier: Dossier, stage: Stage, number: int) -> Answer:
    """What the facts of one stage in one round amount to, as its kind reads them."""
    key = (stage.key, number)
    try:
        return dossier.answers[key]
    except KeyError:
        facts = dossier.at(stage.key, number)
        said = dossier.answers[key] = KINDS[stage.kind].answer(dossier, stage, facts) if facts else None
        return said


def standing(dossier: Dossier, stage: Stage) -> Standing:
    """Where the stage stands in its proceeding's current round."""
    if stage.key not in dossier.standings:
        dossier.standings[stage.key] = _standing(dossier, stage)
    return cast("Standing", dossier.standings[stage.key])


def _standing(dossier: Dossier, stage: Stage) -> Standing:
    number = dossier.rounds[dossier.programme.home[stage.key].key]
    said = answer(dossier, stage, number)
    if isinstance(said, SETTLED):
        return said
    if isinstance(said, SentBack):
        return Returned(
            dossier.programme.entry.role if stage.kind is not StageKind.SUBMISSION else stage.role, said.since, said.due
        )
    if not number or not in_play(dossier, stage, number):
        return NotYet(())
    missing = tuple(key for key in (*stage.before, *_asked(dossier, stage, number)) if not _settled(dossier, key, number))
    if missing:
        return NotYet(missing)
    opened = dossier.stage_opened.get((stage.key, number))
    return Waits(stage.role, _since(dossier, stage, number), opened.due if opened else None)


def finished(dossier: Dossier, proceeding: Proceeding) -> str | None:
    """The result of the proceeding's current round, or None while it goes on: granted, refused, withdrawn, settled, passed."""
    try:
        return dossier.results[proceeding.key]
    except KeyError:
        result = dossier.results[proceeding.key] = _result(dossier, proceeding)
        return result


def _result(dossier: Dossier, proceeding: Proceeding) -> str | None:
    number = dossier.rounds[proceeding.key]
    if not number:
        return None
    stages = [stage for stage in proceeding.stages if in_play(dossier, stage, number)]
    answers = [answer(dossier, stage, number) for stage in stages]
    outcome = "passed"
    for stage, said in zip(stages, answers, strict=True):
        if isinstance(said, Rejected) and (stage.kind is StageKind.DECISION or said.outcome == MeetingOutcome.SETTLED):
            return said.outcome
        if isinstance(said, Passed) and stage.kind is StageKind.DECISION:
            outcome = said.outcome
    if all(isinstance(said, SETTLED) for said in answers):
        return "refused" if any(isinstance(said, Rejected) for said in answers) else outcome
    if dossier.withdrawn:
        return "withdrawn"
    said_no = any(isinstance(said, Rejected) for said in answers)
    return "refused" if said_no and nothing_can_follow(dossier, proceeding) else None


def nothing_can_follow(dossier: Dossier, proceeding: Proceeding) -> bool:
    """Tell whether a body's no keeps every open stage of the round from its turn, so that not even a refusal can be decided.

    A decision whose gates are settled can still refuse; one behind a call, or an application, that will never come cannot.
    """
    number = dossier.rounds[proceeding.key]
    answers = {stage.key: answer(dossier, stage, number) for stage in proceeding.stages if in_play(dossier, stage, number)}
    no = {key for key, said in answers.items() if isinstance(said, Rejected)}
    if not no:
        return False
    waits = [stage for stage in proceeding.stages if stage.key in answers and not isinstance(answers[stage.key], SETTLED)]
    never: set[str] = set()
    for _ in waits:
        never |= {s.key for s in waits if not never.isdisjoint(s.needs)}
        never |= {s.key for s in waits if s.kind is not StageKind.DECISION and not no.isdisjoint(s.needs)}
    return bool(waits) and len(never) == len(waits)


def waiting(dossier: Dossier) -> Iterator[Waiting]:
    """Yield the worklist lines of the dossier: every stage at which somebody has to act now."""
    for proceeding in dossier.programme.proceedings:
        if proceeding.key not in dossier.lines:
            dossier.lines[proceeding.key] = tuple(_lines(dossier, proceeding))
        yield from cast("tuple[Waiting, ...]", dossier.lines[proceeding.key])


def _lines(dossier: Dossier, proceeding: Proceeding) -> Iterator[Waiting]:
    number = dossier.rounds[proceeding.key]
    if not number or finished(dossier, proceeding):
        return
    for stage in proceeding.stages:
        here = standing(dossier, stage)
        if isinstance(here, Waits | Returned):
            yield Waiting(stage.key, number, here.role, here.since, here.due, isinstance(here, Returned))


_AFTER: dict[StageKind, ApprovalStatus] = {
    StageKind.SUBMISSION: ApprovalStatus.SUBMITTED,
    StageKind.MEETING: ApprovalStatus.CONSULTED,
    StageKind.COFINANCING: ApprovalStatus.FUNDED,
    StageKind.CALL: ApprovalStatus.CALLED,
    StageKind.BIDS: ApprovalStatus.CALLED,
    StageKind.SELECTION: ApprovalStatus.SPONSOR_SELECTED,
}


def approval_status(dossier: Dossier) -> ApprovalStatus:
    """The approval axis in one word, read from the approval proceeding's current round."""
    proceeding = dossier.programme.by_key[dossier.programme.approval]
    result = finished(dossier, proceeding)
    if result in {"withdrawn", "settled", "refused"}:
        return ApprovalStatus(result)
    status = ApprovalStatus.OPEN
    for stage in proceeding.stages:
        here = standing(dossier, stage)
        if isinstance(here, Returned):
            return ApprovalStatus.AWAITING_DOCUMENTS
        if isinstance(here, Passed):
            status = ApprovalStatus(here.outcome) if stage.kind is StageKind.DECISION else _AFTER[stage.kind]
    return status


def is_finished(dossier: Dossier) -> bool:
    """Tell whether every proceeding that began has ended."""
    started = [p for p in dossier.programme.proceedings if dossier.rounds[p.key]]
    return all(finished(dossier, p) for p in started)


def _asked(dossier: Dossier, stage: Stage, number: int) -> tuple[str, ...]:
    """The stages this one has referred the item to, and so waits for."""
    if stage.kind is not StageKind.MEETING:
        return ()
    own = dossier.at(stage.key, number)
    return tuple(s.key for s in sent_to(dossier.programme.home[stage.key], own[-1] if own else None))


def _settled(dossier: Dossier, key: str, number: int) -> bool:
    return isinstance(answer(dossier, dossier.programme.stages[key], number), Passed | Rejected)


def _since(dossier: Dossier, stage: Stage, number: int) -> str:
    """The instant from which it was this stage's turn: its last own entry, else the last gate, else the round's beginning."""
    own = dossier.at(stage.key, number)
    if own:
        return own[-1].recorded_at
    gates = [facts[-1].recorded_at for key in stage.before if (facts := dossier.at(key, number))]
    home = dossier.programme.home[stage.key].key
    return max([dossier.begun[home, number].recorded_at, *gates])


def with_next(dossier: Dossier, events: list[tuple[Event, When]], *, at: str = "", by: tuple[str, str] = ("", "")) -> Dossier:
    """Fold events onto the dossier: what it would be once they are recorded at the instant `at` by (person, role)."""
    start = dossier.version
    new = [Recorded(start + n, event, on, at, *by) for n, (event, on) in enumerate(events, start=1)]
    return extend(dossier, new)
