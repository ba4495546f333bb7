"""Hands on the table in which a whole meeting is recorded: fill it in, confirm it, see what it did."""

from httpx2 import Response
from starlette.testclient import TestClient

from domain.events import Resolved
from store.meetings import Item
from tests.portal import desk
from tests.portal.desk import hidden
from workflows.house import House


def post(visitor: TestClient, at: str, step: str, **typed: str) -> Response:
    return visitor.post(at, data={**hidden(visitor.get(at).text), **typed, "schritt": step})


def confirm(visitor: TestClient, at: str, page: str, step: str = "eintragen") -> Response:
    return visitor.post(at, data={**hidden(page), "schritt": step})


def resolved(house: House, item: Item) -> Resolved | None:
    facts = desk.now(house, item.dossier).facts
    return next((fact.event for fact in facts if isinstance(fact.event, Resolved)), None)
