"""Looking at dossiers from the command line, for people and for machines."""

import json
from email import message_from_string
from pathlib import Path

import pytest

from tests.cli.terminal import SHEET_2_2, Terminal


@pytest.fixture
def replayed(office: Terminal) -> Terminal:
    """An office in which measure 2.2 was replayed."""
    office.done("replay", SHEET_2_2, "--no-sheet")
    return office


def test_a_replay_tells_every_day_and_ends_with_the_sheet(office: Terminal) -> None:
    said = office.done("replay", SHEET_2_2)

    days = ["16.11.2000", "24.05.2002", "04.07.2002", "04.09.2002", "24.09.2002", "18.11.2002"]
    told = [said.index(f"        {day}  ") for day in days]
    assert told == sorted(told)
    assert "Bestätigung KG-Sitzung:\n04.07.2002\n04.09.2002\n" in said


def test_replaying_again_changes_nothing_and_says_so(replayed: Terminal) -> None:
    before = replayed.rows()

    said = replayed.done("replay", SHEET_2_2)

    assert said.startswith("„2.2“: Alles in dieser Datei war schon erfasst. Es wurde nichts geändert.")
    assert replayed.rows() == before


def test_the_sheet_for_machines_gives_iso_dates_in_their_rounds(replayed: Terminal) -> None:
    sheet = json.loads(replayed.done("sheet", "2.2", "--json"))

    entries = {line["stage"]: [(e["round"], e["on"]) for e in line["entries"]] for line in sheet["approval"]}
    assert entries["kg"] == [(1, "2002-07-04"), (2, "2002-09-04")]
    assert (sheet["begins"], sheet["ends"]) == ("2002-06", "2006-12")


def test_the_history_shows_both_clocks_who_and_what(replayed: Terminal) -> None:
    entries = json.loads(replayed.done("history", "2.2", "--json"))

    assert [e["entry"] for e in entries] == list(range(1, len(entries) + 1))
    kg = next(e for e in entries if e["type"] == "Resolved")
    assert (kg["happened_on"], kg["by"], kg["role"]) == ("2002-07-04", "sachbearbeitung", "case_officer")
    assert kg["recorded_at"] > "2020"
    assert "chain" in {e["by"] for e in entries}
    shown = replayed.done("history", "2.2")
    assert "geschehen am" in shown
    assert "erfasst am" in shown


def test_the_worklist_narrows_to_a_role(leipzig: Terminal) -> None:
    assert "KG-Sitzung" in leipzig.done("worklist", "--role", "kg_secretariat")
    assert leipzig.done("worklist", "--role", "granting_authority") == "Es wartet nichts.\n"
    assert "kg_secretariat" in leipzig.refused("worklist", "--role", "kg-secretariat")


def test_the_worklist_for_machines_keeps_to_its_limit(leipzig: Terminal) -> None:
    lines = json.loads(leipzig.done("worklist", "--json", "--limit", "1"))

    assert [(line["reference"], line["stage"], line["due"]) for line in lines] == [("4.1", "kg", None)]


def test_the_chain_of_a_dossier_is_drawn_with_its_stages_lit(leipzig: Terminal, tmp_path: Path) -> None:
    said = leipzig.done("chain", "4.1", "--svg", str(tmp_path / "kette.svg"))

    assert str(tmp_path / "kette.svg") in said
    assert "<svg" in (tmp_path / "kette.svg").read_text("utf-8")
    assert ":::waits" in leipzig.done("chain", "4.1")


def test_a_programme_is_listed_shown_and_drawn(office: Terminal, tmp_path: Path) -> None:
    listed = json.loads(office.done("programme", "list", "--json"))

    keys = [p["programme"] for p in listed]
    assert keys == sorted(keys)
    assert {"berlin-aktionsfonds", "berlin-projektfonds", "potsdam-drucksache", "urban-ii-leipzig"} <= set(keys)
    assert "Jurysitzung" in office.done("programme", "show", "berlin-aktionsfonds")
    assert office.done("programme", "show", "berlin-aktionsfonds", "--mermaid").startswith("flowchart")
    office.done("programme", "show", "berlin-aktionsfonds", "--svg", str(tmp_path / "p.svg"))
    assert (tmp_path / "p.svg").exists()


def test_a_programme_file_is_checked_line_by_line(office: Terminal, tmp_path: Path) -> None:
    good = Path(SHEET_2_2).parents[1] / "config/programmes/berlin-aktionsfonds.yaml"
    bad = tmp_path / "bad.yaml"
    bad.write_text(good.read_text("utf-8").replace("needs: [jury]", "needs: [jurry]"), "utf-8")

    assert "ist in Ordnung" in office.done("programme", "check", str(good))
    assert "Es gibt keine Station „jurry“; meinten Sie „jury“?" in office.refused("programme", "check", str(bad))


def test_letters_are_listed_and_printed(replayed: Terminal) -> None:
    letters = json.loads(replayed.done("mails", "2.2", "--json"))

    assert [letter["number"] for letter in letters] == list(range(1, len(letters) + 1))
    assert {letter["state"] for letter in letters} == {"owed"}
    assert "Betreff: [2.2] Antrag eingegangen" in replayed.done("mails", "2.2", "--show", "2")
    assert "In dieser Liste stehen" in replayed.refused("mails", "2.2", "--show", "99", code=2)


def test_a_letter_names_every_copy_the_test_mailbox_keeps(replayed: Terminal) -> None:
    first = json.loads(replayed.done("mails", "--json"))[0]
    mails = replayed.data / "mails"
    mails.mkdir()
    mail = message_from_string("Subject: x\n\ntext\n")
    mail["Message-ID"] = first["message_id"]
    for name in ("00001-a.eml", "00002-a.eml", "von-hand.eml"):
        (mails / name).write_bytes(mail.as_bytes())

    shown = replayed.done("mails")

    assert "00001-*.eml, 00002-*.eml" in shown
    assert "von-hand.eml" in shown
    assert f"Die Mails liegen in „{mails}“." in shown


def test_english_is_spoken_on_request_wherever_the_option_stands(replayed: Terminal) -> None:
    assert "Project application submitted to RP:\n24 May 2002" in replayed.done("sheet", "2.2", "--lang", "en")
    assert "happened on" in replayed.done("--lang=en", "history", "2.2")
    assert "There is no dossier" in replayed.refused("sheet", "9.9", "--lang", "en")
    replayed.language = "en"
    assert replayed.done("worklist") == "Nothing waits for anybody.\n"


@pytest.mark.parametrize(("language", "word"), [("de", "Diese Hilfe zeigen."), ("en", "Show this help.")])
def test_help_is_spoken_in_the_language_chosen(office: Terminal, language: str, word: str) -> None:
    assert word in office.done("--lang", language, "--help")
    assert word in office.done("--lang", language, "record", "--help")
    assert word in office.done("--lang", language, "programme", "check", "--help")


def test_without_a_command_the_help_is_shown(office: Terminal) -> None:
    assert "worklist" in office.done()
