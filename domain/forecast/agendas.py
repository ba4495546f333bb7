"""What the history of a case says about its next days: the agenda it stands on, when it is not wanted yet, what is due."""

from datetime import date, timedelta

from domain.deadlines.held import deadlines
from domain.dossier import Dossier
from domain.events import Resolved
from domain.events.meetings import Scheduled
from domain.programme import Stage

#: So long the minutes of a meeting may be on their way before nothing more is made of it.
MINUTES_COME_IN = timedelta(days=31)


def planned_for(dossier: Dossier, stage: Stage) -> Scheduled | None:
    """The agenda the case stands on at the stage, if its day is known."""
    there = dossier.scheduled(stage.key, _round(dossier, stage))
    event = there.event if there is not None else None
    return event if isinstance(event, Scheduled) and event.meets_on.known else None


def comes_up_from(dossier: Dossier, stage: Stage) -> date:
    """The day of resubmission, before which the body does not want to see the case again; else the first day there is."""
    for fact in reversed(dossier.at(stage.key, _round(dossier, stage))):
        if isinstance(fact.event, Resolved):
            again = fact.event.resubmit_on
            return again.first if again and again.known else date.min
    return date.min


def due_at(dossier: Dossier, stage: Stage) -> date | None:
    """Until when somebody has to act at the stage, extensions counted in; None where no period runs, or its clock rests."""
    name = f"{stage.key}:{_round(dossier, stage)}"
    running = [one for one in deadlines(dossier) if one.holds and (one.name == name or one.name.startswith(f"{name}:return:"))]
    due = running[-1].due if running else None
    return due.last if due and due.known else None


def _round(dossier: Dossier, stage: Stage) -> int:
    return dossier.rounds[dossier.programme.home[stage.key].key]
