"""What the kernel says of its clock: synchronised, not, or nothing."""

import pytest

from config.kernel_clock import Kept, judged, kept


@pytest.mark.parametrize(
    ("state", "status", "means"),
    [
        (0, 0x2001, Kept.SYNCHRONISED), (1, 0x11, Kept.SYNCHRONISED), (5, 0x40, Kept.UNSYNCHRONISED),
        (5, 0x2001, Kept.UNSYNCHRONISED), (0, 0x40, Kept.UNSYNCHRONISED), (-1, 0, Kept.UNKNOWN), (-1, 0x40, Kept.UNKNOWN),
    ],
)  # fmt: skip
def test_only_a_kernel_whose_clock_somebody_keeps_counts_as_synchronised(state: int, status: int, means: Kept) -> None:
    assert judged(state, status) is means


def test_whatever_the_kernel_says_is_one_of_three_answers() -> None:
    assert kept() in Kept
