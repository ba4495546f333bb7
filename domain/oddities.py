"""What is allowed and yet looks like a slip: said before (portal) or after (command line) it is recorded, and never refused.

What a source hands down has to be recordable as it stands, and the sources are odd: on the sheet of measure 2.2 the second
confirmation lies before the second submission. A person who sees the sentence knows better than a rule which of the two it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import get_args

from domain.dates import When
from domain.dossier import Dossier
from domain.events import (
    AtStage,
    Decided,
    Opened,
    Recorded,
    Resolved,
    Returned,
    StatusReported,
    Submitted,
    Withdrawn,
)  # fmt: skip
from domain.events.meetings import Scheduled, Unscheduled
from domain.meetings.votes import Count, carried, quorate, read
from domain.sheet import paper_number
from domain.stages.meeting import ADOPTING
from domain.vocabulary import Bias, DecisionOutcome, MeetingOutcome

#: Entries whose day belongs to the case; the chain's, a correction's or a document's is that of the work in the office.
_OF_THE_CASE = (Opened, *get_args(AtStage), Withdrawn, StatusReported)
#: What a body can only resolve with its quorum; it can put a thing off, or not come to it, however few have come.
_RESOLVING = ADOPTING | {MeetingOutcome.REJECTED, MeetingOutcome.NOTED}
#: How many members a body (by its key) had on a day; 0 where nobody keeps them.
Members = Callable[[str, date], int]
#: A day further back than this, seen from the rest of the file, is more often a slip of the keyboard than an old case.
YEARS = 5


class Oddity(StrEnum):
    """The kinds of oddity; `wording.oddities` has their sentences."""

    MEETING_BEFORE_APPLICATION = "meeting_before_application"
    DECISION_BEFORE_APPLICATION = "decision_before_application"
    DECISION_BEFORE_MEETING = "decision_before_meeting"
    RESUBMISSION_NOT_LATER = "resubmission_not_later"
    DUE_NOT_LATER = "due_not_later"
    MORE_THAN_REQUESTED = "more_than_requested"
    NO_GROUNDS = "no_grounds"
    LONG_AGO = "long_ago"
    NOT_CARRIED = "not_carried"
    CARRIED = "carried"
    VOTES_MISSING = "votes_missing"
    NO_QUORUM = "no_quorum"
    ANOTHER_AGENDA = "another_agenda"
    UNREADABLE_NUMBER = "unreadable_number"


@dataclass(frozen=True, slots=True)
class Odd:
    """An oddity at entry `seq` with what its sentence names: a day it is measured against, amounts in cents, votes, a share."""

    kind: Oddity
    seq: int
    day: When | None = None
    amount: int | None = None
    limit: int | None = None
    vote: str = ""
    number: int = 0
    of: int = 0
    share: str = ""


def oddities(before: Dossier, after: Dossier, members: Members = lambda _body, _day: 0) -> tuple[Odd, ...]:
    """What is odd about the dossier after an entry and was not before it, in the order of the entries.

    The quorum is looked at where `members` knows how many sit on the body.
    """
    known = set(_all(before))
    new = [odd for odd in _all(after) if odd not in known]
    return (*new, *_too_few(before, after, members), *_long_ago(before, after))


def at_opening(dossier: Dossier) -> tuple[Odd, ...]:
    """What is odd about a dossier that was just opened."""
    return tuple(_all(dossier))


def _all(dossier: Dossier) -> Iterator[Odd]:
    for fact in dossier.facts:
        match fact.event:
            case Resolved(resubmit_on=resubmit_on):
                yield from _before_it_came_in(dossier, fact, fact.event, Oddity.MEETING_BEFORE_APPLICATION)
                if not _may_follow(resubmit_on, fact.on):
                    yield Odd(Oddity.RESUBMISSION_NOT_LATER, fact.seq, resubmit_on)
                yield from _voted(dossier, fact, fact.event)
                yield from _elsewhere(dossier, fact, fact.event)
            case Decided():
                yield from _before_it_came_in(dossier, fact, fact.event, Oddity.DECISION_BEFORE_APPLICATION)
                yield from _decided(dossier, fact, fact.event)
            case Opened(reference=reference):
                if dossier.programme.papers and paper_number.read(reference) is None:
                    yield Odd(Oddity.UNREADABLE_NUMBER, fact.seq)
            case Returned(due=due):
                if not _may_follow(due, fact.on):
                    yield Odd(Oddity.DUE_NOT_LATER, fact.seq, due)


def _before_it_came_in(dossier: Dossier, fact: Recorded, event: AtStage, kind: Oddity) -> Iterator[Odd]:
    """Only against the submission of the same round: the next one may well come in after the body has met."""
    came_in = [one for one in _beside(dossier, event) if isinstance(one.event, Submitted) and _certainly_after(one.on, fact.on)]
    if came_in:
        yield Odd(kind, fact.seq, came_in[-1].on)


def _voted(dossier: Dossier, fact: Recorded, event: Resolved) -> Iterator[Odd]:
    """A result the numbers do not carry under the body's rules of that day, and votes that are fewer than those who voted."""
    count = read(event.vote)
    if not isinstance(count, Count):
        return
    if event.voters and count.cast < len(event.voters):
        yield Odd(Oddity.VOTES_MISSING, fact.seq, number=count.cast, of=len(event.voters))
    body = dossier.programme.bodies_by_key.get(event.body)
    rules = body.rules_on(fact.on.last) if body and fact.on.known else None
    if rules is None:
        return
    said = carried(count, rules)
    if said is False and event.outcome in ADOPTING:
        yield Odd(Oddity.NOT_CARRIED, fact.seq, vote=event.vote)
    if said and event.outcome is MeetingOutcome.REJECTED:
        yield Odd(Oddity.CARRIED, fact.seq, vote=event.vote)


