"""What came out of a meeting, item by item: what its agenda and the histories of its cases say together (Niederschrift)."""

from dataclasses import dataclass

from domain.dates import When
from domain.events import Resolved
from domain.meetings.minutes import recorded
from store import dossiers, meetings
from store.meetings import Item, Meeting
from workflows.house import House


@dataclass(frozen=True, slots=True)
class Result:
    """An item with its result, corrections applied; `said`, `on` and `seq` are empty while it is open.

    `reference` is that of the case and `title` its title, or that of other business, which has no reference and no result.
    """

    item: Item
    reference: str
    title: str
    said: Resolved | None = None
    on: When | None = None
    seq: int = 0


def results(house: House, meeting: Meeting, *, public: bool = False) -> list[Result]:
    """Every item in the order of the agenda; with `public` those that are public, the others are not even counted."""
    with house.database.reading() as connection:
        items = [item for item in meetings.items(connection, meeting.id) if item.public or not public]
        ids = sorted({item.dossier for item in items} - {""})
        held = {loaded.dossier.id: loaded.dossier for loaded in dossiers.load_many(house.database, connection, ids)}
    found: list[Result] = []
    for item in items:
        dossier = held.get(item.dossier)
        if dossier is None:
            found.append(Result(item, "", item.title))
            continue
        opened = dossier.opened
        fact = recorded(dossier, item.stage, item.round, meeting.id)
        said = fact.event if fact and isinstance(fact.event, Resolved) else None
        on, seq = (fact.on, fact.seq) if fact else (None, 0)
        found.append(Result(item, opened.reference, opened.title, said, on, seq))
    return found
