"""The ways of saying no where somebody is to stand in for somebody else; docstrings as in `domain.errors`."""

from domain.errors import Refusal


class DeputyNeeded(Refusal):
    """Name two different people: who is away, and who stands in for them."""


class NothingToStandInFor(Refusal):
    """ "{person}" holds no role of the office there, so nobody can stand in for them. Check the person and the programme."""


class DeputyNotOfTheOffice(Refusal):
    """ "{person}" does not work for the office, or cannot sign in. Name somebody who does, or give them a role first."""


class DeputyTooLong(Refusal):
    """Somebody stands in for twelve months at most, from the first day to the last. Choose an earlier last day."""


class DeputyEndsBefore(Refusal):
    """The last day lies before the first, or in the past. Check both days."""


class DeputyTwice(Refusal):
    """ "{deputy}" stands in for "{absent}" on some of these days already. End that first, or choose other days."""


class NotYourDeputy(Refusal):
    """You name a deputy for yourself; for somebody else, whoever administers the programme does it."""


class NoSuchDeputy(Refusal):
    """There is no such deputy, or it is over already. Look at the list again."""
