"""Who may do what: the one table of it, and the separation of duties that no role overrides (§ 20 VwVfG, four eyes).

`DUTIES` says for every command which groups of roles may give it and what keeps a person from it all the same. Which role is
in which group, the programme file says. `tests/domain/duties.yaml` has a cell for every command, group and obstacle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain import money
from domain.commands import (
    Actor,
    Assign,
    Command,
    ConfirmFunds,
    Correct,
    Decide,
    FileDocument,
    ReportStatus,
    Resolve,
    Return,
    Submit,
    SupplyDocuments,
    Withdraw,
)
from domain.dossier import Dossier
from domain.duties_errors import (
    ConfirmsOwnDecision,
    CorrectsOwnEntry,
    DecidesOwnProposal,
    InConflict,
    OverSigningLimit,
    OwnCase,
    ProposalNeeded,
)
from domain.errors import DetailNeeded, NotYourRole
from domain.events import Decided
from domain.meeting_commands import (
    CloseBids,
    DeclareConflict,
    Propose,
    PublishCall,
    ReceiveBid,
    Repin,
    Schedule,
    Select,
    SettleCondition,
    Unschedule,
)
from domain.programme import Programme, Stage
from domain.staff import staff_roles
from domain.text import Text


class Group(StrEnum):
    """The groups of roles a programme file fills."""

    RECORDERS = "recorders"
    SECRETARY = "secretary"
    ADMINISTRATORS = "administrators"
    WITHDRAWERS = "withdrawers"
    STAFF = "staff"
    EVERYBODY = "everybody"


class Obstacle(StrEnum):
    """What keeps a person from an act although their role may."""

    OWN_CASE = "own_case"
    CONFLICT = "conflict"
    OWN_PROPOSAL = "own_proposal"
    NO_PROPOSAL = "no_proposal"
    OVER_LIMIT = "over_limit"
    OWN_DECISION = "own_decision"
    OWN_ENTRY = "own_entry"


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the table."""

    groups: frozenset[Group]
    obstacles: frozenset[Obstacle] = frozenset()


def _duty(*groups: Group, unless: tuple[Obstacle, ...] = ()) -> Duty:
    return Duty(frozenset(groups), frozenset(unless))


_BIASED = (Obstacle.OWN_CASE, Obstacle.CONFLICT)

# fmt: off
DUTIES: Mapping[type[Command], Duty] = {
    Submit:          _duty(Group.RECORDERS),
    SupplyDocuments: _duty(Group.RECORDERS),
    Withdraw:        _duty(Group.WITHDRAWERS, Group.ADMINISTRATORS),
    FileDocument:    _duty(Group.EVERYBODY),
    Return:          _duty(Group.ADMINISTRATORS, unless=_BIASED),
    ReportStatus:    _duty(Group.ADMINISTRATORS),
    Assign:          _duty(Group.ADMINISTRATORS, unless=(Obstacle.OWN_CASE,)),
    Schedule:        _duty(Group.RECORDERS, Group.SECRETARY, Group.ADMINISTRATORS),
    Unschedule:      _duty(Group.RECORDERS, Group.SECRETARY, Group.ADMINISTRATORS),
    Resolve:         _duty(Group.RECORDERS, Group.SECRETARY, unless=(Obstacle.OWN_CASE,)),
    PublishCall:     _duty(Group.RECORDERS),
    ReceiveBid:      _duty(Group.RECORDERS, unless=_BIASED),
    CloseBids:       _duty(Group.RECORDERS, unless=_BIASED),
    Select:          _duty(Group.RECORDERS, unless=_BIASED),
    Propose:         _duty(Group.RECORDERS, Group.ADMINISTRATORS, unless=_BIASED),
    Decide:          _duty(Group.RECORDERS, unless=(
                        *_BIASED, Obstacle.OWN_PROPOSAL, Obstacle.NO_PROPOSAL, Obstacle.OVER_LIMIT)),
    ConfirmFunds:    _duty(Group.RECORDERS, unless=(*_BIASED, Obstacle.OWN_DECISION)),
    SettleCondition: _duty(Group.ADMINISTRATORS, unless=_BIASED),
    DeclareConflict: _duty(Group.STAFF),
    Repin:           _duty(Group.ADMINISTRATORS),
    Correct:         _duty(Group.ADMINISTRATORS, unless=(*_BIASED, Obstacle.OWN_ENTRY)),
}
# fmt: on


def allowed_roles(programme: Programme, command: Command | type[Command], stage: Stage | None = None) -> tuple[str, ...]:
    """The roles that may give the command, those of the stage first; `stage` is the one it is about, where it is about one."""
    kind = command if isinstance(command, type) else type(command)
    groups = DUTIES[kind].groups
    body = programme.bodies_by_key.get(stage.body or "") if stage else None
    roles: list[str] = []
    if Group.RECORDERS in groups and stage:
        roles += stage.recorders
    if Group.SECRETARY in groups and body and body.secretary:
        roles.append(body.secretary)
    if Group.WITHDRAWERS in groups:
        roles += programme.withdrawn_by
    if Group.ADMINISTRATORS in groups:
        roles += programme.administrators
    if Group.STAFF in groups:
        roles += sorted(staff_roles(programme))
    if Group.EVERYBODY in groups:
        roles += programme.roles
    return tuple(dict.fromkeys(roles))


