"""What waits for a body and could come onto the agenda of a meeting. The secretary decides; nothing is put on by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.dossier import Dossier
from domain.events.meetings import Scheduled, Unscheduled
from domain.meetings.agenda import stages_of, why_proposed
from domain.office_time import OFFICE_ZONE, moment, office_day
from domain.vocabulary import MeetingState
from store import dossiers, meetings
from store.meetings import Meeting
from store.programmes import programme_by_hash
from store.waiting_for import WaitsForBody, versions_of, waiting_for
from workflows.house import House


@dataclass(frozen=True, slots=True)
class Wanted:
    """A case somebody wants on an agenda; `public` left out is what the body's agendas are, `number` "" prints the position."""

    dossier: str
    stage: str
    public: bool | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A case that waits for the body at a stage, since the instant `since`.

    `why` is "new", "postponed", "not_dealt_with", "resubmission", "referred" or "cancelled"; `in_time`: it was there when the
    papers for the meeting were due.
    """

    dossier: str
    reference: str
    title: str
    stage: str
    round: int
    why: str
    since: str
    in_time: bool


def proposals(house: House, meeting: Meeting) -> list[Proposal]:
    """What waits for the meeting's body and stands on no agenda of a meeting still to come, longest waiting first."""
    today = office_day(house.clock.now())
    with house.database.reading() as connection:
        versions = {hash_: programme_by_hash(connection, hash_) for hash_ in versions_of(connection, meeting.programme)}
        lines = waiting_for(connection, meeting, {hash_: stages_of(one, meeting.body) for hash_, one in versions.items()})
        held = dossiers.load_many(house.database, connection, sorted({line.dossier for line in lines}))
        found = {one.dossier.id: one.dossier for one in held}
        known = meetings.find_many(connection, _meetings_named(list(found.values())))
    cancelled = frozenset(id_ for id_, one in known.items() if one.state is MeetingState.CANCELLED)
    given = []
    for line in lines:
        dossier = found[line.dossier]
        there = dossier.scheduled(line.stage, line.round)
        missed = there is not None and isinstance(there.event, Scheduled) and is_over(there.event, known, today, meeting.id)
        stage = dossier.programme.stages[line.stage]
        why = why_proposed(dossier, stage, line.round, on=meeting.day, missed=missed, cancelled=cancelled)
        if why:
            given.append(_proposal(line, why, meeting))
    return given


def _proposal(line: WaitsForBody, why: str, meeting: Meeting) -> Proposal:
    """The case as it is proposed; what was there in the minute in which the papers were due is in time."""
    since = moment(line.since).astimezone(OFFICE_ZONE).strftime("%Y-%m-%dT%H:%M")
    in_time = not meeting.papers_due or since <= meeting.papers_due
    return Proposal(line.dossier, line.reference, line.title, line.stage, line.round, why, line.since, in_time)


def is_over(scheduled: Scheduled, known: Mapping[str, Meeting], today: date, for_: str) -> bool:
    """Tell whether the agenda a case was put on is that of a meeting past, held or cancelled: it can go onto that of `for_`."""
    meeting = known.get(scheduled.meeting)
    if meeting is None:
        return scheduled.meets_on.last < today
    return meeting.id != for_ and (meeting.state not in meetings.OPEN or meeting.day < today)


def _meetings_named(found: Sequence[Dossier]) -> list[str]:
    said = (fact.event for dossier in found for fact in dossier.facts)
    return sorted({event.meeting for event in said if isinstance(event, Scheduled | Unscheduled) and event.meeting})