def _too_few(before: Dossier, after: Dossier, members: Members) -> Iterator[Odd]:
    """Results with fewer members than the body's rules of that day ask for; who took part follows from names or numbers.

    Whoever is biased counts where they may stay in the room.
    """
    there = set(before.facts)
    for fact in after.facts:
        event = fact.event
        if not isinstance(event, Resolved) or event.outcome not in _RESOLVING or fact in there or not fact.on.known:
            continue
        body = after.programme.bodies_by_key.get(event.body)
        rules = body.rules_on(fact.on.last) if body else None
        count = read(event.vote)
        cast = max(len(event.voters), count.cast if isinstance(count, Count) else 0)
        if rules is None or rules.quorum is None or not cast:
            continue
        took_part = cast + (len(event.biased) if rules.bias is Bias.MAY_STAY else 0)
        of = members(event.body, fact.on.last)
        if of and not quorate(took_part, of, rules):
            yield Odd(Oddity.NO_QUORUM, fact.seq, number=took_part, of=of, share=rules.quorum)


def _elsewhere(dossier: Dossier, fact: Recorded, event: Resolved) -> Iterator[Odd]:
    """A result of another day than the meeting on whose agenda the case stood."""
    there: Recorded | None = None
    for other in dossier.facts:
        said = other.event
        if other.seq < fact.seq and isinstance(said, Scheduled | Unscheduled | Resolved):
            there = other if (said.stage, said.round) == (event.stage, event.round) else there
    if there is None or not isinstance(there.event, Scheduled):
        return
    day = there.event.meets_on
    if day.known and fact.on.known and (day.certainly_after(fact.on) or fact.on.certainly_after(day)):
        yield Odd(Oddity.ANOTHER_AGENDA, fact.seq, day)


def _decided(dossier: Dossier, fact: Recorded, event: Decided) -> Iterator[Odd]:
    met = [one for one in _beside(dossier, event) if isinstance(one.event, Resolved) and _certainly_after(one.on, fact.on)]
    if met:
        yield Odd(Oddity.DECISION_BEFORE_MEETING, fact.seq, met[-1].on)
    requested = dossier.opened.requested
    if event.amount is not None and requested is not None and event.amount > requested:
        yield Odd(Oddity.MORE_THAN_REQUESTED, fact.seq, amount=event.amount, limit=requested)
    if event.outcome is not DecisionOutcome.GRANTED and not event.reason:
        # § 39 VwVfG; a decision is admitted with its grounds, but a correction may turn a grant without any into less.
        yield Odd(Oddity.NO_GROUNDS, fact.seq)


def _beside(dossier: Dossier, event: AtStage) -> list[Recorded]:
    """The facts of the same proceeding and round."""
    home = dossier.programme.home[event.stage]
    return [fact for stage in home.stages for fact in dossier.visits.get((stage.key, event.round), ())]


def _long_ago(before: Dossier, after: Dossier) -> Iterator[Odd]:
    """Days far before everything the file knew: in the file of an old case old days are what is to be expected."""
    known = {fact.seq: fact.on for fact in before.facts if isinstance(fact.event, _OF_THE_CASE)}
    latest = max((on.first for on in known.values() if on.known), default=None)
    if latest is None:
        return
    limit = date(latest.year - YEARS, latest.month, min(latest.day, 28))
    for fact in after.facts:
        new = isinstance(fact.event, _OF_THE_CASE) and known.get(fact.seq) != fact.on
        if new and fact.on.known and fact.on.last < limit:
            yield Odd(Oddity.LONG_AGO, fact.seq, fact.on)


def _certainly_after(one: When, other: When) -> bool:
    return one.known and other.known and one.certainly_after(other)


def _may_follow(day: When | None, on: When) -> bool:
    """Tell whether a day that has to come can lie after the entry; a month in which both may lie is no contradiction."""
    return day is None or not day.known or not on.known or day.last > on.first
