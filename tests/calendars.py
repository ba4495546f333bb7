"""Calendar files as two independent readers see them: `icalendar`, and `ical`, which stops at whatever is not right."""

from dataclasses import dataclass
from datetime import date, datetime

from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from domain.commands import Return
from domain.dates import When
from domain.vocabulary import ReturnPurpose
from tests.houses import DESK, LEIPZIG, leipzig_case
from wording.language import _
from workflows import calendars
from workflows.house import House
from workflows.inbox import receive

KG_FEED = f"{LEIPZIG}/kg"
DUE = When("2026-12-18")
MEETING = _("Meeting: {body}").format(body="KG")


@dataclass(frozen=True, slots=True)
class Read:
    """One entry as both readers have it: start and end in the zone they were written in."""

    uid: str
    title: str
    starts: date | datetime
    ends: date | datetime | None
    sequence: int
    place: str
    said: str
    cancelled: bool


def entries(file: bytes) -> list[Read]:
    """The entries of a file, after both readers have agreed on them, and on RFC 5545's lines."""
    assert file.startswith(b"BEGIN:VCALENDAR\r\n")
    assert file.endswith(b"END:VCALENDAR\r\n")
    lines = file.split(b"\r\n")
    assert all(len(line) <= 75 and not {10, 13} & {*line} for line in lines), lines
    assert all(line.decode() is not None for line in lines), "no character is cut in two"
    first, second = _by_icalendar(file), _by_ical(file)
    assert first == second
    assert len({one.uid for one in first}) == len(first)
    return first


def titles(file: bytes) -> list[str]:
    """The titles of its entries."""
    return [one.title for one in entries(file)]


def _by_icalendar(file: bytes) -> list[Read]:
    calendar = Calendar.from_ical(file)
    assert calendar.errors == []
    found = []
    for event in calendar.events:
        assert event.errors == []
        assert event.DTSTAMP == event.LAST_MODIFIED is not None
        assert event.DTSTART is not None
        found.append(
            Read(
                event.uid, event.summary or "", event.DTSTART, event.DTEND, event.sequence, event.location or "",
                event.description or "", event.status == "CANCELLED",
            )
        )  # fmt: skip
    return found


def _by_ical(file: bytes) -> list[Read]:
    calendar = IcsCalendarStream.calendar_from_ics(file.decode())
    found = []
    for event in calendar.events:
        assert event.dtstart is not None
        assert event.sequence is not None
        found.append(
            Read(
                event.uid, event.summary or "", event.dtstart, event.dtend, event.sequence, event.location or "",
                event.description or "", event.status == "CANCELLED",
            )
        )  # fmt: skip
    return found


def fetched(house: House, made: calendars.Made) -> bytes | None:
    """What a calendar gets from an address."""
    return calendars.feed_of(house, made.address.removeprefix(f"{house.portal}/kalender/").removesuffix(".ics"))


def feed(house: House, handle: str, body: str = "", authority: str = "leipzig") -> calendars.Made:
    """Somebody's new calendar."""
    return calendars.make(house, calendars.owner(house, authority, handle), body)


def shown(house: House, handle: str, body: str = "", authority: str = "leipzig") -> list[Read]:
    """What somebody's new calendar shows."""
    file = fetched(house, feed(house, handle, body, authority))
    assert file is not None
    return entries(file)


def asked_for_documents(house: House, reference: str = "2.2") -> str:
    """A case sent back for documents until the day `DUE`."""
    leipzig_case(house, "kg", reference)
    wanted = Return(
        stage="submission", on=When("2002-06-03"), purpose=ReturnPurpose.DOCUMENTS, reason="Der Kostenplan fehlt.",
        documents=("Kostenplan",), due=DUE,
    )  # fmt: skip
    return receive(house, reference, wanted, by=DESK).dossier.id
