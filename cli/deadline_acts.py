"""What people record about deadlines at the command line; days are computed where a period is typed."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.desk import given
from cli.receipts import hand_over
from cli.usage import BadValue
from cli.values import Day, InAuthority, InProgramme, Json, MaybeDay, OnceKey, Reason, Reference, Seen, Stage, Which, day
from domain.dates import When
from domain.vocabulary import DeadlineOutcome, Delivery, OwedBy
from wording.language import N_, _

if TYPE_CHECKING:
    from domain.commands import Command
    from domain.programme.timed import Period

_DAY_OR_PERIOD = N_("give the day (--due), or a period with its beginning (--within and --from).")
_UNTIL_OR_BY = N_("give the new day (--until) or a period (--by), and not both.")

Name = Annotated[
    str, typer.Argument(metavar="DEADLINE", help=N_('The deadline by its name; "foerderkette deadline list" shows it.'))
]
Names = Annotated[
    list[str] | None,
    typer.Option("--deadline", metavar="NAME", help=N_("Only this deadline (repeatable); all that it can mean without it.")),
]


def set_(
    ctx: typer.Context,
    reference: Reference,
    name: Name,
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help=N_("Who has until then; nobody: a period that merely ends."))
    ] = "",
    due: Annotated[
        When | None, typer.Option("--due", metavar="DATE", parser=day, help=N_("The last day, as the notice says."))
    ] = None,
    within: Annotated[
        str, typer.Option("--within", metavar="PERIOD", help=N_('A period, such as "2 weeks" or "10 Arbeitstage".'))
    ] = "",
    start: Annotated[
        When | None, typer.Option("--from", metavar="DATE", parser=day, help=N_("The day the period is counted from."))
    ] = None,
    back: Annotated[bool, typer.Option("--back", help=N_("Count the period back from that day."))] = False,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help=N_("What people call it."))] = "",
    stage: Annotated[str, typer.Option("--stage", metavar="STAGE", help=N_("The stage it belongs to."))] = "",
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help=N_("What says so."))] = "",
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=N_("Why a deadline that is there gets another day."))
    ] = "",
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Set a deadline, or give the one of that name another day: what is not named stays, and a reason or a source is needed."""
    from domain.commands.deadlines import SetDeadline
    from workflows.deadlines import counted_from
    from workflows.inbox import look

    if (due is None) == (not within) or bool(within) != (start is not None):
        raise BadValue(_(_DAY_OR_PERIOD))
    call, which = given(ctx), Which(reference, programme, authority)
    asked = SetDeadline(
        deadline=name, role=role, due=due or When.unknown(), on=call.today(), title=title, stage=stage, source=source,
        reason=reason,
    )  # fmt: skip
    if within and start is not None:
        asked = counted_from(call.house, look(call.house, *which).dossier, asked, _period(within), _known(start), back=back)
    hand_over(ctx, which, asked, as_json=as_json, seen=seen, key=key)


def extend(
    ctx: typer.Context,
    reference: Reference,
    name: Name,
    reason: Reason,
    until: Annotated[When | None, typer.Option("--until", metavar="DATE", parser=day, help=N_("The new last day."))] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="PERIOD", help=N_('How much longer, such as "2 weeks", from the previous end.'))
    ] = "",
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Give more time, if need be after the end; a period counts from the previous end."""
    from domain.commands.deadlines import ExtendDeadline
    from workflows.deadlines import extension
    from workflows.inbox import look

    if (until is None) == (not by):
        raise BadValue(_(_UNTIL_OR_BY))
    call, which = given(ctx), Which(reference, programme, authority)
    if until is not None:
        asked = ExtendDeadline(deadline=name, until=until, on=call.today(), reason=reason)
    else:
        asked = extension(call.house, look(call.house, *which).dossier, name, _period(by), reason)
    hand_over(ctx, which, asked, as_json=as_json, seen=seen, key=key)


def met(
    ctx: typer.Context,
    reference: Reference,
    name: Name,
    reason: Reason,
    on: MaybeDay = None,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Record that a deadline was met which no fact ends by itself."""
    asked = _ended(ctx, name, DeadlineOutcome.MET, reason, on)
    hand_over(ctx, Which(reference, programme, authority), asked, as_json=as_json, seen=seen, key=key)


