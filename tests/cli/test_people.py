"""People at the command line: listed, and erased for good after asking back."""

import json

from config.clock import SystemClock
from store.people import party_id
from tests.cli.terminal import Terminal
from tests.houses import HousesOf
from workflows import erasing
from workflows.roster_change import By


def test_people_are_listed_and_found(office: Terminal) -> None:
    assert "GBM Beratung mbH" in office.done("person", "list")
    found = json.loads(office.done("person", "list", "--search", "BERATUNG", "--authority", "leipzig", "--json"))
    assert [(who["handle"], who["email"], who["organisation"]) for who in found] == [("gbm", None, True)]
    assert office.done("person", "list", "--search", "nirgends").strip()
    assert "leipzig" in office.refused("person", "list", "--authority", "nirgends")


def test_erasing_needs_a_yes_and_a_person_that_is_there(office: Terminal) -> None:
    office.refused("person", "erase", "niemand", "--authority", "leipzig", "--yes")
    office.refused("person", "erase", "gbm", "--authority", "nirgends", "--yes")
    office.refused("person", "erase", "gbm", code=2)
    office.refused("person", "erase", "sachbearbeitung", "--authority", "leipzig", "--yes")
    assert "--yes" in office.refused("person", "erase", "gbm", "--authority", "leipzig", code=2)
    assert "GBM" in office.done("person", "list")

    office.done("person", "erase", "gbm", "--authority", "leipzig", "--yes")
    assert "GBM" in office.done("person", "list"), "the command line is one person; it takes a second one"
    office.refused("person", "erase", "gbm", "--authority", "leipzig", "--yes")
    with HousesOf(f"sqlite:///{office.data / 'foerderkette.sqlite'}", office.data, SystemClock()) as houses:
        assert erasing.erase(houses.look(), By("leipzig", party_id("leipzig", "sachbearbeitung")), "gbm", "gbm")

    assert "GBM" not in office.done("person", "list")
    office.refused("person", "erase", "gbm", "--authority", "leipzig", "--yes")
    assert "geloescht-" not in office.done("person", "list")
