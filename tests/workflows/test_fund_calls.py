"""Calling again for what is left of a yearly budget."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from config.clock import FixedClock
from domain.errors import NoSuchProgramme, NotYourRole, Refusal, TextMissing
from domain.errors.budgets import CallDays, CalledAlready, NoSuchFundCall, NothingLeft, NoYearlyBudget
from store.fund_calls import FundCall
from tests.houses import BERLIN, DESK, LEIPZIG, RESIDENT, TEAM, berlin_case
from workflows.fund_calls import close_call, open_call, open_calls
from workflows.house import House
from workflows.inbox import person

TODAY, LAST = date(2026, 11, 23), date(2026, 12, 15)


def call(
    house: House, area: str = "Beispielkiez", until: date = LAST, *, by: str = TEAM, since: date | None = None
) -> FundCall:
    actor = person(house, "berlin", BERLIN, by)
    return open_call(house, authority="berlin", programme=BERLIN, area=area, closes_on=until, opens_on=since, actor=actor)


@pytest.fixture
def little_left(a_house: House) -> House:
    """Of this year's 10,000 EUR, 9,000 were given."""
    for n in range(6):
        berlin_case(a_house, f"AF-{n}", "end", year=2026)
    return a_house


def test_the_amount_of_a_call_is_computed(little_left: House) -> None:
    made = call(little_left)

    assert (made.amount, made.year, made.opens_on, made.closes_on) == (100_000, 2026, "2026-11-23", "2026-12-15")
    assert open_calls(little_left, authority="berlin", programme=BERLIN) == [(made, 100_000)]


def test_what_was_given_since_is_no_longer_offered(little_left: House) -> None:
    made = call(little_left)
    berlin_case(little_left, "AF-6", "end", year=2026, cents=60_000)

    assert open_calls(little_left) == [(made, 40_000)]


def test_applicants_do_not_see_a_call_whose_money_is_gone_and_the_office_does(little_left: House) -> None:
    made = call(little_left)
    berlin_case(little_left, "AF-6", "end", year=2026, cents=100_000)

    assert open_calls(little_left) == []
    assert open_calls(little_left, coming=True) == [(made, 0)]


def test_where_nothing_is_left_there_is_nothing_to_call_for(little_left: House) -> None:
    berlin_case(little_left, "AF-6", "end", year=2026, cents=100_000)

    with pytest.raises(NothingLeft):
        call(little_left)
    assert call(little_left, "Nachbarkiez").amount == 1_000_000


def test_a_call_is_shown_from_its_first_to_its_last_day(little_left: House, clock: FixedClock) -> None:
    call(little_left, since=TODAY + timedelta(days=1))

    assert open_calls(little_left) == []
    assert len(open_calls(little_left, coming=True)) == 1
    clock.move(timedelta(days=1))
    assert len(open_calls(little_left)) == 1
    clock.move(LAST - date(2026, 11, 24))
    assert len(open_calls(little_left)) == 1
    clock.move(timedelta(days=1))
    assert open_calls(little_left, coming=True) == []


def test_a_closed_call_is_gone_and_cannot_be_closed_again(little_left: House) -> None:
    made = call(little_left)
    actor = person(little_left, "berlin", BERLIN, TEAM)
    close_call(little_left, authority="berlin", programme=BERLIN, call=made.id, actor=actor)

    assert open_calls(little_left, coming=True) == []
    with pytest.raises(NoSuchFundCall):
        close_call(little_left, authority="berlin", programme=BERLIN, call=made.id, actor=actor)
    assert call(little_left).amount == 100_000


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (TODAY - timedelta(days=1), LAST),
        (None, TODAY - timedelta(days=1)),
        (LAST, LAST - timedelta(days=1)),
        (None, date(2027, 1, 10)),
    ],
    ids=["begins yesterday", "ended yesterday", "ends before it begins", "ends when its budget is over"],
)
def test_days_that_cannot_be_are_refused(little_left: House, since: date | None, until: date) -> None:
    with pytest.raises(CallDays):
        call(little_left, until=until, since=since)


def test_only_administrators_open_and_close_a_call(little_left: House) -> None:
    made = call(little_left)

    with pytest.raises(NotYourRole):
        call(little_left, "Nachbarkiez", by=RESIDENT)
    actor = person(little_left, "berlin", BERLIN, RESIDENT)
    with pytest.raises(NotYourRole):
        close_call(little_left, authority="berlin", programme=BERLIN, call=made.id, actor=actor)


def test_a_programme_without_amounts_an_unknown_one_and_no_area_are_refused(little_left: House) -> None:
    with pytest.raises(NoYearlyBudget):
        open_call(
            little_left, authority="leipzig", programme=LEIPZIG, area="Westen", closes_on=LAST,
            actor=person(little_left, "leipzig", LEIPZIG, DESK),
        )  # fmt: skip
    with pytest.raises(NoSuchProgramme):
        open_call(
            little_left, authority="berlin", programme="nirgends", area="Westen", closes_on=LAST,
            actor=person(little_left, "berlin", BERLIN, TEAM),
        )  # fmt: skip
    with pytest.raises(TextMissing):
        call(little_left, " ")


def test_one_area_is_called_once_at_a_time_however_many_press_the_button(little_left: House) -> None:
    def one(_number: int) -> type[object]:
        try:
            return type(call(little_left))
        except Refusal as refusal:
            return type(refusal)

    with ThreadPoolExecutor(4) as pool:
        done = sorted(pool.map(one, range(4)), key=lambda kind: kind.__name__)

    assert done == [CalledAlready, CalledAlready, CalledAlready, FundCall]
    assert len(open_calls(little_left)) == 1
