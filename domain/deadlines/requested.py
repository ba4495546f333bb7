"""Requests for more time that nobody has answered yet."""

from domain.deadlines.held import Deadline
from domain.dossier import Dossier
from domain.events import Recorded
from domain.events.deadlines import DeadlineEnded, DeadlineExtended, DeadlineSet, ExtensionRefused, ExtensionRequested

#: What answers a request: more time, none, another day altogether, or the end of the deadline.
_ANSWERS = DeadlineExtended | DeadlineSet | ExtensionRefused | DeadlineEnded


def request_for(dossier: Dossier, one: Deadline) -> Recorded | None:
    """The request for more time that waits for its answer, or None; a deadline that is over asks for nothing any more."""
    if not one.holds:
        return None
    asked = None
    for fact in dossier.facts:
        if isinstance(fact.event, ExtensionRequested) and fact.event.deadline == one.name:
            asked = fact
        elif isinstance(fact.event, _ANSWERS) and fact.event.deadline == one.name:
            asked = None
    return asked
