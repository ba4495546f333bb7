"""The story of the Aktionsfonds: residents apply, the jury of residents votes, the team confirms."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.stories.playing import replayed, said, sheet, waiting

PARTY = "AF-2024-07"


@pytest.fixture
def office(tmp_path: Path) -> Terminal:
    """The neighbourhood office after the block party was replayed."""
    return replayed(tmp_path, "berlin-aktionsfonds-hoffest.yaml")


def test_the_block_party_is_granted_a_day_after_the_jury_voted(office: Terminal) -> None:
    assert said(office, PARTY) == {
        "application": [("2024-03-04", "submitted")],
        "jury": [("2024-03-20", "adopted")],
        "decision": [("2024-03-21", "granted")],
    }
    assert sheet(office, PARTY)["granted_cents"] == 120_000
    assert waiting(office, PARTY) == []
    office.done("verify")


def test_a_vote_that_carries_nothing_by_the_rules_of_the_jury_is_noticed(office: Terminal) -> None:
    office.person = "qm-team"
    office.done("submit", str(Path(__file__).parents[2] / "samples/antrag-hoffest.yaml"))
    told = office.done("record", "AF-2024-12", "jury", "adopted", "--on", "2024-04-17", "--vote", "3 Ja, 4 Nein")
    assert "3 Ja, 4 Nein" in told
    assert "prüfen" in told.lower()
