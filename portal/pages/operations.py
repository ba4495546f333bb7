"""Operations: whether everything moves, in numbers. For administrators; no name and no dossier is shown here."""

import asyncio

from fastapi import APIRouter, Request, Response

from portal.office.operations import numbers, prefect_answers
from portal.office.reminded import standing
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from workflows.reminders.clock_check import check

router = APIRouter()


@router.get("/betrieb")
async def operations(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Show the numbers of the whole installation."""
    counted = await asyncio.to_thread(numbers, house, account)
    ladders = await asyncio.to_thread(standing, house)
    prefect = await prefect_answers(house)
    clock = await asyncio.to_thread(check, house)
    return await asyncio.to_thread(
        render, request, "operations.html", numbers=counted, prefect=prefect, ladders=ladders, clock=clock
    )
