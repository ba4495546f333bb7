"""What stands in a calendar: deadlines, cut-offs, meetings, the days of calls; of each person only what they may see today.

No amounts and no names of people stand in it, and of a meeting never what it deals with: sponsors find the day of their own
case, as its page tells them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from domain.deadlines.over import title_of
from domain.duties.staff import staff_roles
from domain.events.payload import read
from domain.meetings.agenda import keepers
from domain.office_time import office_day
from domain.programme import Programme
from domain.programme.bodies import Body
from domain.text import Text
from store import feeds, meetings, members, programmes
from store.access import Account
from store.database import Connection
from store.feeds import Asked, Discussed, Due, Span
from store.meetings import Meeting
from store.programmes import programme_by_hash
from wording import days
from wording.language import N_, _, spoken
from workflows import ics
from workflows.fund_calls import open_calls
from workflows.house import House

#: How far a calendar reaches: a year back, and as far ahead as purposes are earmarked for.
_BACK, _AHEAD = timedelta(days=366), timedelta(days=5 * 366)
#: Dates of one kind; more than any calendar shows with sense.
MOST = 5000
_MEETING = N_("Meeting: {body}")
_PAPERS = N_("Papers have to be in by {time}.")
_OPEN_END = N_("When it ends is not recorded; two hours are assumed.")
_CUT_OFF = N_("Papers due: {body}")
_MEETS = N_("The meeting is on {time}.")
_ON_AGENDA = N_("On the agenda – {stage}: {title} ({reference})")
_AGENDA_MAY_CHANGE = N_("Agendas can change until the meeting.")
_CALL = N_("Last day for applications: {area} ({programme})")
_WAITS = N_("waits for: {role}")
_ROUND = N_("{title} (round {round})")
_NOT_ALL = N_("Later dates are not in this calendar: there are too many.")
#: How the hour at the end of a day is kept (`domain.meetings.agenda.papers_due`).
_END_OF_DAY = "T23:59"


def visible(connection: Connection, account: Account, today: date) -> dict[str, tuple[Programme, Body]]:
    """The bodies whose meetings a person sees, by "programme/body": as staff of their programme, or as a member today."""
    known = programmes.newest(connection)
    seats = members.sits_on(connection, account.party, today.isoformat())
    found = {}
    for key in sorted(known):
        programme = programme_by_hash(connection, known[key])
        staff = bool(_office_roles(account, programme))
        for body in programme.bodies:
            if staff or (key, body.key) in seats:
                found[f"{key}/{body.key}"] = (programme, body)
    return found


def of_body(connection: Connection, programme: str, body: str) -> tuple[Programme, Body] | None:
    """A body and its programme as they are now, or None where the programme has it no more."""
    known = programmes.newest(connection)
    if programme not in known:
        return None
    found = programme_by_hash(connection, known[programme])
    return (found, found.bodies_by_key[body]) if body in found.bodies_by_key else None


def _office_roles(account: Account, programme: Programme) -> frozenset[str]:
    """The roles in which the person works for the office or a body."""
    return account.roles.get(programme.programme, frozenset()) & staff_roles(programme)


def body_entries(house: House, account: Account, programme: str, body: str) -> list[ics.Entry]:
    """The meetings and cut-offs of a body; none for whoever does not see them any more."""
    today = office_day(house.clock.now())
    span = _span(today)
    with house.database.reading() as connection:
        found = of_body(connection, programme, body)
        if found is None:
            return []
        staff = bool(_office_roles(account, found[0]))
        if not staff and (programme, body) not in members.sits_on(connection, account.party, today.isoformat()):
            return []
        held = meetings.between(
            connection, account.authority, since=span.since, until=span.until, programme=programme, body=body
        )
    return [entry for one in held for entry in _of_meeting(one, found[1].title.into(spoken()), house, linked=staff)]


def own_entries(house: House, account: Account) -> list[ics.Entry]:
    """A person's own dates: deadlines of their applications, and what they are in charge of in the office."""
    span = _span(office_day(house.clock.now()))
    with house.database.reading() as connection:
        versions = {key: programme_by_hash(connection, hash_) for key, hash_ in programmes.newest(connection).items()}
        theirs = {key: versions[key] for key in account.roles if key in versions}
        held = {key: roles for key, programme in theirs.items() if (roles := _office_roles(account, programme))}
        asked = Asked(account.authority, account.sides, account.party, held)
        due = feeds.deadlines(connection, asked, span)
        discussed = feeds.discussed(connection, account.sides, span)
        kept = dict(_kept(account, theirs))
        met = meetings.between(connection, account.authority, since=span.since, until=span.until) if kept else []
        hashes = {one.programme_hash for one in due} | {one.programme_hash for one in discussed}
        pinned = {hash_: programme_by_hash(connection, hash_) for hash_ in hashes}
    entries = {entry.uid: entry for entry in _cut(_deadlines(due, pinned, house), house)}
    for one in discussed:
        entry = _agenda_day(one, pinned[one.programme_hash], house)
        entries[entry.uid] = entry
    titles = ((one, kept[one.programme, one.body]) for one in met if (one.programme, one.body) in kept)
    more = [entry for one, title in titles for entry in _of_meeting(one, title.into(spoken()), house, linked=True)]
    return [*entries.values(), *more, *_calls(house, account, theirs)]


