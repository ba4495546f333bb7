"""Meetings for tests: the KG of Leipzig, its secretary, and cases that wait for it."""

from collections.abc import Callable

from sqlalchemy import text

from domain.commands import Actor, Resolve
from domain.dates import When
from domain.vocabulary import MeetingOutcome
from store import dossiers, meetings
from store.meetings import Item, Meeting
from tests.houses import KG, LEIPZIG, leipzig_case
from workflows.house import House
from workflows.inbox import person, receive
from workflows.meetings import Wanted, call_meeting, cancel, change_meeting, invite, proposals, put_on_agenda
from workflows.record import Receipt

#: After the clock of the tests, which stands on 2026-11-23.
FIRST, SECOND, THIRD = "2026-12-03T18:00", "2026-12-10T18:00", "2026-12-17T18:00"
PAST = "2026-11-19T18:00"


def secretary(house: House) -> Actor:
    """Who keeps the meetings of the KG."""
    return person(house, "leipzig", LEIPZIG, KG)


def a_meeting(house: House, meets_at: str = FIRST, place: str = "Rathaus", papers_due: str | None = None) -> Meeting:
    """A meeting of the KG."""
    return call_meeting(
        house, authority="leipzig", programme=LEIPZIG, body="kg", meets_at=meets_at, place=place, actor=secretary(house),
        papers_due=papers_due,
    )  # fmt: skip


def put_on(house: House, meeting: Meeting, *references: str) -> list[Item]:
    """Open a case for each reference, waiting for the KG, and put it on the agenda."""
    wanted = [Wanted(leipzig_case(house, "kg", reference).dossier.id, "kg") for reference in references]
    given = put_on_agenda(house, meeting.id, wanted, secretary(house))
    assert all(isinstance(item, Item) for item in given), given
    return [item for item in given if isinstance(item, Item)]


def resolve(house: House, reference: str, outcome: MeetingOutcome, on: str = "2026-11-20", **details: str | When) -> Receipt:
    """Record what the KG did with a case."""
    command = Resolve(stage="kg", on=When(on), outcome=outcome, **details)  # type: ignore[arg-type] # by name
    return receive(house, reference, command, by=KG)


def now(house: House, meeting: Meeting) -> Meeting:
    """The meeting as the store has it."""
    with house.database.reading() as connection:
        found = meetings.find(connection, meeting.id)
    assert found is not None
    return found


def agenda(house: House, meeting: Meeting) -> list[Item]:
    """Its agenda as the store has it."""
    with house.database.reading() as connection:
        return meetings.items(connection, meeting.id)


def log(house: House, meeting: Meeting) -> list[str]:
    """What was done with it."""
    with house.database.reading() as connection:
        return [one.what for one in meetings.log(connection, meeting.id)]


def said(house: House, dossier: str) -> list[str]:
    """The kinds of entry of a dossier."""
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, dossier)
    assert loaded is not None
    return [type(entry.event).__name__ for entry in loaded.dossier.entries]


def on_agenda(house: House, dossier: str) -> tuple[str, str] | None:
    """The day and the meeting a dossier is scheduled for at the KG."""
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, dossier)
    assert loaded is not None
    there = loaded.dossier.scheduled("kg", 1)
    return (there.event.meets_on, there.event.meeting) if there else None  # type: ignore[union-attr] # `scheduled` gives those


def everything(house: House) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables meetings write, without the instants and ids that are drawn anew each time."""
    columns = {
        "meeting": "id, meets_at, place, state, papers_due, sequence, version",
        "agenda_item": "meeting, position, number, dossier, stage, round, title, public",
        "meeting_change": "meeting, actor, what",
        "event": "dossier, seq, key, type, payload",
    }
    with house.database.reading() as connection:
        return {
            table: sorted(tuple(row) for row in connection.execute(text(f"SELECT {names} FROM {table}")))  # noqa: S608 - ours
            for table, names in columns.items()
        }


#: What can be done with a meeting by whoever has looked at its version.
ACTS: list[Callable[[House, Meeting, int], object]] = [
    lambda house, meeting, seen: change_meeting(house, meeting.id, seen, secretary(house), place="Saal 3"),
    lambda house, meeting, seen: invite(house, meeting.id, seen, secretary(house)),
    lambda house, meeting, seen: cancel(house, meeting.id, seen, secretary(house), reason="Krankheit", roll_on=True),
]


def why(house: House, meets_at: str) -> dict[str, str]:
    """What is proposed for a new meeting, and why."""
    return {one.reference: one.why for one in proposals(house, a_meeting(house, meets_at))}
