"""Meetings for tests of their pages: a body that has been called together, with cases on its agenda."""

from collections.abc import Sequence
from datetime import date

from domain.commands import Actor
from store import meetings
from store.meetings import Item, Meeting
from tests.houses import KG, LEIPZIG, leipzig_case
from workflows import meetings as running
from workflows.house import House
from workflows.inbox import person
from workflows.meetings import Wanted
from workflows.meetings.members import Place, add_member
from workflows.walk import catch_up

#: The day of the tests (`tests.conftest.MORNING`), and one to come; the cases were applied for long before.
TODAY, LATER = "2026-11-23T18:00", "2026-12-10T18:00"


def secretary(house: House, handle: str = KG) -> Actor:
    """Whoever keeps the meetings of the KG."""
    return person(house, "leipzig", LEIPZIG, handle)


def a_meeting(house: House, meets_at: str = TODAY, place: str = "Neues Rathaus") -> Meeting:
    """A meeting of the KG."""
    return running.call_meeting(
        house, authority="leipzig", programme=LEIPZIG, body="kg", meets_at=meets_at, place=place, actor=secretary(house)
    )


def with_cases(
    house: House, count: int, meets_at: str = TODAY, *, non_public: Sequence[int] = ()
) -> tuple[Meeting, list[Item]]:
    """A meeting with so many cases on its agenda, numbered 3.1, 3.2, …; those of `non_public` (from 1) are not public."""
    meeting = a_meeting(house, meets_at)
    ids = [leipzig_case(house, "kg", f"3.{number}").dossier.id for number in range(1, count + 1)]
    catch_up(house)
    wanted = [Wanted(id_, "kg", public=number not in non_public) for number, id_ in enumerate(ids, start=1)]
    put = running.put_on_agenda(house, meeting.id, wanted, secretary(house))
    assert all(isinstance(one, Item) for one in put), put
    catch_up(house)
    return now(house, meeting.id), items(house, meeting.id)


def seat(house: House, handle: str, since: str, until: str = "", *, chair: bool = False) -> None:
    """Somebody sits on the KG from a day to another one, or for good."""
    last = date.fromisoformat(until) if until else None
    place = Place("leipzig", LEIPZIG, "kg")
    add_member(house, place, handle, secretary(house), since=date.fromisoformat(since), until=last, chair=chair)


def now(house: House, id_: str) -> Meeting:
    """The meeting as the store has it."""
    with house.database.reading() as connection:
        found = meetings.find(connection, id_)
    assert found is not None
    return found


def items(house: House, id_: str) -> list[Item]:
    """Its agenda as the store has it."""
    with house.database.reading() as connection:
        return meetings.items(connection, id_)
