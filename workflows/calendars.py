"""Calendars people subscribe to: made, replaced and ended by their owner, fetched by whoever knows the secret address.

Only the SHA-256 of a secret is kept; with 256 random bits it needs no salt (ASVS 5.0 V11.4). What a calendar holds is computed
at every fetch from what its owner may see just then (`workflows.calendar_entries`). Here is the file of an invitation, too.
"""

import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from domain.errors import NoSuchPerson
from domain.errors.calendars import NoSuchCalendar, NotThisCalendar, TooManyCalendars
from domain.office_time import moment, office_day
from domain.programme import Programme
from domain.programme.bodies import Body
from store import access, feeds, people
from store.access import Account
from store.errors import TryAgain
from store.feeds import Feed
from store.meetings import Meeting
from store.people import Known, Seat
from wording.language import N_, _, speak, spoken
from workflows import ics
from workflows.calendar_entries import body_entries, meeting_entry, of_body, own_entries, visible
from workflows.house import House
from workflows.sign_in import hashed

#: Calendars of one person: some for every device they have.
MOST = 20
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
#: A fetch is noted at most so often, so that reading does not write.
_NOTED_EVERY = timedelta(hours=1)
OWN = N_("My dates and deadlines")
_NAME = "Förderkette: {title}"


def meeting_file(
    meeting: Meeting, body: str, members: Sequence[Known], *, seat: Seat, house: House, at: str,
    method: Literal["REQUEST", "CANCEL"] = "REQUEST",
) -> str:  # fmt: skip
    """A meeting of the body with that title as a calendar file for a mail, in the language spoken.

    The authority's contact invites `members`; those without an address are left out. `at` is the instant the mail is written.
    """
    entry = meeting_entry(meeting, body, at, house)
    organizer = ics.Person(seat.title.into(spoken()), seat.contact)
    return ics.invitation_file(entry, method, organizer, [ics.Person(one.name, one.email) for one in members if one.email])


@dataclass(frozen=True, slots=True)
class Made:
    """A calendar just made, and its address, which nobody can be told again."""

    feed: Feed
    address: str


def owner(house: House, authority: str, handle: str) -> Account:
    """The person with this handle as they are known in the authority today; refused where nobody is."""
    with house.database.reading() as connection:
        day = office_day(house.clock.now()).isoformat()
        who = people.actor(connection, authority=authority, programme="", handle=handle, day=day)
        found = access.account(connection, who.person, day=day) if who else None
        if found is None:
            raise NoSuchPerson(person=handle, known=", ".join(people.handles(connection, authority)))
    return found


def make(house: House, account: Account, body: str = "") -> Made:
    """Make a calendar: of the person's own dates, or of a body ("programme/body") whose meetings they see; else refused."""
    programme, key = "", ""
    if body:
        known = offered(house, account)
        if body not in known:
            raise NotThisCalendar(body=body[:80], known=", ".join(known))
        programme, key = known[body][0].programme, known[body][1].key
    secret = secrets.token_urlsafe(32)
    made = Feed(secrets.token_hex(16), account.party, "body" if body else "own", programme, key, house.now())
    with house.database.transaction() as connection:
        feeds.hold(connection, account.party)
        if len(feeds.of(connection, account.party)) >= MOST:
            raise TooManyCalendars(most=MOST)
        feeds.make(connection, made, hashed(secret))
    return Made(made, address(house, secret))


def replace(house: House, account: Account, id_: str) -> Made:
    """Give a calendar another address; the old one is ended. Refused where it is not theirs."""
    old = find(house, account, id_)
    secret = secrets.token_urlsafe(32)
    made = Feed(secrets.token_hex(16), old.party, old.kind, old.programme, old.body, house.now())
    with house.database.transaction() as connection:
        if not feeds.end(connection, account.party, id_, house.now()):
            raise NoSuchCalendar(calendar=id_[:40])
        feeds.make(connection, made, hashed(secret))
    return Made(made, address(house, secret))


def revoke(house: House, account: Account, id_: str) -> None:
    """End a calendar at once; refused where it is not theirs, or was ended."""
    with house.database.transaction() as connection:
        if not id_.isprintable() or not feeds.end(connection, account.party, id_, house.now()):
            raise NoSuchCalendar(calendar=id_[:40])


def find(house: House, account: Account, id_: str) -> Feed:
    """The person's calendar with this id; refused where they have none."""
    found = next((feed for feed in lasting(house, account) if feed.id == id_), None)
    if found is None:
        raise NoSuchCalendar(calendar=id_[:40])
    return found


def lasting(house: House, account: Account) -> list[Feed]:
    """A person's calendars, the newest first."""
    with house.database.reading() as connection:
        return feeds.of(connection, account.party)


def offered(house: House, account: Account) -> dict[str, tuple[Programme, Body]]:
    """The bodies whose calendar the person may have, by "programme/body"."""
    with house.database.reading() as connection:
        return visible(connection, account, office_day(house.clock.now()))


def address(house: House, secret: str) -> str:
    """Where calendars fetch it."""
    return f"{house.portal}/kalender/{secret}.ics"


def title(house: House, feed: Feed) -> str:
    """What a calendar is called, in the language spoken."""
    if feed.kind == "own":
        return _(OWN)
    with house.database.reading() as connection:
        found = of_body(connection, feed.programme, feed.body)
    return f"{found[1].title.into(spoken())} – {found[0].title.into(spoken())}" if found else feed.body


def feed_of(house: House, secret: str) -> bytes | None:
    """The calendar with this secret, in the language of its owner; None where there is none, or nobody it belongs to.

    What the owner may not see any more is not in it, though the address stays good.
    """
    if not _SECRET.fullmatch(secret):
        return None
    now = house.clock.now()
    with house.database.reading() as connection:
        feed = feeds.with_hash(connection, hashed(secret))
        account = access.account(connection, feed.party, day=office_day(now).isoformat()) if feed else None
    if feed is None or account is None:
        return None
    if not feed.used_at or now - moment(feed.used_at) > _NOTED_EVERY:
        # Reading goes on while somebody writes for long; the next fetch is noted.
        with suppress(TryAgain), house.database.transaction() as connection:
            feeds.touch(connection, feed.id, house.now())
    before = spoken()
    speak(account.language)
    try:
        return contents(house, account, feed)
    finally:
        speak(before)


def contents(house: House, account: Account, feed: Feed) -> bytes:
    """What a calendar holds for its owner now, in the language spoken."""
    entries = body_entries(house, account, feed.programme, feed.body) if feed.kind == "body" else own_entries(house, account)
    return ics.calendar_file(entries, _NAME.format(title=title(house, feed)))
