"""Referral: a body sends an item to others, which deal with it before it comes back (Überweisung in den Ausschuss).

A stage marked `by_referral` belongs to a round only once another stage of the proceeding has referred the item to its body,
and what it said before the latest referral does not count as its answer to it.
"""

import re
from collections.abc import Sequence

from domain.dossier import Dossier
from domain.events import Recorded, Resolved
from domain.programme import Proceeding, Programme, Stage
from domain.vocabulary import MeetingOutcome

_BETWEEN = re.compile(r"\s*[,;]\s*|\s+(?:und|and)\s+")


def committees_named(programme: Programme, referred_to: str) -> tuple[str, ...]:
    """The bodies of the programme a text names by key or title, in its order; words that name none are left to the reader."""
    known = {
        name.casefold(): body.key for body in programme.bodies for name in (body.key, body.title.de, body.title.en) if name
    }
    whole = known.get(referred_to.strip().casefold())
    named = [whole] if whole else [known.get(part.strip().casefold()) for part in _BETWEEN.split(referred_to)]
    return tuple(dict.fromkeys(key for key in named if key))


def referred(dossier: Dossier, stage: Stage, number: int) -> Recorded | None:
    """The latest referral to the stage's body in the round, or None."""
    found = None
    for other in dossier.programme.home[stage.key].stages:
        if other.key == stage.key:
            continue
        for fact in dossier.at(other.key, number):
            event = fact.event
            if isinstance(event, Resolved) and event.outcome is MeetingOutcome.REFERRED and stage.body in event.committees:
                found = fact if found is None or fact.seq > found.seq else found
    return found


def in_play(dossier: Dossier, stage: Stage, number: int) -> bool:
    """Tell whether the stage takes part in the round."""
    return not stage.by_referral or referred(dossier, stage, number) is not None


def since_referral(dossier: Dossier, stage: Stage, number: int, facts: Sequence[Recorded]) -> Sequence[Recorded]:
    """The facts that answer the latest referral; all of them where the stage needs none."""
    if not stage.by_referral:
        return facts
    sent = referred(dossier, stage, number)
    return [fact for fact in facts if sent is not None and fact.seq > sent.seq]


def sent_to(proceeding: Proceeding, last: Recorded | None) -> tuple[Stage, ...]:
    """The stages whose bodies a result refers the item to."""
    if last is None or not isinstance(last.event, Resolved) or last.event.outcome is not MeetingOutcome.REFERRED:
        return ()
    return tuple(s for s in proceeding.stages if s.by_referral and s.body in last.event.committees)
