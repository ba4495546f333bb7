"""How Alembic reaches the database: through the `Database` that `store.database.Database.migrate` hands over."""

from alembic import context
from sqlalchemy import text
from sqlmodel import SQLModel

from store import tables
from store.database import Database
from store.tables import access as access_tables
from store.tables import deadlines as deadline_tables
from store.tables import documents as document_tables
from store.tables import duties as duty_tables
from store.tables import letters as letter_tables
from store.tables import meetings as meeting_tables
from store.tables import reminders as reminder_tables

_METADATA = {
    row.metadata
    for row in (
        tables.EventRow,
        letter_tables.LetterRow,
        access_tables.SessionRow,
        document_tables.DocumentRow,
        meeting_tables.MeetingRow,
        duty_tables.DeputyRow,
        deadline_tables.DeadlineRow,
        reminder_tables.MailChoiceRow,
    )
}
assert {SQLModel.metadata} == _METADATA  # noqa: S101 - importing the tables fills the metadata

#: Any fixed number: PostgreSQL lets one process migrate, the others wait for it.
_MIGRATION_LOCK = 0x666F6572


def run(database: Database) -> None:
    """Run the migrations inside one transaction, one process at a time."""
    with database.transaction() as connection:
        # Alembic leaves a transaction alone that began before it was configured; ours is committed by `Database` only.
        if not connection.in_transaction():
            connection.begin()
        if not database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        context.configure(connection=connection, target_metadata=SQLModel.metadata)
        context.run_migrations()


run(context.config.attributes["database"])
