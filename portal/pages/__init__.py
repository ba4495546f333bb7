"""One file per kind of page, each with a `router`. `PAGES` names all of them, and where a page is shown at all."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter

from portal.pages import apply, casefile, mailbox, mine, operations, programmes, recording, search, sign_in, start, worklist
from workflows.house import House


def _always(_house: House) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one file."""

    router: APIRouter
    shown: Callable[[House], bool] = _always


PAGES = (
    Pages(start.router),
    Pages(apply.router),
    Pages(mine.router),
    Pages(sign_in.router),
    Pages(mailbox.router, mailbox.caught_here),
    Pages(worklist.router),
    Pages(search.router),
    Pages(programmes.router),
    Pages(operations.router),
    Pages(casefile.router),
    Pages(recording.router),
)
