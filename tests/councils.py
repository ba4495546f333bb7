"""A council's meeting for tests: papers on its agenda, and results for them that use the whole vocabulary."""

from collections.abc import Iterable
from itertools import cycle

from config.application import Project
from domain.commands import Actor, Details, Submit
from domain.dates import When
from domain.events import Resolved
from domain.meetings.minutes import Row, recorded
from domain.vocabulary import MeetingOutcome
from store import dossiers, meetings
from store.meetings import Item, Meeting
from store.people import party_id
from store.tables.meetings import BodyMemberRow
from tests.houses import a_key
from workflows.house import House
from workflows.inbox import open_case, person
from workflows.meetings import Wanted, call_meeting, put_on_agenda
from workflows.meetings.minutes import RowResult
from workflows.walk import catch_up

AUTHORITY, PROGRAMME, BODY = "potsdam", "potsdam-drucksache", "svv"
OFFICE, COMMITTEES, MOVER = "svv-buero", "ausschussdienst", "geschaeftsbereich-ob"
DAY = When("2001-11-07")

#: One result of every kind, with what it has to say.
EVERY_OUTCOME: tuple[tuple[MeetingOutcome, Details], ...] = (
    (MeetingOutcome.ADOPTED, Details(vote="einstimmig")),
    (MeetingOutcome.ADOPTED_AMENDED, Details(conditions="Punkt 2 entfällt.", vote="17:0:3")),
    (MeetingOutcome.ADOPTED_WITH_CONDITIONS, Details(conditions="Bericht im Mai.\nKostenplan nachreichen.")),
    (MeetingOutcome.REJECTED, Details(vote="7 Ja, 25 Nein")),
    (MeetingOutcome.NOTED, Details()),
    (MeetingOutcome.POSTPONED, Details()),
    (MeetingOutcome.REFERRED, Details(referred_to="Hauptausschuss, Fachausschuss")),
    (MeetingOutcome.RESUBMISSION, Details(resubmit_on=When("2002-01-30"))),
    (MeetingOutcome.NOT_DEALT_WITH, Details()),
    (MeetingOutcome.WITHDRAWN, Details()),
    (MeetingOutcome.SETTLED, Details()),
)


def secretary(house: House, handle: str = OFFICE) -> Actor:
    """Whoever keeps the council's meetings."""
    return person(house, AUTHORITY, PROGRAMME, handle)


def a_paper(house: House, number: int) -> str:
    """A paper that was introduced and waits for the council; its dossier's id."""
    project = Project(
        authority=AUTHORITY, programme=PROGRAMME, reference=f"01/SVV/{number:04d}", title=f"Vorlage {number}", applicant=MOVER
    )
    handed_in = Submit(stage="paper", on=When("2001-10-23"))
    return open_case(house, project, When("2001-10-23"), handed_in, by=OFFICE, key=a_key()).dossier.id


def a_meeting(house: House, day: When = DAY, body: str = BODY, handle: str = OFFICE) -> Meeting:
    """A meeting of a body on an evening."""
    return call_meeting(
        house, authority=AUTHORITY, programme=PROGRAMME, body=body, meets_at=f"{day}T18:00", place="Rathaus",
        actor=secretary(house, handle),
    )  # fmt: skip


def a_council(house: House, papers: int) -> tuple[Meeting, list[Item]]:
    """A meeting of the council with so many papers on its agenda, every third of them non-public."""
    ids = [a_paper(house, number) for number in range(1, papers + 1)]
    meeting = a_meeting(house)
    wanted = [Wanted(id_, "svv", public=n % 3 != 0) for n, id_ in enumerate(ids, start=1)]
    put_on_agenda(house, meeting.id, wanted, secretary(house))
    return meeting, agenda(house, meeting)


def agenda(house: House, meeting: Meeting) -> list[Item]:
    """The agenda of a meeting."""
    with house.database.reading() as connection:
        return meetings.items(connection, meeting.id)


def now(house: House, meeting: Meeting) -> Meeting:
    """The meeting as the store has it."""
    with house.database.reading() as connection:
        found = meetings.find(connection, meeting.id)
    assert found is not None
    return found


def results(items: Iterable[Item]) -> list[Row]:
    """A result for every item, all the kinds in turn."""
    return [Row(item.id, outcome, details) for item, (outcome, details) in zip(items, cycle(EVERY_OUTCOME), strict=False)]


def walked(house: House, papers: int) -> tuple[Meeting, list[Item]]:
    """A meeting whose cases have no news: what is written from now on is the meeting's doing."""
    meeting, items = a_council(house, papers)
    catch_up(house)
    return meeting, items


def said_of(house: House, meeting: Meeting, item: Item) -> Resolved | None:
    """What the store has as the item's result."""
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, item.dossier)
    assert loaded is not None
    fact = recorded(loaded.dossier, item.stage, item.round, meeting.id)
    return fact.event if fact and isinstance(fact.event, Resolved) else None


def refusals(done: list[RowResult]) -> list[type]:
    """The kinds of the refusals among the results."""
    return [type(row.refusal) for row in done if row.refusal is not None]


def version_of(house: House, item: Item) -> int:
    """How many entries the case of an item has."""
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, item.dossier)
    assert loaded is not None
    return loaded.dossier.version


def changes(house: House, meeting: Meeting) -> list[str]:
    """What was done with the meeting, in order."""
    with house.database.reading() as connection:
        return [noted.what for noted in meetings.log(connection, meeting.id)]


def seated(house: House, *handles: str) -> list[str]:
    """Make people of the authority members of the council."""
    ids = [party_id(AUTHORITY, handle) for handle in handles]
    with house.database.transaction() as connection:
        for id_ in ids:
            values = {
                "party": id_, "programme": PROGRAMME, "body": BODY, "since": "2001-01-01", "until": "", "chair": False,
                "kept_by": "portal",
            }  # fmt: skip
            connection.execute(BodyMemberRow.__table__.insert().values(values))  # type: ignore[attr-defined]
    return ids
