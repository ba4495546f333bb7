"""The radar: a case that misses the next cut-off, and the one thing that keeps it from the meeting."""

from domain.commands import Resolve, Return, Withdraw
from domain.commands.meetings import Schedule
from domain.dates import When
from domain.forecast.radar import Missing, WillMiss, will_miss
from domain.vocabulary import MeetingOutcome, ReturnPurpose
from tests.domain.forecasts import SITTINGS, a_basis, minute
from tests.offices import Desk, a_desk, a_dossier

ON = When("2010-01-04")


def missed(desk: Desk, now: str = "2010-01-04T09:30", sittings: tuple[object, ...] = SITTINGS) -> WillMiss | None:
    return will_miss(desk.dossier, desk.dossier.programme.stages["kg"], a_basis(now, sittings))  # type: ignore[arg-type]


def test_an_application_not_submitted_is_owed_by_the_applicant_until_the_papers_are_due() -> None:
    found = missed(a_desk())

    assert found is not None
    assert (found.missing, found.at, found.role) == (Missing.SUBMISSION, "submission", "city")
    assert (found.meeting.id, found.until, found.lost) == ("meeting-1", minute("2010-01-15T14:00"), 35)


def test_documents_that_were_asked_for_are_named_as_what_is_missing() -> None:
    desk = a_dossier("kg")
    desk.ask(Return(stage="submission", purpose=ReturnPurpose.DOCUMENTS, reason="Kosten", on=ON))

    found = missed(desk)

    assert found is not None
    assert (found.missing, found.role) == (Missing.DOCUMENTS, "city")


def test_after_the_cut_off_the_meeting_that_is_missed_is_the_next_one() -> None:
    found = missed(a_desk(), "2010-01-15T14:01")

    assert found is not None
    assert (found.meeting.id, found.following, found.lost) == ("meeting-2", None, None)
    assert missed(a_desk(), "2010-02-19T14:01") is None, "no meeting is left whose cut-off could be missed"


def test_a_case_that_is_ready_has_to_come_onto_the_agenda_until_the_meeting_begins() -> None:
    desk = a_dossier("kg")

    found = missed(desk, "2010-01-18T09:00")

    assert found is not None
    assert (found.missing, found.at, found.role) == (Missing.AGENDA, "kg", "kg")
    assert (found.meeting.id, found.until) == ("meeting-1", minute("2010-01-21T18:00")), "it was ready before the cut-off"
    desk.ask(Schedule(stage="kg", meets_on=When("2010-01-21"), meeting="meeting-1", on=ON))
    assert missed(desk, "2010-01-18T09:00") is None
    assert missed(desk, "2010-01-25T09:00") is None, "its minutes are on their way"


def test_a_case_that_is_to_come_up_later_is_not_missing_from_the_agenda_before() -> None:
    desk = a_dossier("kg")
    desk.ask(Resolve(stage="kg", outcome=MeetingOutcome.RESUBMISSION, resubmit_on=When("2010-02-01"), on=ON))

    found = missed(desk)

    assert found is not None
    assert found.meeting.id == "meeting-2"


def test_nothing_is_missing_where_nobody_has_to_act_or_no_meeting_is_set() -> None:
    withdrawn = a_dossier("kg")
    withdrawn.ask(Withdraw(on=ON, reason="verkauft"))

    assert missed(withdrawn) is None
    assert missed(a_dossier("decision")) is None
    assert missed(a_desk(), sittings=()) is None
