"""Money: whole cents, splits that add up, shares as exact fractions."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import money

#: Sources weighted by whole numbers, so that the shares add up to 1 exactly.
weights = st.dictionaries(st.sampled_from(["eu", "federal", "land", "city", "own"]), st.integers(1, 10_000), min_size=1)


@pytest.mark.parametrize(
    ("total", "erdf", "city"),
    [
        ("400000", "300000.00", "100000.00"),
        ("360000", "270000.00", "90000.00"),
        ("100.01", "75.00", "25.01"),
        ("0.01", "0.00", "0.01"),
        ("0", "0.00", "0.00"),
    ],
)
def test_the_applicant_takes_the_odd_cent(total: str, erdf: str, city: str) -> None:
    """75.0075 is cut, the remainder goes to the city."""
    shares = {"erdf": money.share("75 %"), "city": money.share("25 %")}
    parts = money.split(money.cents(total), shares, remainder_to="city")
    assert parts == {"erdf": money.cents(erdf), "city": money.cents(city)}


@given(st.integers(0, money.LARGEST_CENTS), weights, st.data())
def test_a_split_adds_up_and_nobody_but_one_gets_more_than_their_share(
    total: int, weighted: dict[str, int], data: st.DataObject
) -> None:
    whole = sum(weighted.values())
    shares = {source: Fraction(weight, whole) for source, weight in weighted.items()}
    taker = data.draw(st.sampled_from(sorted(weighted)))
    parts = money.split(total, shares, remainder_to=taker)
    assert sum(parts.values()) == total
    for source, part in parts.items():
        exact = total * shares[source]
        if source == taker:
            assert exact <= part < exact + len(parts)
        else:
            assert exact - 1 < part <= exact


def test_three_thirds_are_one_whole() -> None:
    """33.33 % three times is not 100 %."""
    third = money.share("1/3")
    assert money.split(100, {"a": third, "b": third, "c": third}, remainder_to="c") == {"a": 33, "b": 33, "c": 34}
    with pytest.raises(ValueError, match="add up to 1"):
        money.split(100, dict.fromkeys("abc", money.share("33.33 %")), remainder_to="c")


@pytest.mark.parametrize(
    ("written", "cents"),
    [("10000", 1_000_000), ("300000.00", 30_000_000), ("0.1", 10), ("511291.88", 51_129_188)],
)
def test_an_amount_is_read_as_whole_cents(written: str, cents: int) -> None:
    assert money.cents(written) == cents
    assert money.cents(Decimal(written)) == cents


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ten",
        "1,50",
        "1_000",
        " 1",
        "1E+3",
        "-1",
        "NaN",
        "sNaN",
        "Infinity",
        "1e99",
        "9e999999999",
        "10000000000000.01",
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        money.cents(written)


@pytest.mark.parametrize("written", ["0.001", "1.005", "1.0000000000000000000000000000000000000001"])
def test_a_fraction_of_a_cent_is_refused_not_rounded(written: str) -> None:
    with pytest.raises(ValueError, match="more than two places"):
        money.cents(written)


@given(st.integers(0, money.LARGEST_CENTS))
def test_what_is_shown_can_be_read_back_to_the_cent(amount: int) -> None:
    assert money.cents(money.show(amount, "en").replace(",", "")) == amount
    assert money.cents(money.show(amount).replace(".", "").replace(",", ".")) == amount


def test_german_amounts_have_a_point_for_thousands_and_a_comma_for_cents() -> None:
    assert money.show(123_456) == "1.234,56"
    assert money.show(123_456, "en") == "1,234.56"
    assert money.show(5) == "0,05"


@pytest.mark.parametrize(
    ("written", "fraction"),
    [
        ("75 %", Fraction(3, 4)), ("75%", Fraction(3, 4)), ("33,34 %", Fraction(1667, 5000)),
        ("33.34\u00a0%", Fraction(1667, 5000)), ("1/3", Fraction(1, 3)), ("0.25", Fraction(1, 4)),
        ("100 %", Fraction(1)),
    ],
)  # fmt: skip
def test_a_share_is_an_exact_fraction(written: str, fraction: Fraction) -> None:
    assert money.share(written) == fraction


@pytest.mark.parametrize(
    "written",
    ["", "%", "0 %", "101 %", "75", "4/3", "0/3", "1/0", "1/00", "-5 %", "a third", "1e-2", "1e999999999", "1/3 %"],
)
def test_what_is_no_share_is_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        money.share(written)
