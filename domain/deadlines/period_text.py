"""A period as one line of text: "6 months" in entries, and what people type, "6 Monate" or "6 months"."""

import re

from pydantic import ValidationError

from domain.errors import Refusal
from domain.fault import shown
from domain.programme.timed import Period

#: Singular and plural as entries spell a unit; the hash of an entry covers them, so they never change.
_SPELLED = {
    "days": ("day", "days"),
    "working_days": ("working day", "working days"),
    "weeks": ("week", "weeks"),
    "half_months": ("half month", "half months"),
    "months": ("month", "months"),
    "years": ("year", "years"),
}
#: What people type beside that. "Werktag" is missing on purpose: to the law Saturdays are Werktage.
_TYPED = {
    "tag": "days", "tage": "days", "tagen": "days",
    "arbeitstag": "working_days", "arbeitstage": "working_days", "arbeitstagen": "working_days",
    "woche": "weeks", "wochen": "weeks",
    "halber monat": "half_months", "halbe monate": "half_months", "halben monaten": "half_months",
    "monat": "months", "monate": "months", "monaten": "months",
    "jahr": "years", "jahre": "years", "jahren": "years",
} | {word: unit for unit, words in _SPELLED.items() for word in words}  # fmt: skip
_SHAPE = re.compile(r"([0-9]{1,4})\s+([a-z]+(?: [a-z]+)?)", re.ASCII)
_RULE = "rule "


class NotAPeriod(Refusal):
    """The text "{typed}" is not a period; write a number and a unit, such as 10 working days, 6 weeks or 1 month."""


class PeriodInHours(Refusal):
    """Periods are not counted in hours; write days, or name the day on which it ends."""


class SaturdaysOrNot(Refusal):
    """The text "{typed}" leaves open whether Saturdays count; write "Arbeitstage" (without Saturdays) or "Tage"."""


class PeriodTooLong(Refusal):
    """The period "{typed}" is too short or too long to be counted; check the number, or name the day on which it ends."""


def written(period: Period) -> str:
    """Write it as entries keep it: "1 month", "10 working days", "rule proof_of_use"; `read_period` reads it back.

    Raises ValueError for a period that has neither exactly one unit nor a rule.
    """
    if period.rule is not None:
        return f"{_RULE}{period.rule}"
    return f"{period.count} {_SPELLED[period.unit][period.count != 1]}"


def read_period(typed: str) -> Period:
    """Read what `written` wrote or somebody typed ("6 Monate"); raises one of the refusals above."""
    words = " ".join(typed.casefold().split())
    if words.startswith(_RULE):
        return _checked(typed, rule=words.removeprefix(_RULE))
    found = _SHAPE.fullmatch(words)
    if not found:
        raise NotAPeriod(typed=shown(typed))
    if found[2] in {"stunde", "stunden", "hour", "hours"}:
        raise PeriodInHours
    if found[2] in {"werktag", "werktage", "werktagen"}:
        raise SaturdaysOrNot(typed=shown(typed))
    if found[2] not in _TYPED:
        raise NotAPeriod(typed=shown(typed))
    return _checked(typed, **{_TYPED[found[2]]: int(found[1])})


def _checked(typed: str, **said: int | str) -> Period:
    try:
        return Period.model_validate(said)
    except ValidationError:
        kind = NotAPeriod if "rule" in said else PeriodTooLong
        raise kind(typed=shown(typed)) from None
