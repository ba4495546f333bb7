"""The front page: who you are decides where you begin."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from portal.page import render
from portal.visitor import TheHouse, session_of

router = APIRouter()


@router.get("/")
def start(request: Request, _house: TheHouse) -> Response:
    """Welcome a stranger; send whoever is signed in to their work."""
    session = session_of(request)
    if session is None:
        return render(request, "start.html")
    staff = request.app.state.is_staff(session.account)
    return RedirectResponse("/arbeitsvorrat" if staff else "/antraege", 303)