def case_entries(house: House, account: Account, dossier: str) -> list[ics.Entry]:
    """The dates of one of a person's own applications, each the same as in their calendar: deadlines and days in meetings."""
    span = _span(office_day(house.clock.now()))
    asked = Asked(account.authority, account.sides, account.party, {}, dossier)
    with house.database.reading() as connection:
        due = feeds.deadlines(connection, asked, span)
        discussed = feeds.discussed(connection, account.sides, span, dossier)
        hashes = {one.programme_hash for one in due} | {one.programme_hash for one in discussed}
        pinned = {hash_: programme_by_hash(connection, hash_) for hash_ in hashes}
    return [*_deadlines(due, pinned, house), *(_agenda_day(one, pinned[one.programme_hash], house) for one in discussed)]


def deadline_uid(house: House, dossier: str, deadline: str) -> str:
    """By what a calendar knows a deadline again."""
    return _uid(house, f"deadline-{dossier}-{deadline}")


def _span(today: date) -> Span:
    return Span((today - _BACK).isoformat(), (today + _AHEAD).isoformat(), MOST)


def _kept(account: Account, theirs: Mapping[str, Programme]) -> Iterator[tuple[tuple[str, str], Text]]:
    """The bodies whose meetings the person keeps, with their titles."""
    for key, programme in theirs.items():
        for body in programme.bodies:
            if account.roles[key] & {*keepers(programme, body)}:
                yield (key, body.key), body.title


def _deadlines(due: list[Due], pinned: Mapping[str, Programme], house: House) -> Iterator[ics.Entry]:
    """An all-day entry for each; of one that is both their own and the office's, the one that comes later: their own."""
    for one in due:
        programme = pinned[one.programme_hash]
        what = title_of(programme, read(*one.founded_by)).into(spoken())
        if one.round > 1:
            what = _(_ROUND).format(title=what, round=one.round)
        role = programme.roles.get(one.role)
        yield ics.Entry(
            uid=deadline_uid(house, one.dossier, one.deadline), title=f"{what}: {one.title} ({one.reference})",
            at=one.due, sequence=one.versions - 1, changed_at=one.changed_at,
            lines=() if one.own or role is None else (_(_WAITS).format(role=role.into(spoken())),),
            link=_case(house, one.dossier, own=one.own),
        )  # fmt: skip


def _cut(entries: Iterator[ics.Entry], house: House) -> list[ics.Entry]:
    """Where there are more than a calendar is to hold, its last day says so."""
    found = list(entries)
    if len(found) < MOST:
        return found
    last = found[MOST - 1]
    return [*found[:MOST], replace(last, uid=_uid(house, "not-all"), title=_(_NOT_ALL), lines=(), link=house.portal)]


def _agenda_day(one: Discussed, programme: Programme, house: House) -> ics.Entry:
    """The day on which one's own case comes up, without hour, place or what else is dealt with."""
    stage = programme.stages[one.stage].title.into(spoken()) if one.stage in programme.stages else one.stage
    return ics.Entry(
        uid=_uid(house, f"agenda-{one.item}"),
        title=_(_ON_AGENDA).format(stage=stage, title=one.title, reference=one.reference), at=one.day,
        sequence=one.sequence, changed_at=one.changed_at, lines=(_(_AGENDA_MAY_CHANGE),),
        link=_case(house, one.dossier, own=True), cancelled=one.cancelled,
    )  # fmt: skip


def meeting_entry(meeting: Meeting, body: str, changed_at: str, house: House) -> ics.Entry:
    """A meeting as it stands in a calendar; nothing of its agenda, whoever looks."""
    papers = [_(_PAPERS).format(time=days.at(meeting.papers_due))] if meeting.papers_due else []
    return ics.Entry(
        uid=_uid(house, f"meeting-{meeting.id}"), title=_(_MEETING).format(body=body), at=meeting.meets_at,
        sequence=meeting.sequence, changed_at=changed_at, lasts=ics.ASSUMED, place=meeting.place, lines=(*papers, _(_OPEN_END)),
        cancelled=meeting.state == "cancelled",
    )  # fmt: skip


def _of_meeting(meeting: Meeting, body: str, house: House, *, linked: bool) -> Iterator[ics.Entry]:
    """A meeting and its cut-off; every change of the meeting can move that one, so it counts them all."""
    link = f"{house.portal}/sitzungen/{meeting.id}" if linked else ""
    entry = replace(meeting_entry(meeting, body, meeting.changed_at, house), link=link)
    yield entry
    if meeting.papers_due:
        ends = meeting.papers_due.endswith(_END_OF_DAY)
        yield ics.Entry(
            uid=_uid(house, f"papers-{meeting.id}"), title=_(_CUT_OFF).format(body=body),
            at=meeting.papers_due[:10] if ends else meeting.papers_due, sequence=meeting.version - 1,
            changed_at=meeting.changed_at, lines=(_(_MEETS).format(time=days.at(meeting.meets_at)),), link=link,
            cancelled=entry.cancelled,
        )  # fmt: skip


def _calls(house: House, account: Account, theirs: Mapping[str, Programme]) -> Iterator[ics.Entry]:
    """The last days of the calls for applications that last, in programmes in which the person may apply."""
    for key, programme in theirs.items():
        if account.roles[key].isdisjoint({*programme.entry.recorders, *programme.administrators}):
            continue
        for call, _left in open_calls(house, authority=account.authority, programme=key):
            said = _(_CALL).format(area=call.area, programme=programme.title.into(spoken()))
            link = f"{house.portal}/antraege/neu"
            yield ics.Entry(_uid(house, f"call-{call.id}"), said, call.closes_on, 0, call.made_at, link=link)


def _uid(house: House, name: str) -> str:
    return f"{name}@{house.settings.mail_domain}"


def _case(house: House, dossier: str, *, own: bool) -> str:
    return f"{house.portal}/{'antraege' if own else 'akten'}/{dossier}"
