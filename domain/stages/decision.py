"""Decision: the granting authority decides. A person does; nothing here grants or refuses by itself (§ 35a VwVfG)."""

from collections.abc import Sequence
from typing import Any

from domain import money
from domain.answers import SETTLED, Answer, Passed, Rejected
from domain.commands import Decide, Details, Place, StageCommand
from domain.dates import When
from domain.dossier import Dossier
from domain.errors import (
    AlreadySettled,
    AreaNeeded,
    DateNeeded,
    DetailNeeded,
    DetailNotAllowed,
    NoBudgetThen,
    NothingGranted,
    NotOfThisStage,
    OverTheCap,
)
from domain.events import Decided, Event, Recorded
from domain.programme import Stage
from domain.vocabulary import DecisionOutcome

OUTCOMES = tuple(DecisionOutcome)
TAKES = frozenset({"effective_on", "amount", "reason", "conditions"})


def command(place: Place, outcome: str, details: Details) -> StageCommand:
    """Read "granted", "partially_granted" or "refused"."""
    where: dict[str, Any] = place.named()
    said: dict[str, Any] = details.given()
    return Decide(**where, outcome=DecisionOutcome(outcome), **said)


def admit(dossier: Dossier, stage: Stage, number: int, asked: StageCommand) -> Event:
    """Accept one decision per round; less than everything asked for needs grounds (§ 39 VwVfG), a cap is kept."""
    if not isinstance(asked, Decide):
        raise NotOfThisStage(stage=stage.title, known=", ".join(stage.outcomes or OUTCOMES))
    said = answer(dossier, stage, dossier.at(stage.key, number))
    if isinstance(said, SETTLED):
        raise AlreadySettled(stage=stage.title, round=number, outcome=said.outcome, seq=said.seq)
    if asked.outcome is not DecisionOutcome.GRANTED and not asked.reason:
        raise DetailNeeded(stage=stage.title, outcome=asked.outcome, detail="reason")
    if asked.outcome is DecisionOutcome.REFUSED and asked.amount is not None:
        raise DetailNotAllowed(stage=stage.title, outcome=asked.outcome, detail="amount")
    if stage.effective_date and asked.outcome is not DecisionOutcome.REFUSED and asked.effective_on is None:
        raise DetailNeeded(stage=stage.title, outcome=asked.outcome, detail="effective_on")
    if not stage.effective_date and asked.effective_on is not None:
        raise DetailNotAllowed(stage=stage.title, outcome=asked.outcome, detail="effective_on")
    event = Decided(stage.key, number, asked.outcome, asked.effective_on, asked.amount, asked.reason, asked.conditions)
    keep_the_cap(dossier, stage, event, asked.on)
    return event


def keep_the_cap(dossier: Dossier, stage: Stage, event: Decided, on: When | None) -> None:
    """Refuse more than the programme's dated cap per project, or nothing at all; capped money needs a day and an amount."""
    if event.amount is not None and event.amount <= 0:
        raise NothingGranted(amount=money.show(event.amount))
    if not dossier.programme.budgets or event.outcome is DecisionOutcome.REFUSED:
        return
    if on is None or not on.known:
        raise DateNeeded(stage=stage.title)
    budget = dossier.programme.budget(on.last)
    if budget is None:
        raise NoBudgetThen(on=on, since=When.of(dossier.programme.budgets[0].since))
    if not dossier.opened.area:
        raise AreaNeeded
    if event.amount is None:
        raise DetailNeeded(stage=stage.title, outcome=event.outcome, detail="amount")
    cap = money.cents(budget.per_project)
    if event.amount > cap:
        raise OverTheCap(amount=money.show(event.amount), cap=money.show(cap), since=When.of(budget.since))


def answer(_dossier: Dossier, _stage: Stage, facts: Sequence[Recorded]) -> Answer:
    """Passed when something was granted, rejected when it was refused."""
    for fact in reversed(facts):
        if isinstance(fact.event, Decided):
            kind = Rejected if fact.event.outcome is DecisionOutcome.REFUSED else Passed
            return kind(fact.on, fact.event.outcome, fact.seq)
    return None
