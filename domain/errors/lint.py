"""What a programme that can be loaded is still likely to trip over: the sentences, each with its mend.

The docstrings are the sentences (see `domain.errors`). An *error* means that some case will get stuck, a *warning* that
somebody should look. `domain.programme.lint` and `domain.programme.lint_office` find them.
"""

from enum import StrEnum
from typing import ClassVar

from domain.fault import Fault


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"


class Finding(Fault):
    """Something about a programme that loads all the same."""

    severity: ClassVar[Severity] = Severity.WARNING


class WaitsForAReferral(Finding):
    """ "{stage}" comes after "{other}", which deals only with cases referred to it; all others would wait for ever."""

    severity = Severity.ERROR


class NobodyRefers(Finding):
    """ "{stage}" deals only with cases referred to it, and no other body here can refer any. Allow "referred" at one."""

    severity = Severity.ERROR


class NobodyMaySign(Finding):
    """Nobody may sign more than {limit} EUR at "{stage}". Name a role without a limit, or raise one under "signing"."""

    severity = Severity.ERROR


class SignsNothing(Finding):
    """The signing limit of "{role}" counts nowhere, as this role decides nothing. Take it out, or let the role decide."""


class RoleUnused(Finding):
    """The role "{role}" has nothing to do in this programme. Take it out, or name it at a stage."""


class BodyUnused(Finding):
    """ "{body}" meets at no stage. Take it out, or name it at a stage."""


class NoSecretary(Finding):
    """ "{body}" has no secretary, so only administrators can call its meetings. Add "secretary: …" with a role."""


class EventWithoutLetter(Finding):
    """Nobody is told by letter about "{event}" at "{stage}", and nothing says that this is meant. Add it to the catalogue."""


class LetterWithoutTemplate(Finding):
    """The letter "{template}" about "{stage}" has no text in the language "{language}". Write its template."""

    severity = Severity.ERROR


class NobodyCanRecord(Finding):
    """{authority}: nobody can record anything at "{stage}". Give somebody one of these roles: {roles}."""

    severity = Severity.ERROR


class NobodyHolds(Finding):
    """{authority}: nobody holds the role "{role}", for which cases wait at "{stage}". Give it to somebody."""


class OneHolderNoDeputy(Finding):
    """{authority}: one person alone holds the role "{role}", without a deputy. Name a deputy, or a second person."""


class TooFewForFourEyes(Finding):
    """{authority}: "{stage}" needs one person to prepare and another to decide, and there are not both."""

    severity = Severity.ERROR


class NobodyCallsMeetings(Finding):
    """{authority}: nobody holds the role "{role}", which calls the meetings of "{body}". Give it to somebody."""


class NoMeetings(Finding):
    """{authority}: no meeting of "{body}" is set in the next twelve months. Call one."""


class NoMembers(Finding):
    """{authority}: nobody is noted as a member of "{body}", so nothing can be checked against them. Note its members."""


class PeriodWithinHolidays(Finding):
    """{authority}: begun on {start}, the period of "{stage}" has no working day. Give it more than {days} days."""


class LadderUnused(Finding):
    """Nobody is reminded by the ladder "{ladder}". Take it out, or name it at a stage or a deadline."""


class LadderTooLong(Finding):
    """The first reminder of "{deadline}" comes {days} days before its end, when it has not begun. Name a shorter ladder."""


class NobodyIsReminded(Finding):
    """{authority}: nobody holds the role "{role}", so nobody is reminded of "{deadline}". Give the role to somebody."""


class NobodyIsHead(Finding):
    """{authority}: nobody holds one of the roles that are told last of what is overdue ({roles}). Give one to somebody."""


class RuleHoldsNowhere(Finding):
    """{authority}: no rule set has a figure "{rule}" for "{deadline}" that holds here today. Add one, or write the period."""

    severity = Severity.ERROR
