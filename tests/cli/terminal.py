"""A terminal in front of an installation of its own: types commands at the real application, counts rows around them."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from cli.main import app

ROOT = Path(__file__).resolve().parents[2]
SHEET_2_2 = str(ROOT / "samples/urban-ii-leipzig-2.2.yaml")
HOFFEST = str(ROOT / "samples/antrag-hoffest.yaml")


@dataclass(frozen=True)
class Said:
    """What one command said, and its exit code."""

    code: int
    out: str
    err: str


@dataclass
class Terminal:
    """An office's terminal; `person` is who sits there, `language` what it speaks."""

    data: Path
    person: str = "sachbearbeitung"
    language: str = "de"
    environment: dict[str, str | None] = field(default_factory=dict)

    def type(self, *words: str) -> Said:
        """Type a command."""
        environment = {
            "FOERDERKETTE_DATA": str(self.data), "FOERDERKETTE_AS": self.person,
            "FOERDERKETTE_LANGUAGE": self.language, "COLUMNS": "200", **self.environment,
        }  # fmt: skip
        result = CliRunner(env=environment).invoke(app, list(words))
        return Said(result.exit_code, result.stdout, result.stderr)

    def done(self, *words: str) -> str:
        """Type a command that has to succeed; give what it said."""
        said = self.type(*words)
        assert (said.code, said.err) == (0, ""), said
        return said.out

    def refused(self, *words: str, code: int = 1) -> str:
        """Type a command that has to be refused with one sentence and without a trace; give the sentence."""
        before = self.rows()
        said = self.type(*words)
        assert said.code == code, said
        assert said.out == ""
        assert len(said.err.splitlines()) == 1, said.err
        assert "Traceback" not in said.err
        assert self.rows() == before
        return said.err.strip()

    def rows(self) -> dict[str, list[Any]]:
        """Every row of every table; nothing yet where no command has opened the database."""
        file = self.data / "foerderkette.sqlite"
        if not file.exists():
            self.type("worklist")
        with closing(sqlite3.connect(file)) as connection:
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608 - names from the database itself
