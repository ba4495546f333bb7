"""A process that records a whole meeting, as its secretary does: it notes the receipts it was given, then the chain walks."""

import os
from pathlib import Path

from config.clock import FixedClock
from config.crash import VARIABLE
from config.settings import load
from store.meetings import between
from tests.conftest import MORNING
from tests.councils import AUTHORITY, a_council, agenda, results, secretary
from workflows.house import open_house
from workflows.meetings.minutes import record_minutes
from workflows.walk import catch_up

PAPERS = 40


def call(url: str, data: Path) -> None:
    """Put forty papers on the agenda of a meeting."""
    house = open_house(load(data=data, database_url=url), FixedClock(MORNING))
    a_council(house, PAPERS)
    catch_up(house)
    house.database.close()


def minute(url: str, data: Path, receipts: Path, crash: str) -> None:
    """Record the meeting and walk its cases; dies at `crash` ("before-commit:1") if one is named."""
    os.environ[VARIABLE] = crash
    house = open_house(load(data=data, database_url=url), FixedClock(MORNING))
    with house.database.reading() as connection:
        (meeting,) = between(connection, AUTHORITY)
    done = record_minutes(house, meeting, results(agenda(house, meeting)), secretary(house))
    receipts.write_text("\n".join(f"{row.item} {row.receipt.seq}" for row in done if row.receipt), "utf-8")
    catch_up(house)
    house.database.close()
