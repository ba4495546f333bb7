"""A process that takes in applications at given moments, through the portal's door, on a machine with a zone of its own."""

import os
import time
from datetime import datetime
from pathlib import Path

from config.application import Part, Project
from config.settings import load
from portal.applicant.applying import apply as applied
from store import access
from store.people import party_id
from tests.faults.faketime import turn
from tests.houses import BERLIN, RESIDENT, a_key
from workflows.house import open_house


def apply(dial: Path, url: str, data: str, zone: str, moments: list[str]) -> list[tuple[str, str]]:
    """Take in an application at each of the moments, at which the clock stands; the dossiers, and the days it was here."""
    os.environ["TZ"] = zone
    time.tzset()
    house = open_house(load(data=Path(data), database_url=url))
    with house.database.reading() as connection:
        account = access.account(connection, party_id("berlin", RESIDENT))
    assert account is not None
    project = Project(
        authority="berlin", programme=BERLIN, reference="?", title="Hoffest", area="Beispielkiez", applicant=RESIDENT,
        requested="1500.00", plan=(Part(source="aktionsfonds", share="100 %", amount="1500.00"),),
    )  # fmt: skip
    found = []
    for each in moments:
        turn(dial, f"{datetime.fromisoformat(each).timestamp():.6f}")
        found.append((applied(house, account, project, key=a_key()), time.strftime("%Y-%m-%d")))
    return found


DEEDS = {"apply": apply}
