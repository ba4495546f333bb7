"""Whether a second clock confirms this machine's: what is made of the kernel's and the database server's answers."""

from datetime import timedelta

import pytest

from config.clock import FixedClock
from config.kernel_clock import Kept
from store.database import Database
from store.server_clock import server_time
from workflows.house import House
from workflows.reminders.clock_check import Check, check

NEAR, FAR = timedelta(minutes=4), timedelta(minutes=6)


@pytest.mark.parametrize(
    ("found", "means"),
    # apart, agrees, confirmed
    [
        (Check(Kept.SYNCHRONISED), (False, False, True)),
        (Check(Kept.UNSYNCHRONISED), (False, False, False)),
        (Check(Kept.UNKNOWN), (False, False, False)),
        (Check(Kept.UNSYNCHRONISED, NEAR, elsewhere=True), (False, True, True)),
        (Check(Kept.UNKNOWN, -NEAR, elsewhere=True), (False, True, True)),
        # On this very machine it is the same clock: it confirms nothing.
        (Check(Kept.UNKNOWN, NEAR), (False, False, False)),
        (Check(Kept.SYNCHRONISED, NEAR), (False, False, True)),
        (Check(Kept.SYNCHRONISED, FAR, elsewhere=True), (True, False, False)),
        (Check(Kept.SYNCHRONISED, -FAR), (True, False, False)),
    ],
)
def test_a_clock_is_confirmed_by_a_second_one_unless_the_database_server_says_otherwise(
    found: Check, means: tuple[bool, bool, bool]
) -> None:
    assert (found.apart, found.agrees, found.confirmed) == means


def test_a_house_with_a_time_of_its_own_is_not_compared(a_house: House, clock: FixedClock) -> None:
    clock.move(timedelta(days=365))
    assert check(a_house).ahead is None


def test_the_database_server_says_what_time_it_is_and_sqlite_has_none(database: Database) -> None:
    with database.reading() as connection:
        told = server_time(connection)
        assert (told is None) == database.sqlite
        if told:
            assert not told.elsewhere, "the tests' server listens on a socket of this machine"
            assert told.at.tzinfo is not None
