"""The forms about deadlines: give more time, set one, end one, let clocks rest or run on, record how a decision was notified.

Days are counted by the same functions the chain counts with; the page that is shown before recording says how.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from domain import standing
from domain.answers import SETTLED
from domain.calendar import NoHolidaysKnown
from domain.commands import Command
from domain.commands.deadlines import EndDeadline, ExtendDeadline, SetDeadline, StopClock
from domain.dates import When
from domain.deadlines.ends import legal_end
from domain.deadlines.held import Deadline, deadlines
from domain.deadlines.held import deadline as held
from domain.deadlines.rules import NoFigure
from domain.dossier import Dossier
from domain.errors.deadline_forms import BeyondTheCalendar, DayAndPeriod, NoFigureKnown, StartNeeded
from domain.events.deadlines import DeadlineSet, Notified
from domain.office_time import office_day
from domain.programme import Stage
from domain.programme.timed import Period
from domain.vocabulary import DeadlineOutcome, DeadlineState, Delivery, OwedBy, StageKind
from portal.errors import NotFound
from portal.office.acts import DAY_HINT, Form
from portal.office.deadline_words import OUTCOMES, PARTIES
from portal.office.fields import Field, Shape
from portal.office.more_time import wished
from wording.deadlines import DELIVERIES
from wording.language import N_, _, spoken
from workflows.deadlines import counted_from, extension, going_on, notification, reckoning_of
from workflows.house import House

_PERIOD_HINT = N_("For example 2 weeks or 10 working days, instead of a day. It is counted from {day}.")
_Counted = TypeVar("_Counted", bound=Command)

_INSTEAD = N_("For example 2 weeks or 10 working days, instead of a day.")
_EITHER = N_("Either the day or a period is needed.")
_STAYS = N_("It stays in the history.")
_TOLD = N_("This or what it follows from is needed; whoever the deadline concerns can read it.")
_READY = N_("Only for what is retrieved in the portal: later than ten days after it, nothing was notified.")
_INSIDE = N_("The applicant's side reads that more time was given; the reason stays in the office.")


def running(dossier: Dossier, name: str) -> Deadline:
    """The deadline of that name, if it can still be met; raises NotFound."""
    found = held(dossier, name)
    if found is None or not found.holds:
        raise NotFound
    return found


def extend_form(house: House, dossier: Dossier, name: str) -> Form:
    """Give more time, to a day or by a period; raises NotFound where that cannot be: it has ended, rests or is statutory."""
    found = running(dossier, name)
    due = found.due
    if due is None or found.statutory:
        raise NotFound
    asked = wished(dossier, found)
    hint = _(_PERIOD_HINT).format(day=_end(house, dossier, found, due))
    fields = (
        Field("until", _("Extended until"), Shape.DAY, _(_EITHER), depends=True, preset=asked.show("de") if asked else ""),
        Field("period", _("Extended by"), Shape.PERIOD, hint, depends=True),
        _today(house, _("Day it was extended")),
        Field("reason", _("Reason"), Shape.LONG, _(_INSIDE), needed=True),
    )

    def command(said: Mapping[str, Any]) -> Command:
        period: Period | None = said["period"]
        if said["until"] and period:
            raise DayAndPeriod
        if period:
            return replace(_counting(lambda: extension(house, dossier, name, period, said["reason"])), on=said["on"])
        return ExtendDeadline(deadline=name, until=said["until"], on=said["on"], reason=said["reason"])

    about = _("{title}, so far until {day}").format(title=found.title.into(spoken()), day=due.show(spoken()))
    return Form(f"verlaengern/{name}", _("Extend the deadline"), fields, command, _day_or_period("until"), about)


def _end(house: House, dossier: Dossier, found: Deadline, due: When) -> str:
    """The day an extension is counted from."""
    return When.of(legal_end(dossier.programme, found.name, due, reckoning_of(house, dossier))).show(spoken())


def set_form(house: House, dossier: Dossier, name: str = "") -> Form:
    """Set somebody a deadline, or (with a name) change the day of one a person or the programme set."""
    before = _changeable(dossier, name) if name else None
    roles = tuple((key, title.into(spoken())) for key, title in dossier.programme.roles.items())
    fields = (
        Field("title", _("What it is about"), needed=not before, shown=not before),
        Field("role", _("Who has to act"), Shape.CHOICE, choices=roles, needed=not before, shown=not before),
        Field("due", _("Until"), Shape.DAY, _(_EITHER), depends=True),
        Field("period", _("Period"), Shape.PERIOD, _(_INSTEAD), depends=True),
        Field("start", _("Counted from"), Shape.DAY, _("Needed with a period; this day itself does not count."), depends=True),
        Field("source", _("What it follows from"), hint=_("For example the notice, or a clause of it.")),
        Field("reason", _("Reason"), Shape.LONG, _(_TOLD), shown=bool(before)),
        _today(house, _("Day it was set")),
    )

    def command(said: Mapping[str, Any]) -> Command:
        due, period, start = said["due"], said["period"], said["start"]
        if due and period:
            raise DayAndPeriod
        if period and not start:
            raise StartNeeded
        command = SetDeadline(
            deadline=name or f"frist:{dossier.version + 1}", role="" if before else said["role"], due=due or start,
            on=said["on"], title="" if before else said["title"], source=said["source"],
            reason=said["reason"],
        )  # fmt: skip
        return _counting(lambda: counted_from(house, dossier, command, period, start)) if period else command

    if before is None:
        return Form("frist-setzen", _("Set a deadline"), fields, command, _day_or_period("due"))
    day = before.due.show(spoken()) if before.due else _("no day: the clock rests")
    about = _("{title}, so far until {day}").format(title=before.title.into(spoken()), day=day)
    return Form(f"frist-aendern/{name}", _("Change the deadline"), fields, command, _day_or_period("due"), about)


def _changeable(dossier: Dossier, name: str) -> Deadline:
    found = running(dossier, name)
    if not any(isinstance(version.entry.event, DeadlineSet) for version in found.versions):
        raise NotFound
    return found


def end_form(house: House, dossier: Dossier, name: str) -> Form:
    """Record that a deadline was met, or holds no more."""
    found = running(dossier, name)
    ways = tuple((outcome.value, _(label)) for outcome, label in OUTCOMES.items())
    fields = (
        Field("outcome", _("How the deadline ended"), Shape.CHOICE, choices=ways, needed=True),
        _today(house, _("Day it was met or ended")),
        Field("reason", _("Reason or proof"), Shape.LONG, _(_STAYS), needed=True),
    )

    def command(said: Mapping[str, Any]) -> Command:
        outcome = DeadlineOutcome(said["outcome"])
        return EndDeadline(deadline=name, outcome=outcome, on=said["on"], reason=said["reason"])

    about = found.title.into(spoken())
    return Form(f"frist-beenden/{name}", _("End the deadline"), fields, command, about=about)


def stop_form(house: House, dossier: Dossier) -> Form:
    """Let the office's own deadlines rest; raises NotFound where none runs."""
    names = tuple((one.name, _named(one)) for one in deadlines(dossier) if one.state is DeadlineState.OPEN and one.role)
    if not names:
        raise NotFound
    parties = tuple((party.value, _(label)) for party, label in PARTIES.items() if party is not OwedBy.OFFICE)
    fields = (
        Field("party", _("Who owes the next step"), Shape.CHOICE, choices=parties, needed=True),
        Field("deadlines", _("Which deadlines rest"), Shape.SEVERAL, _("None ticked means all that the office owes."), names),
        _today(house, _("From which day on they rest")),
        Field("reason", _("Reason"), Shape.LONG, _(_STAYS), needed=True),
    )

    def command(said: Mapping[str, Any]) -> Command:
        party = OwedBy(said["party"])
        return StopClock(party=party, on=said["on"], reason=said["reason"], deadlines=said["deadlines"])

    return Form("frist-ruht", _("Let deadlines rest"), fields, command)


