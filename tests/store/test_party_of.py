"""Whose application is whose: written at the opening, and filled in for dossiers older than the table."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from store import migrations, own
from store.people import party_id
from tests.houses import CITY, CONTACT, RESIDENT, berlin_case, findings, leipzig_case
from workflows.house import House


def dossiers_of(house: House, authority: str, handle: str) -> list[str]:
    with house.database.reading() as connection:
        return own.dossiers_of(connection, {party_id(authority, handle)})


@pytest.mark.parametrize("anew", [False, True])
def test_everybody_an_opening_names_finds_the_dossier(a_house: House, *, anew: bool) -> None:
    leipzig, berlin = leipzig_case(a_house).dossier.id, berlin_case(a_house, "AF-1").dossier.id
    if anew:
        # As on the day of the update: the dossiers are there, the table is not.
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["database"] = a_house.database
        command.downgrade(config, "0002")
        a_house.database.migrate()

    assert dossiers_of(a_house, "leipzig", CITY) == dossiers_of(a_house, "leipzig", CONTACT) == [leipzig]
    assert dossiers_of(a_house, "berlin", RESIDENT) == [berlin]
    assert dossiers_of(a_house, "leipzig", "gbm") == []
    assert findings(a_house) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # PostgreSQL's plan of an empty table says nothing
def test_a_party_is_found_by_its_index(a_house: House) -> None:
    """The primary key begins with the party; a scan of all dossiers would grow with the office."""
    with a_house.database.reading() as connection:
        plan = connection.execute(text("EXPLAIN QUERY PLAN SELECT dossier FROM party_of WHERE party = 'x'")).all()

    assert "USING PRIMARY KEY" in str(plan)
