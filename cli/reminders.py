"""Reminders at the command line: who will be told what and when, who was, and whether the ladders may go on."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import say
from cli.desk import given
from cli.values import Json, day, whole
from domain.dates import When
from wording.language import N_, _, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.halts import Halt
    from workflows.house import House
    from workflows.reminders.model import Planned

_HEADINGS = (N_("day"), N_("mailbox"), N_("dossier"), N_("deadline"), N_("due"), N_("rung"), N_("why"))
_NOTHING = N_("Nobody is told anything.")
_DIGEST = N_("Digest of this set: {digest}")
_HALTED = N_('Reminders are halted and nothing is sent. "foerderkette reminders resume" lets them go on.')
_CLIMBED = N_("Decided: {rungs}. Mails owed: {letters}.")
_STOPPED = N_('Halted. Nothing is sent until "foerderkette reminders resume".')
_WENT_ON = N_("Reminders go on.")
_SINCE = N_("Since {at} nothing has been sent.")
_RAN = N_("Reminders were not halted.")

Until = Annotated[When, typer.Option("--until", metavar="DATE", parser=day, help=N_("The last day; it still counts."))]
Since = Annotated[When, typer.Option("--since", metavar="DATE", parser=day, help=N_("The first day."))]


def preview(ctx: typer.Context, until: Until, as_json: Json = False) -> None:
    """Show who will be reminded of what on which day, and why, if nothing happens until then. Nothing is changed."""
    from workflows.reminders import foresight, halts

    house = given(ctx).house
    _show(house, foresight.preview(house, whole(until, "--until")), as_json=as_json)
    if not as_json and (halt := halts.open_halt(house)):
        _say_halted(halt)


def sent(ctx: typer.Context, since: Since, until: Until, as_json: Json = False) -> None:
    """Show who was reminded of what on which day, and why: in the same shape, so that both can be compared."""
    from workflows.reminders import foresight

    house = given(ctx).house
    _show(house, foresight.sent(house, whole(since, "--since"), whole(until, "--until")), as_json=as_json)


def climb(ctx: typer.Context) -> None:
    """Decide the reminders that are due now, as the engine does; outside the office's hours nothing is due."""
    from workflows.reminders import climbing, halts

    house = given(ctx).house
    done = climbing.climb(house)
    if (halt := halts.open_halt(house)) is not None:
        _say_halted(halt)
        return
    say.line(_(_CLIMBED).format(rungs=done.rungs, letters=done.letters))


def halt(ctx: typer.Context) -> None:
    """Halt all reminders until somebody lets them go on."""
    from workflows.reminders import halts

    call = given(ctx)
    halts.halt_now(call.house, halts.PERSON, call.settings.as_person)
    say.line(_(_STOPPED))


def resume(ctx: typer.Context) -> None:
    """Let halted reminders go on; what has piled up goes out."""
    from workflows.reminders import halts

    call = given(ctx)
    say.line(_(_WENT_ON if halts.resume(call.house, call.settings.as_person) else _RAN))


#: The commands of the group, by name.
REMINDERS: dict[str, Any] = {"preview": preview, "sent": sent, "climb": climb, "halt": halt, "resume": resume}


def _say_halted(halt: "Halt") -> None:
    """Say that nothing is sent, since when and why."""
    from cli.looks import instant
    from wording.reminders import halted

    say.line(_(_HALTED))
    say.line(f"{_(_SINCE).format(at=instant(halt.halted_at))} {halted(halt.why, halt.halted_by, halt.owed, halt.usual)}")


def _show(house: "House", mails: "list[Planned]", *, as_json: bool) -> None:
    from workflows.reminders.model import digest_of, plain

    if as_json:
        say.machine({"digest": digest_of(mails), "mails": plain(mails)})
        return
    if not mails:
        say.line(_(_NOTHING))
    else:
        say.table([_(heading) for heading in _HEADINGS], list(_rows(house, mails)))
    say.line(_(_DIGEST).format(digest=digest_of(mails)))


def _rows(house: "House", mails: "list[Planned]") -> "Iterator[tuple[str, ...]]":
    from wording.reminders import told_by, why
    from workflows.reminders.foresight import ladders_of

    ladders = ladders_of(house, mails)
    for mail in mails:
        shown = When.of(mail.day).show(spoken())
        for told, line in zip(mail.rungs, mail.lines, strict=True):
            rung = told_by(ladders[told.dossier, told.deadline, told.version], told.rung)
            yield (
                shown, mail.recipient, line.reference, line.deadline.into(spoken()), line.due.show(spoken()), rung,
                why(told.reason),
            )  # fmt: skip
