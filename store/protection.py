"""Triggers by which the database itself refuses to change or delete history, on SQLite and PostgreSQL.

They stop slips and bugs, not an owner who drops them first; that one is found by the hash chain (`store.verify`).
"""

PROTECTED = ("event", "programme_version")
_ACTS = ("update", "delete")

_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""


def trigger_names(dialect: str) -> set[str]:
    """The names of the triggers that have to exist on "sqlite" or "postgresql"."""
    acts = _ACTS if dialect == "sqlite" else (*_ACTS, "truncate")
    return {f"{table}_never_{act}" for table in PROTECTED for act in acts}


def statements(dialect: str) -> list[str]:
    """The statements that create the triggers, for "sqlite" or "postgresql"."""
    pairs = [(table, act) for table in PROTECTED for act in _ACTS]
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
        f"CREATE TRIGGER {table}_never_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION append_only()"
        for table in PROTECTED
    ]
    return [_FUNCTION, *made, *emptied]
