"""One walk over the stages ahead: when the turn of each comes, and from that when it is settled.

Minutes count where a cut-off does. A day that was only counted means its first minute for the earliest case and its last one
for the others, so that nobody is told of a meeting that the same afternoon would already miss.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from domain import standing
from domain.calendar import NoHolidaysKnown, next_working_day
from domain.deadlines.derivation import derive
from domain.deadlines.rules import NoFigure
from domain.dossier import Dossier
from domain.events.meetings import Called, Scheduled
from domain.forecast.agendas import MINUTES_COME_IN, comes_up_from, due_at, planned_for
from domain.forecast.basis import Basis, Sitting, spread
from domain.forecast.spans import Reason, Span, Why
from domain.programme import Stage
from domain.programme.timed import Period
from domain.standing import NotYet, Returned, Waits
from domain.vocabulary import StageKind

_LAST_MINUTE = time(23, 59)
#: What happens on any day: people apply when they like, and meetings take place when they are set.
_ANY_DAY = frozenset({StageKind.SUBMISSION, StageKind.MEETING})


@dataclass
class Walk:
    """What is known of a dossier's stages so far."""

    dossier: Dossier
    basis: Basis
    assumed: Mapping[str, datetime]
    _known: dict[str, tuple[Span, Why]] = field(default_factory=dict)

    def when(self, stage: Stage) -> tuple[Span, Why]:
        """When a stage ahead is expected to be settled, and why."""
        if stage.key not in self._known:
            # Two stages that wait for each other are never settled; nothing is said of either.
            self._known[stage.key] = Span(self.basis.now), Why(Reason.DEPENDS)
            try:
                self._known[stage.key] = self._when(stage)
            except NoHolidaysKnown:
                # Counted on from a meeting or a case of decades, a day lies where nobody knows the holidays yet.
                self._known[stage.key] = Span(self._turn(stage).earliest), Why(Reason.UNKNOWN)
        return self._known[stage.key]

    def _when(self, stage: Stage) -> tuple[Span, Why]:
        if (at := self.assumed.get(stage.key)) is not None:
            return Span(at, at, at), Why(Reason.ASSUMED, at.date())
        here = standing.standing(self.dossier, stage)
        if isinstance(here, Returned):
            return self._until(Span(self.basis.now), due_at(self.dossier, stage))
        planned = planned_for(self.dossier, stage)
        if planned is not None and planned.meets_on.last < self.basis.today:
            return self._outstanding(stage, planned.meets_on.last)
        if stage.kind is StageKind.MEETING and (planned or self.basis.ahead(stage.body)):
            return self._meeting(stage, self._turn(stage), planned)
        return self._stage(stage, here if isinstance(here, Waits) else None)

    def _turn(self, stage: Stage) -> Span:
        """When it is the stage's turn: since when, or once the stages it waits for are settled."""
        here = standing.standing(self.dossier, stage)
        if isinstance(here, Waits):
            since = self.basis.local(here.since)
            return Span(since, since, since)
        before = here.missing if isinstance(here, NotYet) else ()
        spans = [self.when(self.dossier.programme.stages[key])[0] for key in before]
        now = self.basis.now
        return Span(
            max([now, *(span.earliest for span in spans)]),
            _latest_of(now, [span.likely for span in spans]),
            _latest_of(now, [span.latest for span in spans]),
        )

    def _meeting(self, stage: Stage, turn: Span, planned: Scheduled | None) -> tuple[Span, Why]:
        not_before, day = comes_up_from(self.dossier, stage), planned.meets_on.last if planned else date.min

        def meets(ready: datetime) -> datetime | None:
            if ready.date() <= day:
                return datetime.combine(day, _LAST_MINUTE)
            sitting = self.basis.reached(stage.body, ready, not_before)
            return sitting.begins if sitting else None

        last = max([day, *(sitting.day for sitting in self.basis.ahead(stage.body))])
        span = turn.each(meets)
        if meets(turn.earliest) is None:
            span = Span(max(turn.earliest, datetime.combine(last, _LAST_MINUTE)))
        if turn.likely is None:
            return span, Why(Reason.DEPENDS)
        if planned and turn.likely.date() <= day:
            return span, Why(Reason.ON_AGENDA, day, meeting=planned.meeting)
        sitting = self.basis.reached(stage.body, turn.likely, not_before)
        return span, _at(sitting) if sitting else Why(Reason.NO_FURTHER_MEETING, last)

    def _outstanding(self, stage: Stage, day: date) -> tuple[Span, Why]:
        """It stood on the agenda of a meeting that is over: its result will be recorded, or it comes up in the next one."""
        now, following = self.basis.now, self.basis.reached(stage.body, self.basis.now)
        latest = following.begins if following else None
        recent = self.basis.today - day <= MINUTES_COME_IN
        return Span(now, now if recent else None, latest if recent else None), Why(Reason.RESULT_OUTSTANDING, day)

    def _stage(self, stage: Stage, waits: Waits | None) -> tuple[Span, Why]:
        """A stage whose day no calendar of meetings gives."""
        turn = self._turn(stage)
        if stage.kind is StageKind.BIDS and (closes := self._closes(stage)) is not None:
            at = datetime.combine(closes, _LAST_MINUTE)
            return Span(at, at, at), Why(Reason.CALL, closes)
        past = self.basis.past.get(stage.key)
        if past is not None and past.enough:
            elapsed = (self.basis.today - turn.earliest.date()).days if waits else 0
            alike = past.lasting(elapsed)
            if not alike:
                return Span(self.basis.now), Why(Reason.LONGER_THAN_EVER, cases=len(past.days))
            return self._counted(stage, turn, spread(alike)), self._so(turn, Why(Reason.EARLIER_CASES, cases=len(alike)))
        if waits is not None and (due := due_at(self.dossier, stage)) is not None:
            return self._until(Span(self.basis.now), due)
        if waits is None and stage.within is not None:
            return self._within(stage.within, turn)
        nothing = Reason.NO_MEETING if stage.kind is StageKind.MEETING else Reason.UNKNOWN
        return Span(max(self.basis.now, turn.earliest)), self._so(turn, Why(nothing))

    def _counted(self, stage: Stage, turn: Span, days: tuple[int, int, int]) -> Span:
        """The turn and as many days as earlier cases took; the office works on working days only."""
        calendar = self.basis.reckoning.calendar

        def later(start: datetime, count: int) -> date:
            day = max(start.date() + timedelta(days=count), self.basis.today)
            return day if stage.kind in _ANY_DAY else next_working_day(day, calendar)

        first = datetime.combine(later(turn.earliest, days[0]), time.min)
        return Span(
            max(first, turn.earliest, self.basis.now),
            datetime.combine(later(turn.likely, days[1]), _LAST_MINUTE) if turn.likely else None,
            datetime.combine(later(turn.latest, days[2]), _LAST_MINUTE) if turn.latest else None,
        )

    def _within(self, within: Period, turn: Span) -> tuple[Span, Why]:
        """The programme gives so long for it."""
        reckoning, programme = self.basis.reckoning, self.dossier.programme

        def ends(start: datetime) -> datetime:
            period, figure = reckoning.counted(within, programme, start.date())
            return datetime.combine(derive(start.date(), period, reckoning.calendar, figure=figure).end, _LAST_MINUTE)

        try:
            span = Span(turn.earliest, ends(turn.likely) if turn.likely else None, ends(turn.latest) if turn.latest else None)
        except NoFigure:  # No rule is in force yet for a day so far ahead.
            return Span(turn.earliest), Why(Reason.UNKNOWN)
        return span, self._so(turn, Why(Reason.PERIOD, span.likely.date() if span.likely else None))

    def _until(self, span: Span, due: date | None) -> tuple[Span, Why]:
        """Somebody has until that day; once it has passed nothing can be said."""
        if due is None:
            return span, Why(Reason.UNKNOWN)
        if due < self.basis.today:
            return span, Why(Reason.OVERDUE, due)
        at = datetime.combine(due, _LAST_MINUTE)
        return Span(span.earliest, at, at), Why(Reason.PERIOD, due)

    def _so(self, turn: Span, why: Why) -> Why:
        """The reason, or that it hangs on a stage of which nothing can be said."""
        return why if turn.likely else Why(Reason.DEPENDS)

    def _closes(self, stage: Stage) -> date | None:
        """The day until which bids can come in, as the call says, if it lies ahead."""
        home = self.dossier.programme.home[stage.key]
        said = (fact.event for other in home.stages for fact in self.dossier.at(other.key, self._round(stage)))
        days = [one.closes_on.last for one in said if isinstance(one, Called) and one.closes_on and one.closes_on.known]
        return days[-1] if days and days[-1] >= self.basis.today else None

    def _round(self, stage: Stage) -> int:
        return self.dossier.rounds[self.dossier.programme.home[stage.key].key]


def _at(sitting: Sitting) -> Why:
    return Why(Reason.NEXT_MEETING, sitting.day, sitting.papers_due, meeting=sitting.id)


def _latest_of(now: datetime, minutes: list[datetime | None]) -> datetime | None:
    """The last of the minutes, not before now; None where one of them is not known."""
    known = [one for one in minutes if one is not None]
    return max([now, *known]) if len(known) == len(minutes) else None
