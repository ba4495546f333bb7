"""Recording a meeting at the command line: agenda out, results in, rehearsed and asked once, minutes out."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from config.clock import SystemClock
from config.minutes.file import COLUMNS
from tests.cli.terminal import ROOT, Terminal
from tests.councils import COMMITTEES, EVERY_OUTCOME, MOVER, OFFICE, a_council, seated
from tests.houses import HousesOf

PAPERS = 12


@pytest.fixture
def council(office: Terminal) -> tuple[Terminal, str]:
    """The council's office with a meeting of twelve papers on its agenda."""
    url = f"sqlite:///{office.data / 'foerderkette.sqlite'}"
    with HousesOf(url, office.data, SystemClock()) as houses:
        meeting, _ = a_council(houses.open(), PAPERS)
    office.person, office.language = OFFICE, "en"
    return office, meeting.id


def cells(text: str) -> list[dict[str, str]]:
    """The rows of a printed table by the keys of its columns."""
    assert text.startswith("\ufeff")
    keys = {word: key for key, said in COLUMNS.items() for word in (said.de, said.en)}
    return [
        {keys[heading]: cell for heading, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    ]


def filled(agenda: str, file: Path) -> Path:
    """The printed agenda with a result for every item, as somebody fills it in."""
    rows = cells(agenda)
    said = results_of(len(rows))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(COLUMNS), delimiter=";")
    writer.writeheader()
    writer.writerows(row | more for row, more in zip(rows, said, strict=True))
    file.write_text(out.getvalue(), "utf-8")
    return file


def results_of(number: int) -> list[dict[str, str]]:
    kinds = [EVERY_OUTCOME[n % len(EVERY_OUTCOME)] for n in range(number)]
    return [
        {
            "outcome": outcome.value, "vote": said.vote, "conditions": said.conditions, "referred_to": said.referred_to,
            "resubmit_on": said.resubmit_on or "",
        }
        for outcome, said in kinds
    ]  # fmt: skip


def test_a_meeting_is_recorded_from_the_printed_agenda_once(council: tuple[Terminal, str], tmp_path: Path) -> None:
    office, meeting = council
    file = filled(office.done("meeting", "agenda", meeting, "--format", "csv"), tmp_path / "ergebnisse.csv")

    before = office.rows()
    rehearsed = office.done("meeting", "record", meeting, str(file), "--dry-run")
    assert "12 cases, 12 e-mails" in rehearsed
    assert "e-mail to Geschäftsbereich Oberbürgermeister" in rehearsed
    assert office.rows() == before

    said = office.done("meeting", "record", meeting, str(file), "--yes")
    assert said.count("✓") == PAPERS
    after = office.rows()

    again = office.done("meeting", "record", meeting, str(file), "--yes")
    assert again.count("✓") == PAPERS
    assert again.count("recorded before") == PAPERS
    assert office.rows() == after


def test_the_minutes_hold_what_was_recorded_and_can_be_handed_in_again(council: tuple[Terminal, str], tmp_path: Path) -> None:
    office, meeting = council
    file = filled(office.done("meeting", "agenda", meeting, "--format", "csv"), tmp_path / "ergebnisse.csv")
    office.done("meeting", "record", meeting, str(file), "--yes")
    after = office.rows()

    for kind in ("csv", "yaml"):
        printed = tmp_path / f"niederschrift.{kind}"
        printed.write_text(office.done("meeting", "minutes", meeting, "--format", kind), "utf-8")
        assert office.done("meeting", "record", meeting, str(printed), "--yes").count("✓") == PAPERS
    assert office.rows() == after

    text = office.done("meeting", "minutes", meeting)
    assert "city council of Potsdam, 7 November 2001" in text
    assert "Rathaus" in text
    assert "confirmed with conditions" in text
    assert "Kostenplan nachreichen." in text
    assert "non-public" in text


def test_the_public_minutes_know_nothing_of_non_public_items(council: tuple[Terminal, str], tmp_path: Path) -> None:
    office, meeting = council
    file = filled(office.done("meeting", "agenda", meeting, "--format", "csv"), tmp_path / "ergebnisse.csv")
    office.done("meeting", "record", meeting, str(file), "--yes")

    for kind in ("text", "csv", "yaml", "json"):
        public = office.done("meeting", "minutes", meeting, "--public", "--format", kind)
        assert "Vorlage 1" in public
        # Every third item is non-public; its conditions with it, and conditions are nobody's business anyway.
        assert "Vorlage 3" not in public
        assert "01/SVV/0003" not in public
        assert "Punkt 2" not in public
    listed = json.loads(office.done("meeting", "minutes", meeting, "--public", "--format", "json"))
    assert [item["item"] for item in listed["items"]] == ["1", "2", "4", "5", "7", "8", "10", "11"]
    assert listed["items"][0] == {
        "item": "1", "reference": "01/SVV/0001", "title": "Vorlage 1", "outcome": "adopted", "vote": "einstimmig",
    }  # fmt: skip