def require_role(programme: Programme, actor: Actor, allowed: tuple[str, ...], act: str) -> None:
    """Refuse somebody who holds none of the roles; `act` is a stage's key or the word of an act beside the stages."""
    if actor.roles.isdisjoint(allowed):
        titles = dict.fromkeys(programme.roles[role] for role in dict.fromkeys(allowed))
        roles = Text(de=", ".join(t.into("de") for t in titles), en=", ".join(t.into("en") for t in titles))
        stage = programme.stages[act].title if act in programme.stages else act
        raise NotYourRole(person=actor.handle, stage=stage, roles=roles)


def role_in(programme: Programme, actor: Actor, command: Command) -> str:
    """The role in which somebody gives a command: one that may, their own before one they hold as a deputy."""
    stage = programme.stages.get(getattr(command, "stage", ""))
    allowed = allowed_roles(programme, command, stage)
    rest = (*programme.administrators, *programme.withdrawn_by, *sorted(actor.roles))
    held = [role for role in allowed or rest if role in actor.roles] or [role for role in rest if role in actor.roles]
    return next((role for role in held if role not in actor.deputy_for), held[0] if held else "")


def require_apart(dossier: Dossier, command: Command, actor: Actor) -> None:
    """Refuse somebody whom the separation of duties keeps from the command, whatever roles they hold."""
    obstacles = DUTIES[type(command)].obstacles
    if Obstacle.OWN_CASE in obstacles and actor.sides & dossier.parties:
        raise OwnCase(person=actor.handle)
    if Obstacle.CONFLICT in obstacles and actor.person in dossier.conflicted:
        raise InConflict(person=actor.handle)
    match command:
        case Decide():
            stage = dossier.programme.stages[command.stage]
            _prepared_by_another(dossier, stage, command, actor)
            _within_limit(dossier.programme, stage, command, actor)
        case ConfirmFunds():
            _decided_by_another(dossier, dossier.programme.stages[command.stage], command, actor)
        case Correct():
            _recorded_by_another(dossier, command, actor)


def _people(programme: Programme, command: Command, actor: Actor) -> frozenset[str]:
    """The person, and whoever they stand in for: neither may check the other's work against their own."""
    behalf = actor.deputy_for.get(role_in(programme, actor, command), "")
    return frozenset({actor.person, behalf}) - {""}


def _prepared_by_another(dossier: Dossier, stage: Stage, command: Decide, actor: Actor) -> None:
    number = command.round or max(dossier.rounds[dossier.programme.home[stage.key].key], 1)
    proposal = dossier.proposed(stage.key, number)
    if proposal is None:
        if stage.four_eyes:
            raise ProposalNeeded(stage=stage.title)
        return
    if _people(dossier.programme, command, actor) & {proposal.actor, proposal.behalf}:
        raise DecidesOwnProposal(person=actor.handle, seq=proposal.seq)


def _within_limit(programme: Programme, stage: Stage, command: Decide, actor: Actor) -> None:
    """A role without a limit may decide on any amount; with several roles the highest limit counts."""
    limits = {each.role: money.cents(each.up_to) for each in programme.signing}
    held = [role for role in allowed_roles(programme, command, stage) if role in actor.roles]
    if not held or any(role not in limits for role in held) or command.outcome == "refused":
        return
    if command.amount is None:
        raise DetailNeeded(stage=stage.title, outcome=command.outcome, detail="amount")
    best = max(held, key=lambda role: limits[role])
    if command.amount > limits[best]:
        amount, limit = money.show(command.amount), money.show(limits[best])
        raise OverSigningLimit(role=programme.roles[best], person=actor.handle, limit=limit, amount=amount)


def _decided_by_another(dossier: Dossier, stage: Stage, command: ConfirmFunds, actor: Actor) -> None:
    if not stage.four_eyes:
        return
    home = dossier.programme.home[stage.key]
    decisions = [
        fact
        for other in home.stages
        for fact in dossier.at(other.key, dossier.rounds[home.key])
        if isinstance(fact.event, Decided)
    ]
    if decisions and _people(dossier.programme, command, actor) & {decisions[-1].actor, decisions[-1].behalf}:
        raise ConfirmsOwnDecision(person=actor.handle, seq=decisions[-1].seq)


def _recorded_by_another(dossier: Dossier, command: Correct, actor: Actor) -> None:
    target = next((fact for fact in dossier.facts if fact.seq == command.seq), None)
    stage = dossier.programme.stages.get(getattr(target.event, "stage", "")) if target else None
    if target and stage and stage.four_eyes and target.actor in _people(dossier.programme, command, actor):
        raise CorrectsOwnEntry(person=actor.handle, seq=target.seq, stage=stage.title)
