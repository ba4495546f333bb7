"""Triggers by which the database itself refuses to change or delete history, on SQLite and PostgreSQL.

They stop slips and bugs, not an owner who drops them first; that one is found by the hash chain (`store.verify`).
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

PROTECTED = ("event", "programme_version", "access_change", "meeting_change", "rung")
_ACTS = ("update", "delete")

_BODY = "\nBEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END "
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$
"""
#: PostgreSQL's `tgtype` of a BEFORE trigger: for each row 1, before 2, delete 8, update 16, truncate 32.
_KINDS = {"update": 19, "delete": 11, "truncate": 34}
_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL = """
SELECT t.tgname, t.tgtype, c.relname, p.prosrc
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr = ''
"""


def missing(connection: Connection) -> list[str]:
    """The names of the triggers that are not there, are switched off, or say something else than they have to."""
    if connection.dialect.name == "sqlite":
        there = {row.name: row.sql for row in connection.execute(text(_SQLITE))}
        wanted = dict(zip(_names(_ACTS), statements("sqlite"), strict=True))
        return sorted(name for name, said in wanted.items() if there.get(name) != said)
    found = {(row.tgname, row.tgtype, row.relname) for row in connection.execute(text(_POSTGRESQL)) if row.prosrc == _BODY}
    return sorted(
        f"{table}_never_{act}"
        for table in PROTECTED
        for act, kind in _KINDS.items()
        if (f"{table}_never_{act}", kind, table) not in found
    )


def trigger_names(dialect: str) -> set[str]:
    """The names of the triggers that have to exist on "sqlite" or "postgresql"."""
    return set(_names(_ACTS if dialect == "sqlite" else (*_ACTS, "truncate")))


def _names(acts: Sequence[str]) -> list[str]:
    return [f"{table}_never_{act}" for table in PROTECTED for act in acts]


def statements(dialect: str, tables: Sequence[str] = PROTECTED) -> list[str]:
    """The statements that create the triggers of these tables, for "sqlite" or "postgresql"."""
    pairs = [(table, act) for table in tables for act in _ACTS]
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_never_{act} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for table, act in pairs
        ]
    made = [
        f"CREATE TRIGGER {table}_never_{act} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION append_only()"
        for table, act in pairs
    ]
    emptied = [
        f"CREATE TRIGGER {table}_never_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION append_only()" for table in tables
    ]
    return [_FUNCTION, *made, *emptied]
