"""Refusals about recording a whole meeting; docstrings as in `domain.errors`."""

from domain.errors import Refusal


class BusinessHasNoResult(Refusal):
    """Item {item} is other business and no case, so it has no result that could be recorded. Leave its outcome empty."""


class ItemTwice(Refusal):
    """Item {item} has two results here. Take one of the two out."""


class OtherResult(Refusal):
    """ "{reference}" has another result of this meeting already: {outcome}, entry {seq}. Correct that entry if it is wrong."""


class NotHeldYet(Refusal):
    """The meeting is on {on}, and today is {today}. Record what came out once it has taken place."""


class OnLaterAgenda(Refusal):
    """ "{reference}" stands on the agenda of {on} by now. Record its result there, or take it off there first."""
