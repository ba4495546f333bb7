"""`verify` and `doctor`, and what is said when the machine fails."""

import ast
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli.checks import FINDINGS
from cli.desk import Given
from cli.failures import sentences
from config.kernel_clock import Kept, kept
from store.errors import Locked, Moved, OutOfDate
from tests.cli.terminal import ROOT, SHEET_2_2, Terminal
from wording.language import speak


def spoil(office: Terminal, *statements: str) -> None:
    """Change the database behind the application's back."""
    with closing(sqlite3.connect(office.data / "foerderkette.sqlite")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_sound_store_verifies_clean(office: Terminal) -> None:
    office.done("replay", SHEET_2_2, "--no-sheet")

    assert office.done("verify").startswith("In Ordnung (Akten: 1, Einträge: ")
    assert json.loads(office.done("verify", "--json"))["findings"] == []


@pytest.mark.parametrize(
    "words", [("sheet", "2.2"), ("history", "2.2"), ("record", "2.2", "kg", "adopted", "--on", "2003-01-01")]
)
def test_whoever_reads_an_altered_history_is_led_to_verify(office: Terminal, words: tuple[str, ...]) -> None:
    office.done("replay", SHEET_2_2, "--no-sheet")
    change = "UPDATE event SET payload = replace(payload, 'adopted', 'adoptee')"
    spoil(office, "DROP TRIGGER event_never_update", change)

    assert "„foerderkette verify“ nennt den Eintrag" in office.refused(*words)


def test_verify_names_the_first_altered_row_by_reference_and_entry(office: Terminal) -> None:
    office.done("replay", SHEET_2_2, "--no-sheet")
    change = "UPDATE event SET payload = replace(payload, 'adopted', 'adoptee') WHERE seq IN (7, 10)"
    spoil(office, "DROP TRIGGER event_never_update", change)

    said = office.type("verify")

    assert said.code == 1
    assert "„2.2“, Eintrag 7: Der Eintrag wurde verändert." in said.out.splitlines()
    assert "Die Datenbank schützt den Verlauf nicht mehr: Der Trigger „event_never_update“ fehlt." in said.out.splitlines()
    assert "Eintrag 10" not in said.out
    assert said.err == ""


def test_verify_tells_a_projection_from_an_entry(leipzig: Terminal) -> None:
    spoil(leipzig, "UPDATE dossier SET approval = 'granted'", "DELETE FROM waiting")

    findings = json.loads(leipzig.type("verify", "--json").out)["findings"]

    assert {(f["what"], f["reference"], f["detail"]) for f in findings} == {
        ("projection_differs", "4.1", "approval"),
        ("worklist_differs", "4.1", ""),
    }


SPOILED = {
    "a programme version altered": (
        (
            "DROP TRIGGER programme_version_never_update",
            "UPDATE programme_version SET source = source || ' ' WHERE programme = 'urban-ii-leipzig'",
        ),
        "Die Programmfassung urban-ii-leipzig ",
    ),
    "a letter for no entry": (
        ("PRAGMA foreign_keys=OFF", "UPDATE letter SET seq = 77 WHERE seq = 5"),
        "gehört zu einem Eintrag, den es nicht gibt (Eintrag 77).",
    ),
    "a dossier taken away": (
        ("PRAGMA foreign_keys=OFF", "DELETE FROM waiting", "DELETE FROM dossier"),
        "Es gibt Einträge zu einer Akte, die es nicht gibt: ",
    ),
    "a history cut": (
        ("DROP TRIGGER event_never_delete", "DELETE FROM event WHERE seq = 17"),
        "„2.2“: Der Verlauf endet mit Eintrag 16",
    ),
    "an entry taken out": (
        ("DROP TRIGGER event_never_delete", "DELETE FROM event WHERE seq = 3"),
        "„2.2“, Eintrag 3: Der Eintrag fehlt.",
    ),
}


@pytest.mark.parametrize("case", SPOILED)
def test_verify_says_in_german_what_was_done_to_the_store(office: Terminal, case: str) -> None:
    statements, sentence = SPOILED[case]
    office.done("replay", SHEET_2_2, "--no-sheet")
    spoil(office, *statements)

    said = office.type("verify")

    assert said.code == 1
    assert sentence in said.out


def test_every_finding_of_the_store_has_its_sentence() -> None:
    tree = ast.parse((ROOT / "store/verify.py").read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding"]
    codes = {ast.literal_eval(call.args[0]) for call in calls}

    assert codes == set(FINDINGS)


def test_a_programme_without_a_role_somebody_holds_is_refused_with_file_and_line(office: Terminal, tmp_path: Path) -> None:
    good = ROOT / "config/programmes/urban-ii-leipzig.yaml"
    bad = tmp_path / "bad.yaml"
    bad.write_text(good.read_text("utf-8").replace("kg_secretariat", "kg_buero"), "utf-8")

    office.done("programme", "check", str(good))
    said = office.refused("programme", "check", str(bad))

    assert re.search(r"leipzig\.yaml, Zeile \d+, .*: Es gibt keine Rolle „kg_secretariat“", said)


def test_the_doctor_finds_a_sound_installation_well(leipzig: Terminal) -> None:
    answers = {a["question"]: a for a in json.loads(leipzig.done("doctor", "--json"))}

    assert set(answers) == {
        "database", "protection", "roles", "programmes", "news", "letters", "next_actor", "clock", "prefect", "disk",
    }  # fmt: skip
    assert answers["database"]["verdict"] == "ok"
    assert answers["news"]["verdict"] == "note"
    assert answers["clock"]["verdict"] == ("ok" if kept() is Kept.SYNCHRONISED else "note"), "there is no other clock to ask"
    assert ("timedatectl" in answers["clock"]["says"]) == (kept() is not Kept.SYNCHRONISED)


def test_the_doctor_says_what_to_do_about_a_missing_trigger_and_a_refused_letter(office: Terminal) -> None:
    office.done("replay", SHEET_2_2, "--no-sheet")
    spoil(office, "DROP TRIGGER event_never_delete", "UPDATE letter SET state = 'refused', ambiguous = 1 WHERE seq = 5")

    said = office.type("doctor")

    assert said.code == 1
    assert "event_never_delete" in said.out
    assert "Endgültig abgewiesene oder aufgegebene Schreiben: 1." in " ".join(said.out.split())


def test_a_wrong_setting_is_one_sentence_in_either_language(office: Terminal) -> None:
    office.environment = {"FOERDERKETTE_CHUNK": "0"}

    assert office.type("worklist").err.startswith("FOERDERKETTE_CHUNK ist „0“")
    assert office.type("worklist", "--lang", "en").err.startswith('FOERDERKETTE_CHUNK is "0"')


def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", "utf-8")

    said = Terminal(tmp_path / "data").type("worklist")

    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    assert str(tmp_path / "data") in said.err


def test_what_nobody_foresaw_is_a_sentence_that_names_the_log(leipzig: Terminal) -> None:
    spoil(
        leipzig, "DROP TRIGGER event_never_update", "UPDATE event SET recorded_at = 'at noon, or a little later.' WHERE seq = 2"
    )

    said = leipzig.type("history", "4.1")

    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    assert str(leipzig.data / "foerderkette.log") in said.err
    logged = json.loads((leipzig.data / "foerderkette.log").read_text("utf-8").splitlines()[-1])
    assert (logged["event"], logged["error"]) == ("cli.failed", "ValueError")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Locked(), "Ein anderer Prozess hält die Datenbank belegt."),
        (Moved(), "Die Akte wurde zwischen Lesen und Schreiben geändert."),
        (OutOfDate(), "Die Datenbank stammt von einer neueren Version als dieser."),
        (PermissionError(13, "Permission denied", "akten"), "Die Datei oder der Ordner „akten“ ist nicht benutzbar"),
    ],
)
def test_what_the_machine_refuses_is_one_german_sentence(error: Exception, said: str) -> None:
    speak("de")

    told = sentences(error, Given())

    assert len(told) == 1
    assert told[0].startswith(said)
