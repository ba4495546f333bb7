"""Who read a case file: for administrators, so that reading out of curiosity does not go unnoticed."""

from fastapi import APIRouter, Request, Response

from portal.errors import NotFound
from portal.office.readings import QUARTER
from portal.page import render
from portal.policy import Act, may
from portal.visitor import SignedIn, TheHouse, dossier_for
from portal.web.numbers import number
from store import readings
from wording.language import _

router = APIRouter(prefix="/akten")

PAGE = 50


@router.get("/{id_}/einsicht")
def seen_by(request: Request, house: TheHouse, account: SignedIn, id_: str, seite: str = "1") -> Response:
    """List the readings of a dossier, the latest first."""
    dossier = dossier_for(house, account, id_, Act.READ_CASE_FILE).dossier
    if not may(account, Act.SEE_READINGS, dossier):
        raise NotFound
    page = max(number(seite, digits=5), 1)
    with house.database.reading() as connection:
        found = readings.readings_of(connection, dossier.id, limit=PAGE + 1, offset=(page - 1) * PAGE)
    return render(
        request, "readings.html", dossier=dossier, home=f"/akten/{dossier.id}", number=page, more=len(found) > PAGE,
        minutes=QUARTER, rows=[(reading.since, reading.name or _("name erased")) for reading in found[:PAGE]],
    )  # fmt: skip
