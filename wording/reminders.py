"""Rungs of reminder ladders in words: whom one tells and when, what became of it, and why."""

from domain.programme.timed import USUAL, Ladder, Rung
from domain.vocabulary import RungOutcome, Told
from wording.language import N_, _

_OUTCOMES = {
    RungOutcome.SENT: N_("sent"),
    RungOutcome.MERGED: N_("sent together with others"),
    RungOutcome.DROPPED: N_("not sent"),
    RungOutcome.OVERTAKEN: N_("overtaken"),
    RungOutcome.SUPPRESSED: N_("not sent"),
}
#: The words `domain.deadlines.ladder` and the post give as reasons, and the states of a version that has ended.
REASONS = {
    "due": N_("Its day had come."),
    "late": N_("Its day had been missed; it was the latest one."),
    "later_missed": N_("A later reminder was due as well; only the latest was sent."),
    "past": N_("Its day had passed already when the deadline was set."),
    "enough": N_("Three mails about this deadline are enough."),
    "nobody": N_("There is nobody to tell."),
    "no_deputy": N_("Nobody stands in for the officer on that day."),
    "no_address": N_("No address is known."),
    "declined": N_("Mails of this kind were declined."),
    "seen": N_("The case was opened in the portal shortly before."),
    "met": N_("The deadline was met before."),
    "voided": N_("The deadline no longer held."),
    "superseded": N_("The day had changed."),
    "stopped": N_("The clock rested."),
    "lapsed": N_("The period had ended."),
}
_TELLS = {
    Told.OWNER: N_("whoever owes the step"),
    Told.OFFICER: N_("the officer"),
    Told.DEPUTY: N_("the officer's deputy"),
    Told.HEAD: N_("the head"),
}
_ON_THE_DAY = N_("on the last day, to {whom}")
_BEFORE = N_("{count} days before the end, to {whom}")
_DAY_BEFORE = N_("one day before the end, to {whom}")
_AFTER = N_("{count} days after the end, to {whom}")
_DAY_AFTER = N_("one day after the end, to {whom}")
_MANY = N_("{owed} mails would have gone out at once; {usual} a day are usual.")
_CLOCK = N_("The clock of the machine has jumped, or nobody has looked at the deadlines for more than a week.")
_HALTED_BY = N_('"{who}" has halted them at the command line.')
_HALTED_BY_SOMEBODY = N_("Somebody has halted them at the command line.")
_UNKNOWN = N_('a reminder called "{key}"')


def halted(why: str, by: str, owed: int, usual: int) -> str:
    """Why nothing is sent, in a sentence; `by` is the handle of whoever said so, or empty."""
    if why == "person":
        return _(_HALTED_BY).format(who=by) if by else _(_HALTED_BY_SOMEBODY)
    return _(_MANY).format(owed=owed, usual=usual) if why == "many" else _(_CLOCK)


def outcome(decided: str) -> str:
    """What became of a rung, in a word."""
    return _(_OUTCOMES[RungOutcome(decided)])


def why(reason: str) -> str:
    """Why, in a sentence; a reason without one is told as it stands."""
    return _(REASONS[reason]) if reason in REASONS else reason


def told(rung: Rung) -> str:
    """When a rung speaks, and to whom."""
    templates = {True: (_BEFORE, _DAY_BEFORE), False: (_AFTER, _DAY_AFTER)}[rung.days < 0]
    count = abs(rung.days)
    template = _ON_THE_DAY if not count else templates[count == 1]
    return _(template).format(count=count, whom=_(_TELLS[rung.tells]))


def told_by(ladder: Ladder | None, key: str) -> str:
    """When the rung of that key speaks, and to whom; a rung that neither the ladder nor the usual one has keeps its key."""
    known = {rung.key: rung for one in (USUAL, ladder) if one for rung in one.rungs}
    return told(known[key]) if key in known else _(_UNKNOWN).format(key=key)
