"""What is left of a yearly budget, what a case can be offered of it and why, and calls for it, in words."""

from datetime import date

from domain import money
from domain.dates import When
from wording.language import N_, _, spoken

_AT_MOST = N_("At most {amount} EUR can be granted: {why}.")
_NOTHING = N_("Nothing can be granted: {why}.")
_REQUESTED = N_("{amount} EUR were asked for")
_NO_REQUEST = N_("the application names no amount")
_CAP = N_("{amount} EUR is the most per project")
_LEFT = N_("{amount} EUR are left for {area} in {year}")
_CALL = N_("Call until {day}: {amount} EUR are left for {area}.")
_CALL_FROM = N_("Call from {first} until {day}: {amount} EUR are left for {area}.")


def offered(amount: int, requested: int | None, cap: int, left: int, area: str, year: int) -> str:
    """One sentence: the most a case can be granted, and what that follows from; amounts in cents."""
    why = ", ".join(derivation(requested, cap, left, area, year))
    return _(_AT_MOST if amount else _NOTHING).format(amount=_eur(amount), why=why)


def derivation(requested: int | None, cap: int, left: int, area: str, year: int) -> list[str]:
    """The three figures an offer is the least of."""
    asked = _(_NO_REQUEST) if requested is None else _(_REQUESTED).format(amount=_eur(requested))
    return [asked, _(_CAP).format(amount=_eur(cap)), _(_LEFT).format(amount=_eur(left), area=area, year=year)]


def called(area: str, left: int, opens_on: str, closes_on: str, today: date) -> str:
    """One sentence on a call; the first day is named while it lies ahead."""
    ahead = opens_on > today.isoformat()
    return _(_CALL_FROM if ahead else _CALL).format(first=_day(opens_on), day=_day(closes_on), amount=_eur(left), area=area)


def _eur(cents: int) -> str:
    return money.show(cents, spoken())


def _day(day: str) -> str:
    return When(day).show(spoken())
