"""What a form that records something carries besides its fields: a key that makes it once-only, and the version seen."""

import secrets
from collections.abc import Mapping

from store.change import KEY

#: No dossier has as many entries.
_DIGITS = 9


def a_key(given: str = "") -> str:
    """The form's key, kept when it comes back; a new one for a new form."""
    return given if KEY.fullmatch(given) else secrets.token_hex(16)


def seen_in(fields: Mapping[str, str]) -> int:
    """The version the person was looking at; -1, which no dossier has, if the form does not say."""
    seen = fields.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) <= _DIGITS else -1
