"""The most that can be granted of a yearly budget."""

from hypothesis import given
from hypothesis import strategies as st

from domain.budget import offer

cents = st.integers(0, 10**9)


def test_with_a_thousand_left_a_request_of_fifteen_hundred_is_offered_a_thousand() -> None:
    assert offer(150_000, 150_000, 100_000) == 100_000


@given(st.none() | cents, cents, st.integers(-(10**9), 10**9))
def test_an_offer_is_never_more_than_anything_allows_and_never_less_than_it_could_be(
    requested: int | None, cap: int, left: int
) -> None:
    bounds = [cap, max(left, 0), *([] if requested is None else [requested])]

    assert offer(requested, cap, left) == min(bounds)


@given(cents, cents, cents, cents)
def test_of_more_money_left_no_smaller_offer_is_made(requested: int, cap: int, left: int, more: int) -> None:
    assert offer(requested, cap, left + more) >= offer(requested, cap, left)


@given(st.lists(cents, max_size=20), cents, cents)
def test_offers_taken_one_after_the_other_never_spend_more_than_there_was(requests: list[int], cap: int, budget: int) -> None:
    left = budget
    for requested in requests:
        taken = offer(requested, cap, left)
        assert 0 <= taken <= cap
        left -= taken

    assert left >= 0
