"""Uploading as a person does, and looking at what became of it."""

from collections.abc import Sequence
from pathlib import Path

from httpx2 import Response
from starlette.testclient import TestClient

from domain.events import DocumentFiled
from store import documents, drafts
from store.documents import Document
from store.people import party_id
from tests.houses import CITY, LEIPZIG, a_key
from tests.portal.desk import hidden, now
from workflows.house import House

File = tuple[str, bytes]


def upload(client: TestClient, path: str, *files: File, key: str = "") -> Response:
    """Choose files on the page at `path` and send them."""
    form = hidden(client.get(path).text)
    return client.post(path, data={**form, **({"key": key} if key else {})}, files=parts(files))


def parts(files: Sequence[File]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", file) for file in files]


def filed(house: House, id_: str) -> list[DocumentFiled]:
    """The documents of a dossier as its entries say."""
    return [entry.event for entry in now(house, id_).entries if isinstance(entry.event, DocumentFiled)]


def rows(house: House, id_: str) -> list[Document]:
    """The documents of a dossier as their rows say."""
    with house.database.reading() as connection:
        return documents.of_dossier(connection, id_)


def on_disk(house: House) -> list[Path]:
    """The files kept."""
    return [path for path in (house.settings.data / "documents").glob("*/*") if path.is_file()]


def in_english(client: TestClient) -> TestClient:
    """The client from now on in English."""
    client.get("/?lang=en")
    return client


def a_draft(house: House, handle: str = CITY) -> str:
    """A draft somebody has begun."""
    id_ = a_key()
    with house.database.transaction() as connection:
        drafts.begin(connection, id_=id_, party=party_id("leipzig", handle), programme=LEIPZIG, at=house.now())
    return id_
