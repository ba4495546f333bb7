"""The deadlines of a dossier: until when, how that was computed, and every day they had."""

from fastapi import APIRouter

from domain.dates import When
from domain.deadlines.held import Deadline, deadlines, of_applicants
from domain.deadlines.requested import request_for
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier
from domain.office_time import office_day
from portal.api import deadline_models as models
from portal.api.answers import problems
from portal.api.caller import DossierId, Reader, visible
from portal.api.models import Words
from portal.visitor import TheHouse
from wording.derivations import sentences
from workflows.deadlines import reckoning_of

router = APIRouter()


@router.get(
    "/dossiers/{dossier_id}/deadlines", operation_id="deadlines", tags=["dossiers"], responses=problems(404)
)  # fmt: skip
def of_dossier(house: TheHouse, account: Reader, dossier_id: DossierId) -> models.Deadlines:
    """List the deadlines of a dossier; of one's own application those of the applicant's side."""
    loaded, staff = visible(house, account, dossier_id)
    case, today = loaded.dossier, When.of(office_day(house.clock.now()))
    reckoning = reckoning_of(house, case)
    seen = [one for one in deadlines(case) if staff or of_applicants(case, one.name)]
    return models.Deadlines(items=[_told(case, one, reckoning, today) for one in seen])


def _told(case: Dossier, one: Deadline, reckoning: Reckoning, today: When) -> models.Deadline:
    request = request_for(case, one)
    return models.Deadline(
        name=one.name, title=Words.of(one.title), role=one.role, owed_by=one.owed_by, stage=one.stage, round=one.round,
        due=one.due, state=one.shown(today), missed=one.missed(today), statutory=one.statutory,
        asked_on=request.on if request else None, derivation=sentences(case, one, reckoning),
        versions=[
            models.DeadlineVersion(number=version.number, due=version.due, state=version.state) for version in one.versions
        ],
    )  # fmt: skip
