"""The days something is due as a calendar file (RFC 5545): all-day events that keep their identity when fetched again."""

import uuid
from datetime import timedelta

from icalendar import Calendar, Event

from config.clock import moment
from domain.dates import When
from portal.applicant.own_case import OwnCase, ToDo
from wording.language import _

_NAMESPACE = uuid.UUID("0f6a3a0e-0c55-5f0c-9a3a-5f4d4f0f2f4b")


def calendar_file(case: OwnCase, address: str) -> bytes:
    """The days due for the applicant's side; `address` is where people reach the portal, or empty."""
    calendar = Calendar()
    calendar.add("prodid", "-//Foerderkette//portal//DE")
    calendar.add("version", "2.0")
    for todo in case.todo:
        if todo.due:
            calendar.add_component(_event(case, todo, address))
    written: bytes = calendar.to_ical()
    return written


def _event(case: OwnCase, todo: ToDo, address: str) -> Event:
    opened = case.dossier.opened
    # A due day known as a month only is due on its last day.
    day = When(todo.due).last
    event = Event()
    event.add("uid", str(uuid.uuid5(_NAMESPACE, f"{case.dossier.id}/{todo.stage}/{todo.round}")))
    event.add("dtstamp", moment(todo.since))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    what = _("Supply documents") if todo.supply else _("Send the application")
    event.add("summary", f"{what}: {opened.title} ({opened.reference})")
    event.add("description", "\n".join(filter(None, (todo.reason, *todo.documents))))
    event.add("transp", "TRANSPARENT")
    if address:
        event.add("url", f"{address}/antraege/{case.dossier.id}")
    return event
