"""The rows of a meeting's minutes, each with its case and what the meeting has recorded of it before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from domain.admission.cleaned import cleaned
from domain.commands import Actor, Place, Resolve
from domain.dates import When
from domain.dossier import Dossier
from domain.errors import NoSuchDossier, Refusal
from domain.errors.agendas import NoSuchItem
from domain.errors.minutes import BusinessHasNoResult, ItemTwice, OnLaterAgenda, OtherResult
from domain.meetings import minutes
from domain.meetings.minutes import Row
from domain.stages import command_for
from store import dossiers, meetings, people
from store.change import Loaded
from store.meetings import Item, Meeting
from workflows.house import House
from workflows.record import Receipt


@dataclass(frozen=True, slots=True)
class Meant:
    """A row as it stands before anything is asked of the domain.

    It is new (`command` and `key`), was recorded before (`receipt`), or cannot be recorded (`refusal`).
    """

    row: Row
    loaded: Loaded | None = None
    command: Resolve | None = None
    key: str = ""
    receipt: Receipt | None = None
    refusal: Refusal | None = None


class _Who(NamedTuple):
    """Who records, who attended, and which organisations those act for."""

    records: str
    attending: Sequence[str]
    acting: Mapping[str, Collection[str]]

    def voting(self, dossier: Dossier) -> list[str]:
        """Those who attended and act for no organisation whose own case it is (§ 20 VwVfG)."""
        return [party for party in self.attending if dossier.parties.isdisjoint(self.acting.get(party, ()))]


def read(house: House, meeting: Meeting, rows: Sequence[Row], actor: Actor, present: Sequence[str]) -> list[Meant]:
    """Find the case of every row and what the meeting has recorded of it; all dossiers are loaded together, once."""
    with house.database.reading() as connection:
        now = meetings.find(connection, meeting.id) or meeting
        agenda = {item.id: item for item in meetings.items(connection, meeting.id)}
        ids = sorted({agenda[row.item].dossier for row in rows if row.item in agenda} - {""})
        held = {loaded.dossier.id: loaded for loaded in dossiers.load_many(house.database, connection, ids)}
        attending = tuple(present) or now.present
        who = _Who(actor.person, attending, people.acting_for(connection, attending))
    meant: list[Meant] = []
    for row in rows:
        item = agenda.get(row.item)
        if any(row.item == earlier.row.item for earlier in meant):
            meant.append(Meant(row, refusal=ItemTwice(item=item.number if item else row.item)))
        elif item is None:
            meant.append(Meant(row, refusal=NoSuchItem()))
        elif not item.dossier:
            meant.append(Meant(row, refusal=BusinessHasNoResult(item=item.number)))
        else:
            meant.append(_meant(now, row, item, held.get(item.dossier), who))
    return meant


def _meant(meeting: Meeting, row: Row, item: Item, loaded: Loaded | None, who: _Who) -> Meant:
    if loaded is None:
        return Meant(row, refusal=NoSuchDossier(reference=item.dossier))
    dossier = loaded.dossier
    on = row.on or When.of(meeting.day)
    place = Place(stage=item.stage, on=on, round=item.round)
    try:
        asked = cleaned(command_for(dossier.programme, place, row.outcome, replace(row.details, meeting=meeting.id)))
    except Refusal as refusal:
        return Meant(row, loaded, refusal=refusal)
    assert isinstance(asked, Resolve), "only stages of a meeting stand on an agenda"  # noqa: S101 - for the type checker
    there = minutes.recorded(dossier, item.stage, item.round, meeting.id)
    if there is not None:
        if any(minutes.says(asked, entry) for entry in (there, dossier.entries[there.seq - 1])):
            return Meant(row, loaded, receipt=Receipt(dossier, there.seq, repeated=True))
        said = getattr(there.event, "outcome", "")
        return Meant(row, loaded, refusal=OtherResult(reference=dossier.opened.reference, outcome=said, seq=there.seq))
    later = dossier.scheduled(item.stage, item.round)
    if later is not None and getattr(later.event, "meeting", "") not in {"", meeting.id}:
        on = getattr(later.event, "meets_on", later.on)
        return Meant(row, loaded, refusal=OnLaterAgenda(reference=dossier.opened.reference, on=on))
    times = minutes.taken_out(dossier, item.stage, item.round, meeting.id)
    command = replace(asked, voters=minutes.voters(asked, dossier, who.voting(dossier)))
    return Meant(row, loaded, command, minutes.key(who.records, meeting.id, row, on, times))
