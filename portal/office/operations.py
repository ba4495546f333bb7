"""Whether everything moves, in numbers: what waits for machines, and whether Prefect answers. No name and no dossier."""

import asyncio
from dataclasses import dataclass
from http.client import HTTPException

from portal.errors import NotFound
from portal.office.staff import administers, staffed
from store import lists
from store.access import Account
from workflows.house import House
from workflows.prefect_server import answers, noted_address

#: How long the page waits for Prefect, in seconds.
PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the store says about the work that waits for machines."""

    news: int
    owed: int
    again: int
    refused: int
    expired: int
    ambiguous: int
    oldest_due: str
    stuck: int


async def prefect_answers(house: House) -> bool:
    """Tell whether Prefect answers within a second; nobody waits longer."""
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
            again=letters.again,
            refused=letters.refused,
            expired=letters.expired,
            ambiguous=letters.ambiguous,
            oldest_due=lists.oldest_letter_due(connection),
            stuck=lists.how_many_without_next_actor(connection),
        )
