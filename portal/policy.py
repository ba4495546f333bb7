"""Who may do what: one function, asked by every page. What it says for every role stands in `tests/portal/matrix.yaml` too.

A thing somebody may not see does not exist for them: pages answer 404, not 403.
"""

from enum import StrEnum
from typing import Any

from domain.commands import Assign, Command, ConfirmFunds, Correct, Decide, Resolve, Submit, Withdraw
from domain.commands.deadlines import (
    EndDeadline,
    ExtendDeadline,
    Notify,
    RefuseExtension,
    RequestExtension,
    SetDeadline,
    StopClock,
)
from domain.commands.meetings import CloseBids, DeclareConflict, Propose, PublishCall, Select, SettleCondition
from domain.dates import When
from domain.dossier import Dossier
from domain.duties import allowed_roles, require_role
from domain.duties.apart import require_apart
from domain.duties.staff import staff_roles
from domain.errors import Refusal
from domain.meetings.agenda import keepers
from domain.programme import Programme
from domain.vocabulary import (
    CofinancingOutcome,
    ConditionOutcome,
    DeadlineOutcome,
    DecisionOutcome,
    Delivery,
    MeetingOutcome,
    OwedBy,
    SelectionOutcome,
    StageKind,
)
from store.access import Account


class Act(StrEnum):
    """What people do in the portal."""

    READ_OWN = "read_own"
    APPLY = "apply"
    READ_CASE_FILE = "read_case_file"
    RECORD = "record"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    FILE_DOCUMENT = "file_document"
    ASSIGN = "assign"
    SEE_READINGS = "see_readings"
    SEE_WORKLIST = "see_worklist"
    MANAGE_PEOPLE = "manage_people"
    PROPOSE = "propose"
    DECLARE_CONFLICT = "declare_conflict"
    SETTLE_CONDITION = "settle_condition"
    SET_DEADLINE = "set_deadline"
    EXTEND_DEADLINE = "extend_deadline"
    REQUEST_EXTENSION = "request_extension"
    REFUSE_EXTENSION = "refuse_extension"
    END_DEADLINE = "end_deadline"
    STOP_CLOCK = "stop_clock"
    NOTIFY = "notify"
    SEE_MEETINGS = "see_meetings"
    RUN_MEETINGS = "run_meetings"


_SOME_DAY = When.unknown()
#: Commands about deadlines that say as little as possible.
_OF_DEADLINES: dict[Act, Command] = {
    Act.SET_DEADLINE: SetDeadline(deadline="", role="", due=_SOME_DAY, on=_SOME_DAY),
    Act.EXTEND_DEADLINE: ExtendDeadline(deadline="", until=_SOME_DAY, on=_SOME_DAY, reason=""),
    Act.REQUEST_EXTENSION: RequestExtension(deadline="", on=_SOME_DAY, reason=""),
    Act.REFUSE_EXTENSION: RefuseExtension(deadline="", on=_SOME_DAY, reason=""),
    Act.END_DEADLINE: EndDeadline(deadline="", outcome=DeadlineOutcome.MET, on=_SOME_DAY, reason=""),
    Act.STOP_CLOCK: StopClock(party=OwedBy.SPONSOR, on=_SOME_DAY, reason=""),
}


