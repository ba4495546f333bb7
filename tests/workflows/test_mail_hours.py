"""Mails about deadlines leave from 8 to 18 o'clock of the office's clock, on days on which it is open."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import OfficeCalendar, is_open, next_open
from domain.office_time import OFFICE_ZONE
from workflows.reminders.hours import CLOSES, OPENS, first_window, opening

SAXONY = OfficeCalendar("SN", closed=((date(2026, 12, 28), date(2026, 12, 30)),))


@pytest.mark.parametrize(
    ("asked", "window"),
    [
        ("2026-11-27T07:59:59", "2026-11-27T08:00:00"),
        ("2026-11-27T08:00:00", "2026-11-27T08:00:00"),
        ("2026-11-27T17:59:59", "2026-11-27T17:59:59"),
        ("2026-11-27T18:00:00", "2026-11-30T08:00:00"),  # a Friday
        ("2026-11-18T12:00:00", "2026-11-19T08:00:00"),  # a public holiday of Saxony
        ("2026-12-24T18:30:00", "2026-12-31T08:00:00"),  # holidays, a weekend, and the office is closed
        ("2026-03-29T02:30:00", "2026-03-30T08:00:00"),  # an hour that does not exist
        ("2026-10-25T02:30:00", "2026-10-26T08:00:00"),  # an hour there are two of
    ],
)
def test_the_first_moment_at_which_a_mail_may_leave(asked: str, window: str) -> None:
    since = datetime.fromisoformat(asked).replace(tzinfo=OFFICE_ZONE).astimezone(UTC)

    assert first_window(since, SAXONY) == datetime.fromisoformat(window).replace(tzinfo=OFFICE_ZONE)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31)))  # noqa: DTZ001 - given its zone below
def test_it_is_never_before_never_outside_and_stays_what_it_is(naive: datetime) -> None:
    since = naive.replace(tzinfo=UTC)
    window = first_window(since, SAXONY)
    local = window.astimezone(OFFICE_ZONE)

    assert window >= since
    assert is_open(local.date(), SAXONY)
    assert OPENS <= local.time() < CLOSES
    assert first_window(window, SAXONY) == window
    assert window - since < timedelta(days=12)


def test_a_day_opens_at_eight_of_the_office_whatever_the_season() -> None:
    assert opening(date(2026, 7, 1)).astimezone(UTC).hour == 6
    assert opening(date(2026, 12, 1)).astimezone(UTC).hour == 7
    assert next_open(date(2026, 11, 28), SAXONY) == date(2026, 11, 30)
