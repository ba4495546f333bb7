"""The separation of duties that no role overrides (§ 20 VwVfG, four eyes, limits of signing): one check for every obstacle.

Which command meets which obstacle stands in `domain.duties`. A deputy acts for somebody: whatever keeps the absent person
from an act keeps the deputy from it as well while they act in that person's place.
"""

from collections.abc import Callable, Mapping

from domain import money
from domain.commands import Actor, Command, ConfirmFunds, Correct, Decide
from domain.commands.meetings import DeclareConflict, ReceiveBid
from domain.dossier import Dossier
from domain.duties import DUTIES, Obstacle, allowed_roles, limit, role_in
from domain.errors import DetailNeeded
from domain.errors.duties import (
    ConfirmsOwnDecision,
    CorrectsOwnEntry,
    DecidesOwnProposal,
    DeclaresForAnother,
    InConflict,
    OverSigningLimit,
    OwnCase,
    ProposalNeeded,
)
from domain.events import Corrected, Decided, Recorded
from domain.programme import Programme, Stage
from domain.stages.bids import all_bidders
from domain.vocabulary import DecisionOutcome


def require_apart(dossier: Dossier, command: Command, actor: Actor) -> None:
    """Refuse somebody whom the separation of duties keeps from the command, whatever roles they hold."""
    for check in _OF_COMMAND[type(command)]:
        check(dossier, command, actor)


def people(programme: Programme, command: Command, actor: Actor) -> frozenset[str]:
    """The person, and whoever they stand in for: neither may check the other's work against their own."""
    if not actor.deputy_for:
        return frozenset((actor.person,))
    behalf = actor.deputy_for.get(role_in(programme, actor, command), "")
    return frozenset({actor.person, behalf}) - {""}


def _own_case(dossier: Dossier, command: Command, actor: Actor) -> None:
    sides = {actor.person, *actor.sides}
    if actor.deputy_for:
        behalf = people(dossier.programme, command, actor) - {actor.person}
        sides |= {*behalf, *(side for one in behalf for side in actor.absent_sides.get(one, ()))}
    # A bidder's own case begins with the bid: nobody takes bids beside their own, chooses, or decides about who was chosen.
    bidding = all_bidders(dossier) | ({command.bidder} if isinstance(command, ReceiveBid) else set())
    if sides & (dossier.parties | bidding):
        raise OwnCase(person=actor.handle)


def _conflict(dossier: Dossier, command: Command, actor: Actor) -> None:
    if people(dossier.programme, command, actor) & dossier.conflicted:
        raise InConflict(person=actor.handle)


def _for_another(dossier: Dossier, command: Command, actor: Actor) -> None:
    """Everybody on the staff declares themselves; others are declared by who administers the case or keeps the minutes."""
    programme = dossier.programme
    if not isinstance(command, DeclareConflict) or command.party == actor.person:
        return
    secretaries = {body.secretary for body in programme.bodies if body.secretary}
    if actor.roles.isdisjoint({*programme.administrators, *secretaries}):
        raise DeclaresForAnother


def _proposal(dossier: Dossier, command: Command) -> tuple[Stage, Recorded | None] | None:
    """The stage a decision is taken at, and what was prepared for it; a round that it begins has nothing prepared yet."""
    if not isinstance(command, Decide):
        return None
    stage = dossier.programme.stages[command.stage]
    now = dossier.rounds[dossier.programme.home[stage.key].key]
    number = command.round or (now + 1 if now and command.begins_round else max(now, 1))
    return stage, dossier.proposed(stage.key, number)


def _no_proposal(dossier: Dossier, command: Command, _actor: Actor) -> None:
    match _proposal(dossier, command):
        case (Stage(four_eyes=True, title=title), None):
            raise ProposalNeeded(stage=title)


def _own_proposal(dossier: Dossier, command: Command, actor: Actor) -> None:
    match _proposal(dossier, command):
        case (_, Recorded() as proposal) if people(dossier.programme, command, actor) & {proposal.actor, proposal.behalf}:
            raise DecidesOwnProposal(person=actor.handle, seq=proposal.seq)


