"""Filling in the forms of the case file as a person does: open, type, check, confirm."""

import re
from html import unescape

from httpx2 import Response
from starlette.testclient import TestClient

from domain.dossier import Dossier
from store import dossiers
from workflows.house import House

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    return {unescape(name): unescape(value) for name, value in _HIDDEN.findall(page)}


def check(visitor: TestClient, path: str, **typed: str) -> Response:
    """Open the form, type, and ask what would follow."""
    return visitor.post(path, data={**hidden(visitor.get(path).text), **_named(typed), "schritt": "pruefen"})


def confirm(visitor: TestClient, path: str, preview: str, step: str = "eintragen") -> Response:
    """Press a button of the preview page."""
    return visitor.post(path, data={**hidden(preview), "schritt": step})


def enter(visitor: TestClient, path: str, **typed: str) -> Response:
    """Open, type, check and confirm; the answer to the last step."""
    preview = check(visitor, path, **typed)
    assert preview.status_code == 200, preview.text
    return confirm(visitor, path, preview.text)


def _named(typed: dict[str, str]) -> dict[str, str]:
    """Ticked boxes are written `keep__kg` here, because a point cannot stand in a keyword."""
    return {name.replace("__", "."): value for name, value in typed.items()}


def now(house: House, id_: str) -> Dossier:
    """The dossier as the store has it now."""
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, id_)
    assert loaded is not None
    return loaded.dossier
