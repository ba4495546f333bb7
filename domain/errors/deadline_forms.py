"""Why a form about a deadline cannot be understood. The docstring of each class is the message."""

from domain.errors import Refusal


class DayAndPeriod(Refusal):
    """A day and a period were both given and could contradict each other; leave one of the two empty."""


class StartNeeded(Refusal):
    """A period is counted from a day; say from which one."""


class NoFigureKnown(Refusal):
    """No rule of this installation says how that is counted on that day. Set a deadline with the day the notice names."""


class BeyondTheCalendar(Refusal):
    """The public holidays of that year are not known here, so the day cannot be counted. Name a day, or a nearer one."""
