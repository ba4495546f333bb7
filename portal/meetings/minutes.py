"""The minutes of a meeting, item by item, as its results count after corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.events import Resolved
from portal.meetings.meetings import Line, came_out
from store import people
from store.people import Known
from workflows.house import House
from workflows.names import shown_name


@dataclass(frozen=True, slots=True)
class Minute:
    """An item of the minutes: its outcome in words (empty while nothing is recorded), conditions, who was biased by name."""

    line: Line
    outcome: str
    conditions: str
    biased: tuple[str, ...]
    corrected: bool


def minutes_of(house: House, lines: Sequence[Line], *, public_only: bool) -> list[Minute]:
    """The items of the minutes; who was biased is left out of what may be handed to the public."""
    said = (line.fact.event for line in lines if line.fact and not public_only)
    with house.database.reading() as connection:
        named = people.parties(connection, {party for event in said if isinstance(event, Resolved) for party in event.biased})
    return [_minute(line, named, public_only=public_only) for line in lines]


def _minute(line: Line, named: Mapping[str, Known], *, public_only: bool) -> Minute:
    event = line.fact.event if line.fact else None
    if line.fact is None or line.dossier is None or not isinstance(event, Resolved):
        return Minute(line, "", "", (), corrected=False)
    biased = () if public_only else tuple(shown_name(named, party) for party in event.biased)
    corrected = line.dossier.entries[line.fact.seq - 1] != line.fact
    return Minute(line, came_out(line), event.conditions, biased, corrected)
