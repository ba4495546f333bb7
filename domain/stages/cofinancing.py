"""Cofinancing: every source of money in the plan confirms its part. A source that declines leaves the stage open."""

from collections.abc import Sequence
from typing import Any

from domain.answers import Answer, Passed
from domain.commands import ConfirmFunds, Details, Place, StageCommand
from domain.dossier import Dossier
from domain.errors import AlreadySettled, DetailNeeded, NoSuchSource, NotOfThisStage
from domain.events import Event, FundsConfirmed, Recorded
from domain.programme import Stage
from domain.vocabulary import CofinancingOutcome

OUTCOMES = tuple(CofinancingOutcome)
TAKES = frozenset({"sources", "reason"})


def command(place: Place, outcome: str, details: Details) -> StageCommand:
    """Read "confirmed" or "declined", for the sources named or for all of the plan."""
    where: dict[str, Any] = place.named()
    said: dict[str, Any] = details.given()
    return ConfirmFunds(**where, outcome=CofinancingOutcome(outcome), **said)


def planned(dossier: Dossier) -> tuple[str, ...]:
    """The sources that have to confirm: those of the dossier's plan, else those of the programme."""
    plan = tuple(part.source for part in dossier.opened.plan)
    return plan or tuple(source.key for source in dossier.programme.sources)


def admit(dossier: Dossier, stage: Stage, number: int, asked: StageCommand) -> Event:
    """Accept the word of sources that are in the plan and have not confirmed yet; declining needs a reason."""
    if not isinstance(asked, ConfirmFunds):
        raise NotOfThisStage(stage=stage.title, known=", ".join(stage.outcomes or OUTCOMES))
    facts = dossier.at(stage.key, number)
    said = answer(dossier, stage, facts)
    if isinstance(said, Passed):
        raise AlreadySettled(stage=stage.title, round=number, outcome=said.outcome, seq=said.seq)
    sources = planned(dossier)
    for source in asked.sources:
        if source not in sources:
            raise NoSuchSource(source=source, known=", ".join(sources))
    if asked.outcome is CofinancingOutcome.DECLINED and not asked.reason:
        raise DetailNeeded(stage=stage.title, outcome=asked.outcome, detail="reason")
    named = tuple(dict.fromkeys(asked.sources))
    return FundsConfirmed(stage.key, number, asked.outcome, named or sources, asked.reason)


def answer(dossier: Dossier, _stage: Stage, facts: Sequence[Recorded]) -> Answer:
    """Passed when the last word of every planned source is a confirmation; dated by the entry that completed it."""
    word: dict[str, CofinancingOutcome] = {}
    for fact in facts:
        if isinstance(fact.event, FundsConfirmed):
            word.update(dict.fromkeys(fact.event.sources, fact.event.outcome))
    if not facts or any(word.get(source) is not CofinancingOutcome.CONFIRMED for source in planned(dossier)):
        return None
    return Passed(facts[-1].on, CofinancingOutcome.CONFIRMED, facts[-1].seq)
