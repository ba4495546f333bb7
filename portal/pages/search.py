"""Search: dossiers of the person's programmes by part of their reference, title or a name; without words, the latest."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from domain.office_time import moment, office_day
from portal.errors import NotFound
from portal.office.staff import staffed
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from portal.web.numbers import number
from store import people
from store.search import Asked, search
from wording.language import _, spoken
from wording.words import STATUSES

router = APIRouter()

PAGE = 50
#: More than anybody types; the field does not take more either.
LONGEST = 200
#: Behind this page nobody looks; more words find more.
_LAST_PAGE = 200


@router.get("/suche")
def found(
    request: Request, house: TheHouse, account: SignedIn, q: str = "", programm: str = "", stand: str = "", seite: str = "1"
) -> Response:
    """Show the search form, and what was found for `q`."""
    programmes = staffed(house, account)
    if programm and programm not in programmes:
        raise NotFound
    status = stand if stand in STATUSES else ""
    asked = Asked(q.strip()[:LONGEST], account.authority, [programm] if programm else [*programmes], status)
    at = _page_number(seite)
    with house.database.reading() as connection:
        hits = search(connection, asked, limit=PAGE + 1, offset=(at - 1) * PAGE)
        known = people.parties(connection, {id_ for hit in hits for id_ in (hit.officer, hit.applicant)} - {""})
    names = {id_: party.name for id_, party in known.items()}
    rows = [
        {
            "dossier": hit.dossier,
            "reference": hit.reference,
            "title": hit.title,
            "programme": programmes[hit.programme].title.into(spoken()),
            "status": _(STATUSES[hit.approval]),
            "applicant": names.get(hit.applicant, ""),
            "officer": hit.officer,
            "officer_name": names.get(hit.officer, ""),
            "changed": office_day(moment(hit.changed_at)).isoformat(),
        }
        for hit in hits[:PAGE]
    ]
    query = {name: value for name, value in {"q": asked.text, "programm": programm, "stand": status}.items() if value}

    def page(which: int) -> str:
        return f"/suche?{urlencode({**query, 'seite': str(which)})}"

    return render(
        request, "search.html", asked=asked.text, rows=rows, longest=LONGEST, number=at,
        programmes={key: programme.title.into(spoken()) for key, programme in programmes.items()}, chosen=programm,
        statuses={key: _(title) for key, title in STATUSES.items()}, stand=status, narrowed=bool(programm or status),
        before=page(at - 1) if at > 1 else "",
        following=page(at + 1) if len(hits) > PAGE and at < _LAST_PAGE else "",
    )  # fmt: skip


def _page_number(text: str) -> int:
    return min(max(number(text, digits=4), 1), _LAST_PAGE)
