"""Promises about a machine that refuses: one clear sentence in the language spoken, exit code 1, no trace and no traceback."""

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from cli.desk import Given
from cli.failures import sentences
from store.errors import Lost, Unreachable
from tests.cli.conftest import APPLICATION
from tests.cli.terminal import Terminal
from wording.language import speak


def one_sentence(office: Terminal, *words: str) -> str:
    """Type a command that has to fail with one sentence; give the sentence."""
    said = office.type(*words)
    assert (said.code, said.out) == (1, ""), said
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) == 1, said.err
    return said.err.strip()


@pytest.fixture
def closed_port() -> int:
    """A port of this machine nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_a_database_that_cannot_be_reached_is_told_from_a_connection_that_broke(office: Terminal, closed_port: int) -> None:
    office.environment = {"FOERDERKETTE_DATABASE_URL": f"postgresql://wer:geheim@127.0.0.1:{closed_port}/fk"}

    german, english = one_sentence(office, "worklist"), one_sentence(office, "worklist", "--lang", "en")

    assert german.startswith("Die Datenbank ist nicht erreichbar (")
    assert "Es wurde nichts geändert" in german
    assert english.startswith("The database cannot be reached (")
    assert "Nothing was changed" in english
    assert "geheim" not in german + english


def test_only_the_first_contact_says_that_nothing_was_changed() -> None:
    speak("en")

    broke, never = sentences(Lost(), Given()), sentences(Unreachable("refused"), Given())

    assert "may or may not be stored" in broke[0]
    assert "Nothing was changed" in never[0]


def test_a_file_that_is_no_database_is_told_with_its_name(office: Terminal) -> None:
    office.data.mkdir()
    file = office.data / "foerderkette.sqlite"
    file.write_bytes(b"no database " * 100)

    said = one_sentence(office, "worklist")

    assert said.startswith(f"„sqlite:///{file}“ ist beschädigt oder keine Datenbank (file is not a database)")
    assert file.read_bytes() == b"no database " * 100


def test_a_database_of_a_newer_release_is_left_alone(leipzig: Terminal) -> None:
    with closing(sqlite3.connect(leipzig.data / "foerderkette.sqlite")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    assert one_sentence(leipzig, "worklist").startswith("Die Datenbank stammt von einer neueren Version als dieser.")


def test_a_data_folder_below_a_file_is_one_sentence(office: Terminal, tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("", "utf-8")

    said = one_sentence(office, "worklist", "--data", str(tmp_path / "datei" / "daten"))

    assert f"„{tmp_path / 'datei' / 'daten'}“ ist nicht benutzbar (ein Teil des Pfades ist kein Ordner)" in said


@contextmanager
def as_nobody() -> Iterator[None]:
    """Act as the user without rights, whom alone a missing permission stops; root may read and write everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.parametrize("mode", [0o000, 0o500])
def test_a_data_folder_without_permission_is_one_sentence(leipzig: Terminal, mode: int) -> None:
    leipzig.done("worklist")  # whatever is imported late is imported now, while its files may be read
    leipzig.data.chmod(mode)
    try:
        with as_nobody():
            assert "nicht benutzbar" in one_sentence(leipzig, "worklist")
    finally:
        leipzig.data.chmod(0o700)


def test_a_language_nobody_speaks_here_is_one_sentence(office: Terminal) -> None:
    office.language = "xx"

    assert one_sentence(office, "worklist") == "FOERDERKETTE_LANGUAGE ist „xx“: geben Sie de oder en an."
    assert office.done("worklist", "--lang", "en") == "Nothing waits for anybody.\n"


def test_what_the_operating_system_answers_is_said_in_german(office: Terminal, tmp_path: Path) -> None:
    missing, folder = one_sentence(office, "submit", "fehlt.yaml"), one_sentence(office, "submit", str(tmp_path))

    assert "fehlt.yaml: Die Datei lässt sich nicht lesen (nicht vorhanden)" in missing
    assert "Die Datei lässt sich nicht lesen (das ist ein Ordner)" in folder


def test_a_reference_of_two_authorities_is_asked_back_and_told_apart(leipzig: Terminal, tmp_path: Path) -> None:
    here = (("authority: leipzig", "authority: berlin"), ("urban-ii-leipzig", "berlin-aktionsfonds"))
    text = APPLICATION.replace("contact: quartiersmoderation", 'applicant: bewohnerin\narea: Pankstraße\nrequested: "100.00"')
    for old, new in here:
        text = text.replace(old, new)
    (tmp_path / "berlin.yaml").write_text(text.replace("2002-05-24", "2024-05-24"), "utf-8")
    leipzig.done("submit", str(tmp_path / "berlin.yaml"), "--as", "bewohnerin")

    said = leipzig.refused("sheet", "4.1")

    assert "„4.1“ gibt es mehrmals: berlin-aktionsfonds (berlin), urban-ii-leipzig (leipzig)." in said
    assert "--programme oder --authority" in said
    assert "URBAN II" in leipzig.done("sheet", "4.1", "--authority", "leipzig")
    assert "Aktionsfonds" in leipzig.done("sheet", "4.1", "--authority", "berlin")
    leipzig.done("record", "4.1", "kg", "adopted", "--on", "2002-07-04", "--authority", "leipzig")
    for command in (("history",), ("chain",), ("mails",)):
        leipzig.done(*command, "4.1", "--authority", "leipzig")
    assert "berlin" not in leipzig.done("worklist", "--authority", "leipzig", "--json")
