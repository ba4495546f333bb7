"""How wide a text will be and where it breaks, without asking a font: the picture has to fit with any sans-serif."""

from typing import NamedTuple


class Face(NamedTuple):
    """A size in pixels and how much wider than regular its letters run."""

    size: float
    stretch: float


TITLE, STATUS, ROLE = Face(14, 1.08), Face(12.5, 1.08), Face(12.5, 1.0)

#: Widths in ems, rounded up to the widest of the usual sans-serif faces (DejaVu Sans).
_NARROW = dict.fromkeys("iljI|.,:;!'’ ()[]/-·ftr1", 0.38)
_BROAD = dict.fromkeys("mwMWGOQ@%–—…", 0.92)
_USUAL, _CAPITAL, _FULL = 0.615, 0.7, 1.05
_LAST_NARROW_BLOCK = 0x1100
#: Marks a line that ends within a word; drawn as a hyphen.
_BROKEN = "\u00ad"


def width(text: str, face: Face) -> float:
    """The width of a text in pixels, estimated a little too wide."""
    return sum(map(_ems, text)) * face.size * face.stretch


def wrapped(text: str, face: Face, room: float, *, most: int) -> list[str]:
    """Break a text at blanks into at most so many lines that fit; words too long are broken, the rest becomes "…"."""
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, face, room):
            longer = f"{lines[-1]} {piece}" if lines else piece
            if lines and width(longer, face) <= room and not lines[-1].endswith(_BROKEN):
                lines[-1] = longer
            else:
                lines.append(piece)
    lines = [line.replace(_BROKEN, "-") for line in lines]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while width(f"{last}…", face) > room:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _pieces(word: str, face: Face, room: float) -> list[str]:
    """The word, or its parts that fit, each but the last ending in a soft hyphen."""
    pieces: list[str] = []
    while width(word, face) > room:
        end = next(n for n in range(len(word), 0, -1) if n == 1 or width(f"{word[:n]}-", face) <= room)
        pieces.append(f"{word[:end]}{_BROKEN}")
        word = word[end:]
    return [*pieces, word]


def _ems(char: str) -> float:
    if char in _NARROW:
        return _NARROW[char]
    if char in _BROAD:
        return _BROAD[char]
    if ord(char) >= _LAST_NARROW_BLOCK:
        return _FULL
    return _CAPITAL if char.isupper() else _USUAL
