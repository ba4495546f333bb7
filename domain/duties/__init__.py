"""Who may do what: the one table of it. What keeps a person from an act whatever their roles are, `domain.duties.apart` checks.

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
from domain.commands.deadlines import (
    EndDeadline,
    ExtendDeadline,
    Notify,
    RefuseExtension,
    RequestExtension,
    ResumeClock,
    SetDeadline,
    StopClock,
)
from domain.commands.meetings import (
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
from domain.duties.staff import applicants_roles, staff_roles
from domain.errors import NotYourRole
from domain.programme import Programme, Stage
from domain.text import listed


class Group(StrEnum):
    """The groups of roles a programme file fills."""

    RECORDERS = "recorders"
    SECRETARY = "secretary"
    ADMINISTRATORS = "administrators"
    APPLICANTS = "applicants"
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
    FOR_ANOTHER = "for_another"


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
    DeclareConflict: _duty(Group.STAFF, unless=(Obstacle.FOR_ANOTHER,)),
    Repin:           _duty(Group.ADMINISTRATORS),
    SetDeadline:     _duty(Group.ADMINISTRATORS, unless=_BIASED),
    ExtendDeadline:  _duty(Group.ADMINISTRATORS, unless=_BIASED),
    RequestExtension: _duty(Group.APPLICANTS, Group.ADMINISTRATORS),
    RefuseExtension: _duty(Group.ADMINISTRATORS, unless=_BIASED),
    EndDeadline:     _duty(Group.ADMINISTRATORS, unless=_BIASED),
    StopClock:       _duty(Group.ADMINISTRATORS, unless=_BIASED),
    ResumeClock:     _duty(Group.ADMINISTRATORS, unless=_BIASED),
    Notify:          _duty(Group.RECORDERS, Group.ADMINISTRATORS, unless=_BIASED),
    Correct:         _duty(Group.ADMINISTRATORS, unless=(*_BIASED, Obstacle.OWN_ENTRY, Obstacle.OVER_LIMIT)),
}
# fmt: on


def allowed_roles(programme: Programme, command: Command | type[Command], stage: Stage | None = None) -> tuple[str, ...]:
    """The roles that may give the command, those of the stage first; `stage` is the one it is about, where it is about one."""
    kind = command if isinstance(command, type) else type(command)
    # Asked several times for every fact, and the same for thousands of them.
    about = (kind.__name__, stage.key if stage else "")
    found = programme.allowed.get(about)
    if found is None:
        found = programme.allowed[about] = _allowed(programme, DUTIES[kind].groups, stage)
    return found


def _allowed(programme: Programme, groups: frozenset[Group], stage: Stage | None) -> tuple[str, ...]:
    body = programme.bodies_by_key.get(stage.body or "") if stage else None
    roles: list[str] = []
    if Group.RECORDERS in groups and stage:
        roles += stage.recorders
    if Group.SECRETARY in groups and body and body.secretary:
        roles.append(body.secretary)
    if Group.WITHDRAWERS in groups:
        roles += programme.withdrawn_by
    if Group.APPLICANTS in groups:
        roles += applicants_roles(programme)
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
        roles = listed(titles)
        stage = programme.stages[act].title if act in programme.stages else act
        raise NotYourRole(person=actor.handle, stage=stage, roles=roles)


def limit(programme: Programme, role: str) -> int | None:
    """Up to how many cents a role may decide; None means any amount."""
    return next((money.cents(each.up_to) for each in programme.signing if each.role == role), None)


def role_in(programme: Programme, actor: Actor, command: Command) -> str:
    """The role in which somebody gives a command: one that may, and may sign the amount; their own before a deputy's."""
    stage = programme.stages.get(getattr(command, "stage", ""))
    allowed = allowed_roles(programme, command, stage)
    if not programme.signing and not actor.deputy_for:
        for role in allowed:
            if role in actor.roles:
                return role
    rest = (*programme.administrators, *programme.withdrawn_by, *sorted(actor.roles))
    held = [role for role in allowed or rest if role in actor.roles] or [role for role in rest if role in actor.roles]
    amount = command.amount or 0 if isinstance(command, Decide | Correct) else 0
    held = [role for role in held if (up_to := limit(programme, role)) is None or amount <= up_to] or held
    return next((role for role in held if role not in actor.deputy_for), held[0] if held else "")
