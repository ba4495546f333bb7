"""What the office looks at beside single dossiers: the worklist, its people, and whether everything moves."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from domain.vocabulary import ApprovalStatus
from portal.api import models, office_models
from portal.api.answers import PAGED, problems
from portal.api.caller import Operator, PeopleReader, Reader
from portal.api.cursors import ListPlace, Page, bad
from portal.errors import NotFound
from portal.office.staff import administers, staffed
from portal.office.waiting import View, Wanted, page_of
from portal.pages.operations import numbers, prefect_answers
from portal.visitor import TheHouse
from store import roster

router = APIRouter()

_Whose = Literal["mine", "team", "unassigned"]
_VIEWS: dict[_Whose, View] = {"mine": View.MINE, "team": View.TEAM, "unassigned": View.NOBODY}


@router.get("/worklist", operation_id="worklist", tags=["worklist"], responses={200: PAGED, **problems(404)})
def worklist(
    place: ListPlace, house: TheHouse, account: Reader,
    whose: Annotated[_Whose, Query(description="Given to me, waiting for my roles, given to nobody")] = "team",
    programme: Annotated[str, Query(max_length=40, description="The key of a programme; empty: all")] = "",
) -> office_models.Lines:  # fmt: skip
    """List what waits, longest waiting first, 50 lines a page. For staff."""
    programmes = staffed(house, account)
    if programme and programme not in programmes:
        raise NotFound
    after = place.behind(1)
    wanted = Wanted(_VIEWS[whose], programme, after="".join(after))
    if after and wanted.behind is None:
        raise bad()
    page = page_of(house, account, programmes, wanted)
    following = place.point_on(page.following) if page.following else None
    return office_models.Lines(
        items=[
            office_models.Line(
                dossier=line.dossier, programme=line.programme, reference=line.reference, title=line.title,
                approval=ApprovalStatus(line.approval), officer=line.officer,
                waits=models.Waits(
                    stage=line.stage, title=models.Words.of(page.pinned[line.programme_hash].stages[line.stage].title),
                    round=line.round, role=line.role, since=line.since, due=line.due or None, returned=line.returned,
                ),
            )
            for line in page.lines
        ],
        next=following,
    )  # fmt: skip


@router.get("/people", operation_id="people", tags=["office"], responses={200: PAGED, **problems(404)})
def people(page: Page, house: TheHouse, account: PeopleReader) -> office_models.People:
    """List the people and organisations of one's authority by name, with their roles. For administrators."""
    administered = {key for key, one in staffed(house, account).items() if administers(account, one)}
    if not administered:
        raise NotFound
    after = page.behind(1)
    with house.database.reading() as connection:
        if after and roster.one(connection, account.authority, after[0]) is None:
            raise bad()
        found = roster.page(connection, account.authority, after="".join(after), limit=page.limit + 1)
        lines, following = page.cut(found, lambda one: (one.handle,))
        held = {one.id: roster.roles_of(connection, [one.id]) for one in lines}
    return office_models.People(
        items=[
            office_models.Person(
                id=one.id, handle=one.handle, name=one.name, email=one.email, organisation=one.organisation,
                roles={key: sorted(roles) for key, roles in held[one.id].items() if key in administered},
            )
            for one in lines
        ],
        next=following,
    )  # fmt: skip


@router.get("/operations", operation_id="operations", tags=["office"], responses=problems(404))
async def operations(house: TheHouse, account: Operator) -> office_models.Operations:
    """Tell whether everything moves, in numbers of the whole installation. For administrators."""
    counted = await asyncio.to_thread(numbers, house, account)
    return office_models.Operations(
        prefect=await prefect_answers(house), news=counted.news, stuck=counted.stuck, letters_owed=counted.owed,
        letters_refused=counted.refused, letters_expired=counted.expired, tries_uncertain=counted.ambiguous,
        oldest_due=counted.oldest_due or None,
    )  # fmt: skip
