"""Deadlines in words: what they are called, what entries about them record, and what the applicant's side reads of it."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.deadlines.held import Deadline, deadline, deadlines
from domain.deadlines.over import APPEAL, duty_of
from domain.deadlines.period_text import read_period
from domain.dossier import Dossier
from domain.errors import Refusal
from domain.events import AboutDeadlines
from domain.events.deadlines import (
    ClockResumed,
    ClockStopped,
    DeadlineEnded,
    DeadlineExtended,
    DeadlineSet,
    ExtensionRefused,
    ExtensionRequested,
    Notified,
)
from domain.programme import Programme
from domain.text import Text
from domain.vocabulary import DeadlineState, Delivery, OwedBy
from wording.language import N_, _, spoken
from wording.periods import in_words

#: What the deadlines of a case are called, by their names.
Titles = Mapping[str, Text]
#: For an entry of which no case is at hand.
NO_TITLES: Titles = MappingProxyType({})
STATES = {
    DeadlineState.OPEN: N_("runs"),
    DeadlineState.STOPPED: N_("rests"),
    DeadlineState.MET: N_("met"),
    DeadlineState.VOIDED: N_("holds no more"),
    DeadlineState.SUPERSEDED: N_("replaced"),
    DeadlineState.LAPSED: N_("has ended"),
}
_LATE = N_("met late, on {day}")
PARTIES = {
    OwedBy.SPONSOR: N_("the sponsor"),
    OwedBy.LAND: N_("the Land or another funder"),
    OwedBy.MEETING: N_("a body's meeting"),
    OwedBy.OFFICE: N_("the office"),
}
DELIVERIES = {
    Delivery.POST: N_("by post"),
    Delivery.ELECTRONIC: N_("sent electronically"),
    Delivery.RETRIEVED: N_("retrieved in the portal"),
    Delivery.SERVED: N_("formally served"),
    Delivery.PUBLISHED: N_("by public notice"),
}
_REQUESTED = N_("More time asked for: {title}. Reason: {reason}")
_REQUESTED_UNTIL = N_("More time asked for, until {day}: {title}. Reason: {reason}")
_REFUSED = N_("More time refused: {title}. Reason: {reason}")
_ENDED = {"met": N_("{title}: deadline met. {reason}"), "voided": N_("{title}: the deadline holds no more. {reason}")}
_SET = N_("{title}: deadline {day}")
_COUNTED = N_("{line} ({period} from {start})")
_COUNTED_BACK = N_("{line} ({period} before {start})")
_SOURCE = N_("{line}; {source}")
_EXTENDED = N_("{title}: deadline extended until {day}. {reason}")
_STOPPED = N_("The clock is stopped: {party} owes the next step. Resting: {deadlines}")
_RESUMED = N_("The clock goes on. New days: {deadlines}")
_NOTIFIED = N_("{stage}: decision notified on {day} ({delivery})")
_READY = N_("{line}; lay ready since {day}")
_APPEAL = N_("{line}; appeals until {day}")
_BY = N_("{title} by {day}")


def met_late(one: Deadline) -> str:
    """Say that a deadline was met after its day, and when; empty where it was not."""
    return _(_LATE).format(day=one.met_on.show(spoken())) if one.late and one.met_on else ""


def titles_of(dossier: Dossier) -> dict[str, Text]:
    """What the deadlines of a case are called, by their names: one that a person set is called what they wrote."""
    return {one.name: one.title for one in deadlines(dossier)}


def name_in_words(name: str, programme: Programme, titles: Titles = NO_TITLES) -> str:
    """What people call the deadline of that name: its title in the case, the programme's words for it, or the name itself."""
    if name in titles:
        return titles[name].into(spoken())
    key, colon, _round = name.partition(":")
    if duty := duty_of(programme, name):
        return duty.title.into(spoken())
    if key == "appeal":
        return APPEAL.into(spoken())
    stage = programme.stages.get(key)
    return stage.title.into(spoken()) if stage and colon else name


def told_of_deadline(event: AboutDeadlines, programme: Programme, titles: Titles = NO_TITLES) -> str:
    """Say in one line what an entry about deadlines records; `titles` as `titles_of` has them."""
    match event:
        case DeadlineSet():
            return _set(event, programme)
        case DeadlineExtended():
            title = name_in_words(event.deadline, programme, titles)
            return _(_EXTENDED).format(title=title, day=event.until.show(spoken()), reason=event.reason)
        case ExtensionRequested() | ExtensionRefused():
            return _asked_or_refused(event, name_in_words(event.deadline, programme, titles))
        case DeadlineEnded():
            title = name_in_words(event.deadline, programme, titles)
            return _(_ENDED[event.outcome]).format(title=title, reason=event.reason)
        case ClockStopped():
            names = ", ".join(name_in_words(name, programme, titles) for name in event.deadlines)
            return f"{_(_STOPPED).format(party=_(PARTIES[event.party]), deadlines=names)}. {event.reason}".strip()
        case ClockResumed():
            days = ((name_in_words(new.deadline, programme, titles), new.due.show(spoken())) for new in event.dues)
            said = ", ".join(_(_BY).format(title=title, day=day) for title, day in days)
            return f"{_(_RESUMED).format(deadlines=said)}. {event.reason}".strip()
        case Notified():
            return _notified(event, programme)


