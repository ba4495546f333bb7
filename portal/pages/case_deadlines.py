"""The deadlines of a case: their days, how these were computed, their reminders, and what may be recorded about them."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from domain.deadlines.held import deadlines
from domain.dossier import Dossier
from domain.office_time import office_day
from domain.vocabulary import DeadlineState
from portal.office.case_deadlines import CaseDeadline, booked, shown
from portal.office.casefile import people_of
from portal.office.deadline_forms import notifiable
from portal.office.more_time import Request as Waiting
from portal.office.more_time import requests
from portal.page import render
from portal.policy import Act, may
from portal.visitor import SignedIn, TheHouse, dossier_for
from store import people, rungs
from store.access import Account
from wording.language import _, spoken
from workflows.deadlines import reckoning_of

router = APIRouter(prefix="/akten")

Acts = list[tuple[str, str]]


@router.get("/{id_}/fristen")
def case_deadlines(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Show the deadlines of the case."""
    dossier = dossier_for(house, account, id_, Act.READ_CASE_FILE).dossier
    with house.database.reading() as connection:
        decided = rungs.of_dossier(connection, dossier.id)
        known = people.parties(connection, people_of(dossier) | {one.addressee for one in decided} - {""})
    today = office_day(house.clock.now())
    lines = shown(dossier, reckoning_of(house, dossier), known, decided, today)
    return render(
        request, "case_deadlines.html", dossier=dossier, home=f"/akten/{dossier.id}", booked=booked(dossier, today),
        acts=_acts(account, dossier), requests=[(one, _answers(account, dossier, one)) for one in requests(dossier, known)],
        lines=[(one, _acts_on(account, dossier, one)) for one in lines],
    )  # fmt: skip


def _acts(account: Account, dossier: Dossier) -> Acts:
    """What this person may record about deadlines in general, and about the notification of decisions."""
    found: Acts = []
    if may(account, Act.SET_DEADLINE, dossier):
        found.append(("frist-setzen", _("Set a deadline")))
    if may(account, Act.STOP_CLOCK, dossier):
        states = {one.state for one in deadlines(dossier) if one.role}
        if DeadlineState.OPEN in states:
            found.append(("frist-ruht", _("Let deadlines rest")))
        if DeadlineState.STOPPED in states:
            found.append(("frist-laeuft", _("Let deadlines run again")))
    for stage in notifiable(dossier):
        if may(account, Act.NOTIFY, dossier, stage=stage.key):
            title = stage.title.into(spoken())
            found.append((f"bekanntgeben/{stage.key}", _("Record the notification: {stage}").format(stage=title)))
    return found


def _answers(account: Account, dossier: Dossier, one: Waiting) -> Acts:
    """How this person may answer a request for more time; while the clock rests there is no day to move."""
    name, found = quote(one.name, safe=":"), Acts()
    if one.due and may(account, Act.EXTEND_DEADLINE, dossier):
        found.append((f"verlaengern/{name}", _("Give more time")))
    if may(account, Act.REFUSE_EXTENSION, dossier):
        found.append((f"mehr-zeit-ablehnen/{name}", _("Refuse more time")))
    return found


def _acts_on(account: Account, dossier: Dossier, one: CaseDeadline) -> Acts:
    """What this person may record about one deadline."""
    if not one.holds:
        return []
    name, found = quote(one.name, safe=":"), Acts()
    if one.until and not one.statutory and may(account, Act.EXTEND_DEADLINE, dossier):
        found.append((f"verlaengern/{name}", _("Extend")))
    if one.until and one.changeable and may(account, Act.SET_DEADLINE, dossier):
        found.append((f"frist-aendern/{name}", _("Change the day")))
    if not one.statutory and may(account, Act.END_DEADLINE, dossier):
        found.append((f"frist-beenden/{name}", _("Met, or holds no more")))
    return found
