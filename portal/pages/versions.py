"""Versions of a programme, for its administrators: which cases run under which, and what the newest would mean for them."""

from fastapi import APIRouter, Request, Response

from domain.admission.repinning import Verdict
from domain.programme import Programme
from portal.errors import NotFound
from portal.office.staff import administers, staffed
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from store.access import Account
from wording.language import _, spoken
from wording.repinning import VERDICTS, reason
from workflows.house import House
from workflows.repinning import counted, preview, running, version_of

router = APIRouter()

#: So many cases are shown on one page; whoever has more is told how many, and sees all of them on the command line.
MOST = 200
#: What has to be looked at comes first.
_ORDER = (Verdict.NEEDS_A_PERSON, Verdict.COULD_MOVE, Verdict.STAYS)


@router.get("/programme/{key}/fassungen")
def versions(request: Request, house: TheHouse, account: SignedIn, key: str) -> Response:
    """Show the versions, and case by case what the newest one would mean. Nothing is moved here."""
    programme = administered(house, account, key)
    to, hash_ = version_of(house, key)
    found = sorted(preview(house, to, hash_, authority=account.authority), key=lambda one: _ORDER.index(one.outlook.verdict))
    counts = counted(found)
    return render(
        request, "versions.html", key=key, title=programme.title.into(spoken()), newest=hash_,
        versions=running(house, key, authority=account.authority),
        counts=[(_(VERDICTS[verdict]), counts[verdict]) for verdict in _ORDER],
        cases=[(one.dossier, one.reference, _(VERDICTS[one.outlook.verdict]), reason(one.outlook)) for one in found[:MOST]],
        more=max(len(found) - MOST, 0),
    )  # fmt: skip


def administered(house: House, account: Account, key: str) -> Programme:
    """The programme, if the person administers it; raises NotFound otherwise."""
    programme = staffed(house, account).get(key)
    if programme is None or not administers(account, programme):
        raise NotFound
    return programme
