"""Refusals about yearly budgets and about calling again for what is left of them."""

from domain.errors import Refusal


class NoYearlyBudget(Refusal):
    """ "{programme}" gives no yearly amounts for {year}. Only a programme with "budgets" in its file has something left."""


class NothingLeft(Refusal):
    """Nothing is left of the {year} budget for "{area}", so there is nothing to call for."""


class CalledAlready(Refusal):
    """There is a call for "{area}" already, until {until}. Close it before you open another one."""


class CallDays(Refusal):
    """A call begins today or later and ends on its first day or later, and within {year}: its budget cannot pay after that."""


class NoSuchFundCall(Refusal):
    """There is no open call "{call}" here."""
