"""Beginning an application: choose a programme; a draft is opened for it."""

import asyncio

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain.programme import Programme
from portal.applicant.drafting import programme_for
from portal.office.fund_calls import calls_of
from portal.page import render
from portal.policy import Act, may
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from portal.web.sent import a_key
from store import drafts
from store.access import Account
from store.drafts import Draft
from wording.language import N_, _
from workflows.house import House
from workflows.inbox import newest

router = APIRouter()

#: Drafts one person may have begun and not sent.
MOST_DRAFTS = 50
_FULL = N_("You have {most} drafts that were not sent, and there is no room for more. Send one of them or delete one.")


def programmes_for(house: House, account: Account) -> list[Programme]:
    """The programmes a person may apply in."""
    known = (newest(house, key)[0] for key in sorted(account.roles))
    return [programme for programme in known if may(account, Act.APPLY, programme)]


def drafts_for(house: House, account: Account) -> list[tuple[Draft, Programme]]:
    """What this person, or somebody for their organisation, has begun and may go on with, last saved first."""
    programmes = {programme.programme: programme for programme in programmes_for(house, account)}
    with house.database.reading() as connection:
        begun = drafts.drafts(connection, party=account.party, sides=account.sides)
    return [(draft, programmes[draft.programme]) for draft in begun if draft.programme in programmes]


@router.get("/antraege/neu")
def choose(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Show the programmes this person may apply in."""
    return _choice(request, house, account)


def _choice(request: Request, house: House, account: Account, *, status: int = 200, refused: str = "") -> Response:
    programmes = programmes_for(house, account)
    return render(
        request, "apply_choose.html", status=status, programmes=programmes, faults={"": refused} if refused else {},
        calls={one.programme: calls_of(house, account, one.programme) for one in programmes},
    )  # fmt: skip


@router.post("/antraege/neu/{programme}")
async def begin(request: Request, house: TheHouse, account: SignedIn, programme: str) -> Response:
    """Open a draft and lead to it."""
    await fields_of(request)
    return await asyncio.to_thread(_begin, request, house, account, programme)


def _begin(request: Request, house: House, account: Account, programme: str) -> Response:
    programme_for(house, account, programme)
    with house.database.transaction() as connection:
        # Whoever presses twice, or went back without typing anything, has begun one application.
        id_ = drafts.untouched(connection, party=account.party, programme=programme)
        full = not id_ and drafts.open_ones(connection, party=account.party) >= MOST_DRAFTS
        if not id_ and not full:
            id_ = a_key()
            drafts.begin(connection, id_=id_, party=account.party, programme=programme, at=house.now())
    if full:
        return _choice(request, house, account, status=422, refused=_(_FULL).format(most=MOST_DRAFTS))
    return RedirectResponse(f"/antraege/entwurf/{id_}", 303)
