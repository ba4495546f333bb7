"""A month is no day: it stays a month where a period is counted from it, and clocks are not stopped by it (domain.md 9.17)."""

import pytest

from domain.commands import Correct, Decide, Resolve, Submit
from domain.commands.deadlines import ResumeClock, SetDeadline, StopClock
from domain.dates import When
from domain.deadlines.explain import explain
from domain.deadlines.held import deadline
from domain.errors.deadlines import ClockNeedsADay
from domain.events.deadlines import DeadlineSet, NewDue
from domain.follows import timed
from domain.vocabulary import DecisionOutcome, MeetingOutcome, OwedBy
from tests.domain.deadlines.at_kg import DAY
from tests.domain.deadlines.following import RECKONING, desk_with, follow
from tests.offices import Desk, a_dossier, refused
from wording.derivations import explained_step, sentences
from wording.language import speak

_BY_MONTH = (
    Submit(stage="submission", on=When("2009-01-05")),
    Resolve(stage="kg", on=When("2009-01-06"), outcome=MeetingOutcome.ADOPTED),
    Decide(stage="decision", on=When("2009-06"), outcome=DecisionOutcome.GRANTED),
)


def said_of(desk: Desk, name: str) -> list[str]:
    speak("en")
    found = deadline(desk.dossier, name)
    assert found is not None
    (step,) = explain(desk.dossier, found, RECKONING)
    assert not step.differs, "what is on record is what is counted"
    told = sentences(desk.dossier, found, RECKONING)
    assert set(told) <= set(explained_step(step))
    return told


def test_a_period_from_a_month_keeps_the_month_and_is_counted_from_its_last_day() -> None:
    desk = desk_with(*_BY_MONTH)
    set_ = {event.deadline: event for event in follow(desk) if isinstance(event, DeadlineSet)}
    report = set_["report:1"]
    assert (report.start, report.due) == ("2009-06", "2009-12-30")
    assert "Only the month is on file, 06/2009; counted is from 30 June 2009." in said_of(desk, "report:1")


def test_back_from_the_month_of_a_beginning_is_counted_from_its_first_day() -> None:
    desk = desk_with(begins=When("2010-05"))
    set_ = {event.deadline: event for event in follow(desk) if isinstance(event, DeadlineSet)}
    assert (set_["papers:1"].start, set_["papers:1"].due) == ("2010-05", "2010-03-19")
    assert "Only the month is on file, 05/2010; counted is from 1 May 2010." in said_of(desk, "papers:1")


def test_a_month_that_becomes_the_day_it_was_counted_from_anyway_sets_no_other_deadline() -> None:
    desk = desk_with(*_BY_MONTH)
    follow(desk)
    decided = next(fact.seq for fact in desk.dossier.facts if fact.on == "2009-06")
    desk.ask(Correct(seq=decided, reason="Tag gefunden", on=When("2009-06-30")))
    assert [event for event in timed(desk.dossier, desk.today, RECKONING) if event.deadline == "report:1"] == []
    desk.ask(Correct(seq=decided, reason="Tag gefunden", on=When("2009-06-15")))
    (again,) = (event for event in timed(desk.dossier, desk.today, RECKONING) if event.deadline == "report:1")
    assert (again.start, again.due) == ("2009-06-15", "2009-12-15")


@pytest.mark.parametrize("on", ["2010-01", "unknown"])
def test_a_clock_is_neither_stopped_nor_resumed_by_a_month(on: str) -> None:
    desk = a_dossier("decision")
    desk.ask(SetDeadline(deadline="check", role="rp", due=When("2010-12-01"), on=DAY, title="Prüfung"))
    stop = StopClock(party=OwedBy.SPONSOR, on=When(on), reason="x", deadlines=("check",))
    assert isinstance(refused(desk, stop), ClockNeedsADay)
    desk.ask(StopClock(party=OwedBy.SPONSOR, on=DAY, reason="x", deadlines=("check",)))
    resume = ResumeClock(on=When(on), reason="x", dues=(NewDue("check", When("2010-12-03")),))
    assert isinstance(refused(desk, resume), ClockNeedsADay)
