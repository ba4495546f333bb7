"""What a form that records something carries besides its fields: a key that makes it once-only, and the version seen."""

import secrets
from collections.abc import Mapping

from portal.web.numbers import number
from store.change import KEY


def a_key(given: str = "") -> str:
    """The form's key, kept when it comes back; a new one for a new form."""
    return given if KEY.fullmatch(given) else secrets.token_hex(16)


def seen_in(fields: Mapping[str, str]) -> int:
    """The version the person was looking at; -1, which no dossier has, if the form does not say."""
    return number(fields.get("seen", ""), other=-1)
