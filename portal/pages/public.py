"""Where is my application? A page for anybody who holds the code and secret of a receipt; nobody signs in for it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from portal.applicant.public_status import plain, renew, status
from portal.errors import NotFound
from portal.page import render
from portal.policy import Act
from portal.visitor import SignedIn, TheHouse, dossier_for
from portal.web.forms import fields_of
from portal.web.limits import allow, too_many
from store.access import Account
from workflows.house import House

router = APIRouter()

HERE = "/wo-ist-mein-antrag"


@router.get(HERE)
def ask(request: Request, _house: TheHouse, code: str = "") -> Response:
    """Ask for code and secret."""
    return render(request, "public_form.html", code=code, wrong=False)


@router.post(HERE)
async def look(request: Request, house: TheHouse) -> Response:
    """Show where the application is."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_look, request, house, fields)


def _look(request: Request, house: House, fields: Mapping[str, str]) -> Response:
    code, secret = fields.get("code", ""), fields.get("secret", "")
    if not allowed(request, code):
        return too_many(request, "lookup", back=HERE)
    found = status(house, code, secret)
    if found is None:
        return render(request, "public_form.html", status=422, code=code, wrong=True)
    return render(request, "public_status.html", status_=found)


@router.get(HERE + "/{code}/{secret}")
def scanned(request: Request, house: TheHouse, code: str, secret: str) -> Response:
    """Show where the application is to whoever scanned the code of a receipt (why by its address: `public_status.address`)."""
    if not allowed(request, code):
        return too_many(request, "lookup", back=HERE)
    found = status(house, code, secret)
    # Without the way to sign out: forms of a page that names no referrer would be taken for forged (`portal.web.guard`).
    nobody: dict[str, Any] = {"account": None, "staff": False, "administrator": False}
    if found is None:
        response = render(request, "public_wrong.html", status=404, **nobody)
    else:
        response = render(request, "public_status.html", status_=found, **nobody)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@router.post("/antraege/{id_}/quittung/code")
async def new_code(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Revoke the code of a receipt, for the applicant; the receipt then shows a new one."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_new_code, house, account, id_, fields.get("code", ""))


def _new_code(house: House, account: Account, id_: str, code: str) -> Response:
    dossier = dossier_for(house, account, id_, Act.READ_OWN).dossier
    if dossier.applicant not in account.sides:
        raise NotFound
    renew(house, dossier.id, code)
    return RedirectResponse(f"/antraege/{id_}/quittung#code", 303)


def allowed(request: Request, code: str) -> bool:
    """Nobody tries codes in bulk, and nobody a code's secrets from many places."""
    return allow(request, "lookup") and allow(request, "lookup", f"code {plain(code)}")
