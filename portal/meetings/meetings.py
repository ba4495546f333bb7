"""Meetings as the staff of a programme see them: the calendar, one meeting with its agenda, who may run it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.commands import Actor
from domain.dossier import Dossier
from domain.events import Recorded, Resolved
from domain.meetings.minutes import recorded
from domain.office_time import office_day
from domain.programme import Programme
from domain.programme.bodies import Body
from domain.text import Text
from domain.vocabulary import MeetingState
from portal.errors import NotFound
from portal.office.staff import staffed
from portal.policy import Act, may
from portal.visitor import acting_in
from store import dossiers, meetings
from store.access import Account
from store.meetings import OPEN, Item, Meeting
from wording import days
from wording import meetings as in_words
from wording.language import _, spoken
from workflows.house import House

#: The badge of each state; the word stands in it.
_COLOURS = {
    MeetingState.SCHEDULED: "info",
    MeetingState.INVITED: "info",
    MeetingState.HELD: "success",
    MeetingState.CANCELLED: "danger",
}


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting somebody looks at; `runs` says that they are its body's secretary or administer the programme."""

    meeting: Meeting
    programme: Programme
    body: Body
    runs: bool
    actor: Actor

    @property
    def home(self) -> str:
        """Its address."""
        return f"/sitzungen/{self.meeting.id}"

    @property
    def title(self) -> str:
        """The body's name in the language spoken."""
        return self.body.title.into(spoken())

    @property
    def day(self) -> str:
        """Its day with the weekday."""
        return days.on(self.meeting.meets_at)

    @property
    def at(self) -> str:
        """Its day and time."""
        return days.at(self.meeting.meets_at)

    @property
    def papers_due(self) -> str:
        """Until when papers have to be in, or empty."""
        return days.at(self.meeting.papers_due)

    @property
    def state(self) -> tuple[str, str]:
        """Its state in a word, and the colour of the badge."""
        return in_words.state(self.meeting.state), _COLOURS[self.meeting.state]

    @property
    def is_open(self) -> bool:
        """Tell whether its agenda can still change."""
        return self.meeting.state in OPEN


@dataclass(frozen=True, slots=True)
class Line:
    """An item of an agenda, with the case it is about and what came out of it in this meeting."""

    item: Item
    dossier: Dossier | None
    fact: Recorded | None

    @property
    def title(self) -> str:
        """What it is about."""
        return self.dossier.opened.title if self.dossier else self.item.title

    @property
    def reference(self) -> str:
        """The case's reference, or empty."""
        return self.dossier.opened.reference if self.dossier else ""

    @property
    def stage(self) -> str:
        """The stage at which the case is dealt with, and the round where it is not the first."""
        if self.dossier is None:
            return ""
        title = self.dossier.programme.stages[self.item.stage].title.into(spoken())
        return title if self.item.round <= 1 else _("{title} (round {round})").format(title=title, round=self.item.round)

    @property
    def number(self) -> str:
        """Its number as printed, or its place."""
        return self.item.number or str(self.item.position)


def bodies_of(house: House, account: Account, *, run: bool = False) -> dict[str, tuple[Programme, Body]]:
    """The bodies whose meetings somebody sees (or runs), by "programme/body"; raises NotFound for whoever is no staff."""
    return {
        f"{programme.programme}/{body.key}": (programme, body)
        for programme in staffed(house, account).values()
        for body in programme.bodies
        if not run or may(account, Act.RUN_MEETINGS, programme, body=body.key)
    }


def sitting(house: House, account: Account, id_: str, *, run: bool = False) -> Sitting:
    """The meeting with this id, for the staff of its programme in its authority; `run`: for whoever runs it. Else NotFound."""
    with house.database.reading() as connection:
        found = meetings.find(connection, id_)
    if found is None:
        raise NotFound
    return _seen(account, found, staffed(house, account), run=run)


def _seen(account: Account, found: Meeting, known: Mapping[str, Programme], *, run: bool = False) -> Sitting:
    if found.authority != account.authority:
        raise NotFound
    programme = known.get(found.programme)
    if programme is None or not may(account, Act.SEE_MEETINGS, programme):
        raise NotFound
    runs = may(account, Act.RUN_MEETINGS, programme, body=found.body)
    if run and not runs:
        raise NotFound
    body = programme.bodies_by_key.get(found.body) or Body(key=found.body, title=Text(de=found.body))
    return Sitting(found, programme, body, runs, acting_in(account, programme.programme))


def seen_now(house: House, at: Sitting) -> Sitting:
    """The same meeting as it is now, after something was recorded; raises NotFound."""
    with house.database.reading() as connection:
        found = meetings.find(connection, at.meeting.id)
    if found is None:
        raise NotFound
    return replace(at, meeting=found)


def lines(house: House, of: Sitting) -> list[Line]:
    """The items of its agenda in their order."""
    with house.database.reading() as connection:
        items = meetings.items(connection, of.meeting.id)
        ids = sorted({item.dossier for item in items if item.dossier})
        held = {loaded.dossier.id: loaded.dossier for loaded in dossiers.load_many(house.database, connection, ids)}
    return [Line(item, held.get(item.dossier), _came_out(held.get(item.dossier), item)) for item in items]


def _came_out(dossier: Dossier | None, item: Item) -> Recorded | None:
    """What this meeting did with the item, as it counts after corrections."""
    return recorded(dossier, item.stage, item.round, item.meeting) if dossier else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The meetings by month, and what they were narrowed down to."""

    months: Sequence[tuple[str, Sequence[Sitting]]]
    body: str
    programme: str
    past: bool
    bodies: Mapping[str, str]
    programmes: Mapping[str, str]
    runs: bool


def calendar(house: House, account: Account, query: Mapping[str, str]) -> Calendar:
    """The coming meetings, the next first; with `vergangen` those before today, the last first."""
    seen = bodies_of(house, account)
    programmes = {p.programme: p.title.into(spoken()) for p, _body in seen.values()}
    titles = {key: titled(p, b, several=len(programmes) > 1) for key, (p, b) in seen.items()}
    programme, body, past = query.get("programm", ""), query.get("gremium", ""), query.get("vergangen", "") == "1"
    if (programme and programme not in programmes) or (body and body not in seen):
        raise NotFound
    of, _slash, key = body.partition("/")
    today = office_day(house.clock.now()).isoformat()
    span = {"until": today} if past else {"since": today}
    with house.database.reading() as connection:
        found = meetings.between(connection, account.authority, programme=of or programme, body=key, **span)
    there = [one for one in found if f"{one.programme}/{one.body}" in seen and (one.meets_at[:10] < today) is past]
    known = {p.programme: p for p, _body in seen.values()}
    by_month: dict[str, list[Sitting]] = {}
    for one in sorted(there, key=lambda one: one.meets_at, reverse=past):
        by_month.setdefault(days.month(one.meets_at), []).append(_seen(account, one, known))
    runs = any(may(account, Act.RUN_MEETINGS, p, body=b.key) for p, b in seen.values())
    return Calendar([*by_month.items()], body, programme, past, titles, programmes, runs)


def titled(programme: Programme, body: Body, *, several: bool) -> str:
    """A body's name, with its programme where there are several."""
    title = body.title.into(spoken())
    return f"{title} – {programme.title.into(spoken())}" if several else title


def came_out(line: Line) -> str:
    """What the meeting did with an item, in words; empty as long as nothing is recorded."""
    event = line.fact.event if line.fact else None
    return in_words.came_out(event, vote=event.vote) if isinstance(event, Resolved) else ""