def resume_form(house: House, dossier: Dossier) -> Form:
    """Let the clocks go on; raises NotFound where none rests."""
    if not any(one.state is DeadlineState.STOPPED for one in deadlines(dossier)):
        raise NotFound
    fields = (
        _today(house, _("From which day on they run again")),
        Field("reason", _("Reason"), Shape.LONG, _(_STAYS), needed=True),
    )

    def command(said: Mapping[str, Any]) -> Command:
        return _counting(lambda: going_on(house, dossier, said["reason"], on=said["on"]))

    return Form("frist-laeuft", _("Let deadlines run again"), fields, command)


def notify_form(house: House, dossier: Dossier, stage: Stage) -> Form:
    """Record how and when the decision of a stage was made known; raises NotFound where none was taken."""
    if stage not in notifiable(dossier):
        raise NotFound
    ways = tuple((delivery.value, _(label)) for delivery, label in DELIVERIES.items())
    instructed = (("ja", _("Yes")), ("nein", _("No, or wrongly: the period is a year")))
    fields = (
        Field("delivery", _("How it reached its addressee"), Shape.CHOICE, choices=ways, needed=True),
        Field("on", _("Day it was posted, sent, retrieved, served or published"), Shape.DAY, _(DAY_HINT), needed=True),
        Field("ready", _("Day of the message that it lies ready"), Shape.DAY, _(_READY)),
        Field("instructed", _("Does the notice instruct about the appeal?"), Shape.CHOICE, choices=instructed, needed=True),
    )

    def command(said: Mapping[str, Any]) -> Command:
        delivery, told = Delivery(said["delivery"]), said["instructed"] == "ja"
        ready = said["ready"] or None
        return _counting(lambda: notification(house, dossier, stage.key, delivery, said["on"], instructed=told, ready=ready))

    title = _("Record the notification: {stage}").format(stage=stage.title.into(spoken()))
    return Form(f"bekanntgeben/{stage.key}", title, fields, command)


def notifiable(dossier: Dossier) -> list[Stage]:
    """The stages at which something was decided that nobody has notified yet."""
    programme = dossier.programme
    told = {(f.event.stage, f.event.round) for f in dossier.facts if isinstance(f.event, Notified)}
    rounds = {key: dossier.rounds[home.key] for key, home in programme.home.items()}
    return [
        stage for key, stage in programme.stages.items()
        if stage.kind is StageKind.DECISION and (key, rounds[key]) not in told and rounds[key]
        and isinstance(standing.answer(dossier, stage, rounds[key]), SETTLED)
    ]  # fmt: skip


def _counting(count: Callable[[], _Counted]) -> _Counted:
    """Count a day; where no figure or no holidays are known for it, say so on the form."""
    try:
        return count()
    except NoFigure:
        raise NoFigureKnown from None
    except NoHolidaysKnown:
        raise BeyondTheCalendar from None


def _named(one: Deadline) -> str:
    due = one.due.show(spoken()) if one.due else ""
    return _("{title}, until {day}").format(title=one.title.into(spoken()), day=due)


def _today(house: House, label: str) -> Field:
    # As the office writes it, which is read in either language.
    today = When.of(office_day(house.clock.now())).show("de")
    return Field("on", label, Shape.DAY, _(DAY_HINT), needed=True, preset=today)


def _day_or_period(day: str) -> Callable[[Mapping[str, Any]], str]:
    def lacks(said: Mapping[str, Any]) -> str:
        return "" if said[day] or said["period"] else day

    return lacks
