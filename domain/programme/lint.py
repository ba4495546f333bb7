"""The chain linter: what of a programme alone, without the people who run it, will get cases stuck or looks forgotten.

Loading refuses what cannot be right (`domain.programme.faults`); this reports what can be loaded and should be looked at.
"""

from collections.abc import Iterator

from domain import money
from domain.errors.lint import (
    BodyUnused,
    Finding,
    NobodyMaySign,
    NobodyRefers,
    NoSecretary,
    RoleUnused,
    SignsNothing,
    WaitsForAReferral,
)
from domain.fault import Path
from domain.programme import Proceeding, Programme, Stage
from domain.programme.lint_timed import timed_findings
from domain.stages import outcomes_of
from domain.vocabulary import MeetingOutcome, StageKind


def places(programme: Programme) -> Iterator[tuple[Path, Proceeding, Stage]]:
    """Every stage with its place in the file."""
    for n, proceeding in enumerate(programme.proceedings):
        for m, stage in enumerate(proceeding.stages):
            yield ("proceedings", n, "stages", m), proceeding, stage


def findings(programme: Programme) -> list[Finding]:
    """Everything worth a look in the programme itself, errors and warnings, in the order of the file."""
    return [
        *_roles(programme), *_bodies(programme), *_signing(programme), *_referrals(programme), *timed_findings(programme),
    ]  # fmt: skip


def _roles(programme: Programme) -> Iterator[Finding]:
    used = {*programme.administrators, *programme.withdrawn_by, *(body.secretary for body in programme.bodies)}
    used |= {*programme.heads, *(duty.role for duty in programme.deadlines)}
    for stage in programme.stages.values():
        used |= {stage.role, *stage.recorders}
    for role, title in programme.roles.items():
        if role not in used:
            yield RoleUnused(("roles", role), role=title)


def _bodies(programme: Programme) -> Iterator[Finding]:
    meeting = {stage.body for stage in programme.stages.values()}
    for n, body in enumerate(programme.bodies):
        if body.key not in meeting:
            yield BodyUnused(("bodies", n), body=body.title)
        elif body.secretary is None:
            yield NoSecretary(("bodies", n), body=body.title)


def _signing(programme: Programme) -> Iterator[Finding]:
    """A role without a limit may sign any amount; where every role has one, the highest has to reach the cap."""
    limits = {each.role: money.cents(each.up_to) for each in programme.signing}
    deciding = {role for stage in programme.stages.values() if stage.kind is StageKind.DECISION for role in stage.recorders}
    for n, each in enumerate(programme.signing):
        if each.role not in deciding:
            yield SignsNothing(("signing", n), role=programme.roles.get(each.role, each.role))
    cap = max((money.cents(budget.per_project) for budget in programme.budgets), default=None)
    for path, _home, stage in places(programme):
        if stage.kind is not StageKind.DECISION or not limits.keys() >= set(stage.recorders):
            continue
        best = max(limits[role] for role in stage.recorders)
        if cap is None or best < cap:
            yield NobodyMaySign(path, stage=stage.title, limit=money.show(best))


def _referrals(programme: Programme) -> Iterator[Finding]:
    for path, home, stage in places(programme):
        for field in ("needs", "usually_after"):
            for n, key in enumerate(getattr(stage, field)):
                other = programme.stages[key]
                if other.by_referral and not stage.by_referral:
                    yield WaitsForAReferral((*path, field, n), stage=stage.title, other=other.title)
        if stage.by_referral and not any(_can_refer(other) for other in home.stages if other.key != stage.key):
            yield NobodyRefers((*path, "by_referral"), stage=stage.title)


def _can_refer(stage: Stage) -> bool:
    return stage.kind is StageKind.MEETING and MeetingOutcome.REFERRED in outcomes_of(stage)
