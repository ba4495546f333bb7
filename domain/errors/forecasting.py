"""The ways of saying no to an assumption of a what-if question; docstrings as in `domain.errors`."""

from domain.errors import Refusal


class NoDayAssumed(Refusal):
    """ "{typed}" says no day (position {position}). Write what and when, such as "documents on 2026-09-12" or "Unterlagen am 12.09.2026 14:00"."""  # noqa: E501


class AssumedDayBad(Refusal):
    """ "{word}" at position {position} of "{typed}" is not a day and time. Write it as 2026-09-12 or 12.09.2026, with a time as 14:00."""  # noqa: E501


class AssumedDayPast(Refusal):
    """ "{word}" at position {position} of "{typed}" lies in the past. Assume today or a later day."""


class AssumedDayFar(Refusal):
    """ "{word}" at position {position} of "{typed}" lies more than ten years ahead. Assume an earlier day."""


class NoSuchStep(Refusal):
    """ "{word}" at position 1 of "{typed}" is no step ahead of this case. Possible are: {known}."""


class NothingIsAskedFor(Refusal):
    """No documents are asked for in this case, so "{typed}" assumes nothing. Possible are: {known}."""


class AssumedTwice(Refusal):
    """ "{typed}" assumes something about a step of which another assumption speaks already. Give each step once."""
