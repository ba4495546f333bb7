"""A process that uploads files as the portal does, and notes what was acknowledged."""

import io
import os
from pathlib import Path

from config.crash import VARIABLE
from config.settings import load
from portal.documents import filing
from portal.documents.file_kinds import Upload
from store import access
from store.people import party_id
from tests.faults.recording import Ledger
from tests.houses import CITY, leipzig_case
from tests.portal.files import PDF
from workflows.house import House, open_house
from workflows.inbox import find, look

#: The files somebody uploads, each with a form of its own; a form that got no answer is sent again.
NAMES = [f"{number}.pdf" for number in range(2)]


def content(name: str) -> bytes:
    """What a file holds: each something else."""
    return PDF + name.encode() * 50_000 + PDF


def furnish(url: str, data: Path) -> None:
    """Open a house with a case in it."""
    house = open_house(load(data=data, database_url=url))
    leipzig_case(house)
    house.database.close()


def upload(url: str, data: Path, ledger: Path, crash: str) -> None:
    """Upload every file that was not acknowledged yet; dies at `crash` ("document-kept:2") if one is named."""
    os.environ[VARIABLE] = crash
    house = open_house(load(data=data, database_url=url))
    _upload(house, Ledger(ledger))
    house.database.close()


def _upload(house: House, ledger: Ledger) -> None:
    with house.database.reading() as connection:
        account = access.account(connection, party_id("leipzig", CITY))
    assert account is not None
    assert find(house, "2.2").dossier
    for name in NAMES:
        if name in ledger.lines():
            continue
        dossier = look(house, "2.2").dossier
        refused = filing.file(house, account, dossier, [Upload(name, io.BytesIO(content(name)))], f"the-form-of-{name}")
        assert refused == []
        ledger.note(name)
