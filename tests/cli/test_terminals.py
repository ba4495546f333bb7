"""Promises about where output goes: a narrow terminal, a pipe, a screen reader; and about what `--help` says there."""

import re

import pytest

from tests.cli.terminal import SHEET_2_2, Terminal

COMMANDS = {
    "history": ("history", "2.2"),
    "worklist": ("worklist",),
    "mails": ("mails",),
    "programme": ("programme", "show", "urban-ii-leipzig"),
    "programmes": ("programme", "list"),
    "doctor": ("doctor",),
    "replay": ("replay", SHEET_2_2, "--no-sheet", "--data"),
    "help": ("return", "--help"),
}
#: Words longer than a narrow column has any right to break.
WORDS = (
    "Sachbearbeitung",
    "Projektentscheidung",
    "Vorhabensbeginns",
    "adopted_with_conditions",
    "quartiersmoderation@example.org",
)


@pytest.fixture
def busy(leipzig: Terminal) -> Terminal:
    """An office with one case open and one finished."""
    leipzig.done("replay", SHEET_2_2, "--no-sheet")
    return leipzig


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_terminal_of_80_columns_shows_whole_words_and_no_longer_line(busy: Terminal, command: str, language: str) -> None:
    words = (*COMMANDS[command], str(busy.data / "zwei")) if command == "replay" else COMMANDS[command]
    wide = busy.done("--lang", language, *words) if command != "replay" else ""
    busy.environment = {"COLUMNS": "80"}

    narrow = busy.done("--lang", language, *words)

    assert max(map(len, narrow.splitlines())) <= 80
    assert [word for word in WORDS if word in wide and word not in narrow] == []
    assert re.search(r"[│─╭╰┃━]", narrow) is None


def test_the_narrow_history_still_shows_both_clocks_and_who(busy: Terminal) -> None:
    busy.environment = {"COLUMNS": "80"}

    said = " ".join(busy.done("history", "2.2").split())

    when = r"\d\d\.\d\d\.\d{4} \d\d:\d\d"
    entry = rf"7 04\.07\.2002 KG-Sitzung \(Runde 1\): bestätigt erfasst {when}: sachbearbeitung \(Sachbearbeitung\)"
    assert re.search(entry, said)
    assert re.search(rf"8 .* erfasst {when}: Kette 9 ", said)


def test_in_a_pipe_every_entry_is_one_line_without_colour_or_boxes(busy: Terminal) -> None:
    busy.environment = {"COLUMNS": None}

    lines = busy.done("history", "2.2").splitlines()

    assert [line.split()[0] for line in lines[2:]] == [str(n) for n in range(1, len(lines) - 1)]
    assert "\x1b" not in "".join(lines)
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize(
    ("language", "headings"),
    [("de", ("Aufruf: ", "Angaben:", "Optionen:")), ("en", ("Usage: ", "Arguments:", "Options:"))],
)
def test_help_is_plain_text_in_one_language_with_what_has_to_be_given(
    office: Terminal, language: str, headings: tuple[str, ...]
) -> None:
    said = office.done("--lang", language, "return", "--help")

    assert [heading for heading in headings if heading not in said] == []
    assert "foerderkette return REF STAGE --for documents|rework --reason TEXT --on DATE" in " ".join(said.split())


def test_help_names_every_command_in_german(office: Terminal) -> None:
    said = office.done("--help")

    assert said.startswith("Aufruf: foerderkette BEFEHL … [Optionen]\n")
    assert "\n  worklist   Zeigen, was auf wen wartet" in said
