"""The one place that asks what time it is. Everything else is told."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Whoever can say what time it is."""

    def now(self) -> datetime:
        """Give the instant, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the instant, in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock for tests and rehearsals: it stands still until it is moved."""

    at: datetime

    def now(self) -> datetime:
        """Give the instant it was set to."""
        return self.at

    def move(self, by: timedelta) -> None:
        """Move it on (or back)."""
        self.at += by
