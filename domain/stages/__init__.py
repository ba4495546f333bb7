"""The kinds of stage: one file each, and this table. A new kind is a new file, a line here and a word in `StageKind`."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from domain.answers import Answer
from domain.commands import Details, Place, StageCommand
from domain.dossier import Dossier
from domain.errors import DetailNotAllowed, NoSuchOutcome, NoSuchStage
from domain.events import Event, Recorded
from domain.programme import Programme, Stage
from domain.stages import bids, call, cofinancing, decision, meeting, selection, submission
from domain.vocabulary import StageKind


class Kind(NamedTuple):
    """What a kind of stage can do: the outcomes it knows, the details it takes, and its three functions."""

    outcomes: tuple[str, ...]
    takes: frozenset[str]
    #: (place, outcome, details) -> the command those words mean
    command: Callable[[Place, str, Details], StageCommand]
    #: (dossier, stage, round, command) -> the event, or a refusal
    admit: Callable[[Dossier, Stage, int, StageCommand], Event]
    #: (dossier, stage, facts) -> what the facts amount to
    answer: Callable[[Dossier, Stage, Sequence[Recorded]], Answer]


KINDS: dict[StageKind, Kind] = {
    StageKind.SUBMISSION: Kind(submission.OUTCOMES, submission.TAKES, submission.command, submission.admit, submission.answer),
    StageKind.MEETING: Kind(meeting.OUTCOMES, meeting.TAKES, meeting.command, meeting.admit, meeting.answer),
    StageKind.DECISION: Kind(decision.OUTCOMES, decision.TAKES, decision.command, decision.admit, decision.answer),
    StageKind.COFINANCING: Kind(
        cofinancing.OUTCOMES, cofinancing.TAKES, cofinancing.command, cofinancing.admit, cofinancing.answer
    ),
    StageKind.CALL: Kind(call.OUTCOMES, call.TAKES, call.command, call.admit, call.answer),
    StageKind.BIDS: Kind(bids.OUTCOMES, bids.TAKES, bids.command, bids.admit, bids.answer),
    StageKind.SELECTION: Kind(selection.OUTCOMES, selection.TAKES, selection.command, selection.admit, selection.answer),
}


def outcomes_of(stage: Stage) -> tuple[str, ...]:
    """The outcomes that may be recorded at this stage: all of its kind, or those the programme lists."""
    return stage.outcomes or KINDS[stage.kind].outcomes


def event_for(dossier: Dossier, stage: Stage, number: int, asked: StageCommand) -> Event:
    """Answer a command at a stage whose gate is fulfilled with its event; refuse an outcome the programme does not list."""
    event = KINDS[stage.kind].admit(dossier, stage, number, asked)
    outcome = getattr(asked, "outcome", None)
    if outcome is not None and outcome not in outcomes_of(stage):
        raise NoSuchOutcome(stage=stage.title, outcome=outcome, known=", ".join(outcomes_of(stage)))
    return event


def command_for(programme: Programme, place: Place, outcome: str, details: Details) -> StageCommand:
    """Turn the words of a file or a command line into a command; refuse words the stage does not know."""
    if place.stage not in programme.stages:
        raise NoSuchStage(programme=programme.programme, stage=place.stage, known=", ".join(programme.stages))
    stage = programme.stages[place.stage]
    allowed = outcomes_of(stage)
    if outcome not in allowed and outcome != submission.SUPPLIED:
        raise NoSuchOutcome(stage=stage.title, outcome=outcome, known=", ".join(allowed))
    kind = KINDS[stage.kind]
    if outcome not in kind.outcomes:
        raise NoSuchOutcome(stage=stage.title, outcome=outcome, known=", ".join(allowed))
    for detail in details.given():
        if detail not in kind.takes:
            raise DetailNotAllowed(detail=detail, stage=stage.title, outcome=outcome)
    return kind.command(place, outcome, details)
