"""The conditions that are still open, the longest open first, in pages that begin behind the last line of the one before."""

import re
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from domain.office_time import moment, office_day
from portal.errors import NotFound
from portal.office.staff import staffed
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from store import conditions, people
from store.conditions import After, OpenCondition
from wording.language import spoken

router = APIRouter()

PAGE = 50
_CURSOR = re.compile(r"(\d{4}-\d\d-\d\dT[0-9:.]{15}Z)/([0-9A-Za-z-]{16,64})/(\d{1,9})/(\d{1,9})", re.ASCII)


@router.get("/auflagen")
def open_conditions(request: Request, house: TheHouse, account: SignedIn, programm: str = "", nach: str = "") -> Response:
    """Show what still has to be met in the programmes this person works in, or in one of them."""
    programmes = staffed(house, account)
    if programm and programm not in programmes:
        raise NotFound
    behind = _behind(nach)
    with house.database.reading() as connection:
        wanted = [programm] if programm else list(programmes)
        found = conditions.page(connection, account.authority, programmes=wanted, after=behind, limit=PAGE + 1)
        lines = found[:PAGE]
        known = people.parties(connection, {line.officer for line in lines} - {""})
    titles = {key: programme.title.into(spoken()) for key, programme in programmes.items()}
    last = lines[-1] if len(found) > PAGE else None
    return render(
        request,
        "conditions.html",
        rows=[_row(line, titles, {id_: party.name for id_, party in known.items()}) for line in lines],
        programmes=titles,
        chosen=programm,
        behind=behind is not None,
        first=_address(programm),
        following=_address(programm, f"{last.since}/{last.dossier}/{last.seq}/{last.number}") if last else "",
    )


def _behind(typed: str) -> After | None:
    """Where the page begins; what is no such place begins at the beginning."""
    read = _CURSOR.fullmatch(typed)
    return After(read[1], read[2], int(read[3]), int(read[4])) if read else None


def _address(programme: str, after: str = "") -> str:
    query = {name: value for name, value in (("programm", programme), ("nach", after)) if value}
    return f"/auflagen?{urlencode(query)}" if query else "/auflagen"


def _row(line: OpenCondition, titles: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    return {
        "dossier": line.dossier, "reference": line.reference, "title": line.title, "programme": titles[line.programme],
        "text": line.text, "anchor": f"auflage-{line.seq}-{line.number}",
        "since": office_day(moment(line.since)).isoformat(), "officer": line.officer,
        "officer_name": names.get(line.officer, ""),
    }  # fmt: skip
