"""Conditions, calls and bids at the command line."""

import json

from config.clock import FixedClock
from tests.cli.terminal import Terminal
from tests.conftest import MORNING
from tests.houses import TEAM, HousesOf
from tests.projects import A, B, a_project


def _adopted(leipzig: Terminal) -> None:
    leipzig.done(
        "record", "4.1", "kg", "adopted_with_conditions", "--on", "04.07.2002", "--conditions", "Miete prüfen\nBericht",
        "--vote", "5:0", "--secret", "--biased", "rp-bewilligung",
    )  # fmt: skip


def test_open_conditions_are_listed_until_they_end(leipzig: Terminal) -> None:
    assert leipzig.done("condition", "list", "--json").strip() == "[]"
    _adopted(leipzig)

    found = json.loads(leipzig.done("condition", "list", "--json"))
    assert [(one["reference"], one["number"], one["text"]) for one in found] == [
        ("4.1", 1, "Miete prüfen"), ("4.1", 2, "Bericht"),
    ]  # fmt: skip
    entry = str(found[0]["entry"])
    said = leipzig.done("condition", "settle", "4.1", entry, "1", "met", "--proof", "Mietvertrag", "--on", "2002-08-01")
    assert "Mietvertrag" in said
    shown = leipzig.done("condition", "list")
    assert "Bericht" in shown
    assert "Miete prüfen" not in shown
    assert "Bericht" in leipzig.done("condition", "list", "--programme", "urban-ii-leipzig", "--authority", "leipzig")
    assert "Bericht" not in leipzig.done("condition", "list", "--authority", "berlin")
    assert leipzig.refused("condition", "list", "--programme", "gibtsnicht")
    assert leipzig.refused("condition", "settle", "4.1", entry, "1", "met", "--proof", "x", "--on", "2002-08-01")


def test_a_bid_and_a_selection_name_the_bidder_by_handle(office: Terminal) -> None:
    with HousesOf(f"sqlite:///{office.data / 'foerderkette.sqlite'}", office.data, FixedClock(MORNING)) as houses:
        a_project(houses.open(), "bids")
    office.person = TEAM
    call = ("record", "PF-1", "bids", "received", "--on", "2024-03-20", "--bidder")
    office.done(*call, A, "--amount", "20.000,00")
    office.done(*call, B)
    assert office.refused(*call, "niemand")
    office.done("record", "PF-1", "bids", "closed", "--on", "2024-04-02")
    said = office.done("record", "PF-1", "selection", "selected", "--on", "2024-04-10", "--bidder", A)
    assert "Projektträger ausgewählt" in said
    sheet = office.done("sheet", "PF-1")
    assert "Trägerverein Beispielkiez A" in sheet
