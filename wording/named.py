"""Entries in words with the names of those they name: what staff read, and nobody else."""

from collections.abc import Callable

from domain.events import Assigned, Event, Resolved
from domain.events.meetings import BidReceived, ConflictDeclared, Selected
from domain.programme import Programme
from wording.deadlines import NO_TITLES, Titles
from wording.language import N_, _
from wording.words import told

_GIVEN_TO = N_("Given to {name}")
_BIASED = N_("{name} was declared biased in this case (§ 20 VwVfG)")
_BY = N_("{what}; bidder: {name}")
_CHOSEN = N_("{what}; chosen: {name}")
_NOT_VOTING = N_("{what}; biased, so without a vote: {names}")
_VOTING = N_("{what}; voted: {names}")


def told_by_name(event: Event, programme: Programme, name: Callable[[str], str], titles: Titles = NO_TITLES) -> str:
    """Say in one line what an entry records; `name` gives the name behind an id, `titles` are those of the deadlines."""
    what = told(event, programme, titles)
    match event:
        case Assigned() if event.officer:
            return _(_GIVEN_TO).format(name=name(event.officer))
        case ConflictDeclared():
            return _(_BIASED).format(name=name(event.party))
        case BidReceived():
            return _(_BY).format(what=what, name=name(event.bidder))
        case Selected() if event.bidder:
            return _(_CHOSEN).format(what=what, name=name(event.bidder))
        case Resolved():
            for template, ids in ((_NOT_VOTING, event.biased), (_VOTING, event.voters)):
                what = _(template).format(what=what, names=", ".join(map(name, ids))) if ids else what
    return what
