"""The deadlines of one's own application: until when, how that is computed, whether it was extended, why it rests.

Deadlines of the office and its reminders stay in the office.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from domain.dates import When
from domain.deadlines.held import Deadline, deadlines, of_applicants
from domain.deadlines.requested import can_be_asked, refusal_of, request_for
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier
from domain.events.deadlines import ClockStopped, DeadlineExtended, ExtensionRefused, ExtensionRequested
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
_ENDED = N_("The deadline ended on {day} at 24:00.")
_STILL = N_("You can still ask for more time.")
_WRITE = N_("Write to us if you still need time; more time can be given afterwards as well.")
_REQUESTED = N_("You asked for more time on {day}. We have not answered yet; until we do, the deadline stays as it is.")
_WISHED = N_("You asked for time until {day}.")
_REFUSED = N_("We gave no more time on {day}. Reason: {reason}")
_STAYS = N_("The deadline stays {day}.")
_STATUTORY = N_("This period is set by statute; nobody can extend it.")


@dataclass(frozen=True, slots=True)
class OwnDeadline:
    """A deadline of the applicant's side, in words; `asks` is where this person asks for more time, empty where they cannot.

    `waiting` and `refused` say what became of the last request; `writes`: more time can be asked for in writing only.
    """

    title: str
    until: str
    passed: str
    rests: str
    extended: str
    waiting: tuple[str, ...]
    refused: tuple[str, ...]
    reasons: tuple[str, ...]
    asks: str
    writes: bool
    note: str


def own_deadlines(dossier: Dossier, reckoning: Reckoning, today: date, *, may_ask: bool) -> list[OwnDeadline]:
    """What the applicant's side has to keep, the next day first; what was met or no longer holds is left out.

    `may_ask`: whoever reads it may ask for more time.
    """
    now = When.of(today)
    standing = [
        one for one in deadlines(dossier)
        if one.holds and of_applicants(dossier, one.name) and one.shown(now) is not DeadlineState.LAPSED
    ]  # fmt: skip
    standing.sort(key=lambda one: (str(one.due or "9999"), one.name))
    return [_shown(dossier, one, reckoning, now, may_ask=may_ask) for one in standing]


def _shown(dossier: Dossier, one: Deadline, reckoning: Reckoning, today: When, *, may_ask: bool) -> OwnDeadline:
    stop = one.current.entry.event
    waiting = _waiting(dossier, one)
    open_ = can_be_asked(one) and not waiting
    return OwnDeadline(
        title=one.title.into(spoken()),
        until=one.due.show(spoken()) if one.due else "",
        passed=_passed(one, may_ask=may_ask, waits=bool(waiting)) if one.missed(today) else "",
        rests=_(_RESTS[stop.party]) if one.due is None and isinstance(stop, ClockStopped) else "",
        extended=_extended(one),
        waiting=waiting,
        refused=_refused(dossier, one),
        reasons=tuple(sentences(dossier, one, reckoning)),
        asks=f"mehr-zeit/{quote(one.name, safe=':')}" if open_ and may_ask else "",
        writes=open_ and not may_ask,
        note=_(_STATUTORY) if one.statutory else "",
    )


def _extended(one: Deadline) -> str:
    """Say when more time was given last, and what the day before was."""
    for before, version in reversed(list(zip(one.versions, one.versions[1:], strict=False))):
        if isinstance(version.entry.event, DeadlineExtended) and before.due is not None:
            return _(_EXTENDED).format(day=version.entry.on.show(spoken()), before=before.due.show(spoken()))
    return ""


def _passed(one: Deadline, *, may_ask: bool, waits: bool) -> str:
    """Say when it ended, and what to do about it unless a request waits."""
    ended = ended_on(one)
    return ended if waits else f"{ended} {_(_STILL if may_ask else _WRITE)}"


def ended_on(one: Deadline) -> str:
    """Say when a deadline whose day has passed ended."""
    return _(_ENDED).format(day=When.of(one.due.last).show(spoken())) if one.due else ""


def _waiting(dossier: Dossier, one: Deadline) -> tuple[str, ...]:
    asked = request_for(dossier, one)
    if asked is None or not isinstance(asked.event, ExtensionRequested):
        return ()
    until = asked.event.until
    wished = (_(_WISHED).format(day=until.show(spoken())),) if until else ()
    return _(_REQUESTED).format(day=asked.on.show(spoken())), *wished


def _refused(dossier: Dossier, one: Deadline) -> tuple[str, ...]:
    said = refusal_of(dossier, one)
    if said is None or not isinstance(said.event, ExtensionRefused):
        return ()
    stays = (_(_STAYS).format(day=one.due.show(spoken())),) if one.due else ()
    return _(_REFUSED).format(day=said.on.show(spoken()), reason=said.event.reason), *stays
