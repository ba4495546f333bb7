"""Alembic migrations: the schema's history."""

#: The newest revision; a test holds it against the files. Asking Alembic would cost every command its import.
HEAD = "0007"
