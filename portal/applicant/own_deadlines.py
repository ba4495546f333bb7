"""The deadlines of one's own application: until when, how that is computed, whether it was extended, why it rests.

Deadlines of the office and its reminders stay in the office.
"""

from dataclasses import dataclass
from datetime import date

from domain.dates import When
from domain.deadlines.held import Deadline, deadlines, of_applicants
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier
from domain.events.deadlines import ClockStopped, DeadlineExtended
from domain.vocabulary import DeadlineState, OwedBy
from wording.derivations import sentences
from wording.language import N_, _, spoken

_EXTENDED = N_("You were given more time on {day}. Before, it was {before}.")
_RESTS = {
    OwedBy.LAND: N_("It rests: another authority has to act first. You need not do anything; we tell you when it runs again."),
    OwedBy.MEETING: N_("It rests until a body has met. You need not do anything; we tell you when it runs again."),
    OwedBy.OFFICE: N_("It rests: we have to act first. You need not do anything; we tell you when it runs again."),
    OwedBy.SPONSOR: N_("It rests until you have taken the next step."),
}
_PASSED = N_("This day has passed. Write to us if you still need time; more time can be given afterwards as well.")
_STATUTORY = N_("This period is set by statute; nobody can extend it.")


@dataclass(frozen=True, slots=True)
class OwnDeadline:
    """A deadline of the applicant's side, in words; `extendable`: more time can be asked for."""

    title: str
    until: str
    passed: str
    rests: str
    extended: str
    reasons: tuple[str, ...]
    extendable: bool
    note: str


def own_deadlines(dossier: Dossier, reckoning: Reckoning, today: date) -> list[OwnDeadline]:
    """What the applicant's side has to keep, the next day first; what was met or no longer holds is left out."""
    now = When.of(today)
    standing = [
        one for one in deadlines(dossier)
        if one.holds and of_applicants(dossier, one.name) and one.shown(now) is not DeadlineState.LAPSED
    ]  # fmt: skip
    standing.sort(key=lambda one: (str(one.due or "9999"), one.name))
    return [_shown(dossier, one, reckoning, now) for one in standing]


def _shown(dossier: Dossier, one: Deadline, reckoning: Reckoning, today: When) -> OwnDeadline:
    stop = one.current.entry.event
    return OwnDeadline(
        title=one.title.into(spoken()),
        until=one.due.show(spoken()) if one.due else "",
        passed=_(_PASSED) if one.missed(today) else "",
        rests=_(_RESTS[stop.party]) if one.due is None and isinstance(stop, ClockStopped) else "",
        extended=_extended(one),
        reasons=tuple(sentences(dossier, one, reckoning)),
        extendable=not one.statutory and one.due is not None,
        note=_(_STATUTORY) if one.statutory else "",
    )


def _extended(one: Deadline) -> str:
    """Say when more time was given last, and what the day before was."""
    for before, version in reversed(list(zip(one.versions, one.versions[1:], strict=False))):
        if isinstance(version.entry.event, DeadlineExtended) and before.due is not None:
            return _(_EXTENDED).format(day=version.entry.on.show(spoken()), before=before.due.show(spoken()))
    return ""
