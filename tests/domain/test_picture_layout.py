"""The picture's geometry: nothing covers anything, every arrow reaches its stage, every text fits."""

import re
from itertools import combinations, pairwise

import pytest

from domain.picture.bands import bands
from domain.picture.layout import CARD, Card, Placed, Point, columns, path, place
from domain.picture.lettering import ROLE, TITLE, width, wrapped
from domain.programme import Programme
from tests.domain.shapes import LONG, a_programme
from tests.offices import BERLIN, LEIPZIG

SHAPES = [LEIPZIG, BERLIN, a_programme(), a_programme(**LONG)]


def inside(point: Point, card: Card) -> bool:
    """Tell whether the point lies within the card, its edge not counted."""
    return card.x < point[0] < card.x + CARD and card.y < point[1] < card.y + card.height


def placed(programme: Programme) -> list[Placed]:
    return [place(band) for band in bands(programme, "de", None)]


@pytest.mark.parametrize("programme", SHAPES)
def test_no_station_covers_another_or_leaves_its_band(programme: Programme) -> None:
    for band in placed(programme):
        for card in band.cards:
            assert card.x >= 0
            assert card.x + CARD <= band.width
            assert card.y + card.height <= band.height
        for one, other in combinations(band.cards, 2):
            beside = one.x + CARD < other.x or other.x + CARD < one.x
            assert beside or one.y + one.height < other.y or other.y + other.height < one.y


@pytest.mark.parametrize("programme", SHAPES)
def test_no_arrow_crosses_a_station_and_each_begins_and_ends_at_its_own(programme: Programme) -> None:
    for band in placed(programme):
        cards = {card.station.key: card for card in band.cards}
        for arrow, points in band.arrows:
            along = [
                (x1 + (x2 - x1) * step / 40, y1 + (y2 - y1) * step / 40)
                for (x1, y1), (x2, y2) in pairwise(points)
                for step in range(41)
            ]
            assert not [point for point in along for card in cards.values() if inside(point, card)]
            assert touches(points[0], cards[arrow.source])
            assert touches(points[-1], cards[arrow.target])
        assert {(arrow.source, arrow.target) for arrow, _ in band.arrows} == {
            (arrow.source, arrow.target) for arrow in band.band.arrows
        }


def touches(point: Point, card: Card) -> bool:
    """Tell whether the point lies on the edge of the card."""
    x, y = point
    return (x in {card.x, card.x + CARD} and card.y <= y <= card.y + card.height) or (
        y == card.y and card.x <= x <= card.x + CARD
    )


@pytest.mark.parametrize("programme", SHAPES)
def test_every_stage_stands_to_the_right_of_all_it_comes_after(programme: Programme) -> None:
    for band in bands(programme, "de", None):
        column = columns(band)
        assert all(column[arrow.source] < column[arrow.target] for arrow in band.arrows)
        assert set(column.values()) == set(range(max(column.values()) + 1)), "no column stays empty"


@pytest.mark.parametrize("text", [*LONG.values(), "kurz", "", "ein Wort" * 200, "🌳" * 60, "a " * 90])
def test_a_text_breaks_into_lines_that_fit_and_loses_nothing_but_what_it_says_it_lost(text: str) -> None:
    lines = wrapped(text, TITLE, CARD - 32, most=4)
    assert len(lines) <= 4
    assert all(width(line, TITLE) <= CARD - 32 for line in lines)
    if not any(line.endswith("…") for line in lines):
        assert re.sub(r"[-\s]", "", "".join(lines)) == re.sub(r"[-\s]", "", text)


def test_small_letters_are_narrower_than_large_ones() -> None:
    assert width("Antrag", ROLE) < width("Antrag", TITLE) < width("ANTRAG", TITLE)


def test_corners_are_round_and_never_overshoot_a_short_way() -> None:
    assert path([(0, 0), (100, 0)]) == "M0 0L100 0"
    assert path([(0, 0), (50, 0), (50, 60)]) == "M0 0L41 0Q50 0 50 9L50 60"
    assert path([(0, 0), (50, 0), (50, 4)]) == "M0 0L41 0Q50 0 50 2L50 4"
