"""The letters by which members are invited to a meeting, told of its new time or place, or that it is called off.

They are owed in the same transaction as the change. Each names the meeting's sequence, so that none goes out twice, and has
the meeting as a calendar file with it: the same UID, the sequence raised, so that calendars move what they hold.
"""

from typing import Final, Literal

from domain.meetings.agenda import body_of, keepers
from domain.programme import Programme
from domain.programme.bodies import Body
from notifications.invitation import Occasion, Session, invitation
from store import people, staff
from store.database import Connection
from store.meetings import Meeting, members
from store.outbox import how_many_of, owed
from store.people import Known
from store.writing import Statement
from wording.language import speak, spoken
from workflows.calendars import meeting_file
from workflows.house import House
from workflows.inbox import newest
from workflows.letters import addressee, office
from workflows.meetings.turn import Turn
from workflows.reminders.letters import letter_id, row

TEMPLATE: Final = "invitation"


def invited(turn: Turn, after: Meeting, occasion: Occasion) -> list[Statement]:
    """The statements that owe a letter to everybody who is to know of the meeting as it will be; none twice to a mailbox."""
    seat = people.seats(turn.connection)[after.authority]
    public = () if occasion is Occasion.CANCELLED else _public_agenda(turn)
    session = Session(turn.body.title, after.meets_at, after.place, public)
    now = turn.house.now()
    writer, rows = office(turn.house, seat), []
    for known in _who(turn.connection, after, turn.programme, turn.body):
        to = addressee(known)
        file = _file(turn, after, known, seat, now, occasion)
        words = invitation(session, occasion, to, writer)
        rows.append(row(TEMPLATE, words, known, writer, now, occasion=_occasion(after), attachment=file))
    return owed(rows)


def _file(turn: Turn, after: Meeting, known: Known, seat: people.Seat, now: str, occasion: Occasion) -> str:
    """The meeting as a calendar file, in the language of whoever gets it; it names nobody else, for addresses are private."""
    to = addressee(known)
    method: Literal["REQUEST", "CANCEL"] = "CANCEL" if occasion is Occasion.CANCELLED else "REQUEST"
    before = spoken()
    speak(to.language)
    try:
        title = turn.body.title.into(to.language)
        return meeting_file(after, title, [known], seat=seat, house=turn.house, at=now, method=method)
    finally:
        speak(before)


def how_many(house: House, meeting: Meeting) -> int:
    """How many letters are owed or out about the meeting as it stands."""
    programme, _hash = newest(house, meeting.programme)
    with house.database.reading() as connection:
        known = _who(connection, meeting, programme, body_of(programme, meeting.body))
        return how_many_of(connection, [letter_id(one.email, _occasion(meeting)) for one in known])


def _occasion(meeting: Meeting) -> str:
    return f"meeting:{meeting.id}:{meeting.sequence}"


def _who(connection: Connection, meeting: Meeting, programme: Programme, body: Body) -> list[Known]:
    """The members on the day of the meeting and whoever keeps the body's meetings, each mailbox once."""
    day = meeting.day.isoformat()
    sits = members(connection, authority=meeting.authority, programme=meeting.programme, body=meeting.body, day=day)
    every = keepers(programme, body)
    keep = [role for role in every if role not in programme.administrators] or every
    runs = staff.staff_of(connection, authority=meeting.authority, programme=meeting.programme, roles=keep)
    ids = dict.fromkeys([*(one.party for one in sits), *(one.id for one in runs)])
    known = people.parties(connection, set(ids))
    by_mailbox: dict[str, Known] = {}
    for id_ in ids:
        if known[id_].email:
            by_mailbox.setdefault(known[id_].email.lower(), known[id_])
    return list(by_mailbox.values())


def _public_agenda(turn: Turn) -> tuple[str, ...]:
    """The public items as they are printed."""
    titles = {item.id: dossier.opened.title for item, dossier in turn.cases()}
    return tuple(f"{item.number} {titles.get(item.id, item.title)}" for item in turn.items if item.public)