def may(account: Account, act: Act, thing: Dossier | Programme, *, stage: str = "", body: str = "") -> bool:
    """Tell whether the person may do this with a dossier, or in a programme.

    Meetings are run body by body; no body named means any, and no stage named means any at which something is proposed.
    """
    programme = thing if isinstance(thing, Programme) else thing.programme
    roles = account.roles.get(programme.programme, frozenset())
    if isinstance(thing, Dossier) and thing.opened.authority != account.authority:
        return False
    own = isinstance(thing, Dossier) and not account.sides.isdisjoint(thing.parties)
    staff = bool(roles & staff_roles(programme))
    if (asked := _asked(account, act, programme, stage)) is not None:
        return (staff or own) and any(hindered(account, thing, command) is None for command in asked)
    match act:
        case Act.READ_OWN:
            return own
        case Act.APPLY:
            return bool(roles & {*programme.entry.recorders, *programme.administrators})
        case Act.RUN_MEETINGS:
            return any(roles & {*keepers(programme, one)} for one in programme.bodies if body in {"", one.key})
        case Act.FILE_DOCUMENT:
            return own or staff
        case Act.SEE_READINGS:
            return bool(roles & set(programme.administrators))
        case Act.MANAGE_PEOPLE:
            # Giving rights is not handed on to a deputy.
            return bool(account.own_roles(programme.programme) & set(programme.administrators))
        case _:
            return staff


def _asked(account: Account, act: Act, programme: Programme, stage: str) -> list[Command] | None:
    """The commands an act stands for, each saying as little as possible; None where it records nothing in a dossier."""
    match act:
        case Act.RECORD:
            return [probe(programme, stage)] if stage in programme.stages else []
        case Act.PROPOSE:
            return [proposing(key) for key in _decisions(programme) if stage in {"", key}]
        case Act.DECLARE_CONFLICT:
            return [DeclareConflict(on=_SOME_DAY, party=account.party)]
        case Act.SETTLE_CONDITION:
            return [SettleCondition(seq=0, number=0, on=_SOME_DAY, outcome=ConditionOutcome.MET, proof="")]
        case Act.NOTIFY:
            return [_notifying(key) for key in _decisions(programme) if stage in {"", key}]
        case _ if act in _OF_DEADLINES:
            return [_OF_DEADLINES[act]]
        case Act.WITHDRAW:
            return [Withdraw(on=_SOME_DAY, reason="")]
        case Act.CORRECT:
            return [Correct(seq=0, reason="")]
        case Act.ASSIGN:
            return [Assign(on=_SOME_DAY)]
        case _:
            return None


def hindered(account: Account, thing: Dossier | Programme, command: Command) -> Refusal | None:
    """What keeps the person from a command by role or separation of duties, asked as recording would ask it; or nothing."""
    programme = thing if isinstance(thing, Programme) else thing.programme
    actor = account.actor(programme.programme)
    stage = programme.stages.get(getattr(command, "stage", ""))
    try:
        require_role(programme, actor, allowed_roles(programme, command, stage), stage.key if stage else "")
        if isinstance(thing, Dossier):
            require_apart(thing, command, actor)
    except Refusal as refusal:
        return refusal
    return None


def probe(programme: Programme, stage: str) -> Command:
    """A command of the stage's kind that says as little as possible, to ask whether somebody may record there at all."""
    at: dict[str, Any] = {"stage": stage}
    match programme.stages[stage].kind:
        case StageKind.SUBMISSION:
            return Submit(**at)
        case StageKind.MEETING:
            return Resolve(**at, outcome=MeetingOutcome.NOT_DEALT_WITH)
        case StageKind.DECISION:
            return Decide(**at, outcome=DecisionOutcome.REFUSED)
        case StageKind.COFINANCING:
            return ConfirmFunds(**at, outcome=CofinancingOutcome.CONFIRMED)
        case StageKind.CALL:
            return PublishCall(**at)
        case StageKind.BIDS:
            return CloseBids(**at)
        case StageKind.SELECTION:
            return Select(**at, outcome=SelectionOutcome.NOBODY_SELECTED)


def proposing(stage: str) -> Command:
    """A proposal that says as little as possible."""
    return Propose(stage=stage, on=_SOME_DAY, outcome=DecisionOutcome.REFUSED)


def _notifying(stage: str) -> Command:
    return Notify(stage=stage, on=_SOME_DAY, delivery=Delivery.POST, notified_on=_SOME_DAY)


def _decisions(programme: Programme) -> list[str]:
    return [one.key for one in programme.stages.values() if one.kind is StageKind.DECISION]