def _asked_or_refused(event: ExtensionRequested | ExtensionRefused, title: str) -> str:
    if isinstance(event, ExtensionRefused):
        return _(_REFUSED).format(title=title, reason=event.reason)
    if event.until is None:
        return _(_REQUESTED).format(title=title, reason=event.reason)
    return _(_REQUESTED_UNTIL).format(title=title, day=event.until.show(spoken()), reason=event.reason)


def _set(event: DeadlineSet, programme: Programme) -> str:
    line = _(_SET).format(title=event.title or name_in_words(event.deadline, programme), day=event.due.show(spoken()))
    if event.period and event.start:
        counted = _(_COUNTED_BACK if event.backward else _COUNTED)
        line = counted.format(line=line, period=_period(event.period), start=event.start.show(spoken()))
    for why in filter(None, (event.source, event.reason)):
        line = _(_SOURCE).format(line=line, source=why)
    return line


def _period(stored: str) -> str:
    """A period as an entry keeps it, in words; what is no period any more stays as it was written."""
    try:
        return in_words(read_period(stored))
    except Refusal:
        return stored


def _notified(event: Notified, programme: Programme) -> str:
    stage = programme.stages.get(event.stage)
    title = stage.title.into(spoken()) if stage else event.stage
    day, delivery = event.notified_on.show(spoken()), _(DELIVERIES[event.delivery])
    line = _(_NOTIFIED).format(stage=title, day=day, delivery=delivery)
    if event.ready is not None:
        line = _(_READY).format(line=line, day=event.ready.show(spoken()))
    return _(_APPEAL).format(line=line, day=event.appeal_until.show(spoken())) if event.appeal_until else line


_OWN_SET = N_("Your deadline: {title}")
_OWN_EXTENDED = N_("More time: {title}")
_OWN_REQUESTED = N_("You asked for more time: {title}")
_OWN_WISHED = N_("You asked for time until {day}.")
_OWN_REFUSED = N_("No more time given: {title}")
_OWN_MET = N_("Deadline met: {title}")
_OWN_VOIDED = N_("No longer asked of you: {title}")
_OWN_NOTIFIED = N_("Decision notified: {stage}")
_UNTIL = N_("by {day}")
_OBJECT = N_("You can appeal until {day}.")
_WAITS_FOR = {
    OwedBy.SPONSOR: N_("We are waiting for you. Until then our own deadlines rest."),
    OwedBy.LAND: N_("We are waiting for another authority. Until then our deadlines rest."),
    OwedBy.MEETING: N_("Your case waits for a meeting. Until then our deadlines rest."),
    OwedBy.OFFICE: N_("Our deadlines rest at the moment."),
}
_GOES_ON = N_("The wait is over, our deadlines run again.")


def told_to_applicants(dossier: Dossier, event: AboutDeadlines) -> tuple[str, tuple[str, ...]]:
    """A heading and lines for those whose application it is; `portal.applicant.told` says which entries concern them."""
    match event:
        case DeadlineSet():
            return _(_OWN_SET).format(title=_title(dossier, event.deadline)), (_(_UNTIL).format(day=event.due.show(spoken())),)
        case DeadlineExtended():
            day = _(_UNTIL).format(day=event.until.show(spoken()))
            return _(_OWN_EXTENDED).format(title=_title(dossier, event.deadline)), (day,)
        case ExtensionRequested():
            until = _(_OWN_WISHED).format(day=event.until.show(spoken())) if event.until else ""
            return _(_OWN_REQUESTED).format(title=_title(dossier, event.deadline)), (until, event.reason)
        case ExtensionRefused():
            return _(_OWN_REFUSED).format(title=_title(dossier, event.deadline)), (event.reason,)
        case DeadlineEnded():
            said = _OWN_MET if event.outcome == "met" else _OWN_VOIDED
            return _(said).format(title=_title(dossier, event.deadline)), ()
        case ClockStopped():
            return _(_WAITS_FOR[event.party]), ()
        case ClockResumed():
            return _(_GOES_ON), ()
        case Notified():
            stage = dossier.programme.stages[event.stage].title.into(spoken())
            until = _(_OBJECT).format(day=event.appeal_until.show(spoken())) if event.appeal_until else ""
            return _(_OWN_NOTIFIED).format(stage=stage), (until,)


def _title(dossier: Dossier, name: str) -> str:
    found = deadline(dossier, name)
    return found.title.into(spoken()) if found else name_in_words(name, dossier.programme)
