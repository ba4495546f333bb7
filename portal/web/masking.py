"""The form token as pages carry it: masked anew for every answer.

A compressed page must not say the same secret twice beside what somebody else chose, or its length tells the secret letter by
letter (BREACH). So a page holds a random mask and the token under it.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode


def masked(token: str) -> str:
    """The token under a new random mask."""
    said = token.encode()
    mask = secrets.token_bytes(len(said))
    return urlsafe_b64encode(mask + _under(mask, said)).decode()


def unmasked(text: str) -> bytes:
    """The token in a form; nothing for what `masked` did not make."""
    try:
        said = urlsafe_b64decode(text.encode("ascii"))
    except ValueError:
        return b""
    half = len(said) // 2
    return _under(said[:half], said[half:]) if len(said) == 2 * half else b""


def _under(mask: bytes, said: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(mask, said, strict=True))
