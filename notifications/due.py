"""When letters are due that not every entry of their kind owes, and what they refer back to."""

from domain import standing
from domain.answers import SentBack
from domain.dates import When
from domain.deadlines.held import deadline, of_applicants
from domain.deadlines.requested import request_for
from domain.dossier import Dossier
from domain.events import Recorded, Resolved, Returned
from domain.events.deadlines import DeadlineEnded, DeadlineExtended, DeadlineSet, ExtensionRefused, ExtensionRequested
from domain.events.meetings import Scheduled, Selected, Unscheduled
from domain.meetings.conditions import conditions
from domain.vocabulary import DeadlineOutcome, DeadlineState


def still_missing(dossier: Dossier, fact: Recorded, _after: int) -> bool:
    """Tell whether the documents asked for are still missing: nobody is asked for what has come in."""
    event = fact.event
    assert isinstance(event, Returned)  # noqa: S101 - the row's event, for the type checker
    said = standing.answer(dossier, dossier.programme.stages[event.stage], event.round)
    return isinstance(said, SentBack) and said.seq == fact.seq


def still_ahead(dossier: Dossier, fact: Recorded, _after: int) -> bool:
    """Tell whether it is on this agenda now, the meeting lay ahead when it was put there, and its day is news."""
    event = fact.event
    assert isinstance(event, Scheduled)  # noqa: S101 - the row's event, for the type checker
    ahead = event.meets_on.known and event.meets_on.last.isoformat() >= fact.recorded_at[: len("2002-07-04")]
    before = taken_off(dossier, fact)
    return ahead and dossier.scheduled(event.stage, event.round) == fact and (before is None or before != event.meets_on)


def still_selected(dossier: Dossier, fact: Recorded, _after: int) -> bool:
    """Tell whether whoever was selected still is."""
    return isinstance(fact.event, Selected) and fact.event.bidder == dossier.selected


def still_set(dossier: Dossier, fact: Recorded, _after: int) -> bool:
    """Tell whether the condition that ended is one that counts."""
    return condition_of(dossier, fact) != ""


#: What the applicant's side is told about a deadline of theirs.
OF_DEADLINES = (DeadlineSet, DeadlineExtended, DeadlineEnded, ExtensionRequested, ExtensionRefused)


def still_theirs(dossier: Dossier, fact: Recorded, _after: int) -> bool:
    """Tell whether a deadline of the applicant's side has the day of this entry, or holds no more because of it."""
    event = fact.event
    assert isinstance(event, DeadlineSet | DeadlineExtended | DeadlineEnded)  # noqa: S101 - the row's event, for the type checker
    found = deadline(dossier, event.deadline)
    if found is None or not found.role or not of_applicants(dossier, found.name):
        return False
    if isinstance(event, DeadlineEnded):
        return event.outcome is DeadlineOutcome.VOIDED and found.state is DeadlineState.VOIDED
    return found.holds and found.current.number == fact.seq


def still_asked(dossier: Dossier, fact: Recorded, _after: int) -> bool:
    """Tell whether a request for more time waits for its answer: what was answered meanwhile, the answer tells."""
    event = fact.event
    assert isinstance(event, ExtensionRequested)  # noqa: S101 - the row's event, for the type checker
    found = deadline(dossier, event.deadline)
    return found is not None and request_for(dossier, found) == fact


def still_refused(dossier: Dossier, fact: Recorded, _after: int) -> bool:
    """Tell whether the day stays as it was: the deadline holds, and nobody has given it another day since."""
    event = fact.event
    assert isinstance(event, ExtensionRefused)  # noqa: S101 - the row's event, for the type checker
    found = deadline(dossier, event.deadline)
    later = (one.event for one in dossier.facts if one.seq > fact.seq)
    given = any(isinstance(one, DeadlineSet | DeadlineExtended) and one.deadline == event.deadline for one in later)
    return found is not None and found.holds and of_applicants(dossier, found.name) and not given


def taken_off(dossier: Dossier, fact: Recorded) -> When | None:
    """The day of the agenda the case was taken off just before it was put on this one; None where it was on none."""
    event = fact.event
    assert isinstance(event, Scheduled)  # noqa: S101 - only asked about agendas
    there = (event.stage, event.round)
    earlier = [
        one.event
        for one in dossier.facts
        if one.seq < fact.seq
        and isinstance(one.event, Scheduled | Unscheduled | Resolved)
        and (one.event.stage, one.event.round) == there
    ]
    if len(earlier) > 1 and isinstance(earlier[-1], Unscheduled) and isinstance(earlier[-2], Scheduled):
        return earlier[-2].meets_on
    return None


def condition_of(dossier: Dossier, fact: Recorded) -> str:
    """The words of the condition that an entry ends; empty where the condition no longer counts."""
    return next((one.text for one in conditions(dossier) if one.settled == fact), "")
