"""Meetings in words: how far one is, why a case is proposed for one, what came out of it."""

from domain.events import Resolved
from domain.meetings.agenda import CANCELLED, NEW, NOT_DEALT_WITH, POSTPONED, REFERRED, RESUBMISSION
from domain.vocabulary import MeetingState
from domain.words import OUTCOMES
from wording.language import N_, _, spoken

_STATES = {
    MeetingState.SCHEDULED: N_("date set"),
    MeetingState.INVITED: N_("invited"),
    MeetingState.HELD: N_("held"),
    MeetingState.CANCELLED: N_("cancelled"),
}
_WHY = {
    NEW: N_("new"),
    POSTPONED: N_("postponed"),
    NOT_DEALT_WITH: N_("not dealt with last time"),
    RESUBMISSION: N_("to be resubmitted"),
    REFERRED: N_("referred by another body"),
    CANCELLED: N_("its meeting was cancelled"),
}
_ONE_MAIL = N_("One e-mail with the meeting as a calendar file is on its way.")
_MAILS = N_("{count} e-mails with the meeting as a calendar file are on their way.")
_TO, _ON, _SECRET = N_("to {where}"), N_("on {day}"), N_("secret ballot")


def state(of: MeetingState) -> str:
    """How far a meeting is, in a word."""
    return _(_STATES[of])


def mailed(count: int) -> str:
    """How many members were written to; nothing where nobody was."""
    return _(_MAILS).format(count=count) if count > 1 else _(_ONE_MAIL) if count else ""


def why(proposed: str) -> str:
    """Why a case is proposed, by the word of `domain.meetings.agenda`."""
    return _(_WHY[proposed])


def came_out(said: Resolved, *, vote: str = "") -> str:
    """What a body did with an item, in one line; `vote` where its numbers are not shown elsewhere."""
    where = _(_TO).format(where=said.referred_to) if said.referred_to else ""
    again = _(_ON).format(day=said.resubmit_on.show(spoken())) if said.resubmit_on else ""
    secret = _(_SECRET) if said.secret else ""
    return "; ".join(filter(None, (OUTCOMES[said.outcome].into(spoken()), where, again, vote, secret)))
