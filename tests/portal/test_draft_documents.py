"""Documents of drafts: taken out, passed to the dossier, or forgotten."""

import os
import re
from datetime import timedelta

import pytest

from config.clock import FixedClock
from portal.documents import filing
from store import access, drafts
from store.people import party_id
from tests.houses import CITY, findings, leipzig_case
from tests.portal.conftest import Visit, csrf
from tests.portal.desk import hidden
from tests.portal.files import PDF, png
from tests.portal.uploading import a_draft, filed, on_disk, parts, rows, upload
from workflows.documents import forget_orphans
from workflows.house import House


@pytest.fixture(name="id_")
def _id(a_house: House) -> str:
    """A case of the city."""
    return leipzig_case(a_house).dossier.id


def test_files_of_a_draft_can_be_taken_out_and_pass_to_the_dossier(visit: Visit, a_house: House, id_: str) -> None:
    draft = a_draft(a_house)
    client, path = visit(CITY), f"/antraege/entwurf/{draft}/unterlagen"
    assert upload(client, path, ("a.pdf", PDF), ("b.png", png())).status_code == 303
    page = client.get(path).text
    link = next(link for link in re.findall(rf'href="({path}/[0-9a-f]{{32}})"', page) if client.get(link).content == PDF)
    assert client.post(f"{link}/entfernen", data={"csrf": csrf(page)}).headers["location"] == path
    assert client.get(link).status_code == 404
    assert len(on_disk(a_house)) == 1

    with a_house.database.reading() as connection:
        account = access.account(connection, party_id("leipzig", CITY))
    assert account is not None
    for _turn in range(2):
        filing.take_over(a_house, account, draft, id_)

    assert [row.name for row in rows(a_house, id_)] == ["b.png"]
    assert len(filed(a_house, id_)) == 1
    assert "b.png" in client.get(f"/antraege/{id_}/unterlagen").text
    assert findings(a_house) == []


def test_rows_and_files_that_belong_to_nothing_are_forgotten_after_a_day(visit: Visit, a_house: House, id_: str) -> None:
    client, draft = visit(CITY), a_draft(a_house)
    upload(client, f"/antraege/{id_}/unterlagen", ("a.pdf", PDF))
    upload(client, f"/antraege/entwurf/{draft}/unterlagen", ("b.pdf", PDF))
    upload(client, f"/antraege/entwurf/{draft}/unterlagen", ("c.pdf", PDF))
    assert forget_orphans(a_house) == 0
    with a_house.database.transaction() as connection:
        drafts.remove(connection, draft)
    _age(a_house)

    assert forget_orphans(a_house) == 2
    assert forget_orphans(a_house) == 0

    assert len(on_disk(a_house)) == len(rows(a_house, id_)) == 1
    assert findings(a_house) == []


def _age(house: House) -> None:
    """Two days pass; the files on the disk are as old as their rows then."""
    assert isinstance(house.clock, FixedClock)
    for path in on_disk(house):
        os.utime(path, (house.clock.at.timestamp(),) * 2)
    house.clock.move(timedelta(days=2))


def test_what_is_added_to_a_draft_that_was_sent_is_not_left_behind(visit: Visit, a_house: House, id_: str) -> None:
    draft = a_draft(a_house)
    path = f"/antraege/entwurf/{draft}/unterlagen"
    form = hidden(visit(CITY).get(path).text)
    with a_house.database.transaction() as connection:
        drafts.sent(connection, draft, id_)

    assert visit(CITY).post(path, data=form, files=parts([("a.pdf", PDF)])).status_code in {403, 404}
    assert on_disk(a_house) == []
