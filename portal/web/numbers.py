"""Numbers from outside: from an address, a hidden field, a cursor. Whatever is none is nobody's fault and stops nothing."""


def number(text: str, *, digits: int = 9, other: int = 0) -> int:
    """The number a text says, or `other` if it is none or has more digits; only 0 to 9 count as digits."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else other
