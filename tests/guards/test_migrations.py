"""The migrations lead to the tables the code speaks of, on both databases."""

from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, inspect
from sqlmodel import SQLModel

from store import tables
from store.database import Database
from store.tables import access as access_tables
from store.tables import documents as document_tables
from store.tables import duties as duty_tables
from store.tables import meetings as meeting_tables


def test_the_migrated_schema_is_that_of_the_models(database: Database) -> None:
    metadata = {
        tables.EventRow.metadata,
        access_tables.SessionRow.metadata,
        document_tables.DocumentRow.metadata,
        meeting_tables.MeetingRow.metadata,
        duty_tables.DeputyRow.metadata,
    }
    assert metadata == {SQLModel.metadata}
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})

        assert compare_metadata(context, SQLModel.metadata) == []


def _checks(connection: Connection) -> Callable[[str], set[str | None]]:
    there = inspect(connection)
    return lambda table: {check["name"] for check in there.get_check_constraints(table)}


@pytest.mark.parametrize("table", sorted(SQLModel.metadata.tables))
def test_every_check_of_the_models_is_in_the_database(database: Database, table: str) -> None:
    """Alembic does not compare check constraints."""
    wanted = {str(c.name) for c in SQLModel.metadata.tables[table].constraints if isinstance(c, CheckConstraint)}
    with database.reading() as connection:
        assert _checks(connection)(table) == wanted
