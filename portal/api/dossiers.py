"""Dossiers: found, read, with their history, letters and documents."""

import re
from typing import Annotated

from fastapi import APIRouter, Header, Query, Response

from domain.vocabulary import ApprovalStatus
from portal.api import models, office_models, views
from portal.api.answers import PAGED, problems
from portal.api.caller import DossierId, Reader, visible
from portal.api.cursors import Page, bad
from portal.errors import NotFound
from portal.office.case_letters import letters_of
from portal.office.staff import staffed
from portal.policy import Act, may
from portal.visitor import TheHouse, dossier_for
from portal.web.numbers import number
from store import browse, people
from store import readings as rows

router = APIRouter()

_PROGRAMME = Annotated[str, Query(max_length=40, description="The key of a programme; empty: all")]
_SEEN = re.compile(r'"([^"]*)"')


@router.get("/dossiers", operation_id="dossiers", tags=["dossiers"], responses={200: PAGED, **problems(404)})
def dossiers(
    page: Page, house: TheHouse, account: Reader,
    q: Annotated[str, Query(max_length=200, description="Words of reference or title")] = "", programme: _PROGRAMME = "",
    status: Annotated[ApprovalStatus | None, Query(description="The approval status")] = None,
) -> models.Heads:  # fmt: skip
    """List the dossiers of the programmes one works in, by programme and reference."""
    programmes = staffed(house, account)
    if programme and programme not in programmes:
        raise NotFound
    wanted = [programme] if programme else [*programmes]
    after = page.behind(2)
    with house.database.reading() as connection:
        found = browse.dossiers(
            connection, authority=account.authority, programmes=wanted, asked=q, approval=status or "", after=after,
            limit=page.limit + 1,
        )  # fmt: skip
    lines, following = page.cut(found, lambda line: (line.programme, line.reference))
    return models.Heads(items=[views.head(line) for line in lines], next=following)


@router.get("/applications", operation_id="applications", tags=["applications"], responses={200: PAGED, **problems()})
def applications(page: Page, house: TheHouse, account: Reader) -> models.Heads:
    """List one's own applications, and those of one's organisations, last changed first."""
    after = page.behind(2)
    with house.database.reading() as connection:
        found = browse.own(connection, account.sides, after=after, limit=page.limit + 1)
    lines, following = page.cut(found, lambda line: (line.changed_at, line.id))
    return models.Heads(items=[views.head(line) for line in lines], next=following)


@router.get(
    "/dossiers/{dossier_id}", operation_id="dossier", tags=["dossiers"], response_model=models.Dossier,
    responses={
        200: {"headers": {"ETag": {"description": "The version in quotation marks", "schema": {"type": "string"}}}},
        304: {"description": "Nothing was recorded since the version in `If-None-Match`"}, **problems(404),
    },
)  # fmt: skip
def dossier(
    response: Response, house: TheHouse, account: Reader, dossier_id: DossierId,
    if_none_match: Annotated[str, Header(description="ETags one has already")] = "",
) -> Response | models.Dossier:  # fmt: skip
    """Tell where a dossier stands and whom it waits for. Names of people may change without a new version."""
    loaded, staff = visible(house, account, dossier_id)
    case = loaded.dossier
    tag = f'"{case.version}"'
    if if_none_match.strip() == "*" or str(case.version) in _SEEN.findall(if_none_match):
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    with house.database.reading() as connection:
        known = people.parties(connection, views.ids_of(case))
    return views.dossier(case, known, staff=staff)


@router.get(
    "/dossiers/{dossier_id}/entries", operation_id="entries", tags=["dossiers"], responses={200: PAGED, **problems(404)}
)  # fmt: skip
def entries(page: Page, house: TheHouse, account: Reader, dossier_id: DossierId) -> models.Entries:
    """Read the history, oldest entry first, each with its hash. Applicants read what counts today, as the portal tells it."""
    loaded, staff = visible(house, account, dossier_id)
    case = loaded.dossier
    since = _number(page.behind(1))
    all_ = [*case.entries] if staff else views.told_to_own(account, case)
    lines, following = page.cut([one for one in all_ if one.seq > since][: page.limit + 1], lambda one: (str(one.seq),))
    with house.database.reading() as connection:
        hashes = browse.hashes(connection, case.id, [one.seq for one in lines])
        known = people.parties(connection, {id_ for one in lines for id_ in (one.actor, one.behalf)})
    shown = [views.entry(case, one, hashes[one.seq], known, staff=staff) for one in lines]
    return models.Entries(items=shown, next=following)


@router.get(
    "/dossiers/{dossier_id}/readings", operation_id="readings", tags=["dossiers"], responses={200: PAGED, **problems(404)}
)  # fmt: skip
def readings(page: Page, house: TheHouse, account: Reader, dossier_id: DossierId) -> office_models.Readings:
    """List who of the office read a dossier, the latest first. For administrators."""
    case = dossier_for(house, account, dossier_id, Act.READ_CASE_FILE).dossier
    if not may(account, Act.SEE_READINGS, case):
        raise NotFound
    before = _number(page.behind(1))
    with house.database.reading() as connection:
        found = rows.readings_of(connection, case.id, limit=page.limit + 1, offset=before)
    lines, following = page.cut(found, lambda _last: (str(before + page.limit),))
    return office_models.Readings(
        items=[office_models.Reading(since=one.since, reader=models.Party(id=one.party, name=one.name)) for one in lines],
        next=following,
    )


def _number(after: tuple[str, ...]) -> int:
    """The number a cursor names, 0 for the first page."""
    named = number(after[0], other=-1) if after else 0
    if named < 0:
        raise bad()
    return named


@router.get("/dossiers/{dossier_id}/letters", operation_id="letters", tags=["dossiers"], responses=problems(404))
def letters(house: TheHouse, account: Reader, dossier_id: DossierId) -> office_models.Letters:
    """List the newest 200 letters of a dossier, oldest first. For staff."""
    case = dossier_for(house, account, dossier_id, Act.READ_CASE_FILE).dossier
    return office_models.Letters(
        items=[
            office_models.Letter(
                id=one.id, entry=one.seq, recipient=one.recipient_name, subject=one.subject,
                text=one.text_for_others if readable else "", state=one.state, attempts=one.attempts, written_at=one.written_at,
            )
            for one, readable in ((found.letter, found.readable) for found in letters_of(house, account, case.id))
        ]
    )  # fmt: skip
