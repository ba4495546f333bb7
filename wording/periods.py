"""Periods and computed dates in words: what was counted, what was left out, what says so."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.dates import When
from domain.deadlines.derivation import Derivation, Skipped, Why
from domain.deadlines.ends import MovedEnd
from domain.programme.timed import Period
from wording import days
from wording.language import N_, _, spoken

_ONE = {
    "days": N_("one day"), "working_days": N_("one working day"), "weeks": N_("one week"),
    "half_months": N_("half a month"), "months": N_("one month"), "years": N_("one year"),
}  # fmt: skip
_SEVERAL = {
    "days": N_("{count} days"), "working_days": N_("{count} working days"), "weeks": N_("{count} weeks"),
    "half_months": N_("{count} half months"), "months": N_("{count} months"), "years": N_("{count} years"),
}  # fmt: skip
_AS_RULED = N_("as the rule sets say: {rule}")

_FROM = N_("{period} from {start}; last day: {end}.")
_BACK = N_("{period} back from {start}; last day: {end}.")
_FROM_SKIPPING = N_("{period} from {start}, left out: {skipped}; last day: {end}.")
_BACK_SKIPPING = N_("{period} back from {start}, left out: {skipped}; last day: {end}.")
_FIRST_COUNTS = N_("The first day counts (section 187 (2) BGB).")
_TO_MONTH_END = N_("It runs to the end of that month.")
_TO_YEAR_END = N_("It runs to the end of that year.")
_MOVED = N_("{counted} is no working day ({why}); the period ends on the next one, {end} (section 31 (3) VwVfG).")
_MOVED_BACK = N_("{counted} is no working day ({why}); counted back, the last day is the working day before, {end}.")
_ENDS = N_("{day} is no working day ({why}); by section 31 (3) VwVfG the period ends only on {end}.")
_STAYS = N_("The end does not move to the next working day.")
_EARLIER = N_("Of these days the earliest holds: {end}.")
_LATER = N_("Of these days the latest holds: {end}.")
_BOUND = N_("This rule has a second limit, which is not counted here: the day it begins with is not on file.")
SOURCE = N_("Source: {source}")
_NOT_VERIFIED = N_("This figure was not verified in the primary source.")
_COMPUTED = N_("This day is computed. What the notice says comes before it.")
_AND = N_("{several} and {last}")
_WEEKEND = N_("one weekend")
_WEEKENDS = N_("{count} weekends")
_NAMED = N_("{day} ({name})")
_LOCAL = N_("{day} (holiday at the seat of the authority)")
_SATURDAY, _SUNDAY, _HOLIDAY_HERE = N_("Saturday"), N_("Sunday"), N_("holiday at the seat of the authority")
#: Up to here numbers are words in running text.
_COUNTED = (N_("two weekends"), N_("three weekends"), N_("four weekends"))
_SUNDAY_NUMBER = 6


def in_words(period: Period) -> str:
    """Say how long a period is: "one month", "10 working days"."""
    if period.rule:
        return _(_AS_RULED).format(rule=period.rule)
    unit, count = period.unit, period.count
    return _(_ONE[unit]) if count == 1 else _(_SEVERAL[unit]).format(count=count)


def explained(derivation: Derivation) -> list[str]:
    """Say how a day was computed, one sentence each; the last one always says that it is computed."""
    said = list(_reasons(derivation))
    for other in derivation.beside:
        said += _reasons(other)
    if derivation.beside:
        said.append(_(_LATER if derivation.later else _EARLIER).format(end=_day(derivation.end)))
    elif derivation.figure and (derivation.figure.not_after or derivation.figure.not_before):
        said.append(_(_BOUND))
    if not derivation.verified:
        said.append(_(_NOT_VERIFIED))
    return [*said, _(_COMPUTED)]


def ends(moved: MovedEnd) -> str:
    """Say on which day a deadline ends by law that a person named for a day on which none ends."""
    return _(_ENDS).format(day=_day(moved.named), why=_why(moved.why), end=days.on(moved.end.isoformat()))


def _reasons(one: Derivation) -> Iterator[str]:
    counting = one.period.unit == "working_days"
    template = (_BACK_SKIPPING if one.back else _FROM_SKIPPING) if counting and one.skipped else _BACK if one.back else _FROM
    yield _(template).format(
        period=in_words(one.period), start=_day(one.start), skipped=_left_out(one.skipped), end=_day(one.counted)
    )
    if one.figure and one.figure.first_day_counts:
        yield _(_FIRST_COUNTS)
    if one.figure and one.figure.end_of:
        yield _(_TO_MONTH_END if one.figure.end_of == "month" else _TO_YEAR_END)
    if one.moved:
        why = next(_why(each) for each in one.skipped if each.day == one.counted)
        yield _(_MOVED_BACK if one.back else _MOVED).format(counted=_day(one.counted), why=why, end=_day(one.end))
    elif not one.shifts:
        yield _(_STAYS)
    if one.figure and one.source == str(one.figure.source):
        yield _(SOURCE).format(source=one.figure.source.into(spoken()))
    elif one.source:
        yield _(SOURCE).format(source=one.source)


def _left_out(skipped: Iterable[Skipped]) -> str:
    """Holidays by their day and name, weekends by their number: "03.10. (Tag der Deutschen Einheit) und zwei Wochenenden"."""
    every = tuple(skipped)
    said = [_holiday(each) for each in every if each.why is not Why.WEEKEND]
    weekends = len({each.day.isocalendar()[:2] for each in every if each.day.weekday() >= _SUNDAY_NUMBER - 1})
    if weekends:
        said.append(_weekends(weekends))
    return "".join(said) if len(said) <= 1 else _(_AND).format(several=", ".join(said[:-1]), last=said[-1])


def _weekends(count: int) -> str:
    if count == 1:
        return _(_WEEKEND)
    return _(_COUNTED[count - 2]) if count - 2 < len(_COUNTED) else _(_WEEKENDS).format(count=count)


def _holiday(one: Skipped) -> str:
    day = _day(one.day)
    return _(_NAMED).format(day=day, name=one.name.into(spoken())) if one.name else _(_LOCAL).format(day=day)


def _why(one: Skipped) -> str:
    if one.why is Why.WEEKEND:
        return _(_SUNDAY if one.day.weekday() == _SUNDAY_NUMBER else _SATURDAY)
    return one.name.into(spoken()) if one.name else _(_HOLIDAY_HERE)


def _day(day: date) -> str:
    return When.of(day).show(spoken())
