"""Noting that somebody opened the page of their own case: whoever has just looked needs no early reminder of it."""

from datetime import timedelta
from typing import Final

import structlog
from fastapi import Request

from domain.office_time import instant, moment
from store import case_views
from store.access import Account
from store.errors import TryAgain
from workflows.house import House

log = structlog.get_logger()

#: A look is noted at most so often, so that reading does not write.
EVERY: Final = timedelta(hours=1)


def note_view(request: Request, house: House, account: Account, dossier: str) -> None:
    """Note that the person looks at the page; where that cannot be written, the page comes all the same.

    A page that asks for itself is no look, nor one a browser fetches ahead (Fetch, "Sec-Purpose"): nobody may sit before it.
    """
    if request.headers.get("hx-request") == "true" or "prefetch" in request.headers.get("sec-purpose", ""):
        return
    now = house.clock.now()
    try:
        with house.database.reading() as connection:
            before = case_views.seen_at(connection, dossier, account.party)
        if before and now - moment(before) < EVERY:
            return
        with house.database.transaction() as connection:
            case_views.note(connection, dossier, account.party, instant(now), lite=house.database.sqlite)
    except TryAgain as error:
        log.warning("case_view.not_noted", dossier=dossier, why=type(error).__name__)
