"""Agendas, as far as they are arithmetic: when papers are due, who keeps a body's meetings, why a case is proposed for one.

Times are those of the office's clock, as text ("2002-07-04T18:00"), so that they sort and compare as they stand.
"""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta

from domain.calendar import OfficeCalendar, previous_working_day
from domain.commands import Actor
from domain.dossier import Dossier
from domain.errors.agendas import MeetingTimeBad, NoSuchBody, NotYourBody
from domain.events import Resolved
from domain.events.meetings import Scheduled, Unscheduled
from domain.meetings.referral import referred
from domain.programme import Programme, Stage
from domain.programme.bodies import Body, PapersDue
from domain.text import listed
from domain.vocabulary import MeetingOutcome, StageKind

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", re.ASCII)
#: The years for which the holiday data (`domain.calendar`) reach a whole year back, as far as papers can be due before.
_FIRST, _LAST = 1993, 2100
_WHOLE_DAY = 24

NEW, POSTPONED, NOT_DEALT_WITH, RESUBMISSION, REFERRED, CANCELLED = (
    "new", "postponed", "not_dealt_with", "resubmission", "referred", "cancelled",
)  # fmt: skip


def office_time(typed: str, *, earlier: int = 0) -> str:
    """Give a day and time of the office's clock as it is kept; refuse what is none, or lies beyond the holiday data.

    `earlier`: so many years before the first meeting are right as well; papers for it were due in the year before.
    """
    try:
        if _TIME.fullmatch(typed) and _FIRST - earlier <= datetime.fromisoformat(typed).year < _LAST:
            return typed
    except ValueError:
        pass
    raise MeetingTimeBad(typed=typed[:40])


def papers_due(meets_on: date, rule: PapersDue | None, calendar: OfficeCalendar) -> str:
    """Until when papers for a meeting have to be in: whole days counted back; "" where the body sets no limit.

    A day off in the Land moves back to the working day before: counted forward, papers would come too late. Hour 24 is the
    end of the day.
    """
    if rule is None:
        return ""
    day = previous_working_day(meets_on - timedelta(days=rule.days), calendar)
    return f"{day.isoformat()}T23:59" if rule.hour == _WHOLE_DAY else f"{day.isoformat()}T{rule.hour:02d}:00"


def body_of(programme: Programme, key: str) -> Body:
    """The body of the programme; refused if there is none."""
    if key not in programme.bodies_by_key:
        raise NoSuchBody(programme=programme.programme, body=key, known=", ".join(programme.bodies_by_key))
    return programme.bodies_by_key[key]


def keepers(programme: Programme, body: Body) -> tuple[str, ...]:
    """The roles that call the body's meetings and draw up its agendas: its secretary, then who administers the programme.

    Where no secretary is named, whoever records what the body resolves keeps its meetings too.
    """
    recorders = (role for stage in stages_of(programme, body.key) for role in stage.recorders)
    secretaries = (body.secretary,) if body.secretary else tuple(recorders)
    return tuple(dict.fromkeys((*secretaries, *programme.administrators)))


def acting_for(programme: Programme, body: Body, actor: Actor) -> str:
    """Whom somebody stands in for while they keep the body's meetings, "" for nobody; refused if they may not."""
    held = [role for role in keepers(programme, body) if role in actor.roles]
    if not held:
        titles = [programme.roles[role] for role in keepers(programme, body)]
        roles = listed(titles)
        raise NotYourBody(person=actor.handle, body=body.title, roles=roles)
    role = next((role for role in held if role not in actor.deputy_for), held[0])
    return actor.deputy_for.get(role, "")


def stages_of(programme: Programme, body: str) -> tuple[Stage, ...]:
    """The stages of the programme at which the body deals with a case."""
    return tuple(stage for stage in programme.stages.values() if stage.kind is StageKind.MEETING and stage.body == body)


def dealt_with(dossier: Dossier, stage: str, meeting: str) -> bool:
    """Tell whether the case was dealt with at the stage in this meeting."""
    return any(
        isinstance(fact.event, Resolved) and (fact.event.stage, fact.event.meeting) == (stage, meeting)
        for fact in dossier.facts
    )


def why_proposed(
    dossier: Dossier, stage: Stage, number: int, *, on: date, missed: bool, cancelled: Collection[str] = ()
) -> str | None:
    """Why a case that waits for a body is proposed for its meeting on `on`; None where it is to come up later only.

    `missed`: it stands on the agenda of a meeting whose day has passed without a result. `cancelled` are the ids of meetings
    that did not take place.
    """
    sent = referred(dossier, stage, number) if stage.by_referral else None
    own = [fact.event for fact in dossier.facts if fact.seq > (sent.seq if sent else 0)]
    own = [event for event in own if isinstance(event, _SAID) and (event.stage, event.round) == (stage.key, number)]
    if not own:
        return NEW if sent is None else REFERRED
    resolved = next((event for event in reversed(own) if isinstance(event, Resolved)), None)
    if resolved and resolved.resubmit_on and resolved.resubmit_on.known and resolved.resubmit_on.first > on:
        return None
    match own[-1]:
        case Scheduled():
            return NOT_DEALT_WITH if missed else None
        case Unscheduled(meeting=meeting):
            return CANCELLED if meeting in cancelled else POSTPONED
        case Resolved(outcome=outcome):
            return _AFTER.get(outcome, POSTPONED)
    return NEW


_SAID = (Resolved, Scheduled, Unscheduled)
_AFTER = {
    MeetingOutcome.RESUBMISSION: RESUBMISSION,
    MeetingOutcome.NOT_DEALT_WITH: NOT_DEALT_WITH,
    MeetingOutcome.REFERRED: REFERRED,
}
