"""What can be wrong with bodies, signing limits, code lists and papers of a programme: the sentences, each with its mend.

The docstrings are the sentences (see `domain.errors`); which of them holds is found by `domain.programme.body_faults`.
"""

from domain.fault import Fault


class SinceTwice(Fault):
    """There are two entries since {since}; take one out, or change its day."""


class SinceOutOfOrder(Fault):
    """The entry since {since} stands after the one since {before}; put the earlier one first."""


class EndsBeforeItHolds(Fault):
    """The code "{code}" ends on {until} and holds only from {since}; exchange the two days, or mend one."""


class CodesOverlap(Fault):
    """The code "{code}" holds twice on {since}; give the earlier entry an "until" before that day, or rename one."""


class LimitTwice(Fault):
    """The role "{role}" has two signing limits; leave one of them."""


class PaperNeverPasses(Fault):
    """A paper "{paper}" could never pass "{stage}"; add one of {passing} to its results, or "noted_is_enough" to the stage."""


class PartOfItself(Fault):
    """A programme cannot be part of itself; name the programme of the framework notices, or take "part_of" out."""


class PartOfInACircle(Fault):
    """These programmes are part of each other: {cycle}; take one "part_of" out."""


class OnlyMeetingsAdvise(Fault):
    """Only a meeting can be advisory; take "advisory" out, or write "kind: meeting"."""


class OnlyMeetingsByReferral(Fault):
    """Only to a meeting can something be referred; take "by_referral" out, or write "kind: meeting"."""


class NothingRefers(Fault):
    """Nothing in this proceeding can refer a case to "{stage}"; add "referred" to the outcomes of another meeting."""


class WaitsForReferral(Fault):
    """The stage "{gate}" takes part only when a case is referred to it; take it out of "{field}"."""


class FourEyesNowhere(Fault):
    """Four eyes are for decisions and money; take "four_eyes" out, or write "kind: decision"."""


class SelectionWithoutBids(Fault):
    """A selection needs bids to choose from; name a stage with "kind: bids" in its "needs"."""


class BidsWithoutCall(Fault):
    """Bids answer a call; name a stage with "kind: call" in its "needs"."""
