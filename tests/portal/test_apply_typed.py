"""Amounts and days as people write them on the application form."""

import pytest

from portal.applicant.application_form import amount, day_or_month


@pytest.mark.parametrize(
    ("text", "cents"),
    [("1500", 150_000), ("1500,5", 150_050), ("1.500,00", 150_000), ("1,500.00", 150_000), ("1.500", 150_000),
     ("1 500 €", 150_000), ("0,01", 1), ("1.234.567,89", 123_456_789)],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text: str, cents: int) -> None:
    assert amount(text) == cents


@pytest.mark.parametrize("text", ["", "1,5,0", "1.50.00", "12.3456", "٣", "1500,005", "+5", "NaN", "1_000"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        amount(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [("15.3.2026", "2026-03-15"), ("3/2026", "2026-03"), ("2026-03", "2026-03"), ("01.01.0001", "0001-01-01")],
)
def test_days_and_months_are_read_as_people_write_them(text: str, read: str) -> None:
    assert day_or_month(text) == read
