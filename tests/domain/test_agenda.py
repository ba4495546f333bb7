"""Until when papers are due, who keeps a body's meetings, and why a case is proposed for one."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import OfficeCalendar, is_working_day, previous_working_day
from domain.commands import Actor, Resolve, Submit
from domain.commands.meetings import Schedule, Unschedule
from domain.dates import When
from domain.errors.agendas import MeetingTimeBad, NoSuchBody, NotYourBody
from domain.meetings.agenda import acting_for, body_of, dealt_with, keepers, office_time, papers_due, stages_of, why_proposed
from domain.programme.bodies import PapersDue
from domain.vocabulary import MeetingOutcome
from tests.body_programmes import COUNCIL
from tests.offices import LEIPZIG, TODAY, Desk, a_desk, a_dossier

LAENDER = ("BB", "BE", "BY", "SN", "ST", "TH")
DAYS = st.dates(date(1993, 1, 1), date(2099, 12, 31))
RULES = st.builds(PapersDue, days=st.integers(0, 366), hour=st.integers(0, 24))


@settings(deadline=None)  # the first look at a year reads its holidays
@given(DAYS, RULES, st.sampled_from(LAENDER))
def test_papers_are_due_on_the_last_working_day_up_to_the_day_counted_back_to(day: date, rule: PapersDue, land: str) -> None:
    due = papers_due(day, rule, OfficeCalendar(land))
    last = date.fromisoformat(due[:10])
    counted = day - timedelta(days=rule.days)

    assert is_working_day(last, OfficeCalendar(land))
    assert last <= counted <= day, "never later than counted: moving forward would shorten the time to read"
    between = (last + timedelta(days=n) for n in range(1, (counted - last).days + 1))
    assert not any(is_working_day(each, OfficeCalendar(land)) for each in between), "no working day is left out"
    assert due[11:] == ("23:59" if rule.hour == 24 else f"{rule.hour:02}:00")
    assert office_time(due, earlier=1) == due


@settings(deadline=None)  # the first look at a year reads its holidays
@given(DAYS, DAYS, RULES, st.sampled_from(LAENDER))
def test_a_later_meeting_never_wants_its_papers_earlier(one: date, other: date, rule: PapersDue, land: str) -> None:
    earlier, later = sorted((one, other))
    assert papers_due(earlier, rule, OfficeCalendar(land)) <= papers_due(later, rule, OfficeCalendar(land))


@pytest.mark.parametrize(
    ("meets_on", "days", "hour", "land", "due"),
    [
        # Thursday, 14 days before is a Thursday.
        (date(2002, 7, 4), 14, 12, "SN", "2002-06-20T12:00"),
        # A Saturday and a Sunday move back to Friday.
        (date(2002, 7, 6), 7, 24, "SN", "2002-06-28T23:59"),
        (date(2002, 7, 7), 7, 24, "SN", "2002-06-28T23:59"),
        # Buß- und Bettag is a day off in Saxony and a working day in Saxony-Anhalt.
        (date(2026, 11, 25), 7, 12, "SN", "2026-11-17T12:00"),
        (date(2026, 11, 25), 7, 12, "ST", "2026-11-18T12:00"),
        # Easter Monday, Easter Sunday, Saturday, Good Friday: back to Maundy Thursday.
        (date(2026, 4, 13), 7, 9, "SN", "2026-04-02T09:00"),
        # 1 January: back to New Year's Eve, which is a working day, in the year before.
        (date(2026, 1, 15), 14, 0, "BE", "2025-12-31T00:00"),
    ],
)
def test_a_day_counted_back_moves_to_the_working_day_before(
    meets_on: date, days: int, hour: int, land: str, due: str
) -> None:  # fmt: skip
    assert papers_due(meets_on, PapersDue(days=days, hour=hour), OfficeCalendar(land)) == due


def test_without_a_rule_papers_are_due_at_no_time() -> None:
    assert papers_due(date(2002, 7, 4), None, OfficeCalendar("SN")) == ""


def test_a_working_day_stays_where_it_is() -> None:
    assert previous_working_day(date(2002, 7, 4), OfficeCalendar("SN")) == date(2002, 7, 4)
    assert previous_working_day(date(2002, 7, 7), OfficeCalendar("SN")) == date(2002, 7, 5)


@pytest.mark.parametrize(
    "typed",
    ["", "2002-07-04", "2002-07-04 18:00", "2002-07-04T18:00:00", "2002-07-04T24:00", "2002-02-30T18:00", "1992-12-31T18:00",
     "2100-01-01T18:00", "04.07.2002 18:00", "٢٠٠٢-07-04T18:00", "x" * 999],
)  # fmt: skip
def test_what_is_no_time_of_a_meeting_is_refused(typed: str) -> None:
    with pytest.raises(MeetingTimeBad) as caught:
        office_time(typed)
    assert len(str(caught.value)) < 200


def test_a_bodys_meetings_are_kept_by_its_secretary_and_the_administrators() -> None:
    assert keepers(COUNCIL, body_of(COUNCIL, "svv")) == ("office",)
    assert keepers(LEIPZIG, body_of(LEIPZIG, "kg")) == ("kg", "rp"), "without a secretary, whoever records there"
    with pytest.raises(NoSuchBody):
        body_of(LEIPZIG, "svv")


def test_who_stands_in_for_the_secretary_acts_for_them() -> None:
    kg = body_of(LEIPZIG, "kg")
    own = Actor("p-1", "one", frozenset({"kg"}))
    deputy = Actor("p-2", "two", frozenset({"kg"}), {"kg": "p-1"})
    both = Actor("p-3", "three", frozenset({"kg", "rp"}), {"kg": "p-1"})
    assert [acting_for(LEIPZIG, kg, actor) for actor in (own, deputy, both)] == ["", "p-1", ""]
    with pytest.raises(NotYourBody) as caught:
        acting_for(LEIPZIG, kg, Actor("p-4", "four", frozenset({"city"})))
    assert "KG secretariat" in str(caught.value)


def why(
    desk: Desk, on: date = TODAY, *, stage: str = "kg", missed: bool = False, cancelled: tuple[str, ...] = ()
) -> str | None:
    """Why the dossier is proposed for a meeting on that day."""
    programme = desk.dossier.programme
    return why_proposed(desk.dossier, programme.stages[stage], 1, on=on, missed=missed, cancelled=cancelled)


def resolved(outcome: MeetingOutcome, **details: str | When) -> Resolve:
    """The KG dealt with it."""
    return Resolve(stage="kg", on=When("2002-07-04"), outcome=outcome, **details)  # type: ignore[arg-type] # by name


ON = When("2010-01-04")
SCHEDULE = Schedule(stage="kg", on=ON, meets_on=When("2010-02-04"), meeting="m-1")


def test_a_case_nobody_has_dealt_with_is_new() -> None:
    assert why(a_dossier("kg")) == "new"


@pytest.mark.parametrize(
    ("outcome", "details", "said"),
    [
        (MeetingOutcome.POSTPONED, {}, "postponed"),
        (MeetingOutcome.WITHDRAWN, {}, "postponed"),
        (MeetingOutcome.NOT_DEALT_WITH, {}, "not_dealt_with"),
        (MeetingOutcome.REFERRED, {"referred_to": "Fachausschuss"}, "referred"),
    ],
)
def test_a_case_the_body_did_not_settle_says_how(outcome: MeetingOutcome, details: dict[str, str], said: str) -> None:
    desk = a_dossier("kg")
    desk.ask(resolved(outcome, **details))
    assert why(desk) == said


@given(st.dates(date(2002, 7, 5), date(2003, 12, 31)), st.dates(date(2002, 7, 5), date(2003, 12, 31)))
def test_a_resubmission_comes_up_on_its_day_and_not_before(again: date, on: date) -> None:
    desk = a_dossier("kg")
    desk.ask(resolved(MeetingOutcome.RESUBMISSION, resubmit_on=When.of(again)))
    assert why(desk, on) == ("resubmission" if on >= again else None)


def test_a_resubmission_in_a_month_comes_up_with_the_month() -> None:
    desk = a_dossier("kg")
    desk.ask(resolved(MeetingOutcome.RESUBMISSION, resubmit_on=When("2002-09")))
    assert [why(desk, date(2002, 8, 31)), why(desk, date(2002, 9, 1))] == [None, "resubmission"]


def test_a_case_on_an_agenda_is_not_proposed_unless_its_day_has_passed() -> None:
    desk = a_dossier("kg")
    desk.ask(SCHEDULE)
    assert why(desk) is None
    assert why(desk, missed=True) == "not_dealt_with"


def test_a_case_that_came_off_an_agenda_says_whether_the_meeting_was_cancelled() -> None:
    desk = a_dossier("kg")
    desk.ask(SCHEDULE)
    desk.ask(Unschedule(stage="kg", on=ON, reason="nicht reif"))
    assert why(desk) == "postponed"
    assert why(desk, cancelled=("m-1",)) == "cancelled"


def test_a_resubmission_put_on_early_and_taken_off_waits_for_its_day_again() -> None:
    desk = a_dossier("kg")
    desk.ask(resolved(MeetingOutcome.RESUBMISSION, resubmit_on=When("2011-01-01")))
    desk.ask(SCHEDULE)
    desk.ask(Unschedule(stage="kg", on=ON, reason="zu früh"))
    assert why(desk) is None


def test_what_was_referred_to_a_committee_is_proposed_there_for_that_reason_each_time() -> None:
    office = Actor("p-1", "office", frozenset({"office", "mayor"}))
    desk = a_desk(COUNCIL, office, title="Vorlage")
    desk.ask(Submit(stage="paper", on=When("2002-05-24")), office)
    refer = Resolve(
        stage="svv", on=When("2002-06-01"), outcome=MeetingOutcome.REFERRED, referred_to="Hauptausschuss", meeting="m-svv"
    )
    desk.ask(refer, office)
    assert why(desk, stage="ha") == "referred"
    desk.ask(Resolve(stage="ha", on=When("2002-06-10"), outcome=MeetingOutcome.POSTPONED), office)
    assert why(desk, stage="ha") == "postponed"
    desk.ask(Resolve(stage="ha", on=When("2002-06-20"), outcome=MeetingOutcome.NOTED), office)
    assert why(desk, stage="svv") == "referred"
    desk.ask(refer, office)
    assert why(desk, stage="ha") == "referred", "what it said before the second referral does not count"
    assert dealt_with(desk.dossier, "svv", "m-svv")
    assert not dealt_with(desk.dossier, "ha", "m-svv")
    assert [stage.key for stage in stages_of(COUNCIL, "ha")] == ["ha"]
