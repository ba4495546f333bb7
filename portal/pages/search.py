"""Search: dossiers of the person's programmes by part of their reference or title."""

from fastapi import APIRouter, Request, Response

from portal.page import render
from portal.staff import staffed
from portal.visitor import SignedIn, TheHouse
from store.search import search, words_of
from wording.language import _, spoken
from wording.words import STATUSES

router = APIRouter()

MOST = 50
#: More than anybody types; the field does not take more either.
LONGEST = 200


@router.get("/suche")
def found(request: Request, house: TheHouse, account: SignedIn, q: str = "") -> Response:
    """Show the search form, and what was found for `q`."""
    programmes = staffed(house, account)
    asked = q.strip()[:LONGEST]
    with house.database.reading() as connection:
        hits = search(connection, asked, authority=account.authority, programmes=[*programmes], limit=MOST + 1)
    rows = [
        {
            "dossier": hit.dossier,
            "reference": hit.reference,
            "title": hit.title,
            "programme": programmes[hit.programme].title.into(spoken()),
            "status": _(STATUSES[hit.approval]),
        }
        for hit in hits[:MOST]
    ]
    return render(
        request, "search.html", asked=asked, searched=bool(words_of(asked)), rows=rows, more=len(hits) > MOST, most=MOST,
        longest=LONGEST, several=len(programmes) > 1,
    )  # fmt: skip
