"""Forecasts in words: the expected day with its range, what it rests on, and what a missed cut-off costs."""

from datetime import date, datetime

from domain.dates import When
from domain.dossier import Dossier
from domain.forecast import Expected, Reason
from domain.forecast.radar import Missing, WillMiss
from domain.forecast.turning import Turning, days_between, last_day
from domain.standing import Returned, standing
from wording import days
from wording.language import N_, _, spoken

#: What stands beside every expectation.
NOTICE = N_("Expected days are computed from meetings, periods and earlier cases. They are no promise and no deadline.")

_ON = N_("expected {day}")
_BETWEEN = N_("expected {day}, between {first} and {last}")
_NOT_BEFORE = N_("expected {day}, not before {first}")
_EARLIEST = N_("not before {first}; more cannot be said yet")

_WHY = {
    Reason.ASSUMED: N_("as assumed"),
    Reason.ON_AGENDA: N_("on the agenda of {day}"),
    Reason.RESULT_OUTSTANDING: N_("was on the agenda of {day}; the result is not recorded yet"),
    Reason.NEXT_MEETING: N_("the next meeting it can reach"),
    Reason.NO_FURTHER_MEETING: N_("after {day}, no further meeting is set"),
    Reason.NO_MEETING: N_("no meeting is set"),
    Reason.EARLIER_CASES: N_("from {cases} earlier cases"),
    Reason.LONGER_THAN_EVER: N_("takes longer already than any of {cases} earlier cases"),
    Reason.PERIOD: N_("the period for it ends on {day}"),
    Reason.OVERDUE: N_("the period for it ended on {day}"),
    Reason.CALL: N_("bids can come in until {day}"),
    Reason.DEPENDS: N_("depends on an earlier step whose day cannot be said yet"),
    Reason.UNKNOWN: N_("neither a period nor enough earlier cases are known"),
}
_CUT_OFF = N_("the next meeting it can reach; papers are due by {at}")

_DOCUMENTS = N_("Documents")
_IN_TIME = N_("{what} by {at}: {meeting} on {day}.")
_IN_TIME_AND_THEN = N_("{what} by {at}: {meeting} on {day}, {last} expected {then}.")
_LATER = N_("Later than that: {lost} more.")
_NO_MORE = N_("Later than that: no further meeting is set.")
_MORE, _NONE_AFTER = N_("{lost} more"), N_("no further meeting is set")
_A_DAY, _DAYS = N_("one day"), N_("{count} days")
_A_WEEK, _WEEKS = N_("one week"), N_("{count} weeks")
_A_WEEK_LONG = 7

_MISSING = {
    Missing.DOCUMENTS: N_("The documents asked for are missing."),
    Missing.SUBMISSION: N_("The application is not submitted yet."),
    Missing.OTHER_BODY: N_("Another body has not dealt with it: {at}."),
    Missing.OTHER_STAGE: N_("An earlier step is not done: {at}."),
    Missing.AGENDA: N_("It is ready, but on no agenda."),
}


def shown(day: date) -> str:
    """A day as the office writes it."""
    return When.of(day).show(spoken())


def when(step: Expected) -> str:
    """The expected day of a stage, with its range."""
    first = shown(step.earliest)
    if step.likely is None:
        return _(_EARLIEST).format(first=first)
    day = shown(step.likely)
    if step.latest is None:
        return _(_NOT_BEFORE).format(day=day, first=first)
    if step.earliest == step.latest:
        return _(_ON).format(day=day)
    return _(_BETWEEN).format(day=day, first=first, last=shown(step.latest))


def why(step: Expected) -> str:
    """What an expectation rests on, or why nothing can be said."""
    said = step.why
    if said.reason is Reason.NEXT_MEETING and said.cut_off:
        return _(_CUT_OFF).format(at=days.at(said.cut_off))
    return _(_WHY[said.reason]).format(day=shown(said.day) if said.day else "", cases=said.cases)


def span(count: int) -> str:
    """A number of days as people say it: whole weeks from one week on, rounded."""
    if count < _A_WEEK_LONG:
        return _(_A_DAY) if count == 1 else _(_DAYS).format(count=count)
    weeks = round(count / _A_WEEK_LONG)
    return _(_A_WEEK) if weeks == 1 else _(_WEEKS).format(count=weeks)


def minute(at: datetime) -> str:
    """A minute of the office's clock in words."""
    return days.at(at.isoformat(timespec="minutes"))


def cut_off(dossier: Dossier, found: Turning) -> str:
    """What has to be there until when for which meeting, and what missing it costs."""
    meeting = found.in_time.at(found.meeting)
    if meeting is None or meeting.likely is None:
        return ""
    said = {
        "what": _wanted(dossier, found), "at": minute(found.until), "meeting": meeting.title.into(spoken()),
        "day": shown(meeting.likely),
    }  # fmt: skip
    last = last_day(found.in_time)
    further = last is not None and last[0].stage != found.meeting
    template = _(_IN_TIME_AND_THEN if further else _IN_TIME)
    if last is not None and further:
        said |= {"last": last[0].title.into(spoken()), "then": shown(last[1])}
    return f"{template.format(**said)} {_costs(found)}"


def _costs(found: Turning) -> str:
    """What missing it costs: for the last stage of which something can be said, else for the meeting."""
    last = last_day(found.in_time)
    at_the_end = days_between(last[0], found.too_late.at(last[0].stage)) if last else None
    lost = found.lost if at_the_end is None else at_the_end
    return _(_NO_MORE) if lost is None else _(_LATER).format(lost=span(lost))


def _wanted(dossier: Dossier, found: Turning) -> str:
    stages = [dossier.programme.stages[key] for key in found.wanted]
    returned = [isinstance(standing(dossier, stage), Returned) for stage in stages]
    names = [_(_DOCUMENTS) if back else one.title.into(spoken()) for one, back in zip(stages, returned, strict=True)]
    return ", ".join(dict.fromkeys(names))


def missing(found: WillMiss) -> str:
    """The one thing that keeps a case from its meeting."""
    return _(_MISSING[found.missing]).format(at=found.dossier.programme.stages[found.at].title.into(spoken()))


def cost(found: WillMiss) -> str:
    """What missing the meeting costs."""
    return _(_NONE_AFTER) if found.lost is None else _(_MORE).format(lost=span(found.lost))
