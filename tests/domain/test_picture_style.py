"""The picture's colours and signs: told apart by everybody, in light and in dark."""

import re

import pytest

from domain.picture.style import ICONS, STYLE


def test_every_state_has_a_sign_and_a_colour_of_its_own_in_light_and_dark() -> None:
    light, dark = STYLE.split("@media")
    for state in ("passed", "waits", "returned", "rejected", "notyet"):
        assert state in ICONS
        assert f".fk .{state} .card{{fill:" in light
        assert f".fk .{state} .card{{fill:" in dark
    assert len(set(ICONS.values())) == len(ICONS)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_text_and_signs_stand_out_from_their_ground(ground: str) -> None:
    """WCAG 2.1: 1.4.3 asks 4.5:1 of text, 1.4.11 asks 3:1 of signs."""
    style = STYLE.split("@media")[ground == "dark"]
    fills = dict(re.findall(r"\.fk \.(\w+) \.card\{fill:(#\w{6})", style))
    signs = dict(re.findall(r"\.fk \.(\w+) \.icon circle\{fill:(#\w{6})", style))
    grounds = [*fills.values(), *re.findall(r"\.fk \.(?:paper|band|card)\{fill:(#\w{6})", style)]
    [ink], [quiet] = (re.findall(rf"\.fk {who}\{{fill:(#\w{{6}})", style) for who in ("text", r"\.role"))
    assert len(fills) == len(signs) == 5
    assert all(contrast(text, fill) >= 4.5 for text in (ink, quiet) for fill in grounds)
    assert all(contrast(signs[state], fill) >= 3 for state, fill in fills.items())
