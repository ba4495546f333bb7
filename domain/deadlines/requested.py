"""Requests for more time: the one that waits for its answer, and the last refusal."""

from domain.deadlines.held import Deadline
from domain.dossier import Dossier
from domain.events import Recorded
from domain.events.deadlines import DeadlineEnded, DeadlineExtended, DeadlineSet, ExtensionRefused, ExtensionRequested
from domain.vocabulary import OwedBy

#: What answers a request: more time, none, another day altogether, or the end of the deadline.
_ANSWERS = DeadlineExtended | DeadlineSet | ExtensionRefused | DeadlineEnded


def request_for(dossier: Dossier, one: Deadline) -> Recorded | None:
    """The request for more time that waits for its answer, or None; a deadline that is over asks for nothing any more."""
    last = _last(dossier, one)
    return last if last is not None and isinstance(last.event, ExtensionRequested) else None


def refusal_of(dossier: Dossier, one: Deadline) -> Recorded | None:
    """The refusal of the last request, or None: nobody refused, or more time was asked for again or given since."""
    last = _last(dossier, one)
    return last if last is not None and isinstance(last.event, ExtensionRefused) else None


def can_be_asked(one: Deadline) -> bool:
    """Tell whether more time can be asked for: the applicant's side owes it and it has a day, also one that has passed."""
    return one.holds and one.due is not None and theirs(one)


def theirs(one: Deadline) -> bool:
    """Tell whether it is for the applicant's side to meet."""
    return one.owed_by is OwedBy.SPONSOR and bool(one.role)


def _last(dossier: Dossier, one: Deadline) -> Recorded | None:
    """The last thing that was asked or answered about a deadline that can still be met."""
    if not one.holds:
        return None
    for fact in reversed(dossier.facts):
        if isinstance(fact.event, ExtensionRequested | _ANSWERS) and fact.event.deadline == one.name:
            return fact
    return None
