"""Meetings in the store: what two writers at once do to each other, what only grows, what the columns refuse."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.vocabulary import MeetingState
from store import meetings
from store.errors import Moved
from store.meetings import By, Item, Meeting
from store.writing import write
from tests.houses import LEIPZIG
from tests.meetings import FIRST, agenda, everything, log, now
from workflows.house import House

BY = By("p-1", "2026-11-23T08:00:00.000000Z", "p-2")
MEETING = Meeting("m" * 16, "leipzig", LEIPZIG, "kg", FIRST, "Rathaus", MeetingState.SCHEDULED, "", (), 0, 1)


def keep(house: House, meeting: Meeting = MEETING) -> Meeting:
    """Keep a meeting."""
    write(house.database, [], beside=meetings.called(meeting, BY))
    return meeting


def an_item(position: int, **more: str) -> Item:
    """Other business."""
    return replace(Item(f"{position:016}", MEETING.id, position, str(position), "", "", 0, "Begrüßung", public=True), **more)  # type: ignore[arg-type] # by name


def test_a_meeting_comes_back_as_it_was_kept(a_house: House) -> None:
    whole = replace(MEETING, papers_due="2026-12-01T12:00", present=("p-1", "p-2"), sequence=3)
    assert now(a_house, keep(a_house, whole)) == whole
    with a_house.database.reading() as connection:
        assert meetings.find(connection, "x") is None
        assert meetings.find_many(connection, [whole.id, "x"]) == {whole.id: whole}
        (noted,) = meetings.log(connection, whole.id)
    assert (noted.actor, noted.behalf, noted.at, noted.what) == ("p-1", "p-2", BY.at, "called")


def test_a_change_computed_from_an_older_version_is_not_written(a_house: House) -> None:
    keep(a_house)
    first = meetings.changed(MEETING, replace(MEETING, place="Saal 1"), BY, "changed", {})
    second = meetings.changed(MEETING, replace(MEETING, place="Saal 2"), BY, "changed", {})
    write(a_house.database, [], beside=first)
    before = everything(a_house)

    with pytest.raises(Moved):
        write(a_house.database, [], beside=[*meetings.added([an_item(1)]), *second])

    assert everything(a_house) == before
    assert (now(a_house, MEETING).place, now(a_house, MEETING).version) == ("Saal 1", 2)


def test_a_number_that_only_counts_moves_along_and_a_printed_one_stays(a_house: House) -> None:
    keep(a_house)
    one, two = an_item(1), an_item(2, number="10.1")
    write(a_house.database, [], beside=meetings.added([one, two]))
    assert agenda(a_house, MEETING) == [one, two]

    write(a_house.database, [], beside=meetings.placed([replace(two, position=1), replace(one, position=2)]))
    assert [(item.id, item.number) for item in agenda(a_house, MEETING)] == [(two.id, "10.1"), (one.id, "2")]
    write(a_house.database, [], beside=[*meetings.numbered({two.id: ""}), *meetings.removed([one.id])])
    assert [item.number for item in agenda(a_house, MEETING)] == ["1"]
    for nothing in (meetings.added([]), meetings.removed([]), meetings.placed([]), meetings.numbered({})):
        assert nothing == []


@pytest.mark.parametrize(
    "statement",
    ["UPDATE meeting_change SET what = 'x'", "DELETE FROM meeting_change", "UPDATE meeting SET state = 'perhaps'",
     "UPDATE meeting SET meets_at = '2026-12-03'", "UPDATE agenda_item SET position = 0", "UPDATE agenda_item SET title = ''"],
)  # fmt: skip
def test_the_database_refuses_what_must_not_be(a_house: House, statement: str) -> None:
    keep(a_house)
    write(a_house.database, [], beside=meetings.added([an_item(1)]))
    with pytest.raises(DBAPIError), a_house.database.transaction() as connection:
        connection.execute(text(statement))
    assert log(a_house, MEETING) == ["called"]
