"""Money in whole cents, and splits that always add up.

Amounts are `Decimal` at the edge and integer cents inside; there is no float anywhere. A split gives every source its share
cut down to the cent and the whole remainder to one named source, usually the applicant's own share.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

#: A ceiling far above any grant, so that a slip of the keyboard is caught and every database integer holds it.
LARGEST_CENTS = 10**15
_AMOUNT = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,60})?", re.ASCII)
_CENT = Decimal("0.01")
#: Digits only: `Fraction` would also take "1e999999999" and compute it.
_SHARE = re.compile(r"\d{1,12}(?:[.,]\d{1,12})?%?|\d{1,12}/0*[1-9]\d{0,11}", re.ASCII)


def cents(amount: Decimal | str) -> int:
    """Read an amount in EUR with at most two places ("10000", "300000.00") as cents; ValueError with a sentence otherwise."""
    if not isinstance(amount, Decimal) and not _AMOUNT.fullmatch(amount):
        message = f'"{amount[:40]}" is not an amount: write it as 10000 or 10000.00'
        raise ValueError(message)
    value = Decimal(amount)
    if not value.is_finite() or not 0 <= value <= LARGEST_CENTS // 100:
        message = f'"{str(amount)[:40]}" is not an amount: it has to be between 0 and {LARGEST_CENTS // 100} EUR'
        raise ValueError(message)
    if value != value.quantize(_CENT):
        message = f'"{amount}" has more than two places after the point: amounts are in whole cents'
        raise ValueError(message)
    return int(value * 100)


def show(amount: int, language: str = "de") -> str:
    """Write cents as the office does: 1.234,56 (English 1,234.56), without the currency."""
    english = f"{Decimal(amount) / 100:,.2f}"
    return english if language == "en" else english.translate(str.maketrans(",.", ".,"))


def split(total: int, shares: Mapping[str, Fraction], *, remainder_to: str) -> dict[str, int]:
    """Split `total` cents by `shares` (adding up to 1) so that the parts add up to `total` exactly.

    Each source gets its share cut down to the cent; what is left goes to `remainder_to`.
    """
    if sum(shares.values()) != 1:
        message = "shares have to add up to 1"
        raise ValueError(message)
    parts = {source: total * share.numerator // share.denominator for source, share in shares.items()}
    parts[remainder_to] += total - sum(parts.values())
    return parts


def share(percent: str) -> Fraction:
    """Read a share such as "75 %", "33.34 %" or "1/3" as a fraction of the whole; ValueError with a sentence otherwise."""
    text = percent.replace(" ", "").replace("\u00a0", "")
    if not _SHARE.fullmatch(text):
        message = f'"{percent[:40]}" is not a share: write 75 % or 1/3'
        raise ValueError(message)
    value = Fraction(text.rstrip("%").replace(",", ".")) / (100 if text.endswith("%") else 1)
    if not 0 < value <= 1:
        message = f'"{percent}" is not a share: it has to be more than nothing and at most 100 %'
        raise ValueError(message)
    return value
