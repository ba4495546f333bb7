"""Starting the system: `up` with everything embedded for one machine, `engine` and `portal` for a server that has the rest."""

from pathlib import Path
from typing import Annotated

import typer

from cli.desk import given
from wording.language import N_


def up(
    ctx: typer.Context,
    replay: Annotated[
        Path | None,
        typer.Option(
            "--replay", metavar="FILE", readable=False, help=N_("Play this recorded case live, through engine and post.")
        ),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help=N_("Stop when everything that waits has been done."))] = False,
) -> None:
    """Start everything: portal, engine, Prefect server and test mailbox; Ctrl-C stops it."""
    from config.load import load_sample

    sample = load_sample(replay) if replay else None
    call = given(ctx)
    from cli.going import Going

    raise typer.Exit(Going(call, sample, once=once).run())


def engine(ctx: typer.Context) -> None:
    """Run the engine alone and log to stderr, as a service does; SIGTERM stops it."""
    house = given(ctx).house
    from cli.going import serve

    raise typer.Exit(serve(house))


def portal(ctx: typer.Context) -> None:
    """Serve the portal alone and log to stderr, as a service does; SIGTERM stops it."""
    house = given(ctx).house
    from cli.going import serve_portal

    raise typer.Exit(serve_portal(house))
