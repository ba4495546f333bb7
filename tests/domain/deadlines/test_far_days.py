"""Days beyond the holiday data, at the ends of the almanac: a sentence or a day, and nothing else stands still for them."""

from datetime import date

import pytest

from domain.calendar import NoHolidaysKnown, OfficeCalendar
from domain.commands.deadlines import ExtendDeadline, Notify, SetDeadline
from domain.dates import When
from domain.deadlines.derivation import derive
from domain.deadlines.ladder import sending_day
from domain.errors import Refusal
from domain.errors.deadlines import TooFarAhead
from domain.events.deadlines import DeadlineSet
from domain.programme.timed import USUAL, Period
from domain.vocabulary import Delivery
from tests.domain.deadlines.following import ADOPT, GRANT, SUBMIT, desk_with, follow

SAXONY = OfficeCalendar("SN")


@pytest.mark.parametrize(
    "due", [date.min, date(1850, 5, 1), date(1990, 12, 31), date(2100, 12, 31), date(2150, 1, 3), date.max]
)
def test_a_ladder_has_days_whatever_the_year(due: date) -> None:
    for rung in USUAL.rungs:
        assert abs((sending_day(due, rung, SAXONY) - due).days) <= 20


@pytest.mark.parametrize("start", [date.min, date(1650, 1, 1), date(2400, 1, 1), date.max])
@pytest.mark.parametrize("period", [Period(years=30), Period(days=3660), Period(working_days=2600), Period(half_months=239)])
@pytest.mark.parametrize("back", [False, True])
def test_what_cannot_be_counted_says_that_no_holidays_are_known(start: date, period: Period, back: bool) -> None:  # noqa: FBT001
    with pytest.raises(NoHolidaysKnown):
        derive(start, period, SAXONY, back=back)


@pytest.mark.parametrize("begins", ["0001-01-01", "1991-01-02", "2101-05-05", "9999-12"])
def test_a_case_goes_on_whatever_year_its_project_is_said_to_begin_in(begins: str) -> None:
    found = follow(desk_with(SUBMIT, begins=When(begins)))
    names = [event.deadline for event in found if isinstance(event, DeadlineSet)]
    assert "papers:1" not in names
    assert "handling:1" in names


def _why(asked: SetDeadline | ExtendDeadline | Notify) -> Refusal:
    desk = desk_with(SUBMIT, ADOPT, GRANT)
    follow(desk)
    with pytest.raises(Refusal) as refused:
        desk.ask(asked)
    return refused.value


@pytest.mark.parametrize("day", [When("2099-01-01"), When("9999-12-31")])
def test_no_deadline_is_set_beyond_the_years_whose_holidays_are_known(day: When) -> None:
    on = When("2010-01-04")
    for asked in (
        SetDeadline(deadline="x", role="city", due=day, on=on),
        ExtendDeadline(deadline="report:1", until=day, on=on, reason="mehr Zeit"),
        Notify(stage="decision", on=on, delivery=Delivery.POST, notified_on=When("2010-01-07"), appeal_until=day),
        Notify(stage="decision", on=on, delivery=Delivery.POST, notified_on=day),
    ):
        assert isinstance(_why(asked), TooFarAhead)
