"""The quorum of a body is counted by its members of the day: in the preview of one result, and of a whole meeting."""

from domain.commands import Details, Resolve
from domain.dates import When
from domain.meetings.minutes import Row
from domain.vocabulary import MeetingOutcome
from store import dossiers
from store.meetings import Item, members
from tests.houses import TEAM, findings
from tests.projects import FUND, a_project
from wording.language import speak
from workflows.house import House
from workflows.inbox import person
from workflows.meetings import Wanted, call_meeting, put_on_agenda
from workflows.meetings.minutes import record_minutes, rehearse
from workflows.preview import preview

DAY = "2026-11-19"
#: The Quartiersrat of the sample has three members since 2025, two thirds of whom make its quorum.
FEW = "Only 1 of the body's 3 members took part; by its rules of that day, 2/3 of them make a quorum."


def _resolve(on: str, vote: str) -> Resolve:
    return Resolve(stage="quartiersrat", on=When(on), outcome=MeetingOutcome.ADOPTED, vote=vote)


def _warned(house: House, dossier: str, asked: Resolve) -> tuple[str, ...]:
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, dossier)
    assert loaded is not None
    return preview(house, loaded, asked, person(house, "berlin", FUND, TEAM)).warnings


def test_a_preview_warns_of_too_few_members_on_the_day_of_the_meeting(a_house: House) -> None:
    speak("en")
    id_ = a_project(a_house, "quartiersrat").dossier.id
    assert _warned(a_house, id_, _resolve(DAY, "1:0")) == (FEW,)
    assert _warned(a_house, id_, _resolve(DAY, "2:0")) == ()
    assert _warned(a_house, id_, _resolve("2024-03-20", "1:0")) == (), "whoever sat there then is not handed down"


def test_a_rehearsal_counts_who_is_ticked_as_present_and_records_it_all_the_same(a_house: House) -> None:
    speak("en")
    actor = person(a_house, "berlin", FUND, TEAM)
    meeting = call_meeting(
        a_house, authority="berlin", programme=FUND, body="quartiersrat", meets_at=f"{DAY}T18:00", place="", actor=actor
    )
    id_ = a_project(a_house, "quartiersrat").dossier.id
    [item] = put_on_agenda(a_house, meeting.id, [Wanted(id_, "quartiersrat")], actor)
    assert isinstance(item, Item)
    with a_house.database.reading() as connection:
        there = [one.party for one in members(connection, authority="berlin", programme=FUND, body="quartiersrat", day=DAY)]
    rows = [Row(item.id, MeetingOutcome.ADOPTED, Details(vote="einstimmig"))]

    for present, warned in ((there[:1], (FEW,)), (there[:2], ()), ([], ())):
        [ahead] = rehearse(a_house, meeting, rows, actor, present=present).rows
        assert ahead.preview is not None
        assert ahead.preview.warnings == warned

    [done] = record_minutes(a_house, meeting, rows, actor, present=there[:1])
    assert done.receipt is not None
    assert findings(a_house) == []
