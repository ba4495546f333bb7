"""What a case file says about duties at each stage somebody waits for: what was prepared, who may prepare, why not oneself."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain import money, standing
from domain.commands import Correct
from domain.dossier import Dossier
from domain.errors import NotYourRole, Refusal
from domain.errors.duties import (
    ConfirmsOwnDecision,
    DecidesOwnProposal,
    InConflict,
    OwnCase,
    ProposalNeeded,
)
from domain.events import Recorded
from domain.events.meetings import Proposed
from domain.programme import Stage
from domain.vocabulary import StageKind
from domain.words import OUTCOMES
from portal.policy import Act, hindered, may, probe
from store.access import Account
from store.people import Known
from wording.language import N_, _, spoken
from wording.refusals import said
from workflows.names import acting_name

#: Why the one who reads cannot record here although their role could.
_WHY: Mapping[type[Refusal], str] = {
    OwnCase: N_("You take part in this case yourself. Somebody else has to do this."),
    InConflict: N_("You were declared biased in this case. Somebody else has to do this."),
    DecidesOwnProposal: N_("You prepared this decision. Another person has to take it."),
    ProposalNeeded: N_("This decision takes four eyes: one person prepares it, another one takes it."),
    ConfirmsOwnDecision: N_("You recorded the decision. Another person has to confirm the money."),
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A proposal in words, and as the decision form takes it over."""

    outcome: str
    amount: str
    reason: str
    who: str
    at: str
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Duty:
    """What is to be known about duties at a stage; `why` is empty where the reader may record or their role could not."""

    why: str
    proposes: bool
    prepared: Prepared | None
    takes_over: bool


def duties(account: Account, dossier: Dossier, known: Mapping[str, Known]) -> dict[str, Duty]:
    """By stage, for those somebody waits for."""
    stages = (dossier.programme.stages[line.stage] for line in standing.waiting(dossier))
    return {stage.key: _duty(account, dossier, stage, known) for stage in stages}


def _duty(account: Account, dossier: Dossier, stage: Stage, known: Mapping[str, Known]) -> Duty:
    refusal = hindered(account, dossier, probe(dossier.programme, stage.key))
    why = "" if refusal is None or isinstance(refusal, NotYourRole) else _why(refusal)
    if stage.kind is not StageKind.DECISION:
        return Duty(why, proposes=False, prepared=None, takes_over=False)
    fact = dossier.proposed(stage.key, max(dossier.rounds[dossier.programme.home[stage.key].key], 1))
    prepared = None if fact is None else _prepared(fact, known)
    proposes = may(account, Act.PROPOSE, dossier, stage=stage.key)
    return Duty(why, proposes, prepared, takes_over=prepared is not None and refusal is None)


def _why(refusal: Refusal) -> str:
    return _(_WHY[type(refusal)]) if type(refusal) in _WHY else said(refusal)


def _prepared(fact: Recorded, known: Mapping[str, Known]) -> Prepared | None:
    event = fact.event
    if not isinstance(event, Proposed):
        return None
    amount = "" if event.amount is None else money.show(event.amount, spoken())
    return Prepared(
        OUTCOMES[event.outcome].into(spoken()), amount, event.reason, acting_name(known, fact.actor, fact.behalf),
        fact.recorded_at, {"outcome": event.outcome, "amount": amount, "reason": event.reason},
    )  # fmt: skip


def withheld(account: Account, dossier: Dossier) -> frozenset[int]:
    """The entries this person may not correct although they may correct others: they recorded them where four eyes look."""
    four_eyes = {stage.key for stage in dossier.programme.stages.values() if stage.four_eyes}
    facts = (fact.seq for fact in dossier.facts if getattr(fact.event, "stage", "") in four_eyes)
    return frozenset(seq for seq in facts if hindered(account, dossier, Correct(seq=seq, reason="")) is not None)
