"""The commands around versions of a programme, its linter, and its yearly budgets."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.terminal import ROOT, Terminal
from tests.houses import BERLIN, LEIPZIG

PROGRAMME = ROOT / "config/programmes/urban-ii-leipzig.yaml"


def edited(tmp_path: Path, *pairs: tuple[str, str]) -> str:
    """The Leipzig programme with words replaced, as a file."""
    text = PROGRAMME.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "geaendert.yaml"
    file.write_text(text, "utf-8")
    return str(file)


def test_the_shipped_programmes_have_warnings_and_no_errors(office: Terminal) -> None:
    office.language = "en"
    said = office.done("programme", "lint")
    found: list[dict[str, Any]] = json.loads(office.done("programme", "lint", LEIPZIG, "--json"))

    assert "URBAN II Leipzig West: 0 errors" in said
    assert {one["severity"] for one in found} == {"warning"}
    assert {one["programme"] for one in found} == {LEIPZIG}
    assert next(one for one in found if one["kind"] == "RoleUnused")["place"] == "roles.sponsor"


def test_an_error_in_a_file_ends_with_one_and_names_its_line(office: Terminal, tmp_path: Path) -> None:
    office.language = "en"
    signing = "signing:\n  - {role: granting_authority, up_to: 50000}\n  - {role: case_officer, up_to: 5000}\n"
    file = edited(tmp_path, ("\nsources:", f"\n{signing}\nsources:"))

    said = office.type("programme", "lint", file)

    assert said.code == 1
    assert "error:" in said.out
    assert "Nobody may sign more than 50.000,00 EUR" in said.out
    line = next(int(part.split(" line ")[1].split(",")[0]) for part in said.out.splitlines() if part.startswith("error"))
    assert "key:" in Path(file).read_text("utf-8").splitlines()[line - 1]


def test_a_file_that_is_no_programme_and_an_unknown_key_are_refused(office: Terminal, tmp_path: Path) -> None:
    (tmp_path / "kaputt.yaml").write_text("programme: [", "utf-8")

    office.refused("programme", "lint", str(tmp_path / "kaputt.yaml"))
    office.refused("programme", "lint", "gibt-es-nicht")
    office.refused("programme", "preview", str(tmp_path / "fehlt.yaml"))


def test_the_preview_of_a_file_tells_case_by_case_what_it_would_mean(leipzig: Terminal, tmp_path: Path) -> None:
    leipzig.language = "en"
    retitled = edited(tmp_path, ("de: URBAN II Leipziger Westen", "de: URBAN II neu"))
    before = leipzig.rows()

    said = leipzig.done("programme", "preview", retitled)
    plain = json.loads(leipzig.done("programme", "preview", retitled, "--json"))

    assert "1 stay, 0 could move, 0 need a person. Nothing was changed." in said
    assert [(case["reference"], case["verdict"]) for case in plain["cases"]] == [("4.1", "stays")]
    assert leipzig.rows() == before


def test_a_stage_that_would_be_gone_needs_a_person(leipzig: Terminal, tmp_path: Path) -> None:
    leipzig.language = "en"
    file = edited(tmp_path, ("key: submission\n", "key: entry\n"), ("[submission", "[entry"))

    said = leipzig.done("programme", "preview", file)

    assert "needs a person" in said
    assert "which the new version no longer has" in said


def test_the_newest_stored_version_leaves_no_case_behind(leipzig: Terminal) -> None:
    leipzig.language = "en"

    assert leipzig.done("programme", "preview", LEIPZIG).startswith("No running case is under another version")
    said = leipzig.refused("programme", "move", "4.1", "--reason", "Neue Richtlinie")
    assert "runs under this version already" in said


def test_move_wants_references_or_all_and_a_confirmation(leipzig: Terminal) -> None:
    leipzig.refused("programme", "move", "--reason", "Neue Richtlinie", code=2)
    leipzig.refused("programme", "move", "4.1", "--all-that-could", "--reason", "Neue Richtlinie", code=2)
    leipzig.refused("programme", "move", "--all-that-could", "--reason", "Neue Richtlinie", code=2)
    said = leipzig.type("programme", "move", "--all-that-could", "--programme", LEIPZIG, "--reason", "Neue Richtlinie")
    assert said.code == 2
    assert "--yes" in said.err


@pytest.fixture
def newer(leipzig: Terminal, tmp_path: Path) -> Terminal:
    """The office with the file of the programme changed since 4.1 came in: the KG meets after a preparing session."""
    words = yaml.safe_load(PROGRAMME.read_text("utf-8"))
    approval = next(one for one in words["proceedings"] if one["key"] == "approval")["stages"]
    approval.insert(1, {
        "key": "preparation", "kind": "meeting", "title": {"de": "Vorbereitung", "en": "Preparation"}, "body": "kg",
        "role": "case_officer", "usually_after": ["submission"],
    })  # fmt: skip
    approval[2]["usually_after"] = ["preparation"]
    config = tmp_path / "config"
    for folder in ("programmes", "authorities", "rules"):
        (config / folder).mkdir(parents=True)
        for file in (ROOT / "config" / folder).glob("*.yaml"):
            (config / folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    (config / "programmes" / PROGRAMME.name).write_text(yaml.safe_dump(words, allow_unicode=True), "utf-8")
    leipzig.environment["FOERDERKETTE_CONFIG"] = str(config)
    leipzig.language = "en"
    return leipzig


def test_a_changed_file_moves_nothing_by_itself_and_a_person_moves_the_case(newer: Terminal) -> None:
    waiting = newer.done("worklist")
    ahead = newer.done("programme", "preview", LEIPZIG)
    assert newer.done("worklist") == waiting
    assert "could move" in ahead
    assert "waits for case officer at “Preparation”" in ahead

    moved = newer.done("programme", "move", "4.1", "--reason", "Neue Richtlinie")

    assert "Moved to another version of the programme" in moved
    assert "Preparation" in moved
    assert "No running case" in newer.done("programme", "preview", LEIPZIG)


def test_all_that_could_are_moved_after_one_confirmation(newer: Terminal) -> None:
    said = newer.done("programme", "move", "--all-that-could", "--programme", LEIPZIG, "--reason", "Neu", "--yes")

    assert said.startswith("Cases moved to version ")
    assert said.strip().endswith(": 1.")


def test_the_offer_and_the_budget_are_told(berlin: Terminal) -> None:
    berlin.language = "en"
    reference = json.loads(berlin.done("worklist", "--json"))[0]["reference"]

    said = berlin.done("offer", reference, "--on", "2024-03-21")
    plain = json.loads(berlin.done("offer", reference, "--on", "2024-03-21", "--json"))

    assert said.startswith("At most ")
    assert "10,000.00 EUR are left for" in said
    assert plain["offer"]["cap"] == 150_000
    assert berlin.done("budget", BERLIN).strip() == "Nothing was given yet."
    assert json.loads(berlin.done("budget", "--json")) == []


def test_a_case_of_a_programme_without_yearly_amounts_is_offered_nothing(leipzig: Terminal) -> None:
    leipzig.language = "en"

    assert "gives no yearly amounts" in leipzig.done("offer", "4.1")
    assert json.loads(leipzig.done("offer", "4.1", "--json"))["offer"] is None


def test_a_call_is_opened_listed_and_closed(berlin: Terminal) -> None:
    berlin.language = "en"
    last = f"{json.loads(berlin.done('offer', 'AF-2024-12', '--json'))['on'][:4]}-12-31"
    where = ("--authority", "berlin")

    opened = json.loads(berlin.done("call", "open", BERLIN, "--area", "Beispielkiez", "--until", last, *where, "--json"))
    listed = json.loads(berlin.done("call", "list", "--json"))

    assert opened["amount"] == 1_000_000
    assert [(one["call"], one["left"]) for one in listed] == [(opened["call"], 1_000_000)]
    assert "Beispielkiez" in berlin.done("call", "list")
    assert "The call is closed." in berlin.done("call", "close", BERLIN, opened["call"], *where)
    assert "There is no open call." in berlin.done("call", "list")
    berlin.refused("call", "close", BERLIN, opened["call"], *where)
    berlin.refused("call", "open", BERLIN, "--area", "Beispielkiez", "--until", "2026-11", *where, code=2)
    berlin.refused("call", "open", BERLIN, "--area", "Beispielkiez", "--until", last, code=2)
