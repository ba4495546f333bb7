"""The ways of saying no where meetings, agendas and members are kept; docstrings as in `domain.errors`."""

from domain.errors import Refusal


class NoSuchMeeting(Refusal):
    """There is no meeting "{meeting}" here."""


class SeveralMeetings(Refusal):
    """ "{meeting}" could be several meetings: {ids}. Name one by its id."""


class NoSuchBody(Refusal):
    """The programme "{programme}" has no body "{body}". Its bodies are: {known}."""


class NotYourBody(Refusal):
    """ "{person}" may not do this: the meetings of "{body}" are kept by {roles} in this programme."""


class MeetingChangedMeanwhile(Refusal):
    """Somebody changed this meeting meanwhile. Nothing was saved. Look at it as it is now, and say again what you want."""


class MeetsAlready(Refusal):
    """ "{body}" has a meeting at this time already. Choose another time, or use the meeting there is."""


class MeetingTimeBad(Refusal):
    """ "{typed}" is no day and time of a meeting between 1993 and 2099. Write it like 2002-07-04T18:00."""


class PapersAfterMeeting(Refusal):
    """The papers cannot be due after the meeting begins. Give an earlier day, or leave it empty."""


class MeetingHeld(Refusal):
    """The meeting has taken place, so nothing about it can be changed any more."""


class MeetingCancelled(Refusal):
    """The meeting was cancelled, so nothing about it can be changed any more. Call another one."""


class InvitedAlready(Refusal):
    """The members have been invited to this meeting already."""


class DealtWith(Refusal):
    """ "{title}" was dealt with in this meeting already, so it stays on its agenda. Correct the result if it is wrong."""


class OtherBody(Refusal):
    """ "{stage}" is not a matter of this body. Put it on the agenda of the body that deals with it."""


class OtherProgramme(Refusal):
    """ "{reference}" runs under another programme or at another authority than this meeting."""


class NoSuchItem(Refusal):
    """This meeting has no such agenda item any more. Look at the agenda as it is now."""


class AgendaIncomplete(Refusal):
    """The order has to name every item of the agenda once. Look at the agenda as it is now, and order it again."""


class NothingChosen(Refusal):
    """Nothing was chosen. Choose at least one item."""


class TitleNeeded(Refusal):
    """Other business needs a title of one line, at most 300 characters long."""


class NumberBad(Refusal):
    """The number of an agenda item is one line of at most 20 characters, such as 3 or 10.1."""


class PlaceBad(Refusal):
    """The place of a meeting is one line of at most 300 characters."""


class CancelReasonNeeded(Refusal):
    """Say why: the reason stays in the history of every case on the agenda."""


class MemberThere(Refusal):
    """ "{person}" is a member of "{body}" at that time already."""


class NotAMember(Refusal):
    """ "{person}" is no member of "{body}" on {day}."""


class TwoChairs(Refusal):
    """ "{body}" has a chair at that time already. End that first, or name this member without the chair."""


class UntilBeforeSince(Refusal):
    """The last day lies before the first. Check the two days."""
