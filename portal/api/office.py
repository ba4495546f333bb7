"""What the office looks at beside single dossiers: the worklist, its people, and whether everything moves."""

import asyncio
import hashlib
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from domain.vocabulary import ApprovalStatus
from portal.api import models, office_models
from portal.api.answers import PAGED, problems
from portal.api.caller import Operator, PeopleReader, Reader, Recorder
from portal.api.cursors import ListPlace, Page, bad
from portal.api.once import Key
from portal.errors import NotFound
from portal.office.assigning import take_over
from portal.office.operations import numbers, prefect_answers
from portal.office.staff import administers, staffed
from portal.office.waiting import View, Wanted, page_of
from portal.visitor import TheHouse
from store import roster

router = APIRouter()

_Whose = Literal["mine", "team", "unassigned", "all"]
_VIEWS: dict[_Whose, View] = {"mine": View.MINE, "team": View.TEAM, "unassigned": View.NOBODY, "all": View.ALL}


@router.get("/worklist", operation_id="worklist", tags=["worklist"], responses={200: PAGED, **problems(404)})
def worklist(
    place: ListPlace, house: TheHouse, account: Reader,
    whose: Annotated[_Whose, Query(description="Given to me, for my roles, given to nobody; for administrators: all")] = "team",
    programme: Annotated[str, Query(max_length=40, description="The key of a programme; empty: all")] = "",
    role: Annotated[str, Query(max_length=40, description="Only what waits for this role; empty: any")] = "",
    overdue: Annotated[bool, Query(description="Only what is overdue")] = False,  # noqa: FBT002 - a query
) -> office_models.Lines:  # fmt: skip
    """List what waits, longest waiting first, 50 lines a page. For staff."""
    programmes = staffed(house, account)
    if programme and programme not in programmes:
        raise NotFound
    if whose == "all" and not any(administers(account, one) for one in programmes.values()):
        raise NotFound
    after = place.behind(1)
    wanted = Wanted(_VIEWS[whose], programme, role, overdue, "".join(after))
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


@router.post(
    "/worklist/assignments", operation_id="take_over", tags=["worklist"], responses=problems(400, 404, 413, 415)
)  # fmt: skip
def assignments(house: TheHouse, account: Recorder, wanted: office_models.Shown, key: Key) -> office_models.TakenOver:
    """Take dossiers over that are still given to whom one saw. Those that are not, or not for one to take, are left."""
    staffed(house, account)
    # Each dossier's entry has a key of its own, made from this one; together they must not be longer than a key may be.
    short = hashlib.sha256(key.encode()).hexdigest()
    taken = take_over(house, account, {one.dossier: one.officer for one in wanted.dossiers}, short)
    return office_models.TakenOver(yours=taken.yours, left=taken.left)


@router.get("/people", operation_id="people", tags=["people"], responses={200: PAGED, **problems(404)})
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
