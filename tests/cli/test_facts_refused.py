"""What the command line refuses: with one sentence, the right exit code, and no trace."""

from pathlib import Path

import pytest

from tests.cli.conftest import APPLICATION
from tests.cli.terminal import HOFFEST, Terminal

REFUSED = {
    "unknown dossier": (("record", "9.9", "kg", "adopted", "--on", "2002-07-04"), "Es gibt hier keine Akte „9.9“."),
    "unknown stage": (("record", "4.1", "kgg", "adopted", "--on", "2002-07-04"), "hat keinen Schritt „kgg“"),
    "unknown outcome": (("record", "4.1", "kg", "granted", "--on", "2002-07-04"), "kennt das Ergebnis „granted“ nicht"),
    "not open": (("record", "4.1", "decision", "granted", "--on", "2002-07-04"), "ist in Runde 1 nicht offen"),
    "in the future": (("record", "4.1", "kg", "adopted", "--on", "2999-01-01"), "01.01.2999 liegt in der Zukunft"),
    "settled already": (
        ("record", "4.1", "submission", "submitted", "--on", "2002-07-04"),
        "schon erledigt: eingereicht, Eintrag 2",
    ),
    "a detail missing": (("record", "4.1", "kg", "referred", "--on", "2002-07-04"), "wohin überwiesen wurde"),
    "changed meanwhile": (("withdraw", "4.1", "--reason", "x", "--on", "2002-07-04", "--seen", "1"), "wurde geändert"),
    "no reason": (("withdraw", "4.1", "--reason", " ", "--on", "2002-07-04"), "Die Rücknahme braucht einen Grund"),
    "no such entry": (("correct", "4.1", "77", "--reason", "x", "--void"), "hat keinen Eintrag 77"),
    "nobody": (
        ("withdraw", "4.1", "--reason", "x", "--on", "2002-07-04", "--as", "wer"),
        "Unter „wer“ ist niemand eingetragen.",
    ),
    "line break in a vote": (
        ("record", "4.1", "kg", "adopted", "--on", "2002-07-04", "--vote", "5\r\nBcc: x"),
        "Steuerzeichen U+000D",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_office_may_not_record_is_refused_with_one_sentence_and_no_trace(leipzig: Terminal, case: str) -> None:
    words, sentence = REFUSED[case]

    assert sentence in leipzig.refused(*words)


def test_a_decision_before_its_gate_is_refused_without_a_trace(leipzig: Terminal) -> None:
    leipzig.done("record", "4.1", "kg", "adopted", "--on", "2002-07-04")

    said = leipzig.refused("record", "4.1", "decision", "granted", "--on", "2002-06-01")

    assert "kann nicht auf 01.06.2002 datiert sein" in said


def test_a_role_that_may_not_decide_is_refused_without_a_trace(berlin: Terminal) -> None:
    said = berlin.refused("record", "AF-2024-12", "jury", "adopted", "--on", "2024-04-20", "--as", "bewohnerin")

    assert "„bewohnerin“ darf das nicht" in said


def test_a_grant_over_the_cap_is_refused_without_a_trace(berlin: Terminal) -> None:
    berlin.done("record", "AF-2024-12", "jury", "adopted", "--on", "2024-04-20", "--as", "jury-protokoll")

    said = berlin.refused("record", "AF-2024-12", "decision", "granted", "--on", "2024-04-21", "--amount", "1500,01")

    assert said == "1.500,01 EUR sind mehr als die 1.500,00 EUR, die dieses Programm seit 01.01.2015 je Vorhaben zulässt."


def test_the_same_application_twice_is_refused_without_a_trace(berlin: Terminal) -> None:
    assert "Das ist schon als Eintrag 1" in berlin.refused("submit", HOFFEST, "--as", "bewohnerin")


MISTYPED = {
    "no day": (("record", "4.1", "kg", "adopted"), "--on: Geben Sie entweder --on oder --undated an"),
    "both": (("record", "4.1", "kg", "adopted", "--on", "2002-07-04", "--undated"), "--on: Geben Sie entweder"),
    "bad day": (("record", "4.1", "kg", "adopted", "--on", "31.02.2002"), "--on: „31.02.2002“ ist kein Datum"),
    "bad amount": (
        ("record", "4.1", "kg", "adopted", "--on", "2002-07-04", "--amount", "viel"),
        "--amount: „viel“ ist kein Betrag",
    ),
    "short key": (("record", "4.1", "kg", "adopted", "--on", "2002-07-04", "--key", "kurz"), "--key: Ein Schlüssel hat 16"),
    "missing": (("record", "4.1"), "STAGE fehlt"),
    "unknown option": (("record", "4.1", "--farbe"), "--farbe gibt es hier nicht"),
    "unknown command": (("rekord",), "Hier fehlt ein Befehl"),
    "bad purpose": (
        ("return", "4.1", "submission", "--for", "fun", "--reason", "x", "--on", "2002-07-04"),
        "--for: Dieser Wert",
    ),
    "bad language": (("worklist", "--lang", "fr"), "--lang: Geben Sie de oder en an"),
}


@pytest.mark.parametrize("case", MISTYPED)
def test_a_mistyped_command_ends_with_code_2_one_sentence_and_no_trace(leipzig: Terminal, case: str) -> None:
    words, sentence = MISTYPED[case]

    assert sentence in leipzig.refused(*words, code=2)


FILES = {
    "malformed": (APPLICATION.replace("title: S", "title: [S"), ", Zeile "),
    "unknown key": (
        APPLICATION + "tittle: x\n",
        "Zeile 7, tittle: Der Schlüssel „tittle“ ist hier nicht bekannt; meinten Sie „title“?",
    ),
    "a title too long": (
        APPLICATION.replace("Stadtteilladen", "ä" * 5000),
        "Zeile 4, title: Der Text hat 5000 Zeichen, höchstens 300",
    ),
    "a line break": (APPLICATION.replace("Stadtteilladen", '"a\\r\\nBcc: x"'), "Zeile 4"),
    "a bad date": (
        APPLICATION.replace("2002-05-24", "2002-02-30"),
        "Zeile 5, on: Das Datum „2002-02-30“ gibt es im Kalender nicht",
    ),
    "alias bomb": ("a: &a [x]\nb: *a\n", "Anker und Verweise"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_bad_application_is_refused_with_line_key_and_mend(leipzig: Terminal, tmp_path: Path, case: str) -> None:
    text, sentence = FILES[case]
    (tmp_path / "neu.yaml").write_text(text.replace("4.1", "4.2"), "utf-8")

    assert sentence in leipzig.refused("submit", str(tmp_path / "neu.yaml"))


def test_several_faults_of_a_file_are_told_line_by_line(office: Terminal, tmp_path: Path) -> None:
    (tmp_path / "neu.yaml").write_text(
        APPLICATION.replace("authority: leipzig\n", "").replace("2002-05-24", "gestern"), "utf-8"
    )

    said = office.type("submit", str(tmp_path / "neu.yaml"))

    assert said.code == 1
    assert [line.partition(": ")[0].rpartition("/")[2] for line in said.err.splitlines()] == [
        "neu.yaml, Zeile 1, authority",
        "neu.yaml, Zeile 4, on",
    ]


def test_a_missing_file_is_refused_with_one_sentence(office: Terminal) -> None:
    assert "Die Datei lässt sich nicht lesen" in office.refused("submit", "gibt-es-nicht.yaml")
