"""Where everything stands in the picture, in pixels: stations in columns by their longest path, arrows around them.

An arrow to the next column runs straight or with one elbow through the gap between the columns. A longer one leaves by
the top, runs along a lane of its own above the stations and comes down on its target, so that it crosses no station.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.picture.bands import Arrow, Band, Station
from domain.picture.lettering import ROLE, STATUS, TITLE, width, wrapped

CARD, GAP, ROW_GAP, PADDING = 212, 58, 22, 22
HEADER, LANE = 44, 16
_RADIUS, _PORT = 9, 15
_INNER = CARD - 32
_SIGN = 26
LINE, TITLE_LINE = 17, 19

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Card:
    """A station's rectangle with its texts broken into lines; coordinates within the band."""

    station: Station
    x: float
    y: float
    height: float
    title: Sequence[str]
    role: Sequence[str]
    word: Sequence[str]
    details: Sequence[str]

    @property
    def foot(self) -> int:
        """How many lines stand below the rule."""
        return len(self.word) + len(self.details)


@dataclass(frozen=True, slots=True)
class Placed:
    """A band with its cards and its arrows as corner points."""

    band: Band
    width: float
    height: float
    cards: Sequence[Card]
    arrows: Sequence[tuple[Arrow, Sequence[Point]]]


def place(band: Band) -> Placed:
    """Lay one band out."""
    column = columns(band)
    stacks = [[s for s in band.stations if column[s.key] == n] for n in range(max(column.values()) + 1)]
    texts = {s.key: _texts(s) for s in band.stations}
    height = max(_height(*texts[s.key]) for s in band.stations)
    long = [a for a in band.arrows if column[a.target] - column[a.source] > 1]
    top = HEADER + (LANE * len(long) + 8 if long else 0)
    tallest = max(map(len, stacks)) * (height + ROW_GAP) - ROW_GAP
    cards = {}
    for n, stack in enumerate(stacks):
        free = tallest - (len(stack) * (height + ROW_GAP) - ROW_GAP)
        for row, station in enumerate(stack):
            y = top + free / 2 + row * (height + ROW_GAP)
            cards[station.key] = Card(station, PADDING + n * (CARD + GAP), y, height, *texts[station.key])
    across = 2 * PADDING + len(stacks) * (CARD + GAP) - GAP
    near = [a for a in band.arrows if a not in long]
    arrows = [*_near(near, cards), *_far(long, cards, [{s.key for s in stack[:1]} for stack in stacks])]
    return Placed(band, across, top + tallest + PADDING, list(cards.values()), arrows)


def columns(band: Band) -> dict[str, int]:
    """The column of each station: the length of the longest way to it from a beginning."""
    before: dict[str, list[str]] = {station.key: [] for station in band.stations}
    for arrow in band.arrows:
        before[arrow.target].append(arrow.source)
    found: dict[str, int] = {}

    def find(key: str) -> int:
        if key not in found:
            found[key] = max((find(source) + 1 for source in before[key]), default=0)
        return found[key]

    return {key: find(key) for key in before}


_Texts = tuple[list[str], list[str], list[str], list[str]]


def _texts(station: Station) -> _Texts:
    room = _INNER - (_SIGN if station.state else 0)
    together = " · ".join(station.details)
    details = [together] if width(together, ROLE) <= room else list(station.details)
    return (
        wrapped(station.title, TITLE, _INNER, most=4),
        wrapped(station.role, ROLE, _INNER, most=2),
        wrapped(station.word, STATUS, room, most=2),
        [line for detail in details for line in wrapped(detail, ROLE, room, most=2)],
    )


def _height(title: list[str], role: list[str], word: list[str], details: list[str]) -> float:
    foot = len(word) + len(details)
    return 30 + TITLE_LINE * len(title) + LINE * len(role) + (14 + LINE * foot if foot else 0)


def _near(arrows: Sequence[Arrow], cards: Mapping[str, Card]) -> Iterator[tuple[Arrow, Sequence[Point]]]:
    """From the right side of one card to the left side of the next, spread where several meet."""
    for arrow in arrows:
        leaving = sorted((a.target for a in arrows if a.source == arrow.source), key=lambda key: cards[key].y)
        arriving = sorted((a.source for a in arrows if a.target == arrow.target), key=lambda key: cards[key].y)
        source, target = cards[arrow.source], cards[arrow.target]
        y1 = source.y + source.height / 2 + _spread(leaving, arrow.target)
        y2 = target.y + target.height / 2 + _spread(arriving, arrow.source)
        middle = source.x + CARD + GAP / 2 + _spread(arriving, arrow.source) / 2
        bend = [] if y1 == y2 else [(middle, y1), (middle, y2)]
        yield arrow, [(source.x + CARD, y1), *bend, (target.x, y2)]


def _far(
    arrows: Sequence[Arrow], cards: Mapping[str, Card], on_top: Sequence[set[str]]
) -> Iterator[tuple[Arrow, Sequence[Point]]]:
    """Over the heads of the columns between; the longest arrow takes the outermost lane."""
    uppermost = set[str]().union(*on_top)
    ordered = sorted(arrows, key=lambda a: cards[a.source].x - cards[a.target].x)
    for n, arrow in enumerate(ordered):
        lane = HEADER + LANE * n + 4
        yield (
            arrow,
            [
                *_up(cards[arrow.source], lane, n, free=arrow.source in uppermost),
                *_down(cards[arrow.target], lane, n, free=arrow.target in uppermost),
            ],
        )


def _up(card: Card, lane: float, n: int, *, free: bool) -> list[Point]:
    if free:
        x = card.x + CARD - 34 - _PORT * n
        return [(x, card.y), (x, lane)]
    x, y = card.x + CARD + GAP / 4, card.y + 24 + 6 * n
    return [(card.x + CARD, y), (x, y), (x, lane)]


def _down(card: Card, lane: float, n: int, *, free: bool) -> list[Point]:
    if free:
        x = card.x + 34 + _PORT * n
        return [(x, lane), (x, card.y)]
    x, y = card.x - GAP / 4, card.y + 24 + 6 * n
    return [(x, lane), (x, y), (card.x, y)]


def _spread(keys: Sequence[str], key: str) -> float:
    return (keys.index(key) - (len(keys) - 1) / 2) * _PORT


def path(points: Sequence[Point]) -> str:
    """The corner points as an SVG path with rounded corners."""
    drawn = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for (before, corner), (_, after) in pairwise(pairwise(points)):
        near, far = _towards(corner, before), _towards(corner, after)
        drawn.append(f"L{_n(near[0])} {_n(near[1])}Q{_n(corner[0])} {_n(corner[1])} {_n(far[0])} {_n(far[1])}")
    drawn.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return "".join(drawn)


def _towards(corner: Point, other: Point) -> Point:
    """The point at most one radius from the corner on the straight line to the other, never past the middle."""
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    reach = min(_RADIUS, max(abs(dx), abs(dy)) / 2)
    step = reach / (max(abs(dx), abs(dy)) or 1)
    return corner[0] + dx * step, corner[1] + dy * step


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
