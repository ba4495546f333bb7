"""The pictures in the documents show the programme as it is: they are generated, never drawn."""

import pytest

from tests.guards.pictures import FOLDER, pictures
from tests.guards.repository import ROOT

DRAWN = pictures()


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_a_picture_is_what_the_programme_draws_today(name: str) -> None:
    kept = (FOLDER / name).read_text("utf-8")

    assert kept == DRAWN[name], "the chain has changed: renew the pictures with  make pictures"


def test_there_is_no_picture_that_nothing_generates() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(DRAWN)


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_the_readme_shows_every_picture_with_words_for_those_who_cannot_see_it(name: str) -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    shown = [line for line in lines if f"](docs/pictures/{name})" in line]

    assert len(shown) == 1
    assert len(shown[0].partition("![")[2].partition("]")[0]) > 60
