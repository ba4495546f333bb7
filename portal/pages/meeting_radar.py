"""Which cases miss a body's next meeting, and the one thing that is missing: the soonest cut-off first."""

from typing import Any

from fastapi import APIRouter, Request, Response

from domain.forecast.radar import WillMiss
from domain.office_time import moment, office_day
from portal.errors import NotFound
from portal.meetings.meetings import bodies_of, titled
from portal.office.staff import staffed
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from wording import days
from wording.forecast import cost, minute, missing
from wording.language import spoken
from workflows.forecasting import MOST as LOOKED_AT
from workflows.forecasting import radar

router = APIRouter()

#: Lines on the page; what is left over is counted.
MOST = 100


@router.get("/fristen/sitzungen")
def before_meetings(request: Request, house: TheHouse, account: SignedIn, programm: str = "", gremium: str = "") -> Response:
    """Show the cases of the programmes this person works in that miss a meeting for want of one thing."""
    programmes = staffed(house, account)
    known = bodies_of(house, account)
    if (programm and programm not in programmes) or (gremium and gremium not in known):
        raise NotFound
    in_programme, _slash, body = gremium.partition("/")
    wanted = [key for key in programmes if programm in {"", key} and in_programme in {"", key}]
    found = radar(house, [(account.authority, key) for key in wanted], body)
    several = len(programmes) > 1
    return render(
        request,
        "meeting_radar.html",
        rows=[_row(one) for one in found.cases[:MOST]],
        left=len(found.cases[MOST:]),
        unseen=found.left,
        looked_at=LOOKED_AT,
        programmes={key: programme.title.into(spoken()) for key, programme in programmes.items()},
        bodies={key: titled(programme, one, several=several) for key, (programme, one) in known.items()},
        programme=programm,
        body=gremium,
    )


def _row(one: WillMiss) -> dict[str, Any]:
    programme, opened = one.dossier.programme, one.dossier.opened
    return {
        "dossier": one.dossier.id,
        "reference": opened.reference,
        "title": opened.title,
        "until": minute(one.until),
        "meeting": one.meeting.id,
        "body": programme.bodies_by_key[one.meeting.body].title.into(spoken()),
        "day": days.on(one.meeting.meets_at),
        "missing": missing(one),
        "since": office_day(moment(one.since)).isoformat(),
        "role": programme.roles[one.role].into(spoken()),
        "cost": cost(one),
    }
