"""Meetings of bodies at the command line. What is done there stands in `workflows.meetings`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import say
from cli.desk import Desk, Given, given
from cli.helps import Spoken
from cli.usage import BadValue
from cli.values import Json, day
from domain.dates import When
from domain.vocabulary import MeetingState
from wording.language import N_, _, spoken
from wording.meetings import mailed, state

if TYPE_CHECKING:
    from domain.commands import Actor
    from domain.programme.bodies import Body
    from store.meetings import Meeting

#: Further commands of the group are added by the files they stand in.
meeting = typer.Typer(cls=Desk, rich_markup_mode=None, help=N_("Meetings: call them, draw up agendas, record results."))

_HEADINGS = (N_("when"), N_("body"), N_("place"), N_("state"), N_("programme"), N_("authority"), N_("in short"), N_("id"))
_NO_MEETINGS = N_("No meeting was found.")
_CALLED = N_("Meeting of {body} on {at} called: {id}")
_NOW = N_("Meeting of {body}: {at}, {place} ({state}).")
NO_PLACE = N_("place not yet known")
_BAD_TIME = N_('"{typed}" is no day and time; write them like 2002-07-04T18:00 or "04.07.2002 18:00".')
_NOTHING_TO_CHANGE = N_("give --at, --place or --papers-due.")

Id = Annotated[
    str,
    typer.Argument(metavar="MEETING", help=N_('The meeting as "kg@2002-07-04" or by its id; "meeting list" shows both.')),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("The reason; it stays in the history of every case."))]
SeenVersion = Annotated[
    int | None,
    typer.Option("--seen", metavar="N", min=1, help=N_("Refuse if the meeting has another version than N by now.")),
]
Authority = Annotated[str, typer.Option("--authority", metavar="KEY", help=N_("The authority."))]
Programme = Annotated[str, typer.Option("--programme", metavar="KEY", help=N_("The programme."))]
Body_ = Annotated[str, typer.Option("--body", metavar="KEY", help=N_("The body, by its key in the programme."))]
PapersDue = Annotated[
    str | None,
    typer.Option("--papers-due", metavar="TIME", help=N_("Until when papers have to be in; none, where there is no limit.")),
]


def at_the_office(typed: str) -> str:
    """A day and time of the office's clock as files write it or as the office does; raises BadValue."""
    from wording.days import local
    from wording.values import NotReadable

    written, _blank, clock = typed.strip().replace("T", " ", 1).partition(" ")
    try:
        return local(written, clock)
    except NotReadable:
        raise BadValue(_(_BAD_TIME).format(typed=typed[:40]), param_hint="--at") from None


def found(call: Given, id_: str) -> "tuple[Meeting, Body]":
    """The meeting with this id, or of this body on this day ("kg@2002-07-04"), and its body; refused if it is not one."""
    from domain.errors.agendas import NoSuchMeeting, SeveralMeetings
    from domain.meetings.agenda import body_of
    from store.meetings import between, find
    from workflows.inbox import newest

    body, at, on = id_.rpartition("@")
    with call.house.database.reading() as connection:
        if at:
            known = between(connection, "", since=str(day(on)), until=str(day(on)), body=body)
            # One that was called off makes room for another on the same day.
            known = [one for one in known if one.state is not MeetingState.CANCELLED] or known
        else:
            known = [one for one in (find(connection, id_),) if one]
    if not known:
        raise NoSuchMeeting(meeting=id_)
    if len(known) > 1:
        raise SeveralMeetings(meeting=id_, ids=", ".join(one.id for one in known))
    return known[0], body_of(newest(call.house, known[0].programme)[0], known[0].body)


def acting(call: Given, one: "Meeting") -> "Actor":
    """Who acts, with the roles they hold where the meeting is."""
    from workflows.inbox import person

    return person(call.house, one.authority, one.programme, call.settings.as_person)


def listed(
    ctx: typer.Context,
    authority: Annotated[str, typer.Option("--authority", metavar="KEY", help=N_("Only meetings of this authority."))] = "",
    programme: Annotated[str, typer.Option("--programme", metavar="KEY", help=N_("Only meetings in this programme."))] = "",
    body: Annotated[str, typer.Option("--body", metavar="KEY", help=N_("Only meetings of this body."))] = "",
    since: Annotated[
        When | None, typer.Option("--since", metavar="DATE", parser=day, help=N_("From this day on; otherwise from today."))
    ] = None,
    until: Annotated[When | None, typer.Option("--until", metavar="DATE", parser=day, help=N_("Up to this day."))] = None,
    as_json: Json = False,
) -> None:
    """List meetings in the order of their times."""
    from domain.office_time import office_day
    from store.meetings import between
    from workflows.inbox import newest

    call = given(ctx)
    first = (since.first if since else office_day(call.house.clock.now())).isoformat()
    last = until.last.isoformat() if until else ""
    with call.house.database.reading() as connection:
        known = between(connection, authority, since=first, until=last, programme=programme, body=body)
    if as_json:
        say.machine([plain(one) for one in known])
        return
    if not known:
        say.line(_(_NO_MEETINGS))
        return
    versions = {key: newest(call.house, key)[0] for key in {one.programme for one in known}}
    rows = [_row(one, versions[one.programme].bodies_by_key.get(one.body)) for one in known]
    say.table([_(heading) for heading in _HEADINGS], rows)


