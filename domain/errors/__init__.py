"""The ways the domain says no.

Every refusal is final: the same command on the same dossier is refused again. The docstring of a class *is* the sentence
a person reads, with the values in braces; the command line looks it up in its language catalogue. What can
be tried again (a locked database, a lost race) is not a matter of the domain and lives in `store`.
"""

from inspect import cleandoc

from domain.text import Text


class Refusal(Exception):
    """The command was refused; nothing was changed."""

    def __init__(self, **values: object) -> None:
        """Keep the values that the sentence names, for translation at the edge."""
        super().__init__(values)
        self.values = values

    @property
    def template(self) -> str:
        """The English sentence with its placeholders: the key of the language catalogues."""
        return " ".join(cleandoc(type(self).__doc__ or "").split())

    def sentence(self, template: str | None = None, language: str = "en") -> str:
        """Fill `template` (or the English one) with the values, bilingual values in `language`."""
        said = {k: v.into(language) if isinstance(v, Text) else v for k, v in self.values.items()}
        return (template or self.template).format(**said)

    def __str__(self) -> str:
        """Give the English sentence."""
        return self.sentence()


class NoSuchDossier(Refusal):
    """There is no dossier "{reference}" here. The worklist shows what is open."""


class AmbiguousReference(Refusal):
    """The reference "{reference}" is used more than once: {programmes}. Name the programme or the authority as well."""


class NoSuchProgramme(Refusal):
    """There is no programme "{programme}". Known are: {known}."""


class NoSuchPerson(Refusal):
    """Nobody is registered as "{person}". Known are: {known}."""


class NoSuchOfficer(Refusal):
    """A dossier can only be given to somebody who works in its programme and takes no part in the case."""


class NoSuchAuthority(Refusal):
    """There is no authority "{authority}". Known are: {known}."""


class NoSuchRole(Refusal):
    """No programme here knows the role "{role}". Known are: {known}."""


class NoSuchStage(Refusal):
    """The programme "{programme}" has no stage "{stage}". Its stages are: {known}."""


class NoSuchOutcome(Refusal):
    """The stage "{stage}" does not know the outcome "{outcome}". Possible are: {known}."""


class NotOfThisStage(Refusal):
    """ "{stage}" is recorded in other words. Possible there are: {known}."""


class NoSuchSource(Refusal):
    """The programme has no source of money "{source}". Its sources are: {known}."""


class NotYourRole(Refusal):
    """ "{person}" may not do this: "{stage}" is recorded by {roles} in this programme."""


class StageNotOpen(Refusal):
    """The stage "{stage}" is not open in round {round}: it needs {missing} first."""


class AlreadySettled(Refusal):
    """ "{stage}" was already settled in round {round}: {outcome}, entry {seq}. Correct that entry, or begin a new round."""


class AwaitsDocuments(Refusal):
    """ "{stage}" waits for the documents asked for in entry {seq}; record them as supplied first."""


class NothingAskedFor(Refusal):
    """No documents are being asked for at "{stage}", so none can be recorded as supplied."""


class NothingToReturn(Refusal):
    """ "{stage}" has no submission in round {round} that could be returned."""


class NotReturnable(Refusal):
    """ "{stage}" cannot be returned: only submissions are. This one is of the kind "{kind}"."""


class BeforeItsGate(Refusal):
    """ "{stage}" cannot be dated {on}: "{gate}" is dated {gate_on}, and has to come before it or on the same day."""


class InTheFuture(Refusal):
    """The date {on} lies in the future (today is {today}). Record what has happened, on the day it has happened."""


class DateNeeded(Refusal):
    """ "{stage}" needs a date (a day such as 2002-05-24, or a month such as 2002-06)."""


class RoundOutOfOrder(Refusal):
    """Round {wanted} of "{proceeding}" cannot be recorded: it stands in round {round}."""


class RoundNeedsReason(Refusal):
    """Beginning round {wanted} of "{proceeding}" needs a reason, because it decides what of round {round} still counts."""


class RoundIsEmpty(Refusal):
    """Round {round} of "{proceeding}" has no entry yet, so no next one can begin. Record this entry in round {round}."""


class NothingToKeep(Refusal):
    """ "{stage}" cannot be kept: it has no entry in round {round} of "{proceeding}"."""


class NoRoundBegins(Refusal):
    """This entry belongs to round {round} of "{proceeding}": no round begins with it. Leave out reason and keep."""


class OnlyOneRound(Refusal):
    """ "{proceeding}" has only one round in this programme."""


class ProceedingFinished(Refusal):
    """ "{proceeding}" is finished: {result}. A later change is a correction, or an amendment where the programme has one."""


class ProceedingNotOpen(Refusal):
    """ "{proceeding}" cannot begin yet: "{requires}" has to be granted first."""


class GateWasRejected(Refusal):
    """ "{stage}" can only be refused, because "{gate}" was answered with: {outcome}."""


class ReasonNeeded(Refusal):
    """{act} needs a reason: it stays in the history and is what a later reader goes by."""


class DetailNeeded(Refusal):
    """The outcome "{outcome}" at "{stage}" needs {detail}."""


class DetailNotAllowed(Refusal):
    """ "{detail}" has no meaning for "{stage}" with the outcome "{outcome}". Leave it out."""


class NoBudgetThen(Refusal):
    """This programme has no money on {on}: its first amounts are in force since {since}."""


class OverTheCap(Refusal):
    """{amount} EUR is more than the {cap} EUR this programme allows per project since {since}."""


class OverTheBudget(Refusal):
    """{amount} EUR is more than is left of the {year} budget{area}: {left} EUR are free, and a partial grant can be no more."""


class AreaNeeded(Refusal):
    """The programme gives its money per area and year, so the application has to name its area ("area: …")."""


class AlreadyRecorded(Refusal):
    """This was already recorded as entry {seq} of "{reference}". Nothing was changed."""


class BadKey(Refusal):
    """A key for an entry has 16 to 200 letters, digits, points, dashes or underscores. Mend it, or leave it out."""


class AlreadySent(Refusal):
    """You have sent this application before, as "{reference}", in other words. Send it as a second one, or ask the office."""


class KeyUsed(Refusal):
    """The key of this command already stands for entry {seq} of "{reference}", which says something else. Use a new key."""


class ReferenceTaken(Refusal):
    """The reference "{reference}" already belongs to another application of this programme. Choose another one."""


class ChangedMeanwhile(Refusal):
    """ "{reference}" was changed while you were looking at it (entry {seen} then, entry {now} now). Look again, then decide."""


class NothingGranted(Refusal):
    """A decision of {amount} EUR grants nothing. Write the amount granted, or record a refusal."""


class BadReference(Refusal):
    """The reference "{reference}" begins with a dash, and the command line would take it for an option. Begin it otherwise."""


class TextMissing(Refusal):
    """The field "{field}" is empty. Fill it in."""


class TextTooLong(Refusal):
    """The field "{field}" has {length} characters; at most {limit} fit. Shorten it."""


class ControlCharacter(Refusal):
    """The field "{field}" holds the control character {character} at position {position}. Type it without."""


class ReorderingCharacter(Refusal):
    """The field "{field}" holds {character} at position {position}, which reorders the text around it. Type it without."""
