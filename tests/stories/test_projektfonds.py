"""The story of the Projektfonds: a project is there before anybody who could apply for it."""

import json
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.stories.playing import replayed, said, sheet, waiting

CALLED, DONE = "PF-2023-02", "PF-2022-01"


@pytest.fixture
def office(tmp_path: Path) -> Terminal:
    """The neighbourhood office after both projects were replayed."""
    return replayed(tmp_path, "berlin-projektfonds-aufruf.yaml", "berlin-projektfonds-lesepaten.yaml")


def test_a_project_without_applicant_sponsor_or_bids_has_moved_to_its_call(office: Terminal) -> None:
    assert waiting(office, CALLED) == [("bids", "qm_team")]
    assert sheet(office, CALLED)["sponsor"] is None
    opened = json.loads(office.done("history", CALLED, "--json"))[0]["said"]
    assert not {"applicant", "sponsor"} & {key for key, value in opened.items() if value}
    assert said(office, CALLED)["call"] == [("2023-05-02", "published")]


def test_bids_cannot_be_closed_while_there_is_none(office: Terminal) -> None:
    office.person = "qm-team"
    refused = office.refused("record", CALLED, "bids", "closed", "--on", "2023-06-06")
    assert "kein Angebot" in refused or "Nobody has made a bid" in refused


def test_the_bidder_that_was_chosen_is_the_sponsor_and_files_the_application(office: Terminal) -> None:
    assert sheet(office, DONE)["sponsor"] == "Trägerverein Beispielkiez A"
    stages = said(office, DONE)
    assert [outcome for _, outcome in stages["bids"]] == ["received", "received", "closed"]
    assert stages["selection"] == [("2022-07-20", "selected")]
    assert stages["application"] == [("2022-08-15", "submitted")], "the formal application comes after the selection"
    assert stages["decision"] == [("2022-09-12", "granted")]
    assert waiting(office, DONE) == []
    assert sheet(office, DONE)["granted_cents"] == 4_005_000


def test_the_steering_round_put_it_off_once_and_its_condition_was_met(office: Terminal) -> None:
    assert [outcome for _, outcome in said(office, DONE)["steuerungsrunde"]] == ["postponed", "adopted_with_conditions"]
    history = office.done("history", DONE)
    assert "Protokoll des Gesprächs mit den Schulen" in history


def test_both_files_are_whole(office: Terminal) -> None:
    office.done("verify")
