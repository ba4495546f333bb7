"""The one place that asks what time it is. Everything else is told."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

#: The office's day ends here, whatever the zone of the machine.
OFFICE_ZONE = ZoneInfo("Europe/Berlin")


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


def instant(at: datetime) -> str:
    """Write an instant as the store keeps it: fixed-width UTC text that sorts by time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """Read an instant back."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def office_day(at: datetime) -> date:
    """The calendar day it is in the office at an instant."""
    return at.astimezone(OFFICE_ZONE).date()
