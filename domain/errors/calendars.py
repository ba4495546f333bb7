"""The ways of saying no where somebody wants a calendar to subscribe to; docstrings as in `domain.errors`."""

from domain.errors import Refusal


class TooManyCalendars(Refusal):
    """You have {most} calendars already. End one that you no longer need."""


class NotThisCalendar(Refusal):
    """There is no calendar of "{body}" for you. Known are: {known}."""


class NoSuchCalendar(Refusal):
    """You have no calendar "{calendar}". It may have been ended already."""
