"""Refusals about bodies and what they decide: agendas, votes, referrals, calls, bids, conditions, papers."""

from domain.errors import Refusal


class NoBids(Refusal):
    """Nobody has made a bid at "{stage}" in round {round}. Record a bid, or call again in a new round."""


class BidTwice(Refusal):
    """This bidder has already made a bid at "{stage}" in round {round}. Correct the first bid if it was recorded wrongly."""


class NotABidder(Refusal):
    """Only somebody who made a bid in round {round} can be chosen at "{stage}". Record the bid first."""


class NotAMeetingStage(Refusal):
    """ "{stage}" is no meeting, so nothing can stand on its agenda. Name a stage at which a body meets."""


class AlreadyOnAgenda(Refusal):
    """The case stands on the agenda of {on} for "{stage}" already. Take it off there first."""


class NotOnAgenda(Refusal):
    """The case stands on no agenda for "{stage}"."""


class NotReferred(Refusal):
    """ "{stage}" deals with a case only when it is referred there. Record the referral first, at the body that referred it."""


class BiasedVote(Refusal):
    """Somebody who voted at "{stage}" is biased in this case. Whoever is biased does not vote (§ 20 VwVfG)."""


class NamedInSecret(Refusal):
    """A secret ballot at "{stage}" is recorded without the names of those who voted. Give the numbers alone."""


class MoreVotesThanVoters(Refusal):
    """ "{vote}" are more votes than the {voters} members who voted at "{stage}". Check the numbers and the list of members."""


class NotForThisPaper(Refusal):
    """A paper of the kind "{paper}" cannot be "{outcome}". Possible are: {known}."""


class NoSuchCondition(Refusal):
    """Entry {seq} of "{reference}" has no condition number {number} that is still open."""


class NoSuchCode(Refusal):
    """The programme has no code "{code}" that is valid on {on}. Valid are: {known}."""


class NoSuchPaper(Refusal):
    """The programme knows no kind of paper "{paper}". Known are: {known}."""


class FrameworkNeeded(Refusal):
    """A dossier of "{programme}" belongs to a framework notice of "{framework}". Name its reference ("part_of")."""


class FrameworkNotGranted(Refusal):
    """ "{reference}" holds no framework notice yet, so nothing can be applied for under it. Record the notice there first."""


class BelongsToNothing(Refusal):
    """A dossier of "{programme}" is part of no other. Leave "part_of" out."""
