"""Who works on a case: take it over, hand it on, or give it back."""

import asyncio
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain.errors import ChangedMeanwhile, KeyUsed, Refusal
from portal.errors import BUSY, NotFound
from portal.office.assigning import colleagues, command
from portal.office.recording import key_for, new_key, record_as_seen, seen_by
from portal.page import render
from portal.policy import Act, may
from portal.visitor import SignedIn, TheHouse, acting, dossier_for
from portal.web.forms import fields_of
from store import people
from store.access import Account
from store.change import Loaded
from store.errors import TryAgain
from wording.language import N_, _
from wording.refusals import said
from workflows.house import House
from workflows.names import shown_name
from workflows.record import Asked

router = APIRouter(prefix="/akten")

_NOBODY = "niemand"
_CHOOSE = N_("Choose somebody from the list, or nobody.")


@router.get("/{id_}/zustaendig")
def form(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Ask whom to give the dossier to."""
    return _page(request, house, _loaded(house, account, id_), {})


@router.post("/{id_}/zustaendig")
async def give(request: Request, house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Give it to them."""
    fields = await fields_of(request)
    return await asyncio.to_thread(_give, request, house, account, id_, fields)


def _loaded(house: House, account: Account, id_: str, *, posting: bool = False) -> Loaded:
    loaded = dossier_for(house, account, id_, Act.READ_CASE_FILE, posting=posting)
    if not may(account, Act.ASSIGN, loaded.dossier):
        raise NotFound
    return loaded


def _give(request: Request, house: House, account: Account, id_: str, fields: Mapping[str, str]) -> Response:
    loaded = _loaded(house, account, id_, posting=True)
    dossier = loaded.dossier
    officer = fields.get("officer", "")
    if officer != _NOBODY and officer not in {one.id for one in colleagues(house, dossier)}:
        return _page(request, house, loaded, fields, status=422, wrong=_(_CHOOSE))
    wanted = command(house, "" if officer == _NOBODY else officer)
    asked = Asked(dossier.id, wanted, acting(account, dossier), fields.get("key", ""), seen_by(fields))
    try:
        receipt = record_as_seen(house, dossier, asked)
    except (ChangedMeanwhile, KeyUsed) as refusal:
        fresh = _loaded(house, account, id_, posting=True)
        renewed = {**fields, "key": key_for(fields, fresh), "seen": str(fresh.dossier.version)}
        return _page(request, house, fresh, renewed, status=409, sentence=said(refusal))
    except Refusal as refusal:
        return _page(request, house, loaded, fields, status=422, sentence=said(refusal))
    except TryAgain:
        return _page(request, house, loaded, fields, status=503, sentence=_(BUSY))
    return RedirectResponse(f"/akten/{id_}?erfasst={receipt.seq}", 303)


def _page(
    request: Request, house: House, loaded: Loaded, fields: Mapping[str, str], *, status: int = 200, wrong: str = "",
    sentence: str = "",
) -> Response:  # fmt: skip
    dossier = loaded.dossier
    with house.database.reading() as connection:
        known = people.parties(connection, {dossier.officer} - {""})
    return render(
        request, "assign.html", status=status, dossier=dossier, home=f"/akten/{dossier.id}", nobody=_NOBODY,
        officer=shown_name(known, dossier.officer) if dossier.officer else "",
        chosen=fields.get("officer", dossier.officer), staff_=colleagues(house, dossier), wrong=wrong, sentence=sentence,
        key=fields.get("key") or new_key(), seen=fields.get("seen", str(dossier.version)),
    )  # fmt: skip
