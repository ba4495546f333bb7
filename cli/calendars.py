"""Calendars to subscribe to at the command line: made, listed, ended and shown for whoever is acting."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import say
from cli.desk import Given, given
from cli.values import Json
from domain.dates import When
from wording.language import N_, _, spoken

if TYPE_CHECKING:
    from store.access import Account

_HEADINGS = (N_("id"), N_("what it shows"), N_("made"), N_("last fetched"))
_MADE = N_("Calendar made: {title}")
_ADDRESS = N_("Its address, shown this once: {address}")
_ENDED = N_("Ended. Its address leads nowhere any more.")
_NONE = N_("You have no calendar.")

Authority = Annotated[str, typer.Option("--authority", metavar="KEY", help=N_("The authority you belong to."))]
Id = Annotated[str, typer.Argument(metavar="ID", help=N_('The id that "calendar list" shows.'))]


def make(
    ctx: typer.Context,
    authority: Authority,
    body: Annotated[
        str,
        typer.Option("--body", metavar="PROGRAMME/BODY", help=N_("The meetings of this body instead of your own dates.")),
    ] = "",
    as_json: Json = False,
) -> None:
    """Make a calendar to subscribe to: your own dates and deadlines, or the meetings of a body."""
    from workflows import calendars

    call = given(ctx)
    made = calendars.make(call.house, _account(call, authority), body)
    if as_json:
        say.machine({"id": made.feed.id, "address": made.address})
        return
    say.line(_(_MADE).format(title=calendars.title(call.house, made.feed)))
    say.line(_(_ADDRESS).format(address=made.address))


def listed(ctx: typer.Context, authority: Authority, as_json: Json = False) -> None:
    """List your calendars, the newest first."""
    from workflows import calendars

    call = given(ctx)
    found = [(feed, calendars.title(call.house, feed)) for feed in calendars.lasting(call.house, _account(call, authority))]
    if as_json:
        say.machine(
            [{"id": feed.id, "shows": title, "made_at": feed.made_at, "used_at": feed.used_at or None} for feed, title in found]
        )
        return
    if not found:
        say.line(_(_NONE))
        return
    say.table([_(heading) for heading in _HEADINGS], [(f.id, title, _day(f.made_at), _day(f.used_at)) for f, title in found])


def _day(instant: str) -> str:
    from domain.office_time import moment, office_day

    return When.of(office_day(moment(instant))).show(spoken()) if instant else ""


def revoke(ctx: typer.Context, id_: Id, authority: Authority) -> None:
    """End a calendar: whoever has its address gets nothing any more."""
    from workflows import calendars

    call = given(ctx)
    calendars.revoke(call.house, _account(call, authority), id_)
    say.line(_(_ENDED))


def show(ctx: typer.Context, id_: Id, authority: Authority) -> None:
    """Print a calendar as it would be fetched now: a file as calendars read it."""
    from workflows import calendars

    call = given(ctx)
    who = _account(call, authority)
    typer.echo(calendars.contents(call.house, who, calendars.find(call.house, who, id_)), nl=False)


def _account(call: Given, authority: str) -> "Account":
    """Who is acting, as they are known in the authority; refused if they are not."""
    from workflows.calendars import owner

    return owner(call.house, authority, call.settings.as_person)


CALENDAR: dict[str, Any] = {"make": make, "list": listed, "revoke": revoke, "show": show}
