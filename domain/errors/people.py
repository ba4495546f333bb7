"""The ways of saying no where people, their roles and their organisations are changed; docstrings as in `domain.errors`."""

from domain.errors import Refusal


class HandleTaken(Refusal):
    """The handle "{handle}" is taken, or somebody had it before. Choose another one."""


class HandleBad(Refusal):
    """A handle begins with a small letter and has at most 40 small letters a-z, digits, dashes or underscores."""


class AddressBad(Refusal):
    """This is no e-mail address. Write it like name@example.org, without blanks, or leave the field empty."""


class AddressNeeded(Refusal):
    """Whoever is to act for the organisation needs an e-mail address to sign in with. Write it like name@example.org."""


class ChangedByAnother(Refusal):
    """Somebody changed this entry while you were looking at it. Nothing was saved. Check it below, and save again."""


class NobodyLikeThat(Refusal):
    """Nobody here has the handle or the address "{word}". Check how it is written, or add the person first."""


class SeveralLikeThat(Refusal):
    """Several people are reached at "{word}": {handles}. Type the handle of the one you mean."""


class OnlyPeopleAct(Refusal):
    """Only people act for an organisation, and "{handle}" is an organisation itself. Name a person."""


class ActsAlready(Refusal):
    """Whoever you named acts for the organisation already."""


class FullOrganisation(Refusal):
    """At most {most} people act for an organisation. Remove somebody first, or ask the office."""


class OfficeAddsThem(Refusal):
    """This organisation works on the applications of others, so only the office says who acts for it."""


class LastAdministrator(Refusal):
    """Nobody who can sign in would administer "{programme}" any more. Give somebody else the role first."""


class NotYourOwnRole(Refusal):
    """You cannot take the administration of "{programme}" from yourself. Ask somebody else who administers it."""


class NotYourself(Refusal):
    """You cannot erase yourself. Ask somebody else who administers a programme here."""


class WorksElsewhere(Refusal):
    """This touches roles or applications in "{programme}", which you do not administer. Ask somebody who does."""


class NotTheHandle(Refusal):
    """To erase for good, type the handle "{handle}" just as it stands here."""


class MayNoLonger(Refusal):
    """You no longer administer anything here. Nothing was saved."""


class NoSuchParty(Refusal):
    """There is no person or organisation "{person}" in the authority "{authority}". Check how it is written."""


class ErasesAlone(Refusal):
    """You asked for "{person}" to be erased yourself. A second person has to confirm it by {until}."""


class NothingAsked(Refusal):
    """Nobody asks for "{person}" to be erased, or the request is over."""
