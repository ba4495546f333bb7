"""A process that imports a table as the command line does, and may die on the way."""

import os
from pathlib import Path

from config.crash import VARIABLE
from config.settings import load
from tests.import_tables import a_table
from tests.importing import done
from workflows.house import open_house

ROWS, BAD = 60, 6


def import_some(url: str, data: Path, folder: Path, crash: str) -> None:
    """Import a table in chunks of seven cases; dies at `crash` ("before-commit:3") if one is named."""
    os.environ[VARIABLE] = ""
    house = open_house(load(data=data, database_url=url, chunk=7))
    house.database.close()
    os.environ[VARIABLE] = crash
    house = open_house(load(data=data, database_url=url, chunk=7))
    folder.mkdir(parents=True, exist_ok=True)
    done(house, folder, a_table(ROWS, BAD))
    house.database.close()
