"""Council papers are found by the parts of their number that people remember."""

import pytest

from store.search import Asked, search
from tests.houses import sample
from workflows.house import House
from workflows.replay import replay

PAPER = "DS 01/0349/0000"


@pytest.mark.parametrize(
    "asked", ["01/0349", "DS 01/0349", "ds 01/0349/0000", "0349", "DS 01/0349/0000", "01/0349 quartiersmanager"]
)
def test_a_paper_is_found_by_a_part_of_its_number(a_house: House, asked: str) -> None:
    list(replay(a_house, sample("potsdam-ds-01-0349.yaml")))
    with a_house.database.reading() as connection:
        found = search(connection, Asked(asked, "potsdam", ["potsdam-drucksache"]))
        elsewhere = search(connection, Asked(asked, "leipzig", ["potsdam-drucksache"]))
    assert [hit.reference for hit in found] == [PAPER], "as it was printed"
    assert elsewhere == []


@pytest.mark.parametrize("asked", ["01/0350", "02/0349", "SVV 0349"])
def test_another_number_finds_nothing(a_house: House, asked: str) -> None:
    list(replay(a_house, sample("potsdam-ds-01-0349.yaml")))
    with a_house.database.reading() as connection:
        assert search(connection, Asked(asked, "potsdam", ["potsdam-drucksache"])) == []