def _over_limit(dossier: Dossier, command: Command, actor: Actor) -> None:
    """A role without a limit may sign any amount; with several roles the highest limit counts. Refusing needs no limit."""
    if not dossier.programme.signing:
        return
    signed = _signed(dossier, command)
    if signed is None:
        return
    stage, outcome, amount = signed
    programme = dossier.programme
    held = {r: limit(programme, r) for r in allowed_roles(programme, command, stage) if r in actor.roles}
    limits = {role: up_to for role, up_to in held.items() if up_to is not None}
    if not held or len(limits) < len(held) or outcome == DecisionOutcome.REFUSED:
        return
    if amount is None:
        raise DetailNeeded(stage=stage.title, outcome=outcome, detail="amount")
    best = max(limits, key=lambda role: limits[role])
    if amount > limits[best]:
        said, most = money.show(amount), money.show(limits[best])
        raise OverSigningLimit(role=programme.roles[best], person=actor.handle, limit=most, amount=said)


def _signed(dossier: Dossier, command: Command) -> tuple[Stage, str, int | None] | None:
    """Stage, outcome and cents of what a command signs: a decision, or what a correction makes of one."""
    if isinstance(command, Decide):
        return dossier.programme.stages[command.stage], command.outcome, command.amount
    target = _target(dossier, command)
    if target is None or not isinstance(target.event, Decided) or not isinstance(command, Correct) or command.void:
        return None
    if command.amount is None and command.outcome is None:
        return None
    amount = target.event.amount if command.amount is None else command.amount
    return dossier.programme.stages[target.event.stage], command.outcome or target.event.outcome, amount


def _target(dossier: Dossier, command: Command) -> Recorded | None:
    """The entry a correction is about, as it counts now."""
    return next((f for f in dossier.facts if f.seq == command.seq), None) if isinstance(command, Correct) else None


def _own_decision(dossier: Dossier, command: Command, actor: Actor) -> None:
    stage = dossier.programme.stages[command.stage] if isinstance(command, ConfirmFunds) else None
    if stage is None or not stage.four_eyes:
        return
    home = dossier.programme.home[stage.key]
    at = (fact for other in home.stages for fact in dossier.at(other.key, dossier.rounds[home.key]))
    last = max((fact for fact in at if isinstance(fact.event, Decided)), key=lambda fact: fact.seq, default=None)
    if last and people(dossier.programme, command, actor) & _hands(dossier, last):
        raise ConfirmsOwnDecision(person=actor.handle, seq=last.seq)


def _hands(dossier: Dossier, fact: Recorded) -> frozenset[str]:
    """Whoever made an entry what it says now: who recorded it, who corrected it, and whom they stood in for."""
    corrected = (e for e in dossier.entries[fact.seq :] if isinstance(e.event, Corrected) and e.event.seq == fact.seq)
    return frozenset(who for entry in (fact, *corrected) for who in (entry.actor, entry.behalf)) - {""}


def _own_entry(dossier: Dossier, command: Command, actor: Actor) -> None:
    target = _target(dossier, command)
    stage = dossier.programme.stages.get(getattr(target.event, "stage", "")) if target else None
    if target and stage and stage.four_eyes and people(dossier.programme, command, actor) & {target.actor, target.behalf}:
        raise CorrectsOwnEntry(person=actor.handle, seq=target.seq, stage=stage.title)


#: In the order in which they are told: who one is comes before what was done.
_CHECKS: Mapping[Obstacle, Callable[[Dossier, Command, Actor], None]] = {
    Obstacle.OWN_CASE: _own_case,
    Obstacle.CONFLICT: _conflict,
    Obstacle.FOR_ANOTHER: _for_another,
    Obstacle.NO_PROPOSAL: _no_proposal,
    Obstacle.OWN_PROPOSAL: _own_proposal,
    Obstacle.OVER_LIMIT: _over_limit,
    Obstacle.OWN_DECISION: _own_decision,
    Obstacle.OWN_ENTRY: _own_entry,
}

#: The checks each command has to pass.
_OF_COMMAND = {
    kind: tuple(check for obstacle, check in _CHECKS.items() if obstacle in duty.obstacles) for kind, duty in DUTIES.items()
}
