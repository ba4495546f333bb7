"""Calendar files: right to the octet for two readers, whatever is typed, on both sides of the change of the clocks."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from tests.calendars import entries
from tests.portal.hostile import STRINGS
from workflows.ics import ASSUMED, Entry, Person, calendar_file, invitation_file

BERLIN = ZoneInfo("Europe/Berlin")
CHANGED = "2026-01-02T03:04:05.678901Z"
#: What a calendar cannot say: a blank stands in its place.
UNSAYABLE = "".join(map(chr, (*range(9), *range(11, 32), *range(127, 160), 0x2028, 0x2029)))


def an_entry(at: str = "2026-09-24", title: str = "Frist", uid: str = "a@example.org", **more: object) -> Entry:
    return Entry(uid=uid, title=title, at=at, sequence=0, changed_at=CHANGED, **more)  # type: ignore[arg-type] # by name


def said(typed: str) -> str:
    """What is left of a text in a calendar."""
    plain = typed.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(" " if sign in UNSAYABLE else sign for sign in plain)


def test_a_day_is_a_whole_day_that_leaves_the_time_free() -> None:
    file = calendar_file([an_entry()])

    (one,) = entries(file)

    assert (one.starts, one.ends) == (date(2026, 9, 24), date(2026, 9, 25))
    assert b"DTSTART;VALUE=DATE:20260924\r\n" in file
    assert b"TRANSP:TRANSPARENT\r\n" in file
    assert b"VTIMEZONE" not in file


@pytest.mark.parametrize(
    ("at", "utc"),
    [
        ("2026-03-28T18:00", "2026-03-28T17:00"), ("2026-03-29T01:59", "2026-03-29T00:59"),
        ("2026-03-29T03:00", "2026-03-29T01:00"), ("2026-03-29T18:00", "2026-03-29T16:00"),
        ("2026-10-24T18:00", "2026-10-24T16:00"), ("2026-10-25T01:59", "2026-10-24T23:59"),
        ("2026-10-25T03:00", "2026-10-25T02:00"), ("2026-10-25T18:00", "2026-10-25T17:00"),
        ("2031-07-01T09:30", "2031-07-01T07:30"), ("1999-12-31T23:59", "1999-12-31T22:59"),
    ],
)  # fmt: skip
def test_an_hour_is_that_of_the_office_whatever_the_clocks_do(at: str, utc: str) -> None:
    file = calendar_file([an_entry(at, lasts=ASSUMED, place="Rathaus")])

    (one,) = entries(file)

    assert isinstance(one.starts, datetime)
    assert one.starts.astimezone(ZoneInfo("UTC")).isoformat()[:16] == utc
    assert one.starts.replace(tzinfo=None).isoformat()[:16] == at
    assert one.place == "Rathaus"
    assert f"DTSTART;TZID=Europe/Berlin:{at.replace('-', '').replace(':', '')}00\r\n".encode() in file


@pytest.mark.parametrize("year", range(1996, 2060))
def test_the_rules_in_the_file_are_those_of_the_zone_all_the_year(year: int) -> None:
    """A calendar that does not know "Europe/Berlin" goes by what the file says of it."""
    file = calendar_file([an_entry(f"{year}-07-01T12:00")]).replace(b"Europe/Berlin", b"Buero")
    (zone,) = Calendar.from_ical(file).timezones
    by_file = zone.to_tz(lookup_tzid=False)
    first = datetime(1996, 11, 1, 12) if year == 1996 else datetime(year, 1, 1, 12)  # noqa: DTZ001 - local

    noons = [first + timedelta(days=day) for day in range((datetime(year + 1, 1, 1) - first).days)]  # noqa: DTZ001 - local

    wrong = [noon for noon in noons if noon.replace(tzinfo=by_file).utcoffset() != noon.replace(tzinfo=BERLIN).utcoffset()]
    assert wrong == []


@pytest.mark.parametrize(
    ("at", "hours"), [("2026-03-28T12:00", 1), ("2026-03-29T12:00", 2), ("2026-10-24T12:00", 2), ("2026-10-25T12:00", 1)]
)
def test_the_second_reader_goes_by_the_rules_of_the_file_too(at: str, hours: int) -> None:
    file = calendar_file([an_entry(at)]).replace(b"Europe/Berlin", b"Buero")

    (event,) = IcsCalendarStream.calendar_from_ics(file.decode()).events

    assert isinstance(event.dtstart, datetime)
    assert event.dtstart.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("text", STRINGS, ids=range(len(STRINGS)))
def test_what_people_type_comes_through_and_stays_within_its_line(text: str) -> None:
    entry = an_entry("2026-09-24T18:00", text, place=text, lines=(text, "danach"), lasts=ASSUMED)
    file = calendar_file([entry], name=text)

    (one,) = entries(file)

    assert one.title.strip() == said(text).strip()
    assert one.place.strip() == said(text).strip()
    assert one.said.strip() == f"{said(text)}\ndanach".strip()
    assert file.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    assert not re.search(rb"^(BEGIN:VALARM|X-zq7)", file, re.MULTILINE)


@given(title=st.text(min_size=1), place=st.text(), lines=st.lists(st.text(), max_size=3))
def test_any_text_comes_through_two_readers(title: str, place: str, lines: list[str]) -> None:
    (one,) = entries(calendar_file([an_entry(title=title, place=place, lines=tuple(lines))]))

    assert one.title.strip() == said(title).strip()
    assert one.place.strip() == said(place).strip()
    assert one.said.strip() == said("\n".join(lines)).strip()


@given(st.text(min_size=1))
def test_an_invitation_names_its_people_whatever_they_are_called(name: str) -> None:
    file = invitation_file(
        an_entry("2026-09-24T18:00"), "REQUEST", Person(name, "amt@example.org"), [Person(name, "a@example.org")]
    )

    (event,) = Calendar.from_ical(file).walk("VEVENT")

    assert str(event["organizer"]) == "mailto:amt@example.org"
    assert str(event["attendee"]) == "mailto:a@example.org"
    assert entries(file.encode())


def test_the_same_entries_give_the_same_bytes_in_the_order_of_their_days() -> None:
    first, second = an_entry("2026-09-25", uid="b@example.org"), an_entry("2026-09-24T18:00")

    file = calendar_file([first, second], "Kalender")

    assert file == calendar_file([second, first], "Kalender")
    assert [one.uid for one in entries(file)] == ["a@example.org", "b@example.org"]
    assert b"DTSTAMP:20260102T030405Z\r\n" in file


def test_a_calendar_to_subscribe_to_has_a_name_and_says_how_often_it_is_fetched() -> None:
    file = calendar_file([], "Förderkette: KG, Leipzig")

    assert entries(file) == []
    assert "X-WR-CALNAME:Förderkette: KG\\, Leipzig\r\n".encode() in file
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in file
    assert b"METHOD" not in file


def test_what_was_called_off_says_so_and_leaves_the_time_free() -> None:
    file = calendar_file([an_entry("2026-09-24T18:00", lasts=ASSUMED, cancelled=True)])

    (one,) = entries(file)

    assert one.cancelled
    assert b"TRANSP:TRANSPARENT\r\n" in file