def void(
    ctx: typer.Context,
    reference: Reference,
    name: Name,
    reason: Reason,
    on: MaybeDay = None,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Record that a deadline holds no more."""
    asked = _ended(ctx, name, DeadlineOutcome.VOIDED, reason, on)
    hand_over(ctx, Which(reference, programme, authority), asked, as_json=as_json, seen=seen, key=key)


def stop(
    ctx: typer.Context,
    reference: Reference,
    party: Annotated[
        OwedBy, typer.Argument(metavar="sponsor|land|meeting", help=N_("Who owes the next step while the clock is stopped."))
    ],
    reason: Reason,
    names: Names = None,
    on: MaybeDay = None,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Let the office's own deadlines rest while somebody else owes the next step."""
    from domain.commands.deadlines import StopClock

    asked = StopClock(party=party, on=on or given(ctx).today(), reason=reason, deadlines=tuple(names or ()))
    hand_over(ctx, Which(reference, programme, authority), asked, as_json=as_json, seen=seen, key=key)


def resume(
    ctx: typer.Context,
    reference: Reference,
    reason: Reason,
    names: Names = None,
    on: MaybeDay = None,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Let stopped clocks go on; each deadline has as many days more as it rested."""
    from workflows.deadlines import going_on
    from workflows.inbox import look

    call, which = given(ctx), Which(reference, programme, authority)
    asked = going_on(call.house, look(call.house, *which).dossier, reason, tuple(names or ()), _known(on) if on else None)
    hand_over(ctx, which, asked, as_json=as_json, seen=seen, key=key)


def notify(
    ctx: typer.Context,
    reference: Reference,
    stage: Stage,
    delivery: Annotated[
        Delivery,
        typer.Argument(metavar="post|electronic|retrieved|served|published", help=N_("How the notice reached its addressee.")),
    ],
    on: Day,
    arrived: Annotated[
        When | None,
        typer.Option("--arrived", metavar="DATE", parser=day, help=N_("The day it arrived, where that is known.")),
    ] = None,
    ready: Annotated[
        When | None,
        typer.Option("--ready", metavar="DATE", parser=day, help=N_("The day of the message that it lies in the portal.")),
    ] = None,
    uninstructed: Annotated[
        bool, typer.Option("--uninstructed", help=N_("The notice did not say how to appeal: a year instead of a month."))
    ] = False,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Record how a decision was made known: posted, sent, retrieved, served, published; computes the days that follow."""
    from workflows.deadlines import notification
    from workflows.inbox import look

    call, which = given(ctx), Which(reference, programme, authority)
    dossier = look(call.house, *which).dossier
    asked = notification(call.house, dossier, stage, delivery, on, instructed=not uninstructed, arrived=arrived, ready=ready)
    hand_over(ctx, which, asked, as_json=as_json, seen=seen, key=key)


def _ended(ctx: typer.Context, name: str, outcome: DeadlineOutcome, reason: str, on: When | None) -> "Command":
    from domain.commands.deadlines import EndDeadline

    return EndDeadline(deadline=name, outcome=outcome, on=on or given(ctx).today(), reason=reason)


def _period(typed: str) -> "Period":
    from domain.deadlines.period_text import read_period

    return read_period(typed)


def _known(typed: When) -> When:
    from cli.values import whole

    return When.of(whole(typed, "--from"))


ACTS: dict[str, Any] = {
    "set": set_, "extend": extend, "void": void, "met": met, "stop": stop, "resume": resume, "notify": notify
}  # fmt: skip
