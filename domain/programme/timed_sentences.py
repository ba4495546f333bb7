"""What can be wrong with deadlines and ladders of a programme: the sentences, each with its mend.

The docstrings are the sentences (see `domain.errors`); which of them holds is found by `domain.programme.timed_faults`.
"""

from domain.fault import Fault


class NotOneStart(Fault):
    """A deadline has one beginning; name a stage ("since"), or a day of the project to count back from ("before")."""


class EndsWhereItBegins(Fault):
    """The deadline "{deadline}" begins and ends with the stage "{stage}"; name another one in "until", or take it out."""


class EndsBeforeItBegins(Fault):
    """The stage "{until}" comes before "{since}", so the deadline would be over when it begins; exchange the two."""


class NotADecision(Fault):
    """Only decisions are notified; name one in "since", or take "since_notified" out."""


class NamedLikeAStage(Fault):
    """A stage is called "{name}" as well, and its own deadline bears that name; call this one something else."""


class NameTaken(Fault):
    """The name "{name}" is that of the periods for legal remedies; call this deadline something else."""


class BackwardRests(Fault):
    """What counts back from a day of the project cannot rest, as that day does not move; take "stops_for" out."""


class LadderWithoutRole(Fault):
    """Nobody would be reminded, because the deadline has no role; add "role: …", or take "ladder" out."""


class LadderWithoutPeriod(Fault):
    """There is nothing to be reminded of at "{stage}", because it has no period; add "within: …", or take "ladder" out."""


class RungsOutOfOrder(Fault):
    """The reminder "{rung}" comes before "{before}" by its days; put them in the order of their days."""


class TwoRungsOnADay(Fault):
    """The reminders "{rung}" and "{before}" tell the same people on the same day; take one out, or change its day."""


class TooManyReminders(Fault):
    """Nobody is reminded more than {most} times of the same thing; this ladder does so {found} times; take some out."""
