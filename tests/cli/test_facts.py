"""Recording facts from the command line: what is said back, and what is kept of it."""

import json
from pathlib import Path

from tests.cli.conftest import APPLICATION
from tests.cli.terminal import HOFFEST, Terminal


def test_a_submission_names_entry_day_and_whom_the_dossier_waits_for(office: Terminal) -> None:
    office.person = "bewohnerin"

    said = office.done("submit", HOFFEST)

    assert "„AF-2024-12“, Eintrag 2 (08.04.2024): Antrag (Runde 1): eingereicht" in said
    assert "Wartet auf: Aktionsfondsjury – Jurysitzung (Runde 1)" in said


def test_a_receipt_for_machines_names_the_same(office: Terminal) -> None:
    office.person = "bewohnerin"

    receipt = json.loads(office.done("submit", HOFFEST, "--json"))

    assert (receipt["reference"], receipt["entry"], receipt["entries"], receipt["repeated"]) == ("AF-2024-12", 1, 2, False)
    assert [(w["stage"], w["round"], w["role"]) for w in receipt["waiting"]] == [("jury", 1, "jury")]


def test_a_whole_case_is_recorded_from_the_command_line(leipzig: Terminal) -> None:
    leipzig.done(
        "record", "4.1", "kg", "adopted_with_conditions", "--on", "04.07.2002", "--conditions", "Miete prüfen", "--vote", "5:0"
    )
    leipzig.done("record", "4.1", "decision", "granted", "--on", "2002-11-18", "--amount", "300.000,00")
    leipzig.done("record", "4.1", "cofinancing", "confirmed", "--undated", "--source", "efre")
    said = leipzig.done("record", "4.1", "cofinancing", "confirmed", "--on", "2002-12", "--source", "stadt")

    assert "Eintrag 6 (12/2002): Finanzierung (Runde 1): bestätigt; Stadt" in said
    assert "Wartet auf niemanden: Alle Verfahren sind abgeschlossen." in said
    assert "300.000,00 EUR" in leipzig.done("history", "4.1")


def test_a_return_for_documents_waits_for_the_applicant_until_they_are_supplied(leipzig: Terminal) -> None:
    back = leipzig.done(
        "return", "4.1", "submission", "--for", "documents", "--reason", "Plan fehlt", "--on", "2002-06-03",
        "--document", "Lageplan", "--due", "2002-06-24",
    )  # fmt: skip
    supplied = leipzig.done("record", "4.1", "submission", "supplied", "--on", "2002-06-20")

    assert "Wartet auf: Antragstellerin – Einreichung des Projektantrags (Runde 1), zurückgegeben, bis 24.06.2002" in back
    assert "Wartet auf: Geschäftsstelle der KG – KG-Sitzung (Runde 1)" in supplied


def test_a_return_for_rework_begins_the_next_round(leipzig: Terminal) -> None:
    said = leipzig.done("return", "4.1", "submission", "--for", "rework", "--reason", "Zu teuer", "--on", "2002-06-03")

    assert "Wartet auf: Antragstellerin – Einreichung des Projektantrags (Runde 2)" in said


def test_a_withdrawal_ends_the_case(leipzig: Terminal) -> None:
    said = leipzig.done("withdraw", "4.1", "--reason", "Haus verkauft", "--on", "2002-06-03")

    assert "Antrag zurückgezogen. Haus verkauft" in said
    assert "Wartet auf niemanden" in said


def test_a_correction_keeps_the_original_in_the_history(leipzig: Terminal) -> None:
    leipzig.done("record", "4.1", "kg", "adopted", "--on", "2002-07-04")
    leipzig.done("correct", "4.1", "3", "--reason", "Tippfehler", "--on", "2002-07-05")

    history = leipzig.done("history", "4.1")

    assert "04.07.2002" in history
    assert "(berichtigt durch Eintrag 4)" in history
    assert "Eintrag 3 berichtigt: Datum 05.07.2002. Tippfehler" in history


def test_an_entry_taken_out_reopens_its_stage(leipzig: Terminal) -> None:
    leipzig.done("record", "4.1", "kg", "adopted", "--on", "2002-07-04")

    said = leipzig.done("correct", "4.1", "3", "--reason", "Andere Akte", "--void")

    assert "Wartet auf: Geschäftsstelle der KG – KG-Sitzung (Runde 1)" in said


def test_the_implementation_status_is_reported_beside_the_approval(leipzig: Terminal) -> None:
    leipzig.done("status", "4.1", "implementation", "--on", "2002-06")

    assert "☒ in Umsetzung" in leipzig.done("sheet", "4.1")


def test_the_same_key_again_changes_nothing_and_says_so(leipzig: Terminal) -> None:
    words = ("record", "4.1", "kg", "adopted", "--on", "2002-07-04", "--key", "protokoll-2002-07-04")
    leipzig.done(*words)
    before = leipzig.rows()

    said = leipzig.done(*words)

    assert "schon als Eintrag 3 (04.07.2002) erfasst. Es wurde nichts geändert." in said
    assert leipzig.rows() == before


def test_emoji_are_text(office: Terminal, tmp_path: Path) -> None:
    (tmp_path / "neu.yaml").write_text(APPLICATION.replace("Stadtteilladen", "Hoffest 🎉 im Kiez"), "utf-8")
    office.done("submit", str(tmp_path / "neu.yaml"))

    assert "Hoffest 🎉 im Kiez" in office.done("worklist")


def test_text_of_users_is_never_read_as_markup(office: Terminal, tmp_path: Path) -> None:
    (tmp_path / "neu.yaml").write_text(APPLICATION.replace("Stadtteilladen", "'[red]Laden[/red] :smile:'"), "utf-8")
    office.done("submit", str(tmp_path / "neu.yaml"))

    for command in (("worklist",), ("history", "4.1"), ("sheet", "4.1")):
        assert "[red]Laden[/red] :smile:" in office.done(*command)


def test_control_characters_never_reach_the_terminal(leipzig: Terminal) -> None:
    said = leipzig.refused("sheet", "4.1\x1b]0;title\x07\u202e")

    assert "\x1b" not in said
    assert "4.1\\x1b]0;title\\x07\\u202e" in said


def test_what_looks_like_a_slip_is_said_after_it_was_recorded_and_once(leipzig: Terminal) -> None:
    words = ("record", "4.1", "kg", "adopted", "--on", "2002-05-23", "--key", "k" * 16)

    assert "Bitte prüfen: Die Sitzung liegt vor dem Eingang des Antrags (24.05.2002)." in leipzig.done(*words)
    assert "Bitte prüfen" not in leipzig.done(*words)


def test_the_conditions_of_a_session_are_corrected(leipzig: Terminal) -> None:
    leipzig.done("record", "4.1", "kg", "adopted_with_conditions", "--on", "2002-07-04", "--conditions", "Alt")

    said = leipzig.done("correct", "4.1", "3", "--reason", "Protokoll gelesen", "--text", "Ohne Feuerwerk")

    assert "Eintrag 3 berichtigt: Begründung oder Auflagen: „Ohne Feuerwerk“. Protokoll gelesen" in said
    assert "Auf der Befehlszeile: --on" in leipzig.refused("correct", "4.1", "3", "--reason", "x")
