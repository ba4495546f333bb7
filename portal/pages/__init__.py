"""One file per kind of page, each with a `router`. `PAGES` names all of them, and where a page is shown at all."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter

from portal.pages import start
from workflows.house import House


def _always(_house: House) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one file."""

    router: APIRouter
    shown: Callable[[House], bool] = _always


PAGES = (Pages(start.router),)
