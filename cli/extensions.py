"""Asking for more time at the command line, and saying no; more time is given with `deadline extend`."""

from typing import Annotated, Any

import typer

from cli.deadline_acts import Name
from cli.desk import given
from cli.receipts import hand_over
from cli.values import InAuthority, InProgramme, Json, MaybeDay, OnceKey, Reason, Reference, Seen, Which, day
from domain.dates import When
from wording.language import N_

Told = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("The reason; whoever asked is told."))]


def ask(
    ctx: typer.Context,
    reference: Reference,
    name: Name,
    reason: Reason,
    until: Annotated[
        When | None, typer.Option("--until", metavar="DATE", parser=day, help=N_("Until when, where that is known."))
    ] = None,
    on: MaybeDay = None,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Ask for more time, if need be after the end; the old day holds until "deadline extend" or "deadline refuse" answers."""
    from domain.commands.deadlines import RequestExtension

    asked = RequestExtension(deadline=name, on=on or given(ctx).today(), reason=reason, until=until)
    hand_over(ctx, Which(reference, programme, authority), asked, as_json=as_json, seen=seen, key=key)


def refuse(
    ctx: typer.Context,
    reference: Reference,
    name: Name,
    reason: Told,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Give no more time to whoever asked for it: the day stays as it is, and they are told why."""
    from domain.commands.deadlines import RefuseExtension

    asked = RefuseExtension(deadline=name, on=given(ctx).today(), reason=reason)
    hand_over(ctx, Which(reference, programme, authority), asked, as_json=as_json, seen=seen, key=key)


REQUESTS: dict[str, Any] = {"ask": ask, "refuse": refuse}
