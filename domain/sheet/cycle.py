"""When a concept has to be drawn up anew: so many months after it was last approved, by the cycle in force on that day.

Not a deadline of § 31 VwVfG: the day is a reminder on the sheet and moves off no holiday.
"""

from collections.abc import Iterator
from datetime import date

from domain.answers import Passed
from domain.dates import When
from domain.deadlines.periods import months_later
from domain.dossier import Dossier
from domain.programme import Proceeding, Stage
from domain.standing import answer
from domain.vocabulary import StageKind

_MONTH = len("2002-06")


def due_again(dossier: Dossier) -> When | None:
    """The day, or the month where the approval has no day, by which the concept is due again.

    None where the programme has no cycle, nothing was approved, or its day is not handed down.
    """
    approved = max((on for on in _approvals(dossier) if on.known), key=lambda on: on.last, default=None)
    if approved is None:
        return None
    months = _months(dossier, approved.first)
    if months is None:
        return None
    due = When.of(months_later(approved.first, months))
    return due if len(approved) > _MONTH else When(due[:_MONTH])


def _months(dossier: Dossier, day: date) -> int | None:
    cycle = max((c for c in dossier.programme.cycle if c.since <= day), key=lambda c: c.since, default=None)
    return cycle.months if cycle else None


def _approvals(dossier: Dossier) -> Iterator[When]:
    """The days on which the concept was approved: in the approval, and in each round of what continues it."""
    programme = dossier.programme
    for proceeding in programme.proceedings:
        if programme.approval not in {proceeding.key, proceeding.requires}:
            continue
        last = _last_word(proceeding)
        if last is None:
            continue
        for number in range(1, dossier.rounds[proceeding.key] + 1):
            said = answer(dossier, last, number)
            if isinstance(said, Passed):
                yield said.on


def _last_word(proceeding: Proceeding) -> Stage | None:
    """The stage that has the last word in a proceeding: its last decision, and where it has none its last meeting."""
    for kind in (StageKind.DECISION, StageKind.MEETING):
        if stages := [stage for stage in proceeding.stages if stage.kind is kind and not stage.by_referral]:
            return stages[-1]
    return None
