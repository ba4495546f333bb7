"""A dossier as its own people see it: status, what they have to do, whom it waits for otherwise, its money, in words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain import standing
from domain.dates import When
from domain.deadlines.awaited import awaited, deadline_of
from domain.deadlines.held import Deadline, deadlines
from domain.deadlines.over import duty_of
from domain.deadlines.requested import theirs
from domain.dossier import Dossier
from domain.events import Decided, Returned
from domain.events.meetings import Scheduled
from domain.standing import Waiting
from domain.vocabulary import DeadlineState, ReturnPurpose, StageKind
from portal.applicant.own_ahead import Ahead
from portal.applicant.own_timeline import Step, expected, past
from portal.office.conditions import Shown, shown
from portal.policy import Act, may
from store.access import Account
from wording.language import N_, _, spoken
from wording.words import STATUSES

#: What stays grey: KERN has a colour for each of these, and the word stands beside it.
_COLOURS = {
    "granted": "success", "partially_granted": "success", "funded": "success", "refused": "danger",
    "awaiting_documents": "warning",
}  # fmt: skip

_UNSAID = Ahead()


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something the applicant's side has to do at a stage; `supply`: documents were asked for within the round.

    `deadline` is the name of the deadline it has, or empty. One that was set by itself, by hand or by the programme, is `set`:
    it has no form of its own here, and its stage may be empty. `passed`: its day is over.
    """

    stage: str
    round: int
    title: str
    supply: bool
    reason: str
    documents: tuple[str, ...]
    due: str
    since: str
    mine: bool
    role: str
    deadline: str = ""
    set: bool = False
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Awaited:
    """Whom the dossier waits for on the other side, since when (an instant), until when (a day or empty)."""

    title: str
    role: str
    since: str
    due: str


@dataclass(frozen=True, slots=True)
class Money:
    """A source of money in the plan; share and amount are empty or None where the application gives none."""

    source: str
    share: str
    cents: int | None


@dataclass(frozen=True, slots=True)
class OwnCase:
    """Everything the page of one's own application shows."""

    dossier: Dossier
    status: str
    colour: str
    todo: tuple[ToDo, ...]
    awaited: tuple[Awaited, ...]
    past: tuple[Step, ...]
    expected: tuple[Step, ...]
    plan: tuple[Money, ...]
    granted: int | None
    withdrawable: bool
    conditions: tuple[Shown, ...] = ()
    agendas: tuple[str, ...] = ()
    ahead: Ahead = _UNSAID


def own_case(account: Account, dossier: Dossier, ahead: Ahead = _UNSAID, today: When | None = None) -> OwnCase:
    """Put a dossier into the words of its own people; `ahead` is what is expected of it, where that is shown.

    With `today`, what they have to do says whether its day has passed.
    """
    status = standing.approval_status(dossier)
    lines = list(awaited(dossier))
    yours = [line for line in lines if is_yours(dossier, line)]
    return OwnCase(
        dossier,
        _(STATUSES[status]),
        _COLOURS.get(status, "info"),
        all_to_do(account, dossier, yours, today),
        tuple(_awaited(dossier, line) for line in lines if line not in yours),
        tuple(past(dossier)),
        tuple(expected(dossier, ahead.lines)),
        tuple(_plan(dossier)),
        _granted(dossier),
        may(account, Act.WITHDRAW, dossier) and withdrawable(dossier),
        tuple(shown(dossier)),
        tuple(_agendas(dossier)),
        ahead,
    )


_ON_AGENDA = N_("{stage}: it is on the agenda of {day}")


def _agendas(dossier: Dossier) -> Iterator[str]:
    """The agendas it is on now, in words; whether they are public is the office's matter."""
    for stage in dossier.programme.stages.values():
        there = dossier.scheduled(stage.key, dossier.rounds[dossier.programme.home[stage.key].key])
        if there is not None and isinstance(there.event, Scheduled):
            yield _(_ON_AGENDA).format(stage=stage.title.into(spoken()), day=there.event.meets_on.show(spoken()))


def is_yours(dossier: Dossier, line: Waiting) -> bool:
    """Tell whether the applicant's side has to act: an application and its documents come from there, the rest from us."""
    return dossier.programme.stages[line.stage].kind is StageKind.SUBMISSION


