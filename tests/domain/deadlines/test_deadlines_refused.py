"""What cannot be recorded about deadlines, each with the refusal that says why."""

import pytest

from domain.commands import Correct, Withdraw
from domain.commands.deadlines import EndDeadline, ExtendDeadline, Notify, ResumeClock, SetDeadline, StopClock
from domain.dates import When
from domain.errors import ProceedingFinished, ReasonNeeded
from domain.errors.corrections import NotCorrectable
from domain.errors.deadlines import (
    BadDeadlineName,
    BeforeTheDecision,
    ClockIsRunning,
    ClockIsStopped,
    DayNeeded,
    DeadlineOver,
    DueInThePast,
    NoDeadlineYet,
    NoSuchDeadline,
    NothingStopped,
    NothingToNotify,
    NothingToStop,
    NotifiedBeforeSent,
    NotLonger,
    OnlyTakenOut,
    OwnClock,
)
from domain.events.deadlines import NewDue
from domain.vocabulary import (
    DeadlineOutcome,
    Delivery,
    OwedBy,
)
from tests.domain.deadlines.at_kg import ADOPT, DAY, EXTEND, KG_DUE, LATER, at_kg, notify
from tests.offices import a_dossier, refused


@pytest.mark.parametrize(
    ("asked", "no"),
    [
        (ExtendDeadline(deadline="sg:1", until=LATER, on=DAY, reason="x"), NoSuchDeadline),
        (ExtendDeadline(deadline="kg:1", until=LATER, on=DAY, reason=" "), ReasonNeeded),
        (ExtendDeadline(deadline="kg:1", until=KG_DUE, on=DAY, reason="x"), NotLonger),
        (ExtendDeadline(deadline="kg:1", until=When("2010-06"), on=DAY, reason="x"), DayNeeded),
        (EndDeadline(deadline="kg:1", outcome=DeadlineOutcome.VOIDED, on=DAY, reason=""), ReasonNeeded),
        (SetDeadline(deadline="report", role="city", due=When("2009-12-31"), on=DAY), DueInThePast),
        (SetDeadline(deadline="report", role="city", due=When("2010-12"), on=DAY), DayNeeded),
        (SetDeadline(deadline="", role="city", due=LATER, on=DAY), BadDeadlineName),
        (SetDeadline(deadline="appeal:decision:1:9", role="city", due=LATER, on=DAY), BadDeadlineName),
        (SetDeadline(deadline="kg:1:return:9", role="city", due=LATER, on=DAY), BadDeadlineName),
        (SetDeadline(deadline="zwei Worte", role="city", due=LATER, on=DAY), BadDeadlineName),
        (StopClock(party=OwedBy.OFFICE, on=DAY, reason="x"), OwnClock),
        (StopClock(party=OwedBy.LAND, on=DAY, reason="x"), NothingToStop),
        (StopClock(party=OwedBy.LAND, on=DAY, reason="", deadlines=("kg:1",)), ReasonNeeded),
        (ResumeClock(on=DAY, reason="x", dues=()), NothingStopped),
        (Notify(stage="decision", on=DAY, delivery=Delivery.POST, notified_on=DAY), NothingToNotify),
    ],
)
def test_what_makes_no_sense_is_refused(asked: object, no: type[Exception]) -> None:
    assert isinstance(refused(at_kg(), asked), no)  # type: ignore[arg-type]


def test_nothing_is_extended_that_was_never_set() -> None:
    assert isinstance(refused(a_dossier("kg"), EXTEND), NoDeadlineYet)


def test_what_is_over_can_be_changed_no_more() -> None:
    desk = at_kg()
    desk.ask(ADOPT)
    assert isinstance(refused(desk, EXTEND), DeadlineOver)
    assert isinstance(refused(desk, StopClock(party=OwedBy.LAND, on=DAY, reason="x", deadlines=("kg:1",))), DeadlineOver)


def test_a_stopped_clock_is_neither_stopped_again_nor_extended_and_a_running_one_does_not_go_on() -> None:
    desk = at_kg()
    stop = StopClock(party=OwedBy.LAND, on=DAY, reason="x", deadlines=("kg:1",))
    assert isinstance(refused(desk, ResumeClock(on=DAY, reason="x", dues=(NewDue("kg:1", LATER),))), ClockIsRunning)
    desk.ask(stop)
    assert isinstance(refused(desk, stop), ClockIsStopped)
    assert isinstance(refused(desk, EXTEND), ClockIsStopped)


def test_an_entry_about_a_deadline_is_taken_out_whole_and_never_one_of_the_chain() -> None:
    desk = at_kg()
    desk.ask(EXTEND)
    assert isinstance(refused(desk, Correct(seq=4, reason="x", on=DAY)), OnlyTakenOut)
    assert isinstance(refused(desk, Correct(seq=3, reason="x", void=True)), NotCorrectable)


def test_a_notice_goes_out_after_its_decision_and_counts_as_known_after_it_went_out() -> None:
    desk = a_dossier("cofinancing")
    assert isinstance(refused(desk, notify(on=When("2002-01-02"), notified_on=When("2002-01-05"))), BeforeTheDecision)
    assert isinstance(refused(desk, notify(notified_on=When("2010-01-02"))), NotifiedBeforeSent)
    assert isinstance(refused(desk, notify(appeal_until=When("2010-01-07"))), DueInThePast)


def test_no_deadline_is_set_for_an_application_that_was_withdrawn() -> None:
    desk = at_kg()
    desk.ask(Withdraw(on=DAY, reason="verkauft"))
    asked = SetDeadline(deadline="report", role="city", due=LATER, on=DAY)
    assert isinstance(refused(desk, asked), ProceedingFinished)
