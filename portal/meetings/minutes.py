"""The minutes of a meeting, item by item, as its results count after corrections."""

from dataclasses import dataclass

from domain.events import Resolved
from portal.meetings.meetings import Line, came_out
from store import people
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


def minute(house: House, line: Line, *, public_only: bool) -> Minute:
    """An item of the minutes; who was biased is left out of what may be handed to the public."""
    event = line.fact.event if line.fact else None
    if line.fact is None or line.dossier is None or not isinstance(event, Resolved):
        return Minute(line, "", "", (), corrected=False)
    biased: tuple[str, ...] = ()
    if event.biased and not public_only:
        with house.database.reading() as connection:
            known = people.parties(connection, set(event.biased))
        biased = tuple(shown_name(known, party) for party in event.biased)
    corrected = line.dossier.entries[line.fact.seq - 1] != line.fact
    return Minute(line, came_out(line), event.conditions, biased, corrected)
