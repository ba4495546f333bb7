"""Deputies at the command line: who stands in for whom, named, ended and listed with what falls on the same days."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli import say
from cli.desk import given
from cli.values import Json, day, whole
from domain.dates import When
from wording.language import N_, _, spoken

if TYPE_CHECKING:
    from datetime import date

    from store.database import Connection
    from workflows.deputies import Listed

_HEADINGS = (N_("id"), N_("absent"), N_("deputy"), N_("programme"), N_("first day"), N_("last day"), N_("note"))
_NAMED = N_('"{deputy}" stands in for "{absent}" from {since} to {until}.')
_ENDED = N_("Ended. The deputy holds these roles no longer.")
_NOBODY = N_("Nobody stands in for anybody.")
_AWAY = N_("is away from {since} to {until} as well")

Authority = Annotated[str, typer.Option("--authority", metavar="KEY", help=N_("The authority they belong to."))]


def add(
    ctx: typer.Context,
    absent: Annotated[str, typer.Argument(metavar="ABSENT", help=N_("Who is away, by their handle."))],
    deputy: Annotated[str, typer.Argument(metavar="DEPUTY", help=N_("Who stands in for them, by their handle."))],
    since: Annotated[When, typer.Option("--from", metavar="DATE", parser=day, help=N_("The first day."))],
    until: Annotated[When, typer.Option("--until", metavar="DATE", parser=day, help=N_("The last day; it still counts."))],
    authority: Authority,
    programme: Annotated[str, typer.Option("--programme", metavar="KEY", help=N_("In this programme only."))] = "",
) -> None:
    """Let somebody stand in for somebody else: they get the roles by which the absent person works for the office."""
    from workflows import deputies
    from workflows.roster_change import By

    house = given(ctx).house
    wanted = deputies.Wanted(absent, deputy, whole(since, "--from"), whole(until, "--until"), programme)
    made = deputies.name(house, By(_known(ctx, authority)), wanted)
    first, last = (When(text).show(spoken()) for text in (made.since, made.until))
    say.line(_(_NAMED).format(deputy=deputy, absent=absent, since=first, until=last))
    with house.database.reading() as connection:
        found = _listed(connection, authority, wanted.since)
    for clash in next(each.clashes for each in found if each.one.id == made.id):
        said = _(_AWAY).format(since=When(clash.since).show(spoken()), until=When(clash.until).show(spoken()))
        say.line(f'"{deputy}" {said}.')


def end(
    ctx: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help=N_('The id that "deputy list" shows.'))],
    authority: Authority,
) -> None:
    """Let somebody stand in no longer, from this moment."""
    from workflows import deputies
    from workflows.roster_change import By

    deputies.end(given(ctx).house, By(_known(ctx, authority)), id_)
    say.line(_(_ENDED))


def listed(ctx: typer.Context, authority: Authority, as_json: Json = False) -> None:
    """List who stands in for whom today and later."""
    from domain.office_time import office_day

    house = given(ctx).house
    _known(ctx, authority)
    with house.database.reading() as connection:
        found = _listed(connection, authority, office_day(house.clock.now()))
    if as_json:
        say.machine([_plain(each) for each in found])
        return
    if not found:
        say.line(_(_NOBODY))
        return
    say.table([_(heading) for heading in _HEADINGS], [_row(each) for each in found])


def _listed(connection: "Connection", authority: str, today: "date") -> "list[Listed]":
    from workflows import deputies

    return deputies.listed(connection, authority, today)


def _plain(each: "Listed") -> dict[str, object]:
    one = each.one
    return {
        "id": one.id, "absent": each.absent.handle, "deputy": each.deputy.handle, "programme": one.programme or None,
        "since": one.since, "until": one.until,
        "clashes": [{"since": clash.since, "until": clash.until} for clash in each.clashes],
    }  # fmt: skip


def _row(each: "Listed") -> tuple[str, ...]:
    one = each.one
    notes = (
        _(_AWAY).format(since=When(clash.since).show(spoken()), until=When(clash.until).show(spoken()))
        for clash in each.clashes
    )
    days = (When(one.since).show(spoken()), When(one.until).show(spoken()))
    return (one.id, each.absent.handle, each.deputy.handle, one.programme, *days, "; ".join(notes))


def _known(ctx: typer.Context, authority: str) -> str:
    from domain.errors import NoSuchAuthority
    from store.people import seats

    with given(ctx).house.database.reading() as connection:
        known = sorted(seats(connection))
    if authority not in known:
        raise NoSuchAuthority(authority=authority, known=", ".join(known))
    return authority
