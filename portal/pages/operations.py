"""Operations: whether everything moves, in numbers. For administrators; no name and no dossier is shown here."""

import asyncio
from dataclasses import dataclass
from http.client import HTTPException

from fastapi import APIRouter, Request, Response

from portal.errors import NotFound
from portal.office.staff import administers, staffed
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from store import lists
from store.access import Account
from workflows.house import House
from workflows.prefect_server import answers, noted_address

router = APIRouter()

#: How long the page waits for Prefect, in seconds.
PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the store says about the work that waits for machines."""

    news: int
    owed: int
    refused: int
    expired: int
    ambiguous: int
    oldest_due: str
    stuck: int


@router.get("/betrieb")
async def operations(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Show the numbers of the whole installation."""
    counted = await asyncio.to_thread(numbers, house, account)
    prefect = await prefect_answers(house)
    return await asyncio.to_thread(render, request, "operations.html", numbers=counted, prefect=prefect)


async def prefect_answers(house: House) -> bool:
    """Tell whether Prefect answers within a second; the page never waits longer."""
    try:
        return await asyncio.wait_for(asyncio.to_thread(_asked, house), PATIENCE)
    except TimeoutError:
        return False


def _asked(house: House) -> bool:
    url = house.settings.prefect_api_url or noted_address(house.settings.prefect_home)
    try:
        return bool(url) and answers(url)
    except HTTPException:
        # Somebody answers there who does not speak HTTP.
        return False


def numbers(house: House, account: Account) -> Numbers:
    """Count what waits; raises NotFound for whoever administers no programme."""
    if not any(administers(account, programme) for programme in staffed(house, account).values()):
        raise NotFound
    with house.database.reading() as connection:
        letters = lists.letters_to_look_at(connection)
        return Numbers(
            news=lists.unseen(connection),
            owed=letters.owed,
            refused=letters.refused,
            expired=letters.expired,
            ambiguous=letters.ambiguous,
            oldest_due=lists.oldest_letter_due(connection),
            stuck=lists.how_many_without_next_actor(connection),
        )
