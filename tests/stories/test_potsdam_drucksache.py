"""The story of DS 01/0349/0000: a paper on the agenda of 07.11.2001 whose form never says what came of it."""

import json
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.stories.playing import replayed, said, sheet, waiting

PAPER = "DS 01/0349/0000"


@pytest.fixture
def office(tmp_path: Path) -> Terminal:
    """The council office after the paper of 2001 was replayed."""
    return replayed(tmp_path, "potsdam-ds-01-0349.yaml")


def test_the_city_council_is_still_waited_for(office: Terminal) -> None:
    assert waiting(office, PAPER) == [("svv", "council_office")]


def test_the_sheet_has_the_day_of_the_agenda_and_no_result(office: Terminal) -> None:
    assert said(office, PAPER) == {
        "paper": [("2001-10-23", "submitted")],
        "svv": [("2001-11-07", None)],
        "hauptausschuss": [],
        "fachausschuss": [],
    }
    printed = office.done("sheet", PAPER)
    assert "07.11.2001" in printed
    assert "zur Kenntnis genommen" not in printed.lower()
    assert sheet(office, PAPER)["implementation"] == "unknown"


def test_nothing_was_filled_in_that_the_form_leaves_empty(office: Terminal) -> None:
    history = json.loads(office.done("history", PAPER, "--json"))
    said = {entry["type"]: entry for entry in history}
    assert "Resolved" not in said
    assert said["Scheduled"]["happened_on"] in {None, "unknown"}, "the day it was put on the agenda is not handed down"
    assert said["Opened"]["said"]["refers_to"] == "DS 01/0349", "as printed, never completed"


def test_the_result_can_be_recorded_once_somebody_finds_the_minutes(office: Terminal) -> None:
    office.person = "svv-buero"
    refused = office.refused("record", PAPER, "svv", "adopted", "--on", "2001-11-07")
    assert "Mitteilung" in refused, "a report is noted and nothing else"
    office.done("record", PAPER, "svv", "noted", "--on", "2001-11-07")
    assert waiting(office, PAPER) == []
    assert said(office, PAPER)["svv"][-1] == ("2001-11-07", "noted")


def test_what_is_referred_waits_for_its_committees(office: Terminal) -> None:
    office.person = "svv-buero"
    office.done("record", PAPER, "svv", "referred", "--on", "2001-11-07", "--referred-to", "Hauptausschuss, Fachausschuss")
    assert {stage for stage, _ in waiting(office, PAPER)} == {"hauptausschuss", "fachausschuss"}
    office.done("record", PAPER, "hauptausschuss", "noted", "--on", "2001-11-21")
    office.done("record", PAPER, "fachausschuss", "noted", "--on", "2001-11-27")
    assert waiting(office, PAPER) == [("svv", "council_office")], "it comes back to the council"


def test_replaying_the_paper_again_changes_nothing(office: Terminal) -> None:
    before = office.done("history", PAPER, "--json")
    again = replayed(office.data.parent, "potsdam-ds-01-0349.yaml")
    assert again.done("history", PAPER, "--json") == before
    office.done("verify")
