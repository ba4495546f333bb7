"""Replaying a recorded case without the engine: day by day through the same door, the chain walked directly."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from cli import receipts, say
from cli.desk import given
from cli.looks import print_sheet
from cli.values import File
from wording.language import N_, _, spoken
from wording.words import told

if TYPE_CHECKING:
    from config.sample import Sample
    from workflows.replay import Played

#: Columns for a day: as many as "30 September 2002" and "nicht überliefert" need.
_INDENT = 18
_UNCHANGED = N_('"{reference}": everything in this file was already recorded. Nothing was changed.')


def replay(
    ctx: typer.Context,
    file: File,
    quiet: Annotated[bool, typer.Option("--no-sheet", help=N_("Do not print the sheet at the end."))] = False,
) -> None:
    """Play a recorded case day by day through the same door and chain as live work, and print its sheet."""
    from config.load import load_sample
    from workflows.replay import replay as play

    call = given(ctx)
    sample = load_sample(file)
    last = narrate(play(call.house, sample), sample)
    if not quiet:
        say.line("")
        print_sheet(call, last.receipt.dossier)


def narrate(steps: "Iterator[Played]", sample: "Sample") -> "Played":
    """Print one line per day as it is played, and whom the dossier waits for; give the last step."""
    last, changed = None, False
    for played in steps:
        last = played
        if not played.receipt.repeated:
            changed = True
            for label, sentence in lines_of(played, sample):
                say.hanging(label, sentence, _INDENT)
    assert last is not None, "a replay has its opening"  # noqa: S101 - `workflows.replay` yields it first
    if not changed:
        say.line(_(_UNCHANGED).format(reference=sample.application.reference))
    return last


def lines_of(played: "Played", sample: "Sample") -> Iterator[tuple[str, str]]:
    """The lines of one step: the day and what happened, then whom the dossier waits for."""
    from workflows.replay import day_of

    receipt = played.receipt
    entry = receipt.dossier.entries[receipt.seq - 1]
    what = [told(entry.event, receipt.dossier.programme)]
    what += [told(more.event, receipt.dossier.programme) for more in receipt.dossier.entries[receipt.seq :]]
    for said in what:
        yield day_of(played, sample).show(spoken()), said
    for sentence in receipts.standing(receipt):
        yield "", sentence
