"""What looks like a slip, in words (`domain.oddities`)."""

from domain import money
from domain.oddities import Odd, Oddity
from wording.language import N_, _, spoken

_SENTENCES = {
    Oddity.MEETING_BEFORE_APPLICATION: N_("The session lies before the day the application came in ({day})."),
    Oddity.DECISION_BEFORE_APPLICATION: N_("The decision lies before the day the application came in ({day})."),
    Oddity.DECISION_BEFORE_MEETING: N_("The decision lies before the session ({day})."),
    Oddity.RESUBMISSION_NOT_LATER: N_("The day of resubmission ({day}) does not lie after the session."),
    Oddity.DUE_NOT_LATER: N_("The day by which it is to come in ({day}) does not lie after the day it was sent back."),
    Oddity.MORE_THAN_REQUESTED: N_("{amount} EUR is more than was applied for ({limit} EUR)."),
    Oddity.NO_GROUNDS: N_("The decision has no grounds, although it does not grant everything."),
    Oddity.LONG_AGO: N_("The date {day} lies more than five years before everything else in this file."),
    Oddity.NOT_CARRIED: N_("By the rules of the body on that day, the vote “{vote}” does not carry this."),
    Oddity.CARRIED: N_("By the rules of the body on that day, the vote “{vote}” would carry it."),
    Oddity.VOTES_MISSING: N_("There are {number} votes, although {of} members voted."),
    Oddity.NO_QUORUM: N_(
        "Only {number} of the body's {of} members took part; by its rules of that day, {share} of them make a quorum."
    ),
    Oddity.ANOTHER_AGENDA: N_("On that day it was on no agenda of the body; it was on the agenda of {day}."),
    Oddity.UNREADABLE_NUMBER: N_("The reference is no number of a paper as the council prints them (01/0349, 17/SVV/0537)."),
}


def noticed(odd: Odd) -> str:
    """Say what looks like a slip; it is recorded all the same."""
    return _(_SENTENCES[odd.kind]).format(
        day=odd.day.show(spoken()) if odd.day else "", amount=_eur(odd.amount), limit=_eur(odd.limit), vote=odd.vote,
        number=odd.number, of=odd.of, share=odd.share,
    )  # fmt: skip


def _eur(cents: int | None) -> str:
    return "" if cents is None else money.show(cents, spoken())
