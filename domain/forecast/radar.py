"""Which cases will miss a body's next cut-off, and the one thing that is missing.

A case of which more than one thing is missing is not on the radar: nobody can save its meeting with one call.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain import standing
from domain.dossier import Dossier
from domain.forecast.agendas import MINUTES_COME_IN, comes_up_from, planned_for
from domain.forecast.basis import Basis, Sitting
from domain.forecast.turning import wanted_for
from domain.meetings.referral import in_play
from domain.programme import Stage
from domain.standing import Returned, Waits
from domain.vocabulary import StageKind


class Missing(StrEnum):
    """The one thing that keeps a case from a meeting."""

    DOCUMENTS = "documents"
    SUBMISSION = "submission"
    OTHER_BODY = "other_body"
    OTHER_STAGE = "other_stage"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class WillMiss:
    """A case misses `meeting` at the stage `stage` of a body unless `missing` comes by the minute `until`.

    It is owed at the stage `at` by `role` since the instant `since`. `following` is the meeting after that, None where none
    is set; `lost` the days until it.
    """

    dossier: Dossier
    stage: str
    round: int
    meeting: Sitting
    following: Sitting | None
    missing: Missing
    at: str
    role: str
    since: str
    until: datetime

    @property
    def lost(self) -> int | None:
        """How many days missing it costs; None where no further meeting is set."""
        return (self.following.day - self.meeting.day).days if self.following else None


def will_miss(dossier: Dossier, stage: Stage, basis: Basis) -> WillMiss | None:
    """What a case needs for the body's next meeting at this stage; None where nothing is missing, or more than one thing."""
    home = dossier.programme.home[stage.key]
    number = dossier.rounds[home.key]
    if not number or standing.finished(dossier, home) or not in_play(dossier, stage, number):
        return None
    here = standing.standing(dossier, stage)
    if isinstance(here, Waits):
        return _off_the_agenda(dossier, stage, here, basis)
    wanted = wanted_for(dossier, stage)
    if len(wanted) != 1 or (meeting := basis.reached(stage.body, basis.now)) is None:
        return None
    other = dossier.programme.stages[wanted[0]]
    there = standing.standing(dossier, other)
    assert isinstance(there, Waits | Returned), "somebody has to act there"  # noqa: S101 - as `wanted_for` says
    missing = _kind(other, there)
    return _missed(dossier, stage, basis, meeting, missing, (other.key, there.role, there.since), meeting.cut_off)


def _kind(other: Stage, there: Waits | Returned) -> Missing:
    if isinstance(there, Returned):
        return Missing.DOCUMENTS
    kinds = {StageKind.SUBMISSION: Missing.SUBMISSION, StageKind.MEETING: Missing.OTHER_BODY}
    return kinds.get(other.kind, Missing.OTHER_STAGE)


def _off_the_agenda(dossier: Dossier, stage: Stage, here: Waits, basis: Basis) -> WillMiss | None:
    """A case that is ready and stands on no agenda still ahead: its secretary has until the meeting begins."""
    planned = planned_for(dossier, stage)
    if planned is not None and planned.meets_on.last >= basis.today - MINUTES_COME_IN:
        return None  # It is on an agenda still ahead, or the minutes of its meeting are on their way.
    meeting = basis.reached(stage.body, basis.local(here.since), comes_up_from(dossier, stage))
    if meeting is None:
        return None
    owed = (stage.key, here.role, here.since)
    return _missed(dossier, stage, basis, meeting, Missing.AGENDA, owed, meeting.begins)


def _missed(
    dossier: Dossier, stage: Stage, basis: Basis, meeting: Sitting, missing: Missing, owed: tuple[str, str, str],
    until: datetime,
) -> WillMiss:  # fmt: skip
    later = (one for one in basis.ahead(stage.body) if one.begins > meeting.begins)
    number = dossier.rounds[dossier.programme.home[stage.key].key]
    return WillMiss(dossier, stage.key, number, meeting, next(later, None), missing, *owed, until)
