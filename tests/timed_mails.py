"""Mails about deadlines for tests: cases whose contact owes something by a day, and times of the office's clock."""

import re
from datetime import datetime

from config.clock import FixedClock
from domain.commands.deadlines import EndDeadline, ExtendDeadline, RefuseExtension, RequestExtension, SetDeadline
from domain.dates import When
from domain.office_time import OFFICE_ZONE
from domain.vocabulary import DeadlineOutcome
from notifications.transports import Delivery, Outcome
from store.outbox import Posted
from tests.houses import DESK, leipzig_case, letters
from workflows.house import House
from workflows.inbox import receive
from workflows.record import Receipt

#: The role of the Leipzig programme that applies; letters about it go to the case's contact.
APPLICANT = "applicant"
TODAY = When("2026-11-23")
#: The usual ladder of a deadline that ends on Friday, 11 December 2026, speaks first on this Friday.
DUE, FIRST = "2026-12-11", "2026-11-27"
DOWN = Delivery(Outcome.NOT_SENT, "connect", None, "nobody listens")


def owing(house: House, reference: str, due: str = DUE, name: str = "report", title: str = "Sachbericht") -> Receipt:
    """Open a case whose contact has until the end of `due`."""
    leipzig_case(house, "kg", reference)
    command = SetDeadline(deadline=name, role=APPLICANT, due=When(due), on=TODAY, title=title)
    return receive(house, reference, command, by=DESK)


def met(house: House, reference: str, name: str = "report") -> Receipt:
    """Record that a deadline was met."""
    command = EndDeadline(deadline=name, outcome=DeadlineOutcome.MET, on=TODAY, reason="liegt vor")
    return receive(house, reference, command, by=DESK)


def extended(house: House, reference: str, until: str, name: str = "report") -> Receipt:
    """Give more time."""
    command = ExtendDeadline(deadline=name, until=When(until), on=TODAY, reason="auf Antrag")
    return receive(house, reference, command, by=DESK)


def asked_for_time(house: House, reference: str, name: str = "report") -> Receipt:
    """Ask for more time."""
    command = RequestExtension(deadline=name, on=TODAY, reason="Belege fehlen")
    return receive(house, reference, command, by=DESK)


def no_more_time(house: House, reference: str, name: str = "report") -> Receipt:
    """Refuse the request."""
    return receive(house, reference, RefuseExtension(deadline=name, on=TODAY, reason="Mittelabruf"), by=DESK)


def at(clock: FixedClock, local: str) -> None:
    """Set the clock to a time of the office ("2026-11-27T09:00")."""
    clock.at = datetime.fromisoformat(local).replace(tzinfo=OFFICE_ZONE)


def timed(house: House) -> list[Posted]:
    """The mails about deadlines, in the order of their days."""
    found = [letter for letter in letters(house) if letter.occasion.startswith("day:")]
    return sorted(found, key=lambda letter: (letter.occasion, letter.recipient))


def items(text: str) -> list[str]:
    """The lines of the list in a mail."""
    return re.findall("^– (.*)$", text, re.MULTILINE)
