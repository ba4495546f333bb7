"""The script a third party is handed checks the hash chain of a real store, and names what was changed in it."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from store.change import entry_hash
from tests.cli.terminal import SHEET_2_2, Terminal
from tests.guards.repository import ROOT

SCRIPT = ROOT / "docs/verify_chain.py"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The database with the case of 2002 in it."""
    office = Terminal(tmp_path / "data")
    office.done("replay", SHEET_2_2)
    return office.data / "foerderkette.sqlite"


def checked(store: Path) -> tuple[int, str]:
    """The exit code of the script and what it said; run without anything of ours on the path (-I)."""
    done = subprocess.run([sys.executable, "-I", SCRIPT, store], capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def tampered(store: Path, statement: str) -> Path:
    """The store after an owner dropped its protection and changed a row."""
    with closing(sqlite3.connect(store)) as owner:
        for act in ("update", "delete"):
            owner.execute(f"DROP TRIGGER event_never_{act}")
        assert owner.execute(statement).rowcount == 1
        owner.commit()
    return store


def test_an_untouched_store_is_whole(store: Path) -> None:
    assert checked(store) == (0, "1 dossiers, 17 entries: every chain is whole\n")


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE event SET payload = replace(payload, 'granted', 'refused') WHERE seq = 14", 14),
        ("UPDATE event SET happened_on = '2002-05-25' WHERE seq = 5", 5),
        ("DELETE FROM event WHERE seq = 9", 9),
    ],
)
def test_the_first_changed_entry_is_named(store: Path, statement: str, entry: int) -> None:
    code, said = checked(tampered(store, statement))

    assert code == 1
    assert said.endswith(f"the chain breaks at entry {entry}\n")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET behalf = 'somebody else' WHERE seq = 3",
        "UPDATE event SET behalf = '' WHERE seq = 3",
        "UPDATE event SET payload = payload || char(10) || behalf, behalf = '' WHERE seq = 3",
        "UPDATE event SET role = role || char(10) || payload, payload = behalf, behalf = '' WHERE seq = 3",
    ],
)
def test_for_whom_a_deputy_acted_is_covered_and_cannot_be_hidden_in_another_column(store: Path, statement: str) -> None:
    with closing(sqlite3.connect(store)) as office:
        office.row_factory = sqlite3.Row
        rows = [dict(row) for row in office.execute("SELECT * FROM event ORDER BY seq")]
        triggers = [row["sql"] for row in office.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
        for act in ("update", "delete"):
            office.execute(f"DROP TRIGGER event_never_{act}")
        rows[2]["behalf"] = "an absent person"
        for row, before in zip(rows[2:], rows[1:], strict=False):
            row["previous"] = before["hash"]
            row["hash"] = entry_hash(row)
            given = (row["behalf"], row["previous"], row["hash"], row["seq"])
            office.execute("UPDATE event SET behalf = ?, previous = ?, hash = ? WHERE seq = ?", given)
        office.execute("UPDATE dossier SET head = ?", (rows[-1]["hash"],))
        for sql in triggers:
            if "event_never" in sql:
                office.execute(sql)
        office.commit()
    assert checked(store)[0] == 0, "a history in which somebody stood in is whole"

    code, said = checked(tampered(store, statement))

    assert (code, said.endswith("the chain breaks at entry 3\n")) == (1, True)


def test_a_history_cut_at_its_end_is_noticed(store: Path) -> None:
    code, said = checked(tampered(store, "DELETE FROM event WHERE seq = 17"))

    assert code == 1
    assert said.endswith("its last entry is not the one its head names\n")
