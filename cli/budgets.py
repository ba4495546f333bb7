"""Yearly budgets: what is left, what a case can be offered of it, and calling again for what is left."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli import say
from cli.desk import Desk, given
from cli.helps import Spoken
from cli.usage import BadValue
from cli.values import InAuthority, InProgramme, Json, MaybeDay, Reference, day, whole
from domain.dates import When
from wording.language import N_, _, spoken

if TYPE_CHECKING:
    from domain.commands import Actor
    from workflows.house import House

_HEADINGS = (N_("programme"), N_("area"), N_("year"), N_("budget"), N_("given"), N_("left"), N_("awards"))
_NOTHING_GIVEN = N_("Nothing was given yet.")
_NO_BUDGET = N_('"{reference}": its programme gives no yearly amounts on that day, or the application names no area.')
_CALL_HEADINGS = (N_("call"), N_("programme"), N_("area"), N_("from"), N_("until"), N_("left"))
_NO_CALLS = N_("There is no open call.")
_CLOSED = N_("The call is closed.")
_WHICH_AUTHORITY = N_("there are several authorities here: {known}. Name one.")

Key = Annotated[str, typer.Argument(metavar="PROGRAMME", help=N_("The programme by its key."))]
Area = Annotated[str, typer.Option("--area", metavar="TEXT", help=N_("The area as applications name it."))]


def budget(
    ctx: typer.Context,
    programme: Annotated[str, typer.Argument(metavar="PROGRAMME", help=N_("Only this programme."))] = "",
    area: Area = "",
    year: Annotated[int, typer.Option("--year", metavar="YEAR", min=0, help=N_("Only this year."))] = 0,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Show yearly budgets: what was given, by how many awards, and what is left."""
    from domain import money
    from workflows.budgets import lines

    found = lines(given(ctx).house, authority=authority or "", programme=programme, area=area, year=year)
    if as_json:
        say.machine([
            {
                "authority": one.authority, "programme": one.programme, "area": one.area, "year": one.year,
                "budget": one.budget, "given": one.given, "left": one.left, "awards": one.awards,
            }
            for one in found
        ])  # fmt: skip
        return
    if not found:
        say.line(_(_NOTHING_GIVEN))
        return
    rows = [
        (
            one.programme,
            one.area,
            one.year,
            *(money.show(cents, spoken()) for cents in (one.budget, one.given, one.left)),
            one.awards,
        )
        for one in found
    ]
    say.table([_(heading) for heading in _HEADINGS], rows)


def offer(
    ctx: typer.Context,
    reference: Reference,
    on: MaybeDay = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Say the most a decision could grant in a case, as of today unless --on names a day, and why."""
    from domain.office_time import office_day
    from wording.budgets import offered
    from workflows.budgets import offer_for
    from workflows.inbox import look

    house = given(ctx).house
    dossier = look(house, reference, programme, authority).dossier
    when = on.last if on and on.known else office_day(house.clock.now())
    with house.database.reading() as connection:
        found = offer_for(connection, dossier, when)
    if as_json:
        said = None if found is None else {
            "amount": found.amount, "requested": found.requested, "cap": found.cap, "left": found.left, "area": found.area,
            "year": found.year,
        }  # fmt: skip
        say.machine({"reference": reference, "on": when.isoformat(), "offer": said})
    elif found is None:
        say.line(_(_NO_BUDGET).format(reference=reference))
    else:
        say.line(offered(found.amount, found.requested, found.cap, found.left, found.area, found.year))


def open_(
    ctx: typer.Context,
    programme: Key,
    area: Area,
    until: Annotated[When, typer.Option("--until", metavar="DATE", parser=day, help=N_("The last day for applications."))],
    since: Annotated[
        When | None, typer.Option("--from", metavar="DATE", parser=day, help=N_("The first day; today if left out."))
    ] = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Call for applications to what is left of a yearly budget; how much that is, is computed."""
    from domain.office_time import office_day
    from wording.budgets import called
    from workflows.fund_calls import open_call

    house = given(ctx).house
    office = _authority(house, authority)
    made = open_call(
        house, authority=office, programme=programme, area=area, closes_on=whole(until, "--until"),
        opens_on=whole(since, "--from") if since else None, actor=_actor(ctx, office, programme),
    )  # fmt: skip
    if as_json:
        say.machine({"call": made.id, "amount": made.amount, "from": made.opens_on, "until": made.closes_on})
        return
    say.line(called(made.area, made.amount, made.opens_on, made.closes_on, office_day(house.clock.now())))


def listed(ctx: typer.Context, programme: InProgramme = None, authority: InAuthority = None, as_json: Json = False) -> None:
    """List the calls that last or are to come, with what is left for them now."""
    from domain import money
    from workflows.fund_calls import open_calls

    house = given(ctx).house
    found = open_calls(house, authority=authority or "", programme=programme or "", coming=True)
    if as_json:
        say.machine([
            {
                "call": call.id, "authority": call.authority, "programme": call.programme, "area": call.area,
                "year": call.year, "from": call.opens_on, "until": call.closes_on, "left": left,
            }
            for call, left in found
        ])  # fmt: skip
        return
    if not found:
        say.line(_(_NO_CALLS))
        return
    rows = [
        (call.id, call.programme, call.area, call.opens_on, call.closes_on, money.show(left, spoken())) for call, left in found
    ]
    say.table([_(heading) for heading in _CALL_HEADINGS], rows)


def close(
    ctx: typer.Context,
    programme: Key,
    call: Annotated[str, typer.Argument(metavar="CALL", help=N_('The call; "foerderkette call list" names it.'))],
    authority: InAuthority = None,
) -> None:
    """End a call before its last day."""
    from workflows.fund_calls import close_call

    house = given(ctx).house
    office = _authority(house, authority)
    close_call(house, authority=office, programme=programme, call=call, actor=_actor(ctx, office, programme))
    say.line(_(_CLOSED))


def _authority(house: "House", named: str | None) -> str:
    """The authority named, or the only one there is."""
    from store.people import seats

    with house.database.reading() as connection:
        known = sorted(seats(connection))
    if named is None and len(known) != 1:
        raise BadValue(_(_WHICH_AUTHORITY).format(known=", ".join(known)), param_hint="--authority")
    return named or known[0]


def _actor(ctx: typer.Context, authority: str, programme: str) -> "Actor":
    from workflows.inbox import person

    call = given(ctx)
    return person(call.house, authority, programme, call.settings.as_person)


call = typer.Typer(
    cls=Desk, rich_markup_mode=None, help=N_("Calls for what is left of a yearly budget: open, list, close one.")
)
call.command("open", cls=Spoken)(open_)
call.command("list", cls=Spoken)(listed)
call.command("close", cls=Spoken)(close)
