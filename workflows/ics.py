"""Calendar files (RFC 5545): what stands in one, and how it is written so that every calendar reads the same.

Days are all-day entries that leave the time free; hours are those of the office's clock, with the rules of its zone beside
them. The same entries give the same bytes: nothing here asks what time it is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vDuration, vRecur, vText

from domain.office_time import OFFICE_ZONE, moment

#: How long calendars may wait before they fetch again.
REFRESH = timedelta(hours=6)
#: A meeting's end is written down nowhere; so much time is kept free for it.
ASSUMED = timedelta(hours=2)
_PRODUCT = "-//Foerderkette//Kalender//DE"
_DAY = len("2026-09-24")
#: Ends a line for some reader, or stands in no text at all (RFC 5545 3.1, 3.3.11): a blank takes its place.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a calendar file names, with the address mails reach them at."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar: a day ("2026-09-24") or a time of the office's clock ("2026-09-24T18:00").

    `uid` stays the same for ever and `sequence` grows when it moves; `changed_at` is the instant of the last change. A time
    that `lasts` is a meeting and takes its time; everything else leaves it free. `link` is an address or empty.
    """

    uid: str
    title: str
    at: str
    sequence: int
    changed_at: str
    lasts: timedelta = timedelta()
    place: str = ""
    lines: tuple[str, ...] = ()
    link: str = ""
    cancelled: bool = False


class _Said(vText):
    r"""A text as RFC 5545 3.3.11 wants it.

    The package takes a capital "\N" somebody typed for a line break, and lets control characters through.
    """

    def to_ical(self) -> bytes:
        """Give the text with what means something to a calendar escaped."""
        plain = _UNWRITABLE.sub(" ", self.replace("\r\n", "\n").replace("\r", "\n"))
        for mark in "\\;,":
            plain = plain.replace(mark, f"\\{mark}")
        return plain.replace("\n", "\\n").encode()


def calendar_file(entries: Iterable[Entry], name: str = "") -> bytes:
    """A calendar, its entries in the order of their days; with a name it is one to subscribe to.

    It names no method, so that DTSTAMP says when an entry was last changed, not when somebody asked (RFC 5545 3.8.7.2).
    """
    calendar = _calendar()
    in_order = sorted(entries, key=lambda each: (each.at, each.uid))
    if name:
        _subscribed(calendar, name)
    return _written(calendar, [_event(entry) for entry in in_order])


def _subscribed(calendar: Calendar, name: str) -> None:
    calendar["name"] = calendar["x-wr-calname"] = _Said(name)
    calendar["x-wr-timezone"] = _Said(OFFICE_ZONE.key)
    calendar["x-published-ttl"] = vDuration(REFRESH)
    calendar["refresh-interval"] = vDuration(REFRESH, params={"VALUE": "DURATION"})


def invitation_file(entry: Entry, method: str, organizer: Person, attendees: Sequence[Person]) -> str:
    """One entry sent to people: method "REQUEST" invites, also once it has moved; "CANCEL" calls it off (RFC 5546 3.2)."""
    calendar = _calendar()
    calendar.add("method", method)
    event = _event(entry)
    event["organizer"] = _address(organizer)
    for one in attendees:
        address = _address(one)
        if method == "REQUEST":
            # Who comes is told to the office by other ways; asked for an answer, calendars would write to its address.
            address.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"})
        event.add("attendee", address)
    return _written(calendar, [event]).decode()


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _written(calendar: Calendar, events: Sequence[Event]) -> bytes:
    if any(isinstance(event.start, datetime) for event in events):
        calendar.add_component(_zone())
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry) -> Event:
    event = Event()
    event["uid"] = _Said(entry.uid)
    changed = moment(entry.changed_at).replace(microsecond=0)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.sequence)
    event["summary"] = _Said(entry.title)
    if entry.place:
        event["location"] = _Said(entry.place)
    if entry.lines:
        event["description"] = _Said("\n".join(entry.lines))
    if entry.link:
        event.add("url", entry.link)
    start: date = date.fromisoformat(entry.at[:_DAY])
    if len(entry.at) == _DAY:
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(days=1))
    else:
        begins = datetime.fromisoformat(entry.at).replace(tzinfo=OFFICE_ZONE)
        event.add("dtstart", begins)
        if entry.lasts:
            event.add("dtend", begins + entry.lasts)
    event.add("transp", "OPAQUE" if entry.lasts and not entry.cancelled else "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    if person.name:
        # What stands in a parameter is escaped by RFC 6868, which half of the calendars do not read.
        address.params["CN"] = _UNWRITABLE.sub(" ", re.sub(r"[\n\t\\^]", " ", person.name)).replace('"', "'")
    return address


def _zone() -> Timezone:
    """The rules of the office's zone since 1996 (Directive 2000/84/EC): for all years to come, whatever is in the file."""
    zone = Timezone()
    zone.add("tzid", OFFICE_ZONE.key)
    summer, winter = timedelta(hours=2), timedelta(hours=1)
    for kind, name, since, month, before, after in (
        (TimezoneDaylight, "CEST", datetime(1996, 3, 31, 2), 3, winter, summer),  # noqa: DTZ001 - local by definition
        (TimezoneStandard, "CET", datetime(1996, 10, 27, 3), 10, summer, winter),  # noqa: DTZ001 - as above
    ):
        part = kind()
        part.add("dtstart", since)
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        zone.add_component(part)
    return zone
