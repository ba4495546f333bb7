"""Calls for what is left of a yearly budget, as applicants and staff of an authority read them."""

from domain.office_time import office_day
from store.access import Account
from wording.budgets import called
from workflows.fund_calls import open_calls
from workflows.house import House


def calls_of(house: House, account: Account, programme: str) -> list[str]:
    """The calls of a programme that last today in the visitor's authority, one sentence each."""
    today = office_day(house.clock.now())
    found = open_calls(house, authority=account.authority, programme=programme)
    return [called(one.area, left, one.opens_on, one.closes_on, today) for one, left in found]
