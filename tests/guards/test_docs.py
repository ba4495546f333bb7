"""What the documents promise is true: their commands print what they show, their links and file names lead somewhere."""

import contextlib
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.admission import EVENT_OF
from domain.events.payload import TYPES
from domain.office_time import office_day
from tests.cli.terminal import SHEET_2_2, Terminal
from tests.guards.documents import NOT_RUN_HERE, Example, documents, examples, links, missing, named_files
from tests.guards.repository import PACKAGES, ROOT, texts

#: Documents with commands, and the language in which these speak there.
WITH_EXAMPLES = {"README.md": "de", "docs/history-format.md": "de", "docs/operating.md": "de", "docs/deadlines.md": "en"}


def ran(office: Terminal, command: str) -> str:
    """What a command of a document says, stdout first; `data/` is the office's folder."""
    program, *words = [word.replace("data/", f"{office.data}/", 1) for word in shlex.split(command)]
    if program == "foerderkette":
        said = office.type(*words)
        return said.out + said.err
    assert program == "python"
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr


@pytest.fixture
def after_make_run(tmp_path: Path) -> Iterator[Terminal]:
    """An office with the case of 2002 played through, as `make run` leaves it; commands are typed in the checkout."""
    office = Terminal(tmp_path / "data")
    with contextlib.chdir(ROOT):
        office.done("replay", SHEET_2_2)
        yield office


@pytest.mark.parametrize("document", WITH_EXAMPLES)
def test_the_commands_of_a_document_print_what_it_shows(document: str, after_make_run: Terminal) -> None:
    typed = [example for example in examples(document) if not NOT_RUN_HERE.match(example.command)]
    today = office_day(datetime.now(UTC))
    after_make_run.language = WITH_EXAMPLES[document]

    wrong = {}
    for example in typed:
        said = ran(after_make_run, example.command)
        if lines := missing(example.shown, said, today):
            wrong[example.command] = (lines, said)

    assert typed
    assert wrong == {}


def test_no_other_document_has_commands_nobody_runs() -> None:
    assert {path.as_posix() for path in documents() if list(examples(path.as_posix()))} <= WITH_EXAMPLES.keys()


def test_the_readme_shows_of_make_run_what_a_replay_prints(tmp_path: Path) -> None:
    office = Terminal(tmp_path / "data")
    shown = next(example for example in examples("README.md") if example.command == "make run").shown
    played, posted = shown.index("        16.11.2000  " + early_start(shown)), shown.index("Schreiben zu dieser Akte:")
    sheet = shown.index("Genehmigungsstand")

    said = office.done("replay", SHEET_2_2)
    today = office_day(datetime.now(UTC))

    assert missing(shown[played:posted], said, today) == []
    assert missing(shown[sheet:], said, today) == []
    listed = office.done("mails", "2.2")
    subjects = [found[0].strip() for line in shown[posted:sheet] if (found := re.search(r"\[2\.2\] .*?(?=  )", line))]
    assert len(subjects) == 3
    assert [subject for subject in subjects if subject not in listed] == []


def early_start(shown: tuple[str, ...]) -> str:
    """The words of the line about the early start."""
    return next(line.strip().partition("  ")[2] for line in shown if "Vorhabensbeginns (Runde 1)" in line)


@pytest.mark.parametrize("document", documents(), ids=str)
def test_links_lead_to_files_that_exist(document: Path) -> None:
    assert [target for target in links(document) if not (ROOT / document.parent / target).exists()] == []


@pytest.mark.parametrize("document", documents(), ids=str)
def test_files_a_document_names_exist(document: Path) -> None:
    assert [name for name in named_files(document) if not (ROOT / name).exists()] == []


def test_a_line_that_is_not_printed_is_noticed() -> None:
    example = Example("", "", ("one", "…", "three 22.11.2026 07:50"))
    today = datetime(2027, 1, 5, tzinfo=UTC).date()

    assert missing(example.shown, "one\ntwo\nthree 05.01.2027 10:11\n", today) == []
    assert missing(example.shown, "one\ntwo\nfour\n", today) == ["three 22.11.2026 07:50"]
    assert missing(("one", "three"), "one\ntwo\nthree\n", today) == ["three"]


def test_every_command_and_every_event_stands_in_the_glossary() -> None:
    named = set(re.findall(r"`([A-Za-z_]+)`", (ROOT / "docs/glossary.md").read_text("utf-8")))

    assert {command.__name__ for command in EVENT_OF} - named == set()
    assert TYPES.keys() - named == set()


def test_every_identifier_of_the_glossary_is_one_of_the_code() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text("utf-8")
    identifiers = set(re.findall(r"`([A-Za-z_]+)`", glossary)) - {"code", "match"}
    suffixes = {".py", ".yaml"}
    code = "\n".join(text for path, text in texts() if path.parts[0] in PACKAGES and path.suffix in suffixes)
    used = set(re.findall(r"[A-Za-z_]+", code))

    assert len(identifiers) > 100
    assert identifiers - used == set()
