"""The story of a neighbourhood's concept: agreed on under the cycle of two years, updated under that of three."""

from pathlib import Path

import pytest

from config.load import load_sample
from tests.cli.terminal import ROOT, Terminal
from tests.stories.playing import replayed, said, sheet, waiting

CONCEPT = "IHEK Beispielkiez"
FILE = "berlin-ihek-beispielkiez.yaml"


@pytest.fixture
def office(tmp_path: Path) -> Terminal:
    """The office after both cycles were replayed."""
    return replayed(tmp_path, FILE)


def test_quartiersrat_district_and_senate_agreed_to_concept_and_update(office: Terminal) -> None:
    stages = said(office, CONCEPT)
    assert stages["senate"] == [("2016-06-20", "granted")]
    assert stages["update_senate"] == [("2021-06-30", "granted")]
    assert waiting(office, CONCEPT) == []
    office.done("verify")


def test_the_update_is_due_again_three_years_after_it_was_agreed_to(office: Terminal) -> None:
    printed = office.done("sheet", CONCEPT).splitlines()
    assert printed[printed.index("Fortschreibung fällig") + 2] == "30.06.2024"
    assert sheet(office, CONCEPT)["due_again"] == "2024-06-30"


def test_before_the_update_it_was_due_two_years_after_the_first_agreement(tmp_path: Path) -> None:
    lines = (ROOT / "samples" / FILE).read_text("utf-8")
    first = tmp_path / "first.yaml"
    first.write_text(lines[: lines.index("  - on: 2021-02-15")], "utf-8")
    assert len(load_sample(first).entries) == 4
    office = Terminal(tmp_path / "data")
    office.done("replay", str(first))
    assert sheet(office, CONCEPT)["due_again"] == "2018-06-20"


def test_a_programme_without_a_cycle_says_nothing_about_an_update(tmp_path: Path) -> None:
    office = replayed(tmp_path, "berlin-aktionsfonds-hoffest.yaml")
    assert "Fortschreibung" not in office.done("sheet", "AF-2024-07")
    assert sheet(office, "AF-2024-07")["due_again"] is None
