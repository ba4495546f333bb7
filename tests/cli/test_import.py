"""`foerderkette import`: tried, refused, done in part, done again; every bad row named in the language spoken."""

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.terminal import ROOT, Terminal
from tests.import_tables import HEADINGS, MAPPING, a_table

SAMPLE = (str(ROOT / "samples/import/vorgaenge.csv"), "--mapping", str(ROOT / "samples/import/mapping.yaml"))


@pytest.fixture
def given(tmp_path: Path) -> tuple[str, str, str]:
    """A table of twenty rows, two of them bad, and its mapping, as they are typed."""
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING, "utf-8")
    return str(a_table(20, 2).write(tmp_path / "kartei.csv")), "--mapping", str(mapping)


def test_the_sample_is_tried_imported_and_imported_again(office: Terminal) -> None:
    office.language = "en"
    tried = office.done("import", *SAMPLE, "--dry-run")
    assert "Cases to import: 4, with facts: 11." in tried
    assert "nothing was written" in tried
    assert "Imported cases: 4, with facts: 11. Here already: 0." in office.done("import", *SAMPLE)
    before = office.rows()
    assert "Imported cases: 0, with facts: 0. Here already: 4." in office.done("import", *SAMPLE)
    assert office.rows() == before
    assert "UW-0002" in office.done("worklist")
    office.done("verify")


def test_a_trial_writes_nothing_and_names_every_bad_row(office: Terminal, given: tuple[str, str, str]) -> None:
    office.language = "en"
    before = office.rows()
    said = office.type("import", *given, "--dry-run")
    assert said.code == 1
    assert [line.partition(":")[0] for line in said.out.splitlines()[:2]] == [
        'Row 11, column "Eingang"',
        'Row 21, column "Eingang"',
    ]
    assert "2002-05-24" in said.out
    assert said.err == ""
    assert office.rows() == before


def test_with_bad_rows_nothing_is_imported_at_all(office: Terminal, given: tuple[str, str, str]) -> None:
    office.language = "en"
    before = office.rows()
    said = office.type("import", *given)
    assert said.code == 1
    assert said.err.startswith("Nothing was imported, because 2 of 20 rows are not in order.")
    assert office.rows() == before


def test_only_the_good_rows_and_the_bad_ones_into_a_file_that_can_be_mended(
    office: Terminal, given: tuple[str, str, str]
) -> None:
    office.language = "en"
    assert "Imported cases: 18" in office.done("import", *given, "--only-good")
    bad = Path(f"{given[0]}.bad.csv")
    lines = bad.read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[0].endswith(";Förderkette")
    assert "Write it so" in lines[1]
    bad.write_text(
        bad.read_text("utf-8-sig").replace(";2002-05-24;", ";24.05.2001;").replace(";24.5.02;", ";24.05.2001;"), "utf-8"
    )
    assert "Imported cases: 2" in office.done("import", str(bad), *given[1:])


def test_machines_read_the_same(office: Terminal, given: tuple[str, str, str]) -> None:
    said = json.loads(office.type("import", *given, "--only-good", "--json").out)
    assert (said["rows"], said["cases"], said["imported"]["cases"]) == (20, 18, 18)
    assert [(each["row"], each["column"], each["value"], each["code"]) for each in said["wrong"]] == [
        (11, "Eingang", "2002-05-24", "NotInNotation"), (21, "Eingang", "24.5.02", "NotInNotation"),
    ]  # fmt: skip
    assert said["bad_file"].endswith("kartei.csv.bad.csv")


def test_a_fault_of_the_mapping_is_named_with_its_line(office: Terminal, given: tuple[str, str, str]) -> None:
    mapping = Path(given[2])
    mapping.write_text(MAPPING.replace("area: Gebiet", "area: Ort"), "utf-8")
    said = office.type("import", *given)
    assert said.code == 1
    assert "columns.area" in said.err
    assert all(line.startswith(mapping.as_posix()) for line in said.err.splitlines())


def test_who_does_not_administer_the_programme_may_not_import(office: Terminal, given: tuple[str, str, str]) -> None:
    office.person = "kg-geschaeftsstelle"
    office.refused("import", *given)


@pytest.mark.parametrize("words", [(), ("--ask", "--mapping", "x.yaml"), ("--ask",)])
def test_a_mapping_or_a_question_is_needed(office: Terminal, given: tuple[str, str, str], words: tuple[str, ...]) -> None:
    office.refused("import", given[0], *words, code=2)


def test_what_is_asked_is_a_mapping_once_it_is_answered(office: Terminal, given: tuple[str, str, str], tmp_path: Path) -> None:
    office.language = "en"
    asked = office.done("import", given[0], "--ask", "--programme", "urban-ii-leipzig")
    begun = yaml.safe_load(asked)
    assert (begun["programme"], begun["file"]["format"], begun["file"]["separator"]) == ("urban-ii-leipzig", "csv", ";")
    assert all(json.dumps(name, ensure_ascii=False) in asked for name in HEADINGS)
    skeleton = tmp_path / "skeleton.yaml"
    skeleton.write_text(asked, "utf-8")
    said = office.type("import", given[0], "--mapping", str(skeleton))
    assert said.code == 1
    assert "Nothing is written here" in said.err


def test_days_and_amounts_that_can_be_read_in_two_ways_are_asked_about(office: Terminal, tmp_path: Path) -> None:
    office.language = "en"
    table = tmp_path / "t.csv"
    table.write_bytes("Höhe;Datum;Kurz\n1.234;01/02/2003;03.04.05\n".encode("cp1252"))
    asked = office.done("import", str(table), "--ask", "--programme", "urban-ii-leipzig")
    assert "encoding:  # ?" in asked
    assert "? 1.234 can be read as 1234 EUR" in asked
    assert "? 01/02/2003 can be read as 1 February 2003 (TT/MM/JJJJ); 2 January 2003 (MM/TT/JJJJ)" in asked
    assert "? 03.04.05 can be read as 3 April 2005 (TT.MM.JJ); 5 April 2003 (JJ.MM.TT)" in asked
    assert "dates: []" in asked