def all_to_do(account: Account, dossier: Dossier, yours: list[Waiting], today: When | None) -> tuple[ToDo, ...]:
    """What waits for the applicant's side at a stage, and the deadlines that were set for it by themselves; the soonest first.

    A deadline that rests asks for nothing. One of the programme that ends with a stage which waits is that stage's.
    """
    running = {one.name: one for one in deadlines(dossier) if theirs(one) and one.state is DeadlineState.OPEN}
    found = []
    for line in yours:
        todo = _todo(account, dossier, line)
        own = running.pop(todo.deadline, None) or next((running[name] for name in running if _ends(dossier, name, line)), None)
        if own is not None and own.due is not None:
            running.pop(own.name, None)
            todo = replace(todo, deadline=own.name, due=own.due, passed=today is not None and own.missed(today))
        found.append(todo)
    found += [_kept(account, dossier, one, today) for one in running.values()]
    return tuple(sorted(found, key=lambda todo: todo.due or "9999"))


def _ends(dossier: Dossier, name: str, line: Waiting) -> bool:
    """Tell whether a deadline of the programme ends with the stage that waits."""
    duty = duty_of(dossier.programme, name)
    return duty is not None and duty.until == line.stage


def _kept(account: Account, dossier: Dossier, one: Deadline, today: When | None) -> ToDo:
    """A deadline that was set by itself."""
    roles = dossier.programme.roles
    return ToDo(
        one.stage, one.round, one.title.into(spoken()), supply=False, reason="", documents=(), due=one.due or "",
        since=one.current.entry.recorded_at, mine=one.role in account.roles.get(dossier.programme.programme, frozenset()),
        role=roles[one.role].into(spoken()) if one.role in roles else one.role, deadline=one.name, set=True,
        passed=today is not None and one.missed(today),
    )  # fmt: skip


def to_do(account: Account, dossier: Dossier, stage: str) -> ToDo | None:
    """What the applicant's side has to do at a stage now, if anything."""
    lines = (line for line in awaited(dossier) if line.stage == stage and is_yours(dossier, line))
    return next((_todo(account, dossier, line) for line in lines), None)


def withdrawable(dossier: Dossier) -> bool:
    """Tell whether the application can still be taken back: the approval goes on."""
    return standing.finished(dossier, dossier.programme.by_key[dossier.programme.approval]) is None


def _todo(account: Account, dossier: Dossier, line: Waiting) -> ToDo:
    asked, own = _asked_for(dossier, line), deadline_of(dossier, line)
    return ToDo(
        line.stage,
        line.round,
        dossier.programme.stages[line.stage].title.into(spoken()),
        line.returned,
        asked.reason if asked else "",
        asked.documents if asked else (),
        line.due or "",
        line.since,
        may(account, Act.RECORD, dossier, stage=line.stage),
        _role(dossier, line),
        own.name if own else "",
    )


def _asked_for(dossier: Dossier, line: Waiting) -> Returned | None:
    """The return that made this line: for documents in this round, or for rework of the last one."""
    number = line.round if line.returned else line.round - 1
    purpose = ReturnPurpose.DOCUMENTS if line.returned else ReturnPurpose.REWORK
    said = [f.event for f in dossier.visits.get((line.stage, number), ()) if isinstance(f.event, Returned)]
    return next((event for event in reversed(said) if event.purpose is purpose), None)


def _awaited(dossier: Dossier, line: Waiting) -> Awaited:
    title = dossier.programme.stages[line.stage].title.into(spoken())
    return Awaited(title, _role(dossier, line), line.since, line.due or "")


def _role(dossier: Dossier, line: Waiting) -> str:
    return dossier.programme.roles[line.role].into(spoken())


def _plan(dossier: Dossier) -> Iterator[Money]:
    titles = {source.key: source.title.into(spoken()) for source in dossier.programme.sources}
    if dossier.opened.plan:
        for part in dossier.opened.plan:
            yield Money(titles.get(part.source, part.source), part.share, part.cents)
        return
    for source in dossier.programme.sources:
        yield Money(source.title.into(spoken()), source.share or "", None)


def _granted(dossier: Dossier) -> int | None:
    """What the approval's last decision gave."""
    home = dossier.programme.by_key[dossier.programme.approval]
    decided = [f.event for f in dossier.facts if isinstance(f.event, Decided) and home.has(f.event.stage)]
    return decided[-1].amount if decided else None
