"""Does anybody confirm this machine's clock? A clock that is wrong from the start cannot be seen to jump (fault E1, ADR 26).

There are two second sources: the kernel, which knows whether somebody keeps its clock, and the database server, where there is
one. Only a server that contradicts halts the ladders; one on this very machine confirms nothing, for it has the same clock.
"""

from dataclasses import dataclass
from datetime import timedelta

from config.clock import SystemClock
from config.kernel_clock import Kept, kept
from store.database import Connection
from store.server_clock import server_time
from workflows.house import House
from workflows.reminders.halts import DRIFT


@dataclass(frozen=True, slots=True)
class Check:
    """What the second sources say; `ahead` is how far this clock is ahead of the database server's (negative: behind)."""

    kernel: Kept
    ahead: timedelta | None = None
    elsewhere: bool = False

    @property
    def apart(self) -> bool:
        """Tell whether this clock and the database server's cannot both be right."""
        return self.ahead is not None and abs(self.ahead) > DRIFT

    @property
    def agrees(self) -> bool:
        """Tell whether the clock of another machine says the same."""
        return self.elsewhere and not self.apart

    @property
    def confirmed(self) -> bool:
        """Tell whether a second source says that the clock is right, and none that it is wrong."""
        return not self.apart and (self.elsewhere or self.kernel is Kept.SYNCHRONISED)


def check(house: House) -> Check:
    """Ask both sources."""
    with house.database.reading() as connection:
        return _against_server(house, connection, kept())


def contradicted(house: House, connection: Connection) -> bool:
    """Tell whether the database server's clock says another time: one query, none on SQLite."""
    return _against_server(house, connection, Kept.UNKNOWN).apart


def _against_server(house: House, connection: Connection, kernel: Kept) -> Check:
    """Compare with the server; a rehearsal has a time of its own, which no server can have."""
    if not isinstance(house.clock, SystemClock):
        return Check(kernel)
    before = house.clock.now()
    there = server_time(connection)
    if there is None:
        return Check(kernel)
    # A slow answer is not held against either clock: in the middle of the question it was about the same time.
    return Check(kernel, before + (house.clock.now() - before) / 2 - there.at, there.elsewhere)
