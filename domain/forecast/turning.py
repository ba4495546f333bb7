"""The next cut-off a case can miss: what has to be there until then, and what it costs if that comes a minute later."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain import standing
from domain.dossier import Dossier
from domain.forecast import Assumption, Expected, Forecast, Reason, ahead, forecast
from domain.forecast.basis import Basis
from domain.programme import Stage
from domain.standing import NotYet, Returned, Waits
from domain.vocabulary import StageKind

_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Turning:
    """What is expected if the stages `wanted` are settled by the minute `until`, and what if a minute later.

    `meeting` is the stage of the body whose cut-off it is.
    """

    wanted: tuple[str, ...]
    meeting: str
    until: datetime
    in_time: Forecast
    too_late: Forecast

    @property
    def lost(self) -> int | None:
        """The days the meeting comes later if it is missed; None where no further meeting is set."""
        return days_between(self.in_time.at(self.meeting), self.too_late.at(self.meeting))


def turning(dossier: Dossier, basis: Basis) -> Turning | None:
    """The first cut-off ahead that only what somebody has to do now stands before; None where there is none."""
    for stage in ahead(dossier):
        wanted = wanted_for(dossier, stage)
        if wanted and (sitting := basis.reached(stage.body, basis.now)) is not None:
            until = sitting.cut_off
            return Turning(
                wanted, stage.key, until, _with(dossier, basis, wanted, until), _with(dossier, basis, wanted, until + _A_MINUTE)
            )
    return None


def wanted_for(dossier: Dossier, stage: Stage) -> tuple[str, ...]:
    """The stages a body's stage waits for, where at each of them somebody has to act now; empty where more is missing."""
    here = standing.standing(dossier, stage)
    if stage.kind is not StageKind.MEETING or not isinstance(here, NotYet):
        return ()
    stages = dossier.programme.stages
    acting = (isinstance(standing.standing(dossier, stages[key]), Waits | Returned) for key in here.missing)
    return here.missing if all(acting) else ()


def days_between(before: Expected | None, after: Expected | None) -> int | None:
    """By how many days the likely day of a stage moves; None where one of the two cannot be said."""
    days = [one.likely for one in (before, after) if one is not None and one.likely is not None]
    return (days[1] - days[0]).days if len(days) > 1 else None


def last_day(found: Forecast) -> tuple[Expected, date] | None:
    """The last stage ahead whose likely day is said, not merely assumed; of several on one day the last of the programme."""
    known = [(step.likely, place, step) for place, step in enumerate(found.steps) if step.likely and not _assumed(step)]
    if not known:
        return None
    day, _place, step = max(known, key=lambda one: one[:2])
    return step, day


def _assumed(step: Expected) -> bool:
    return step.why.reason is Reason.ASSUMED


def _with(dossier: Dossier, basis: Basis, wanted: tuple[str, ...], at: datetime) -> Forecast:
    return forecast(dossier, basis, [Assumption(stage, at) for stage in wanted])
