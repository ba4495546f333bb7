"""Instants as text, and which day they are in the office: an office's day ends at its own midnight, wherever the machine is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

#: Every authority of an installation lies in Germany.
OFFICE_ZONE = ZoneInfo("Europe/Berlin")


def instant(at: datetime) -> str:
    """Write an instant as the store keeps it: fixed-width UTC text that sorts by time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """Read an instant back."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def office_day(at: datetime) -> date:
    """The calendar day it is in the office at an instant."""
    return at.astimezone(OFFICE_ZONE).date()