def plain(one: "Meeting") -> dict[str, Any]:
    """A meeting for machines; who was there stays out."""
    fields = ("id", "authority", "programme", "body", "meets_at", "place", "state", "papers_due", "sequence", "version")
    return {name: getattr(one, name) for name in fields} | {"papers_due": one.papers_due or None}


def _row(one: "Meeting", body: "Body | None") -> tuple[str, ...]:
    from wording.days import at

    title = body.title.into(spoken()) if body else one.body
    short = f"{one.body}@{one.meets_at[:10]}"
    return (at(one.meets_at), title, one.place, state(one.state), one.programme, one.authority, short, one.id)


def call_one(
    ctx: typer.Context,
    authority: Authority,
    programme: Programme,
    body: Body_,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=N_('When: 2002-07-04T18:00 or "04.07.2002 18:00".'))],
    place: Annotated[str, typer.Option("--place", metavar="TEXT", help=N_("Where it takes place."))] = "",
    papers_due: PapersDue = None,
    as_json: Json = False,
) -> None:
    """Call a meeting of a body: set its day, time and place."""
    from wording.days import at as in_words
    from workflows.inbox import person
    from workflows.meetings import call_meeting

    call = given(ctx)
    made = call_meeting(
        call.house, authority=authority, programme=programme, body=body, meets_at=at_the_office(at), place=place,
        papers_due=_limit(papers_due), actor=person(call.house, authority, programme, call.settings.as_person),
    )  # fmt: skip
    if as_json:
        say.machine(plain(made))
        return
    title = found(call, made.id)[1].title.into(spoken())
    say.line(_(_CALLED).format(body=title, at=in_words(made.meets_at), id=made.id))


def _limit(typed: str | None) -> str | None:
    return typed if typed is None else "" if typed in {"", "none"} else at_the_office(typed)


def move(
    ctx: typer.Context,
    id_: Id,
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help=N_("The new day and time."))] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="TEXT", help=N_("The new place."))] = None,
    papers_due: PapersDue = None,
    seen: SeenVersion = None,
    as_json: Json = False,
) -> None:
    """Move a meeting to another time or place; on another day, every case on its agenda says so."""
    from workflows.meetings import change_meeting

    if at is None and place is None and papers_due is None:
        raise BadValue(_(_NOTHING_TO_CHANGE), param_hint="--at")
    call = given(ctx)
    one, body = found(call, id_)
    meets_at = None if at is None else at_the_office(at)
    after = change_meeting(
        call.house, one.id, seen or one.version, acting(call, one), meets_at=meets_at, place=place,
        papers_due=_limit(papers_due),
    )  # fmt: skip
    _told(call, after, body, as_json=as_json)


def invite(ctx: typer.Context, id_: Id, seen: SeenVersion = None, as_json: Json = False) -> None:
    """Invite the members by e-mail, with the meeting as a calendar file."""
    from workflows import meetings

    call = given(ctx)
    one, body = found(call, id_)
    _told(call, meetings.invite(call.house, one.id, seen or one.version, acting(call, one)), body, as_json=as_json)


def cancel(
    ctx: typer.Context,
    id_: Id,
    reason: Reason,
    roll_on: Annotated[
        bool, typer.Option("--roll-on", help=N_("Put its cases on the agenda of the body's next meeting."))
    ] = False,
    seen: SeenVersion = None,
    as_json: Json = False,
) -> None:
    """Cancel a meeting; its cases are proposals again, or go onto the next agenda."""
    from workflows import meetings

    call = given(ctx)
    one, body = found(call, id_)
    after = meetings.cancel(call.house, one.id, seen or one.version, acting(call, one), reason=reason, roll_on=roll_on)
    _told(call, after, body, as_json=as_json)


def _told(call: Given, after: "Meeting", body: "Body", *, as_json: bool) -> None:
    from wording.days import at
    from workflows.meetings.invitations import how_many

    mails = how_many(call.house, after)
    if as_json:
        say.machine(plain(after) | {"invitations": mails})
        return
    place = after.place or _(NO_PLACE)
    words = {"body": body.title.into(spoken()), "at": at(after.meets_at), "place": place, "state": state(after.state)}
    say.line(" ".join(filter(None, (_(_NOW).format(**words), mailed(mails)))))


COMMANDS: dict[str, Any] = {"list": listed, "call": call_one, "move": move, "invite": invite, "cancel": cancel}

for name, function in COMMANDS.items():
    meeting.command(name, cls=Spoken)(function)
