"""What minutes say about the items of a meeting, row by row, before anything of it is recorded."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.commands import Details, Resolve
from domain.dates import When
from domain.dossier import Dossier
from domain.events import Recorded, Resolved
from domain.text import normal
from domain.vocabulary import MeetingOutcome

#: Results that come about without a vote, so that nobody present is recorded as having cast one.
_WITHOUT_VOTE = frozenset({MeetingOutcome.NOT_DEALT_WITH, MeetingOutcome.WITHDRAWN, MeetingOutcome.SETTLED})
#: What two records of one result have to have in common to say the same.
_SAID = ("outcome", "conditions", "vote", "referred_to", "resubmit_on", "secret")


@dataclass(frozen=True, slots=True)
class Row:
    """What came out at one item: `item` is the id of the agenda item, `outcome` a word of `MeetingOutcome`.

    People in `details` are ids. `on` is the day of the result where it is not the meeting's. An item nobody writes a row for
    stays open.
    """

    item: str
    outcome: str
    details: Details = field(default_factory=Details)
    on: When | None = None


def key(person: str, meeting: str, row: Row, on: When, times: int) -> str:
    """The key that makes a row once-only: it follows from who says what of which item, so a file can be handed in again.

    `times` counts the results of this meeting that were taken out since: after that the same words are a new entry.
    """
    said = {name: _plain(value) for name, value in row.details.given().items()}
    words = json.dumps([person, meeting, row.item, row.outcome, on, times, said], sort_keys=True, ensure_ascii=False)
    return f"minutes-{hashlib.sha256(words.encode()).hexdigest()[:40]}"


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return sorted(value)
    return normal(value) if isinstance(value, str) else value


def recorded(dossier: Dossier, stage: str, number: int, meeting: str) -> Recorded | None:
    """What the dossier has as the result of this meeting at a stage and round, corrections applied; None where nothing."""
    return next((fact for fact in reversed(dossier.facts) if _of(fact, stage, number, meeting)), None)


def taken_out(dossier: Dossier, stage: str, number: int, meeting: str) -> int:
    """How many results of this meeting were recorded there and taken out again."""
    written, live = (
        sum(_of(entry, stage, number, meeting) for entry in entries) for entries in (dossier.entries, dossier.facts)
    )
    return written - live


def _of(entry: Recorded, stage: str, number: int, meeting: str) -> bool:
    event = entry.event
    return isinstance(event, Resolved) and (event.stage, event.round, event.meeting) == (stage, number, meeting)


def says(asked: Resolve, fact: Recorded) -> bool:
    """Tell whether an entry says what a row does; who voted follows from the attendance and is no part of that."""
    event = fact.event
    if not isinstance(event, Resolved) or fact.on != asked.on or set(event.biased) != set(asked.biased):
        return False
    return all(_plain(getattr(asked, name)) == _plain(getattr(event, name)) for name in _SAID)


def voters(asked: Resolve, dossier: Dossier, present: Sequence[str]) -> tuple[str, ...]:
    """Who voted where the minutes name nobody: the members present who are not biased, unless the ballot was secret."""
    if asked.voters or asked.secret or (asked.outcome in _WITHOUT_VOTE and not asked.vote):
        return asked.voters
    kept_out = dossier.conflicted | dossier.parties | set(asked.biased)
    return tuple(party for party in dict.fromkeys(present) if party not in kept_out)
