"""The story the project began with: measure 2.2 of URBAN II Leipziger Westen, from its dates to its printed sheet.

Told through the command line, as an office would live it: replayed, looked at, replayed again, checked, and tampered with.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.terminal import SHEET_2_2, Terminal

SHEET = (
    ("Bestätigung vorzeitiger Vorhabensbeginn zum:", ["16.11.2000"]),
    ("Einreichung Projektantrag an RP:", ["24.05.2002", "24.09.2002"]),
    ("Bestätigung KG-Sitzung:", ["04.07.2002", "04.09.2002"]),
    ("Projektentscheidung:", ["18.11.2002"]),
)


@pytest.fixture
def office(tmp_path: Path) -> Terminal:
    """A desk with nothing on it."""
    return Terminal(tmp_path / "data")


@pytest.fixture
def replayed(office: Terminal) -> Terminal:
    """The desk after the case of 2002 was replayed."""
    office.done("replay", SHEET_2_2)
    return office


def test_the_sheet_of_2002_is_printed_with_its_headings_and_dates(replayed: Terminal) -> None:
    lines = [line.strip() for line in replayed.done("sheet", "2.2").splitlines()]
    for heading, dates in SHEET:
        start = lines.index(heading)
        assert lines[start + 1 : start + 1 + len(dates)] == dates
    assert "06/2002 bis 12/2006" in lines
    assert [line.split(" – ")[0] for line in lines if "%" in line] == ["EFRE 75%", "Stadt 25%"]
    assert sum(line.startswith("☐") for line in lines) == 4, "no box was ticked, and none is guessed"


def test_the_sheet_for_machines_gives_iso_dates_in_rounds(replayed: Terminal) -> None:
    sheet = json.dumps(json.loads(replayed.done("sheet", "2.2", "--json")), ensure_ascii=False)
    for date in ("2000-11-16", "2002-05-24", "2002-09-24", "2002-07-04", "2002-09-04", "2002-11-18", "2002-06", "2006-12"):
        assert f'"{date}"' in sheet


def test_the_second_confirmation_came_before_the_second_submission_and_that_is_lawful(replayed: Terminal) -> None:
    history = json.loads(replayed.done("history", "2.2", "--json"))
    assert "2002-09-04" in str(history)
    text = replayed.done("history", "2.2")
    assert text.index("04.09.2002") < text.index("24.09.2002"), "the order is kept as it was, not sorted to look right"


def test_replaying_the_same_file_again_changes_nothing_and_says_so(replayed: Terminal) -> None:
    before = replayed.done("history", "2.2", "--json")
    assert "geändert" in replayed.done("replay", SHEET_2_2)
    assert replayed.done("history", "2.2", "--json") == before


def test_an_altered_byte_is_found_and_its_entry_named(replayed: Terminal) -> None:
    replayed.done("verify")
    with closing(sqlite3.connect(replayed.data / "foerderkette.sqlite")) as store, store:
        store.execute("DROP TRIGGER event_never_update")
        store.execute("UPDATE event SET payload = replace(payload, 'adopted', 'adoptec') WHERE seq = 7")
    found = replayed.type("verify")
    assert found.code == 1
    assert "„2.2“" in found.out + found.err
    assert "Eintrag 7" in found.out + found.err
