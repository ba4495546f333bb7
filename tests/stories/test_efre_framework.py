"""The story of today's ERDF procedure in Saxony: a framework notice first, a single operation under it then."""

from pathlib import Path

import pytest

from tests.cli.terminal import ROOT, Terminal
from tests.stories.playing import replayed, said, sheet, waiting

FRAMEWORK, OPERATION = "NSE-2022-01", "NSE-2022-01-03"
SAMPLES = "efre-rahmenantrag-leipziger-westen.yaml", "efre-einzelvorhaben-stadtteilladen.yaml"


@pytest.fixture
def office(tmp_path: Path) -> Terminal:
    """The SAB's desk after framework and operation were replayed."""
    return replayed(tmp_path, *SAMPLES)


def test_the_framework_goes_from_the_call_to_its_notice(office: Terminal) -> None:
    assert said(office, FRAMEWORK) == {
        "call": [("2022-07-01", "published")],
        "gihk": [("2022-11-09", "adopted")],
        "application": [("2022-12-05", "submitted"), ("2023-01-16", "documents"), ("2023-02-06", "supplied")],
        "steering": [("2023-04-19", "adopted")],
        "framework_notice": [("2023-05-15", "granted")],
        "opinion": [("2023-03-01", "submitted")],
    }
    assert waiting(office, FRAMEWORK) == []


def test_the_operation_has_a_notice_of_its_own_and_eu_state_and_city_share_it_to_the_cent(office: Terminal) -> None:
    assert said(office, OPERATION)["decision"] == [("2023-10-23", "granted")]
    shares = {part["source"]: (part["share"], part["cents"], part["outcome"]) for part in sheet(office, OPERATION)["financing"]}
    assert shares == {
        "efre": ("50 %", 15_000_000, "confirmed"),
        "land": ("20 %", 6_000_000, "confirmed"),
        "kommune": ("30 %", 9_000_000, "confirmed"),
    }
    assert sheet(office, OPERATION)["sponsor"] == "Beispielträger Stadtteilarbeit", "the city passes the grant on"
    assert waiting(office, OPERATION) == []
    office.done("verify")


def test_an_operation_without_its_framework_is_refused_and_leaves_no_trace(tmp_path: Path) -> None:
    office = Terminal(tmp_path / "data")
    assert FRAMEWORK in office.refused("replay", str(ROOT / "samples" / SAMPLES[1]))


def test_nobody_signs_what_they_proposed_themselves(tmp_path: Path) -> None:
    sample = (ROOT / "samples" / SAMPLES[0]).read_text("utf-8")
    assert sample.count("    as: sab-zeichnung\n") == 1
    file = tmp_path / "alone.yaml"
    file.write_text(sample.replace("    as: sab-zeichnung\n", ""), "utf-8")
    office = Terminal(tmp_path / "data")
    alone = office.type("replay", str(file))
    assert alone.code == 1
    assert "sab-sachbearbeitung" in alone.err
    assert waiting(office, FRAMEWORK) == [("framework_notice", "sab_signatory")]
