"""The rules every text typed by a person has to keep, whichever door it comes through."""

import unicodedata

from domain.errors import ControlCharacter, ReorderingCharacter, TextMissing, TextTooLong
from domain.text import TEXT_LIMIT, normal

_REORDERING = frozenset({"LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI", "FSI", "PDI"})


def typed(field: str, value: str, *, limit: int = TEXT_LIMIT, lines: bool = False) -> str:
    """Give the text in NFC, or refuse it with a sentence that names the field and the place.

    Refused are nothing at all, more than `limit` characters, control characters (CR and LF would end a mail header; `lines`
    allows LF in longer texts), lone surrogates, and characters that reorder the text around them. Emoji are text.
    """
    text = normal(value)
    # Zero-width characters and blanks alone show nothing either.
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise TextMissing(field=field)
    if len(text) > limit:
        raise TextTooLong(field=field, length=len(text), limit=limit)
    if text.isascii() and text.isprintable():
        return text
    for position, char in enumerate(text, start=1):
        if char == "\n" and lines:
            continue
        if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}:
            raise ControlCharacter(field=field, character=f"U+{ord(char):04X}", position=position)
        if unicodedata.bidirectional(char) in _REORDERING:
            raise ReorderingCharacter(field=field, character=f"U+{ord(char):04X}", position=position)
    return text
