"""Statements compiled once per database and run on the driver's cursor.

SQLAlchemy's execution costs about as much as the statement itself on SQLite; the few statements every fact runs are written
as Core expressions over the tables, compiled once, and handed to the driver as text (measured in docs/adr/0005).
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from types import ModuleType
from typing import Any, Protocol

from sqlalchemy import ARRAY, ColumnElement, Dialect, Executable, Text, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

_DIALECTS: dict[bool, Dialect] = {
    True: sqlite.dialect(paramstyle="named"),
    False: postgresql.psycopg.dialect(paramstyle="pyformat"),  # type: ignore[no-untyped-call]
}


class Cursor(Protocol):
    """What sqlite3's and psycopg's cursors have in common."""

    @property
    def rowcount(self) -> int:
        """Rows the last statement touched."""

    def execute(self, statement: str, values: Mapping[str, Any] = ..., /) -> Any:  # noqa: ANN401
        """Run one statement."""

    def executemany(self, statement: str, values: Iterable[Mapping[str, Any]], /) -> Any:  # noqa: ANN401
        """Run one statement for many sets of values."""

    def fetchall(self) -> Sequence[Sequence[Any]]:
        """Give the rows of the last statement."""

    def fetchone(self) -> Sequence[Any] | None:
        """Give the next row."""


class Prepared:
    """A Core statement whose parameters are all named: by `bindparam`, or as the columns of an INSERT.

    Where the two databases differ in an expression (ON CONFLICT), `build` is called with each dialect's module.
    """

    def __init__(self, build: Executable | Callable[[ModuleType], Executable], columns: Sequence[str] | None = None) -> None:
        """Keep the statement; `columns` names the values of an INSERT."""
        self._build = build
        self._columns = columns
        self.text = lru_cache(maxsize=2)(self._compile)

    def _compile(self, lite: bool) -> str:  # noqa: FBT001 - the key of a two-entry cache
        build = self._build
        statement = build(sqlite if lite else postgresql) if callable(build) else build
        compiled = statement.compile(dialect=_DIALECTS[lite], column_keys=self._columns)  # type: ignore[attr-defined]
        unnamed = [name for name, bound in compiled.binds.items() if bound.unique]
        if unnamed:
            message = f"a prepared statement has values of its own: {unnamed}"
            raise TypeError(message)
        return str(compiled)


def among(column: ColumnElement[str], dialect: ModuleType, named: str = "ids") -> ColumnElement[bool]:
    """The column is one of the ids handed over as the single value of this name: one statement, however many there are."""
    if dialect is sqlite:
        return column.in_(select(func.json_each(bindparam(named)).table_valued("value").c.value))
    return column == func.any(bindparam(named, type_=ARRAY(Text)))


def ids_given(ids: Sequence[str], *, lite: bool) -> str | list[str]:
    """The ids as the value that `among` reads."""
    return json.dumps(ids) if lite else list(ids)
