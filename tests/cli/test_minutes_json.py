"""The results of a meeting for machines, and meetings that were held without a case on their agenda."""

import json
from pathlib import Path
from typing import Any

import pytest

from config.clock import SystemClock
from tests.cli.terminal import Terminal
from tests.councils import OFFICE, a_council, a_meeting, seated
from tests.houses import HousesOf


def _council(office: Terminal, papers: int) -> str:
    with HousesOf(f"sqlite:///{office.data / 'foerderkette.sqlite'}", office.data, SystemClock()) as houses:
        house = houses.open()
        meeting = a_council(house, papers)[0] if papers else a_meeting(house)
        seated(house, OFFICE)
    office.person, office.language = OFFICE, "en"
    return meeting.id


def _results(tmp_path: Path, *rows: str) -> str:
    file = tmp_path / "ergebnisse.csv"
    file.write_text("\n".join(["item,outcome,on", *rows]), "utf-8")
    return str(file)


def _said(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found


def test_a_rehearsal_and_its_results_are_one_object_with_a_row_each(office: Terminal, tmp_path: Path) -> None:
    meeting = _council(office, 2)
    file = _results(tmp_path, "1,adopted,", "2,rejected,")
    before = office.rows()

    ahead = _said(office.done("meeting", "record", meeting, file, "--dry-run", "--json"))
    assert (ahead["cases"], ahead["letters"], office.rows()) == (2, 2, before)
    assert [(row["item"], row["reference"], row["refused"]) for row in ahead["rows"]] == [
        ("1", "01/SVV/0001", None), ("2", "01/SVV/0002", None),
    ]  # fmt: skip
    assert ahead["rows"][0]["letters"][0]["to"] == "Geschäftsbereich Oberbürgermeister"
    assert ahead["rows"][0]["entries"][0]["on"] == "7 November 2001"

    done = _said(office.done("meeting", "record", meeting, file, "--yes", "--json"))
    assert (done["state"], [row["repeated"] for row in done["rows"]]) == ("held", [False, False])
    again = _said(office.done("meeting", "record", meeting, file, "--yes", "--json"))
    assert [(row["entry"], row["repeated"]) for row in again["rows"]] == [(row["entry"], True) for row in done["rows"]]


def test_a_refused_row_has_its_sentence_and_its_name(office: Terminal, tmp_path: Path) -> None:
    meeting = _council(office, 2)
    said = office.type(
        "meeting", "record", meeting, _results(tmp_path, "1,adopted,", "2,adopted,2001-10-01"), "--yes", "--json"
    )
    first, second = _said(said.out)["rows"]
    assert (said.code, first["refused"], first["refusal"]) == (1, None, None)
    assert (second["entry"], second["refusal"]) == (None, "BeforeItsGate")
    assert second["refused"].endswith(".")


def test_json_never_asks(office: Terminal, tmp_path: Path) -> None:
    meeting = _council(office, 1)
    assert "--yes" in office.refused("meeting", "record", meeting, _results(tmp_path, "1,adopted,"), "--json", code=2)


def test_a_meeting_without_a_case_is_held_with_who_was_there(office: Terminal) -> None:
    meeting = _council(office, 0)
    said = office.done("meeting", "record", meeting, "--present", OFFICE, "--yes")
    assert "0 cases, 0 e-mails" in said
    assert "the meeting was held" in said
    minutes = office.done("meeting", "minutes", meeting)
    assert "Present: Büro der Stadtverordnetenversammlung" in minutes
    assert "The agenda is empty." in minutes
    listed = _said(office.done("meeting", "minutes", meeting, "--format", "json"))
    assert (listed["state"], listed["items"]) == ("held", [])


@pytest.mark.parametrize("given", [True, False])
def test_cases_on_the_agenda_need_a_result(office: Terminal, tmp_path: Path, given: bool) -> None:  # noqa: FBT001 - the datum under test
    meeting = _council(office, 2)
    file = [_results(tmp_path, "1,,", "2,,")] if given else []
    assert "at least one item" in office.refused("meeting", "record", meeting, *file, "--yes", code=2)
    assert _said(office.done("meeting", "minutes", meeting, "--format", "json"))["state"] == "scheduled"
