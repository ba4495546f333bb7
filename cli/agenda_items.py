"""A single item of an agenda at the command line: its part, its printed number."""

from typing import Annotated

import typer

from cli.agendas import agenda, ids_of
from cli.desk import given
from cli.meetings import Id, acting, found
from cli.usage import BadValue
from wording.language import N_, _

_NOTHING_TO_CHANGE = N_("give --public, --non-public or --number.")


def item(
    ctx: typer.Context,
    id_: Id,
    which: Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The item by its number as printed."))],
    public: Annotated[bool | None, typer.Option("--public/--non-public", help=N_("The part it is dealt with in."))] = None,
    number: Annotated[str | None, typer.Option("--number", metavar="TEXT", help=N_("The new printed number."))] = None,
) -> None:
    """Change an item of the agenda: its part, its printed number."""
    from workflows import meetings

    if public is None and number is None:
        raise BadValue(_(_NOTHING_TO_CHANGE), param_hint="--number")
    call = given(ctx)
    one, _body = found(call, id_)
    (meant,) = ids_of(call, one, [which])
    # The number first: a bad one is refused before anything is changed.
    if number is not None:
        meetings.renumber(call.house, one.id, {meant: number}, acting(call, one))
    if public is not None:
        meetings.show(call.house, one.id, meant, public, acting(call, one))
    agenda(ctx, id_)