def test_who_was_there_stands_in_the_minutes_but_not_in_the_public_ones(council: tuple[Terminal, str], tmp_path: Path) -> None:
    office, meeting = council
    with HousesOf(f"sqlite:///{office.data / 'foerderkette.sqlite'}", office.data, SystemClock()) as houses:
        seated(houses.open(), OFFICE, COMMITTEES)
    file = tmp_path / "ergebnisse.csv"
    file.write_text(f"item;outcome;vote;biased\n1;adopted;1:0;{COMMITTEES}\n2;adopted;3:0;\n", "utf-8")

    said = office.type("meeting", "record", meeting, str(file), "--yes", "--present", f"{OFFICE}, {COMMITTEES}")

    # Two were there, so three votes are one too many; the other row is recorded, and who was there with it.
    assert (said.code, said.out.count("✓ "), said.out.count("✗ ")) == (1, 1, 1)
    names = "Büro der Stadtverordnetenversammlung, Schriftführung der Ausschüsse"
    assert f"Present: {names}" in office.done("meeting", "minutes", meeting)
    assert COMMITTEES in office.done("meeting", "minutes", meeting, "--format", "csv")
    for kind in ("text", "csv", "yaml", "json"):
        public = office.done("meeting", "minutes", meeting, "--public", "--format", kind)
        assert COMMITTEES not in public
        assert "Schriftführung" not in public


def test_an_empty_agenda_filled_in_with_nothing_records_nothing(council: tuple[Terminal, str], tmp_path: Path) -> None:
    office, meeting = council
    file = tmp_path / "leer.yaml"
    file.write_text(office.done("meeting", "agenda", meeting, "--format", "yaml"), "utf-8")

    assert "0 cases, 0 e-mails" in office.done("meeting", "record", meeting, str(file), "--dry-run")


def test_a_refused_row_is_named_and_the_others_are_recorded(council: tuple[Terminal, str], tmp_path: Path) -> None:
    office, meeting = council
    file = tmp_path / "ergebnisse.csv"
    file.write_text("item,outcome,on\n1,adopted,\n2,adopted,2001-10-01\n", "utf-8")

    said = office.type("meeting", "record", meeting, str(file), "--yes")

    assert (said.code, said.err) == (1, "")
    assert "✓ Item 1, 01/SVV/0001" in said.out
    assert "✗ Item 2, 01/SVV/0002" in said.out
    assert "1 case, 1 e-mail, 1 row cannot be recorded" in said.out


def test_every_fault_of_a_file_is_named_and_nothing_is_recorded(council: tuple[Terminal, str], tmp_path: Path) -> None:
    office, meeting = council
    file = tmp_path / "ergebnisse.csv"
    file.write_text(
        "TOP;Ergebnis;Wiedervorlage am\n1;bestätigt;\n99;bestätigt;\n3;bestaetigt;\n4;Wiedervorlage;31.2.2002\n", "utf-8"
    )
    before = office.rows()

    said = office.type("meeting", "record", meeting, str(file), "--yes")

    assert (said.code, said.out) == (1, "")
    assert [line.split(":")[0] for line in said.err.splitlines()] == [
        f"{file}, line 3, TOP", f"{file}, line 4, Ergebnis", f"{file}, line 5, Wiedervorlage am",
    ]  # fmt: skip
    assert office.rows() == before


def test_without_a_terminal_yes_has_to_be_said(council: tuple[Terminal, str], tmp_path: Path) -> None:
    office, meeting = council
    file = filled(office.done("meeting", "agenda", meeting, "--format", "csv"), tmp_path / "ergebnisse.csv")

    assert "--yes" in office.refused("meeting", "record", meeting, str(file), code=2)


@pytest.mark.parametrize(("answer", "recorded"), [("ja", True), ("nein", False), ("", False)])
def test_on_a_terminal_it_is_asked_once(
    council: tuple[Terminal, str], tmp_path: Path, answer: str, *, recorded: bool
) -> None:  # fmt: skip
    office, meeting = council
    file = filled(office.done("meeting", "agenda", meeting, "--format", "csv"), tmp_path / "ergebnisse.csv")
    before = office.rows()
    ours, theirs = pty.openpty()
    environment = {**os.environ, "FOERDERKETTE_DATA": str(office.data), "FOERDERKETTE_AS": OFFICE, "PYTHONPATH": str(ROOT)}
    os.write(ours, f"{answer}\n".encode())

    done = subprocess.run(
        [sys.executable, "-P", "-m", "cli.main", "meeting", "record", meeting, str(file)],
        stdin=theirs, capture_output=True, text=True, cwd=ROOT, env=environment, check=False,
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)

    assert done.stderr == ""
    assert done.returncode == (0 if recorded else 1)
    assert (office.rows() != before) is recorded
    assert ("✓" in done.stdout) is recorded


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("meeting", "agenda", "gibt-es-nicht"), 1),
        (("meeting", "minutes", "gibt-es-nicht"), 1),
        (("meeting", "record", "gibt-es-nicht", "nirgends.csv", "--yes"), 1),
        (("meeting", "agenda", "{meeting}", "--format", "docx"), 2),
        (("meeting", "minutes", "{meeting}", "--format", "pdf"), 2),
        (("meeting", "record", "{meeting}", "nirgends.csv", "--yes"), 1),
        (("meeting", "record", "{meeting}", "nirgends.csv", "--yes", "--present", "niemand-hier"), 2),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(words: tuple[str, ...], code: int, council: tuple[Terminal, str]) -> None:
    office, meeting = council
    office.refused(*(word.format(meeting=meeting) for word in words), code=code)


@pytest.mark.parametrize("person", [MOVER, COMMITTEES])
def test_only_who_keeps_the_bodys_meetings_records_one(person: str, council: tuple[Terminal, str], tmp_path: Path) -> None:
    office, meeting = council
    file = filled(office.done("meeting", "agenda", meeting, "--format", "csv"), tmp_path / "ergebnisse.csv")
    office.person = person

    assert person in office.refused("meeting", "record", meeting, str(file), "--yes")
