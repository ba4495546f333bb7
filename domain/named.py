"""Whom an entry names beside whoever recorded it: ids of people and organisations."""

from domain.events import Assigned, Event, Resolved
from domain.events.meetings import BidReceived, ConflictDeclared, Selected


def named_in(event: Event) -> tuple[str, ...]:
    """The ids an entry names, each once."""
    match event:
        case Assigned():
            named: tuple[str, ...] = (event.officer,)
        case BidReceived() | Selected():
            named = (event.bidder,)
        case ConflictDeclared():
            named = (event.party,)
        case Resolved():
            named = (*event.biased, *event.voters)
        case _:
            named = ()
    return tuple(dict.fromkeys(id_ for id_ in named if id_))
