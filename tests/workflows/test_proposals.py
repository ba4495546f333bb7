"""What is proposed for an agenda, and why."""

from datetime import timedelta

from sqlalchemy import event

from config.clock import FixedClock
from domain.dates import When
from domain.vocabulary import MeetingOutcome
from store import meetings
from store.writing import write
from tests.houses import berlin_case, findings, leipzig_case
from tests.meetings import (
    PAST,
    SECOND,
    THIRD,
    a_meeting,
    now,
    on_agenda,
    put_on,
    resolve,
    said,
    secretary,
    why,
)
from workflows.house import House
from workflows.meetings import (
    Wanted,
    proposals,
    put_on_agenda,
)


def test_what_waits_for_the_body_is_proposed_and_nothing_else(a_house: House) -> None:
    waits = leipzig_case(a_house, "kg", "3.1").dossier.id
    leipzig_case(a_house, "submission", "3.2")
    leipzig_case(a_house, "decision", "3.3")
    berlin_case(a_house, "AF-1", "jury")

    meeting = a_meeting(a_house)
    (only,) = proposals(a_house, meeting)

    assert (only.dossier, only.reference, only.stage, only.round) == (waits, "3.1", "kg", 1)
    assert (only.why, only.in_time) == ("new", True)
    assert only.since == "2026-11-23T08:00:00.000000Z"
    put_on_agenda(a_house, meeting.id, [Wanted(waits, "kg")], secretary(a_house))
    assert proposals(a_house, now(a_house, meeting)) == []
    assert why(a_house, SECOND) == {}, "it stands on the agenda of a meeting still to come"


def test_papers_are_in_time_until_the_minute_they_are_due_by_the_office_clock(a_house: House) -> None:
    leipzig_case(a_house, "kg", "3.1")
    # 08:00 UTC is 09:00 in Leipzig.
    at = {due: a_meeting(a_house, f"2026-12-0{n}T18:00", papers_due=due) for n, due in enumerate(
        ("2026-11-23T08:59", "2026-11-23T09:00", "2026-11-23T09:01", ""), start=1)}  # fmt: skip
    assert {due: proposals(a_house, one)[0].in_time for due, one in at.items()} == {
        "2026-11-23T08:59": False, "2026-11-23T09:00": True, "2026-11-23T09:01": True, "": True,
    }  # fmt: skip


def test_what_a_body_put_off_is_proposed_with_the_reason(a_house: House) -> None:
    for reference, outcome, details in (
        ("3.1", MeetingOutcome.POSTPONED, {}),
        ("3.2", MeetingOutcome.NOT_DEALT_WITH, {}),
        ("3.3", MeetingOutcome.RESUBMISSION, {"resubmit_on": When("2026-12-10")}),
        ("3.4", MeetingOutcome.REFERRED, {"referred_to": "Fachausschuss"}),
        ("3.5", MeetingOutcome.ADOPTED, {}),
    ):
        leipzig_case(a_house, "kg", reference)
        resolve(a_house, reference, outcome, **details)
    always = {"3.1": "postponed", "3.2": "not_dealt_with", "3.4": "referred"}

    assert why(a_house, "2026-12-09T18:00") == always
    assert why(a_house, "2026-12-10T09:00") == always | {"3.3": "resubmission"}


def test_a_missed_meetings_cases_are_proposed_again_and_change_agendas_in_one_go(a_house: House, clock: FixedClock) -> None:
    meeting = a_meeting(a_house)
    case = put_on(a_house, meeting, "3.1")[0].dossier
    assert why(a_house, SECOND) == {}

    clock.move(timedelta(days=11))
    following = a_meeting(a_house, THIRD)
    assert [(one.dossier, one.why) for one in proposals(a_house, following)] == [(case, "not_dealt_with")]
    assert proposals(a_house, now(a_house, meeting)) == [], "it stands on this one's agenda"
    put_on_agenda(a_house, following.id, [Wanted(case, "kg")], secretary(a_house))

    assert said(a_house, case)[-3:] == ["Scheduled", "Unscheduled", "Scheduled"]
    assert on_agenda(a_house, case) == ("2026-12-17", following.id)
    assert proposals(a_house, now(a_house, following)) == []
    assert findings(a_house) == []


def test_what_a_held_meeting_left_over_is_proposed(a_house: House) -> None:
    meeting = a_meeting(a_house)
    put_on(a_house, meeting, "3.1", "3.2")
    resolve(a_house, "3.1", MeetingOutcome.ADOPTED)
    held = meetings.held_statements(now(a_house, meeting), [], secretary(a_house), a_house.now())
    write(a_house.database, [], beside=held)

    assert why(a_house, SECOND) == {"3.2": "not_dealt_with"}


def test_a_meeting_of_the_past_can_get_its_agenda_afterwards(a_house: House) -> None:
    meeting = a_meeting(a_house, PAST)
    case = put_on(a_house, meeting, "3.1")[0].dossier
    assert on_agenda(a_house, case) == ("2026-11-19", meeting.id)
    assert proposals(a_house, now(a_house, meeting)) == []


def test_many_waiting_cases_are_proposed_by_a_few_questions(a_house: House) -> None:
    asked: list[str] = []
    event.listen(a_house.database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    meeting = a_meeting(a_house)
    counted = []
    for many in (range(3), range(3, 12)):
        for n in many:
            leipzig_case(a_house, "kg", f"5.{n}")
        asked.clear()
        proposals(a_house, meeting)
        counted.append(len(asked))
    assert counted[0] == counted[1]
