"""The rules for typed text: what is refused, what is kept, and that the sentence names the place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import ControlCharacter, ReorderingCharacter, TextMissing, TextTooLong
from domain.typed import typed


@pytest.mark.parametrize("text", ["Quartiersmanagement", "Müller & Söhne", "🌳 Baumfest 👩‍👩‍👧", "Łódź", "שלום", "10 % – 1/3"])
def test_what_people_write_is_kept(text: str) -> None:
    assert typed("title", text) == text


def test_outer_blanks_are_cut_and_letters_composed() -> None:
    assert typed("title", "  Mu\u0308ller \n") == "Müller"


@pytest.mark.parametrize("blank", ["", "   ", "\n\t", "\u00a0"])
def test_nothing_is_not_a_text(blank: str) -> None:
    with pytest.raises(TextMissing, match='The field "title" is empty'):
        typed("title", blank)


def test_a_text_may_be_as_long_as_its_limit_and_no_longer() -> None:
    assert typed("title", "ä" * 300, limit=300) == "ä" * 300
    with pytest.raises(TextTooLong, match="has 5000 characters; at most 300 fit"):
        typed("title", "x" * 5_000, limit=300)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Fest\r\nBcc: all@example.org", "U\\+000D at position 5"),
        ("Fest\nheute", "U\\+000A at position 5"),
        ("a\x00b", "U\\+0000 at position 2"),
        ("a\x1b[31mb", "U\\+001B at position 2"),
        ("a\x85b", "U\\+0085 at position 2"),
        ("a\u2028b", "U\\+2028 at position 2"),
        ("a\ud800b", "U\\+D800 at position 2"),
    ],
)
def test_a_control_character_is_refused_by_name_and_place(text: str, named: str) -> None:
    """RFC 5322 2.2: a line break in a name would begin a new mail header."""
    with pytest.raises(ControlCharacter, match=named):
        typed("title", text)


def test_longer_texts_may_have_lines_but_no_other_control_characters() -> None:
    assert typed("reason", "erstens\nzweitens", lines=True) == "erstens\nzweitens"
    with pytest.raises(ControlCharacter, match="U\\+000D"):
        typed("reason", "erstens\r\nzweitens", lines=True)


@pytest.mark.parametrize("code", [0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069])
def test_text_that_reorders_its_surroundings_is_refused(code: int) -> None:
    with pytest.raises(ReorderingCharacter, match=f"U\\+{code:04X} at position 2"):
        typed("title", f"a{chr(code)}b")


@given(st.text(max_size=60), st.booleans())
def test_what_is_accepted_is_accepted_again_unchanged(text: str, lines: bool) -> None:  # noqa: FBT001 - hypothesis draws it
    try:
        kept = typed("field", text, lines=lines)
    except (TextMissing, ControlCharacter, ReorderingCharacter):
        return
    assert typed("field", kept, lines=lines) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert lines or "\n" not in kept
    assert "\r" not in kept
