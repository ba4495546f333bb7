"""The one mail about deadlines a mailbox gets on a day, as it reads now: what is left to say, and how it is written anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from notifications.compose import digest
from notifications.reminder import Line
from store import reminded
from store.database import Connection
from store.outbox import Posted
from store.people import Known, Seat, parties, seats
from store.reminded import Told
from workflows.house import House
from workflows.letters import as_letter, office
from workflows.reminders.letters import KINDS, occasion, rendered, thread_of
from workflows.reminders.lines import threads
from workflows.reminders.unsubscribing import address_for

REMINDER, DIGEST = KINDS


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter goes to, as they are known today, and the authority that writes."""

    known: Known
    seat: Seat


def reader_of(connection: Connection, letter: Posted) -> Reader:
    """Who a letter goes to."""
    known = parties(connection, {letter.addressee})[letter.addressee]
    return Reader(known, seats(connection)[reminded.authority_of(connection, letter.addressee)])


def still_said(lines: Mapping[Told, Line]) -> list[Line]:
    """What a mail says: of several rungs of one deadline for the same people, the latest."""
    latest: dict[tuple[str, str, str], Line] = {}
    for rung, line in sorted(lines.items(), key=lambda pair: (pair[0].day, pair[0].rung, pair[0].addressee)):
        latest[rung.dossier, rung.deadline, line.tells] = line
    return list(latest.values())


def anew(
    house: House, connection: Connection, letter: Posted, lines: Sequence[Line], reader: Reader, day: date, template: str,
) -> dict[str, Any]:  # fmt: skip
    """The columns of a letter that is written anew for a day, to the name and in the language it was begun with.

    Its id, and so its Message-ID, stay. Whether it can be declined shows from what it says now; raises NoTokenYet.
    """
    to = Known(reader.known.id, reader.known.handle, letter.recipient_name, letter.recipient, letter.language)
    unsubscribe = address_for(house, connection, lines, letter.addressee, letter.language)
    kind = DIGEST if template == DIGEST else REMINDER
    words = rendered(kind, lines, to, office(house, reader.seat), day, unsubscribe=unsubscribe)
    named = occasion(day)
    values = {
        "subject": words.subject, "text": words.text, "html": words.html, "unsubscribe": unsubscribe,
        "thread_id": thread_of(lines, threads(house, connection, lines)),
        "written_at": letter.written_at if named == letter.occasion else house.now(),
    }  # fmt: skip
    return {**values, "template": template, "occasion": named, "digest": digest(as_letter(letter, **values))}
