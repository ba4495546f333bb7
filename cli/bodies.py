"""Bodies at the command line: which there are, and who sits on them."""

from typing import Annotated, Any

import typer

from cli import say
from cli.desk import given
from cli.meetings import Authority, Body_, Programme
from cli.values import Json, day, whole
from domain.dates import When
from wording.language import N_, _, spoken

_BODIES = (N_("programme"), N_("body"), N_("title"), N_("keeps the meetings"), N_("public"))
_MEMBERS = (N_("name"), N_("handle"), N_("chair"), N_("since"), N_("until"))
_NO_BODIES = N_("No programme here has a body.")
_NO_MEMBERS = N_("Nobody is known to sit on this body on that day.")
_SITS = N_('"{handle}" sits on "{body}" since {day}.')
_ENDS = N_('"{handle}" sits on "{body}" until {day}.')
_YES, _NO = N_("yes"), N_("no")

Handle = Annotated[str, typer.Argument(metavar="HANDLE", help=N_("Who: the handle of a person or organisation."))]
Until = Annotated[When | None, typer.Option("--until", metavar="DATE", parser=day, help=N_("The last day."))]


def listed(ctx: typer.Context, as_json: Json = False) -> None:
    """List the bodies of the programmes."""
    from domain.meetings.agenda import keepers
    from store.programmes import newest, programme_by_hash

    with given(ctx).house.database.reading() as connection:
        known = [programme_by_hash(connection, hash_) for _key, hash_ in sorted(newest(connection).items())]
    bodies = [(programme, body) for programme in known for body in programme.bodies]
    if as_json:
        say.machine([
            {
                "programme": programme.programme, "body": body.key, "title": body.title.into(spoken()),
                "keepers": list(keepers(programme, body)), "public": body.public,
            }
            for programme, body in bodies
        ])  # fmt: skip
        return
    if not bodies:
        say.line(_(_NO_BODIES))
        return
    rows = [
        (
            programme.programme, body.key, body.title.into(spoken()),
            ", ".join(programme.roles[role].into(spoken()) for role in keepers(programme, body)),
            _(_YES if body.public else _NO),
        )
        for programme, body in bodies
    ]  # fmt: skip
    say.table([_(heading) for heading in _BODIES], rows)


def members(
    ctx: typer.Context,
    authority: Authority,
    programme: Programme,
    body: Body_,
    on: Annotated[
        When | None, typer.Option("--on", metavar="DATE", parser=day, help=N_("On this day; otherwise today."))
    ] = None,
    as_json: Json = False,
) -> None:
    """List who sits on a body on a day."""
    from domain.meetings.agenda import body_of
    from domain.office_time import office_day
    from store import members as sitting
    from store.people import parties
    from workflows.inbox import newest

    call = given(ctx)
    body_of(newest(call.house, programme)[0], body)
    asked = (whole(on, "--on") if on else office_day(call.house.clock.now())).isoformat()
    with call.house.database.reading() as connection:
        there = sitting.members(connection, authority=authority, programme=programme, body=body, day=asked)
        known = parties(connection, {one.party for one in there})
    if as_json:
        say.machine([
            {
                "handle": known[one.party].handle, "name": one.name, "chair": one.chair, "since": one.since,
                "until": one.until or None,
            }
            for one in there
        ])  # fmt: skip
        return
    if not there:
        say.line(_(_NO_MEMBERS))
        return
    rows = [
        (
            one.name or _("name erased"), known[one.party].handle, _(_YES) if one.chair else "", _shown(one.since),
            _shown(one.until),
        )
        for one in there
    ]  # fmt: skip
    say.table([_(heading) for heading in _MEMBERS], rows)


def add_member(
    ctx: typer.Context,
    handle: Handle,
    authority: Authority,
    programme: Programme,
    body: Body_,
    since: Annotated[When, typer.Option("--since", metavar="DATE", parser=day, help=N_("The first day."))],
    until: Until = None,
    chair: Annotated[bool, typer.Option("--chair", help=N_("They chair it."))] = False,
) -> None:
    """Note that somebody sits on a body."""
    from workflows.inbox import person
    from workflows.meetings.members import Place
    from workflows.meetings.members import add_member as add

    call = given(ctx)
    first, last = whole(since, "--since"), whole(until, "--until") if until else None
    actor = person(call.house, authority, programme, call.settings.as_person)
    place = Place(authority, programme, body)
    add(call.house, place, handle, actor, since=first, until=last, chair=chair)
    say.line(_(_SITS).format(handle=handle, body=_title(ctx, programme, body), day=_shown(first.isoformat())))


def end_member(
    ctx: typer.Context,
    handle: Handle,
    authority: Authority,
    programme: Programme,
    body: Body_,
    until: Until = None,
) -> None:
    """Note the last day on which somebody sits on a body; today, where none is given."""
    from workflows.inbox import person
    from workflows.meetings.members import Place
    from workflows.meetings.members import end_member as end

    call = given(ctx)
    last = whole(until, "--until") if until else None
    actor = person(call.house, authority, programme, call.settings.as_person)
    place = Place(authority, programme, body)
    ended = end(call.house, place, handle, actor, until=last)
    say.line(_(_ENDS).format(handle=handle, body=_title(ctx, programme, body), day=_shown(ended.until)))


def _shown(on: str) -> str:
    return When(on).show(spoken()) if on else ""


def _title(ctx: typer.Context, programme: str, body: str) -> str:
    from workflows.inbox import newest

    return newest(given(ctx).house, programme)[0].bodies_by_key[body].title.into(spoken())


BODY: dict[str, Any] = {"list": listed, "members": members, "add-member": add_member, "end-member": end_member}
